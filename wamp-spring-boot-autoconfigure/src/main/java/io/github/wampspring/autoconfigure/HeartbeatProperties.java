package io.github.wampspring.autoconfigure;

import java.time.Duration;

/**
 * How dead connections are noticed.
 */
public class HeartbeatProperties {

	/**
	 * How long the other side may be silent until it gets a WebSocket ping. Zero for no
	 * pings.
	 */
	private Duration interval = Duration.ofSeconds(10);

	/**
	 * How long the answer to a ping may take, before the connection counts as broken.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}

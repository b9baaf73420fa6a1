/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.transport.websocket;

import java.time.Duration;

/**
 * Limits and times of WebSocket channels.
 *
 * @param maxMessageSize the size of the largest message, sent or received, in bytes or,
 * for JSON, characters
 * @param sendQueueSize how many bytes may wait for a peer that does not read; a server
 * then cuts it off, a client makes its callers wait
 * @param sendTimeout how long a peer may refuse to take a single write, before the
 * connection counts as broken
 * @param connectTimeout how long the steps of connecting may take, each
 * @param heartbeatInterval how long the peer may be silent until it gets a ping; zero for
 * no pings
 * @param heartbeatTimeout how long the answer to a ping may take, before the connection
 * counts as broken
 */
public record WebSocketSettings(int maxMessageSize, int sendQueueSize, Duration sendTimeout, Duration connectTimeout,
		Duration heartbeatInterval, Duration heartbeatTimeout) {

	/** The default of {@link #maxMessageSize()}: 16 MiB. */
	public static final int DEFAULT_MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

	/** The default of {@link #sendQueueSize()}: 8 MiB. */
	public static final int DEFAULT_SEND_QUEUE_SIZE = 8 * 1024 * 1024;

	public WebSocketSettings {
		positive(maxMessageSize, "maxMessageSize");
		positive(sendQueueSize, "sendQueueSize");
		positive(sendTimeout.toMillis(), "sendTimeout");
		positive(connectTimeout.toMillis(), "connectTimeout");
		positive(heartbeatTimeout.toMillis(), "heartbeatTimeout");
		if (heartbeatInterval.isNegative()) {
			throw new IllegalArgumentException("heartbeatInterval must not be negative");
		}
	}

	/**
	 * The defaults: messages of 16 MiB, 8 MiB waiting, 10 seconds for everything.
	 * @return the settings
	 */
	public static WebSocketSettings defaults() {
		Duration tenSeconds = Duration.ofSeconds(10);
		return new WebSocketSettings(DEFAULT_MAX_MESSAGE_SIZE, DEFAULT_SEND_QUEUE_SIZE, tenSeconds, tenSeconds,
				tenSeconds, tenSeconds);
	}

	/**
	 * These settings with another limit for messages.
	 * @param maxMessageSize the limit
	 * @return other settings
	 */
	public WebSocketSettings withMaxMessageSize(int maxMessageSize) {
		return new WebSocketSettings(maxMessageSize, this.sendQueueSize, this.sendTimeout, this.connectTimeout,
				this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another limit for what waits to be sent.
	 * @param sendQueueSize the limit
	 * @param sendTimeout how long a write may be stuck
	 * @return other settings
	 */
	public WebSocketSettings withSendLimits(int sendQueueSize, Duration sendTimeout) {
		return new WebSocketSettings(this.maxMessageSize, sendQueueSize, sendTimeout, this.connectTimeout,
				this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another timeout for connecting.
	 * @param connectTimeout the timeout
	 * @return other settings
	 */
	public WebSocketSettings withConnectTimeout(Duration connectTimeout) {
		return new WebSocketSettings(this.maxMessageSize, this.sendQueueSize, this.sendTimeout, connectTimeout,
				this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another heartbeat.
	 * @param interval how long the peer may be silent until it gets a ping; zero for no
	 * pings
	 * @param timeout how long the answer may take
	 * @return other settings
	 */
	public WebSocketSettings withHeartbeat(Duration interval, Duration timeout) {
		return new WebSocketSettings(this.maxMessageSize, this.sendQueueSize, this.sendTimeout, this.connectTimeout,
				interval, timeout);
	}

	private static void positive(long value, String name) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive, not " + value);
		}
	}

}

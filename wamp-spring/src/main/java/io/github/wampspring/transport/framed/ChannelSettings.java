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

package io.github.wampspring.transport.framed;

import java.time.Duration;

/**
 * Limits and times of WebSocket channels.
 *
 * @param maxMessageSize the size of the largest message, sent or received, in bytes
 * @param maxHelloSize the size of the largest message that a server takes from a peer
 * that has not joined
 * @param sendQueueSize how many bytes may wait behind the message that is being written,
 * with what they cost in memory; when they are more, a server cuts the peer off, a client
 * makes its callers wait. A single message may always wait. When half of it is taken, a
 * server reads less from those who send more to a peer that reads
 * @param sendTimeout how long a peer may take nothing at all of a write, before the
 * connection counts as broken
 * @param connectTimeout how long the steps of connecting may take, each
 * @param heartbeatInterval how long the peer may be silent until it gets a ping; zero for
 * no pings
 * @param heartbeatTimeout how long the answer to a ping may take, before the connection
 * counts as broken. The peer finds the ping behind what the system's buffers hold for it,
 * which may be some MiB: on a slow link they must be read within this time
 */
public record ChannelSettings(int maxMessageSize, int maxHelloSize, int sendQueueSize, Duration sendTimeout,
		Duration connectTimeout, Duration heartbeatInterval, Duration heartbeatTimeout) {

	/** The default of {@link #maxMessageSize()}: 16 MiB. */
	public static final int DEFAULT_MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

	/** The default of {@link #maxHelloSize()}: 64 KiB. */
	public static final int DEFAULT_MAX_HELLO_SIZE = 64 * 1024;

	/** The default of {@link #sendQueueSize()}: 16 MiB. */
	public static final int DEFAULT_SEND_QUEUE_SIZE = 16 * 1024 * 1024;

	public ChannelSettings {
		positive(maxMessageSize, "maxMessageSize");
		positive(maxHelloSize, "maxHelloSize");
		positive(sendQueueSize, "sendQueueSize");
		positive(sendTimeout.toMillis(), "sendTimeout");
		positive(connectTimeout.toMillis(), "connectTimeout");
		positive(heartbeatTimeout.toMillis(), "heartbeatTimeout");
		if (heartbeatInterval.isNegative()) {
			throw new IllegalArgumentException("heartbeatInterval must not be negative");
		}
	}

	/**
	 * The defaults: messages of 16 MiB, 64 KiB before joining, 16 MiB waiting, 10 seconds
	 * for everything.
	 * @return the settings
	 */
	public static ChannelSettings defaults() {
		Duration tenSeconds = Duration.ofSeconds(10);
		return new ChannelSettings(DEFAULT_MAX_MESSAGE_SIZE, DEFAULT_MAX_HELLO_SIZE, DEFAULT_SEND_QUEUE_SIZE,
				tenSeconds, tenSeconds, tenSeconds, tenSeconds);
	}

	/**
	 * These settings with another limit for messages.
	 * @param maxMessageSize the limit
	 * @return other settings
	 */
	public ChannelSettings withMaxMessageSize(int maxMessageSize) {
		return new ChannelSettings(maxMessageSize, this.maxHelloSize, this.sendQueueSize, this.sendTimeout,
				this.connectTimeout, this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another limit for messages from those who have not joined.
	 * @param maxHelloSize the limit
	 * @return other settings
	 */
	public ChannelSettings withMaxHelloSize(int maxHelloSize) {
		return new ChannelSettings(this.maxMessageSize, maxHelloSize, this.sendQueueSize, this.sendTimeout,
				this.connectTimeout, this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another limit for what waits to be sent.
	 * @param sendQueueSize the limit
	 * @param sendTimeout how long a write may be stuck
	 * @return other settings
	 */
	public ChannelSettings withSendLimits(int sendQueueSize, Duration sendTimeout) {
		return new ChannelSettings(this.maxMessageSize, this.maxHelloSize, sendQueueSize, sendTimeout,
				this.connectTimeout, this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another timeout for connecting.
	 * @param connectTimeout the timeout
	 * @return other settings
	 */
	public ChannelSettings withConnectTimeout(Duration connectTimeout) {
		return new ChannelSettings(this.maxMessageSize, this.maxHelloSize, this.sendQueueSize, this.sendTimeout,
				connectTimeout, this.heartbeatInterval, this.heartbeatTimeout);
	}

	/**
	 * These settings with another heartbeat.
	 * @param interval how long the peer may be silent until it gets a ping; zero for no
	 * pings
	 * @param timeout how long the answer may take
	 * @return other settings
	 */
	public ChannelSettings withHeartbeat(Duration interval, Duration timeout) {
		return new ChannelSettings(this.maxMessageSize, this.maxHelloSize, this.sendQueueSize, this.sendTimeout,
				this.connectTimeout, interval, timeout);
	}

	private static void positive(long value, String name) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive, not " + value);
		}
	}

}

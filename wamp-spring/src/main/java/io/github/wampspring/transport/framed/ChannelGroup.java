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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.LogLimiter;
import io.github.wampspring.transport.TransportThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The open channels of a connector or a server, with their threads and their clock.
 */
public final class ChannelGroup implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ChannelGroup.class);

	private static final long MAX_TICK_MILLIS = 1000;

	private static final long CLOSE_MILLIS = 1000;

	private final ChannelSettings settings;

	private final TransportThreads threads;

	private final Set<FrameChannel> channels = ConcurrentHashMap.newKeySet();

	private final LogLimiter limiter = new LogLimiter(logger);

	private final AtomicBoolean ticking = new AtomicBoolean();

	private final long tickMillis;

	public ChannelGroup(String name, ChannelSettings settings) {
		this.settings = settings;
		this.threads = new TransportThreads(name);
		long shortest = Math.min(settings.sendTimeout().toMillis(), settings.heartbeatTimeout().toMillis());
		if (!settings.heartbeatInterval().isZero()) {
			shortest = Math.min(shortest, settings.heartbeatInterval().toMillis());
		}
		this.tickMillis = Math.max(10, Math.min(MAX_TICK_MILLIS, shortest / 4));
	}

	public ChannelSettings settings() {
		return this.settings;
	}

	public TransportThreads threads() {
		return this.threads;
	}

	public int size() {
		return this.channels.size();
	}

	void add(FrameChannel channel) {
		this.channels.add(channel);
		if (this.ticking.compareAndSet(false, true)) {
			boolean started = false;
			try {
				started = this.threads.repeat(this::tick, this.tickMillis) != null;
			}
			finally {
				this.ticking.set(started);
			}
		}
	}

	void remove(FrameChannel channel) {
		this.channels.remove(channel);
	}

	/**
	 * A peer of a server was cut off.
	 */
	void cutOff(String peer, String reason) {
		this.limiter.warn(() -> "Cut off " + peer + ": " + reason);
	}

	private void tick() {
		long now = System.nanoTime();
		for (FrameChannel channel : this.channels) {
			try {
				channel.tick(now);
			}
			catch (Throwable ex) {
				logger.error("A channel could not be looked after", ex);
			}
		}
	}

	/**
	 * Closes all channels, each after what it has to send; those that take longer are cut
	 * off.
	 */
	@Override
	public void close() {
		ChannelClose reason = new ChannelClose(ChannelClose.GOING_AWAY, "shutting down", null);
		this.channels.forEach((channel) -> {
			channel.hurry();
			channel.close(reason);
		});
		if (!awaitClosed()) {
			this.channels.forEach(FrameChannel::cutOff);
			awaitClosed();
		}
		this.threads.close();
		this.channels.forEach((channel) -> channel.closed(reason));
	}

	private boolean awaitClosed() {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
		try {
			while (!this.channels.isEmpty() && System.nanoTime() < end) {
				TimeUnit.MILLISECONDS.sleep(1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.channels.isEmpty();
	}

}

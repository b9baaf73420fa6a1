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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.TransportThreads;
import jakarta.websocket.CloseReason;

/**
 * The open channels of a connector or a server, with their threads and their clock.
 */
final class ChannelGroup implements AutoCloseable {

	private static final long MAX_TICK_MILLIS = 1000;

	private static final long CLOSE_MILLIS = 1000;

	private final WebSocketSettings settings;

	private final TransportThreads threads;

	private final Set<WebSocketChannel> channels = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean ticking = new AtomicBoolean();

	private final long tickMillis;

	ChannelGroup(String name, WebSocketSettings settings) {
		this.settings = settings;
		this.threads = new TransportThreads(name);
		long shortest = Math.min(settings.sendTimeout().toMillis(), settings.heartbeatTimeout().toMillis());
		if (!settings.heartbeatInterval().isZero()) {
			shortest = Math.min(shortest, settings.heartbeatInterval().toMillis());
		}
		this.tickMillis = Math.max(10, Math.min(MAX_TICK_MILLIS, shortest / 4));
	}

	WebSocketSettings settings() {
		return this.settings;
	}

	TransportThreads threads() {
		return this.threads;
	}

	int size() {
		return this.channels.size();
	}

	void add(WebSocketChannel channel) {
		this.channels.add(channel);
		if (this.ticking.compareAndSet(false, true)) {
			this.threads.later(this::tick, this.tickMillis);
		}
	}

	void remove(WebSocketChannel channel) {
		this.channels.remove(channel);
	}

	/**
	 * Runs a task on one of the threads; on a new one where there are none any more.
	 */
	void execute(Runnable task) {
		try {
			this.threads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			Thread thread = new Thread(task, "wamp-closing");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void tick() {
		long now = System.nanoTime();
		this.channels.forEach((channel) -> channel.tick(now));
		if (this.channels.isEmpty()) {
			this.ticking.set(false);
			if (this.channels.isEmpty() || !this.ticking.compareAndSet(false, true)) {
				return;
			}
		}
		this.threads.later(this::tick, this.tickMillis);
	}

	/**
	 * Closes all channels, each after what it has to send; those that take longer are cut
	 * off.
	 */
	@Override
	public void close() {
		ChannelClose reason = new ChannelClose(CloseReason.CloseCodes.GOING_AWAY.getCode(), "shutting down", null);
		this.channels.forEach((channel) -> {
			channel.hurry();
			channel.close(reason);
		});
		if (!awaitClosed()) {
			this.channels.forEach(WebSocketChannel::cutOff);
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

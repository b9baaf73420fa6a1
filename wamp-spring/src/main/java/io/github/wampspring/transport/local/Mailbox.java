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

package io.github.wampspring.transport.local;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.Inbound;
import io.github.wampspring.transport.Reading;
import io.github.wampspring.transport.SendQueue;
import io.github.wampspring.transport.TransportThreads;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one end of an in-process channel, and its delivery by one thread at a
 * time.
 */
final class Mailbox {

	/** What a message counts at least. */
	private static final int MESSAGE = 256;

	/** After so many messages, a delivery lets others go first. */
	private static final int TURN = 1000;

	private final SendQueue<Object> queue;

	private final Inbound inbound;

	private final Consumer<ChannelClose> closed;

	private volatile boolean paused;

	/** Whether a delivery has stopped because of the pause. */
	private boolean stopped;

	private final Reading reading;

	Mailbox(long limit, TransportThreads threads, Inbound inbound, Consumer<ChannelClose> closed) {
		this.queue = new SendQueue<>(limit, Mailbox::weigh, threads.waiting(), this::deliver);
		this.reading = new Reading(threads, this::pause, this::resume);
		this.inbound = inbound;
		this.closed = closed;
		// busy until the start
		this.queue.claim();
	}

	/**
	 * Starts to deliver.
	 */
	void start() {
		this.queue.release();
	}

	/**
	 * Adds a message, full or not.
	 */
	void add(WampMessage message) {
		this.queue.add(message);
	}

	/**
	 * Adds a message if there is room.
	 */
	boolean offer(WampMessage message) {
		return this.queue.offer(message);
	}

	/**
	 * Delivers the close, after all messages.
	 */
	void close(ChannelClose close) {
		this.queue.seal(close);
		resume();
		this.queue.flush();
	}

	/**
	 * Drops what waits, and delivers the close.
	 */
	void end(ChannelClose close) {
		this.queue.end(close);
		resume();
		this.queue.flush();
	}

	void flush() {
		this.queue.flush();
	}

	long size() {
		return this.queue.size();
	}

	boolean hasRoom() {
		return this.queue.hasRoom();
	}

	CompletionStage<@Nullable Void> room() {
		return this.queue.room();
	}

	boolean awaitRoom(Duration timeout) throws InterruptedException {
		return this.queue.awaitRoom(timeout);
	}

	Reading reading() {
		return this.reading;
	}

	private synchronized void pause() {
		// what is left is delivered, the close last
		this.paused = !this.queue.isClosing();
	}

	private void resume() {
		synchronized (this) {
			this.paused = false;
			if (!this.stopped) {
				return;
			}
			this.stopped = false;
		}
		this.queue.drainLater();
	}

	private synchronized boolean stop() {
		this.stopped = this.paused;
		return this.stopped;
	}

	private void deliver() {
		int count = 0;
		while (!this.paused || !stop()) {
			Object item = this.queue.poll();
			if (item == null) {
				this.queue.release();
				return;
			}
			deliver(item);
			if (++count >= TURN) {
				if (this.queue.drainLater() || !this.queue.claim()) {
					return;
				}
				count = 0;
			}
		}
	}

	private void deliver(Object item) {
		if (item instanceof WampMessage message) {
			this.inbound.message(message);
			this.reading.handled(weigh(message));
		}
		else if (item instanceof ChannelClose close) {
			this.queue.end(null);
			this.closed.accept(close);
			this.inbound.close(close);
		}
	}

	private static long weigh(Object item) {
		if (!(item instanceof WampMessage message)) {
			return 0;
		}
		Payload payload = message.payload();
		if (payload instanceof Payload.Encoded encoded) {
			return MESSAGE + (long) encoded.length();
		}
		long size = MESSAGE;
		if (payload instanceof Payload.Values values) {
			for (Object argument : values.arguments()) {
				size += sizeOf(argument);
			}
			for (Object argument : values.keywordArguments().values()) {
				size += sizeOf(argument);
			}
		}
		return size;
	}

	private static long sizeOf(@Nullable Object argument) {
		if (argument instanceof String text) {
			return 32L + text.length();
		}
		return (argument instanceof byte[] bytes) ? 32L + bytes.length : 32;
	}

}

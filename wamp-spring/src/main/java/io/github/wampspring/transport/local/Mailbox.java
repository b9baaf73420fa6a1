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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.Inbound;
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

	private final Queue<Object> items = new ConcurrentLinkedQueue<>();

	private final AtomicLong size = new AtomicLong();

	/** Busy until the start. */
	private final AtomicBoolean busy = new AtomicBoolean(true);

	private final Executor executor;

	private final Inbound inbound;

	private volatile boolean ended;

	private final Consumer<ChannelClose> closed;

	Mailbox(Executor executor, Inbound inbound, Consumer<ChannelClose> closed) {
		this.executor = executor;
		this.inbound = inbound;
		this.closed = closed;
	}

	/**
	 * Starts to deliver.
	 */
	void start() {
		this.busy.set(false);
		flush();
	}

	/**
	 * Adds a message.
	 * @return roughly the bytes that wait now, this message excepted
	 */
	long add(WampMessage message) {
		long before = this.size.getAndAdd(sizeOf(message));
		this.items.add(message);
		return before;
	}

	/**
	 * Adds the close, after all messages.
	 */
	void add(ChannelClose close) {
		this.items.add(close);
		flush();
	}

	/**
	 * Drops what waits, and delivers the close.
	 */
	void end(ChannelClose close) {
		this.ended = true;
		this.items.clear();
		add(close);
	}

	void flush() {
		if (!this.items.isEmpty() && this.busy.compareAndSet(false, true)) {
			deliverLater();
		}
	}

	boolean awaitRoom(long limit, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (this.size.get() >= limit && !this.ended && System.nanoTime() < end) {
			TimeUnit.MILLISECONDS.sleep(1);
		}
		return this.size.get() < limit && !this.ended;
	}

	private boolean deliverLater() {
		try {
			this.executor.execute(this::deliver);
			return true;
		}
		catch (RejectedExecutionException ex) {
			// shutting down: the close was delivered, or will be by the thread at work
			return false;
		}
	}

	private void deliver() {
		do {
			int count = 0;
			for (Object item = this.items.poll(); item != null; item = this.items.poll()) {
				deliver(item);
				if (++count >= TURN && deliverLater()) {
					return;
				}
			}
			this.busy.set(false);
		}
		while (!this.items.isEmpty() && this.busy.compareAndSet(false, true));
	}

	private void deliver(Object item) {
		if (item instanceof WampMessage message) {
			this.size.addAndGet(-sizeOf(message));
			if (!this.ended) {
				this.inbound.message(message);
			}
		}
		else if (item instanceof ChannelClose close) {
			this.ended = true;
			this.items.clear();
			this.closed.accept(close);
			this.inbound.close(close);
		}
	}

	private static long sizeOf(WampMessage message) {
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

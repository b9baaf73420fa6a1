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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent over a WebSocket, and how it gets there. One thread at a time
 * sends, in the order of the queue: on a calm channel the one that brings a lone frame,
 * where the policy lets it; under load a thread of the executor, which gathers frames, so
 * that many of them need one write.
 */
final class SendQueue {

	private static final Object PING = new Object();

	/** Longer frames are never sent by the thread that brings them. */
	private static final int SMALL = 2048;

	/** So long nothing was sent when a channel counts as calm. */
	private static final long CALM_NANOS = 20_000;

	/** After so much, a drain lets those of other channels go first. */
	private static final int TURN = 512 * 1024;

	private final Queue<Object> items = new ConcurrentLinkedQueue<>();

	private final AtomicLong size = new AtomicLong();

	/** Whether a thread sends, or is on its way. */
	private final AtomicBoolean busy = new AtomicBoolean();

	private final Credit credit = new Credit();

	private final JakartaFrameSender sender;

	private final Executor executor;

	private final SendPolicy policy;

	private final Owner owner;

	private volatile boolean ended;

	/** When a write was last begun or done. */
	private volatile long sentAt = System.nanoTime();

	/** Whether more than one frame waited when a drain began. */
	private volatile boolean crowded;

	private volatile boolean writing;

	SendQueue(JakartaFrameSender sender, Executor executor, SendPolicy policy, Owner owner) {
		this.sender = sender;
		this.executor = executor;
		this.policy = policy;
		this.owner = owner;
	}

	/**
	 * Adds a frame.
	 * @return the bytes that waited before
	 */
	long add(Frame frame) {
		long before = this.size.getAndAdd(frame.length());
		this.items.add(frame);
		return before;
	}

	void addPing() {
		this.items.add(PING);
	}

	void addClose(ChannelClose close) {
		this.items.add(close);
	}

	/**
	 * Sees to it that what waits is sent.
	 */
	void flush() {
		if (!this.items.isEmpty() && this.busy.compareAndSet(false, true) && !sendAtOnce()) {
			drainLater();
		}
	}

	/**
	 * Drops what waits, and everything that comes later.
	 */
	void end() {
		this.ended = true;
		this.items.clear();
	}

	void pong(ByteBuffer content) {
		this.credit.pong(content);
	}

	/**
	 * Whether a write has been waiting for the peer to read.
	 * @param nanos since when
	 */
	boolean isStuck(long now, long nanos) {
		return this.writing && now - this.sentAt > nanos;
	}

	boolean awaitRoom(long limit, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (this.size.get() >= limit && !this.ended && System.nanoTime() < end) {
			// looks now and then, so that those who send need not signal
			TimeUnit.MICROSECONDS.sleep(500);
		}
		return this.size.get() < limit && !this.ended;
	}

	private boolean sendAtOnce() {
		if (this.crowded || !(this.items.peek() instanceof Frame frame) || frame.length() > SMALL
				|| System.nanoTime() - this.sentAt < CALM_NANOS || !this.policy.mayInline()) {
			return false;
		}
		if (this.policy.needsCredit() && !this.credit.covers(frame.length())) {
			if (this.credit.wantsPing()) {
				addPing();
			}
			return false;
		}
		this.items.poll();
		begin();
		try {
			if (this.policy.isAsync()) {
				this.sender.send(frame, (result) -> sentAtOnce(frame, result));
			}
			else {
				this.sender.send(frame);
				sent(frame);
				if (this.credit.wantsPing()) {
					this.sender.ping(this.credit.ping());
				}
				idle();
			}
		}
		catch (IOException | RuntimeException ex) {
			fail(ex);
		}
		return true;
	}

	private void sentAtOnce(Frame frame, SendResult result) {
		if (result.isOK()) {
			sent(frame);
			idle();
		}
		else {
			fail(result.getException());
		}
	}

	private void drainLater() {
		try {
			this.executor.execute(this::drain);
		}
		catch (RejectedExecutionException ex) {
			end();
		}
	}

	private void drain() {
		try {
			if (sendAll()) {
				idle();
			}
			else {
				drainLater();
			}
		}
		catch (IOException | RuntimeException ex) {
			fail(ex);
		}
	}

	/**
	 * Sends what waits.
	 * @return {@code false} if more waits, but others go first
	 */
	private boolean sendAll() throws IOException {
		Object item = this.items.poll();
		this.crowded = !this.items.isEmpty();
		if (!this.crowded && item instanceof Frame frame) {
			begin();
			this.sender.send(frame);
			sent(frame);
			return true;
		}
		this.sender.startBatch();
		int length = 0;
		for (; item != null; item = (length < TURN) ? this.items.poll() : null) {
			begin();
			if (item instanceof Frame frame) {
				this.sender.send(frame);
				sent(frame);
				length += frame.length();
			}
			else if (item instanceof ChannelClose close) {
				end();
				this.sender.endBatch();
				this.owner.drained(close);
				return true;
			}
			else {
				this.sender.ping(this.credit.ping());
			}
		}
		begin();
		this.sender.endBatch();
		return length < TURN;
	}

	private void begin() {
		this.sentAt = System.nanoTime();
		this.writing = true;
	}

	private void sent(Frame frame) {
		this.size.addAndGet(-frame.length());
		this.credit.written(frame.length());
	}

	private void idle() {
		this.writing = false;
		this.sentAt = System.nanoTime();
		this.busy.set(false);
		if (!this.items.isEmpty() && this.busy.compareAndSet(false, true)) {
			drainLater();
		}
	}

	private void fail(@Nullable Throwable cause) {
		end();
		this.owner.failed(cause);
	}

	/** Learns how it ended. */
	interface Owner {

		/**
		 * All was sent that was enqueued before the close.
		 */
		void drained(ChannelClose close);

		/**
		 * Nothing can be sent any more.
		 */
		void failed(@Nullable Throwable cause);

	}

}

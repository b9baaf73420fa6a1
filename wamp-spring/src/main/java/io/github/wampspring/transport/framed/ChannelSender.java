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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sends for a channel. What is sent waits in the queue, from where one thread at a time
 * brings it to the connection: on a calm channel the one that enqueued a lone, small
 * frame, which saves a hop to another thread and matters to one call at a time; under
 * load a thread of the group, which gathers frames, so that many of them need one write;
 * and where the peer made a write wait, the one that tells of its end. A connection's own
 * thread does not let more gather than is written at a time: while it reads from many, a
 * peer that reads must not look like one that does not.
 */
final class ChannelSender {

	/** What a frame costs besides its bytes, roughly. */
	static final int FRAME = 128;

	/** Longer frames are never sent by the thread that enqueues them. */
	private static final int SMALL = 2048;

	/** So long nothing was sent when a channel counts as calm. */
	private static final long CALM_NANOS = 20_000;

	/** So much goes to the connection at a time. */
	private static final int BATCH = 64 * 1024;

	/** After so much, a drain lets those of other channels go first. */
	private static final int TURN = 512 * 1024;

	private final FrameConnection connection;

	private final boolean server;

	/** Frames and, at the end, a close. */
	private final SendQueue<Object> out;

	private final Consumer<ChannelClose> closed;

	private final Consumer<Throwable> failed;

	/** How many requests to go on with sending there are. */
	private final AtomicInteger steps = new AtomicInteger();

	/** Whether a drain is on its way, but has not begun. */
	private volatile boolean due;

	/** Whether the drain runs within a call of a handler, perhaps this channel's. */
	private boolean early;

	/** Whether the drain is run by a thread that enqueued, or goes on after it. */
	private boolean inline;

	/** What was sent in this turn. For the drain. */
	private int turn;

	/** A close that comes after the batch under way. For the drain. */
	private @Nullable ChannelClose lastly;

	/** When a write was last over. */
	private volatile long sentAt = System.nanoTime();

	/** Whether more than one frame waited when a batch was made. */
	private volatile boolean crowded;

	/**
	 * Creates a sender.
	 * @param closed told when all was sent and the connection is closed
	 * @param failed told when that was not possible
	 */
	ChannelSender(FrameConnection connection, ChannelGroup group, boolean server, Consumer<ChannelClose> closed,
			Consumer<Throwable> failed) {
		this.connection = connection;
		this.server = server;
		this.closed = closed;
		this.failed = failed;
		this.out = new SendQueue<>(group.settings().sendQueueSize(), ChannelSender::weigh, this::execute, this::drain,
				connection::progress);
	}

	private void execute(Runnable drain) {
		this.due = true;
		this.connection.executor().execute(drain);
	}

	private static long weigh(Object item) {
		return (item instanceof Frame frame) ? frame.length() + (long) FRAME : 0;
	}

	SendQueue<Object> queue() {
		return this.out;
	}

	/**
	 * Sees to it that what is in the queue is sent, by this thread or another.
	 */
	void flush() {
		if (mayInline() && this.out.claim()) {
			// one batch: what comes meanwhile is another thread's
			this.turn = TURN;
			this.inline = true;
			step();
		}
		else {
			this.out.flush();
			if (this.due && this.out.size() >= BATCH && this.connection.isOwnThread()) {
				drainEarly();
			}
		}
	}

	private void drainEarly() {
		this.early = true;
		try {
			drain();
		}
		finally {
			this.early = false;
		}
	}

	private boolean mayInline() {
		if (this.crowded || !(this.out.peek() instanceof Frame frame) || frame.length() > SMALL
				|| !this.connection.isInline(frame) || System.nanoTime() - this.sentAt < CALM_NANOS) {
			return false;
		}
		if (!this.server && !ReceivingThread.isCurrent()) {
			return true;
		}
		return (this.server || this.connection.neverBlocks()) && ReceivingThread.claimSend();
	}

	/** A turn of sending, unless it has begun early; the queue is this thread's. */
	private void drain() {
		if (this.due) {
			this.due = false;
			beginTurn();
		}
	}

	private void beginTurn() {
		this.turn = 0;
		this.inline = false;
		step();
	}

	private void step() {
		if (this.steps.getAndIncrement() == 0) {
			do {
				try {
					sendNext();
				}
				catch (RuntimeException | Error ex) {
					this.failed.accept(ex);
				}
			}
			while (this.steps.decrementAndGet() > 0);
		}
	}

	private void sendNext() {
		ChannelClose lastly = this.lastly;
		Object item = (lastly != null) ? lastly : this.out.poll();
		if (item instanceof Frame frame) {
			this.connection.send(batch(frame), this::sent);
		}
		else if (item instanceof ChannelClose close && (this.early || this.inline)) {
			// a handler is not told of the end within another call, nor by a thread that
			// only wanted to send
			this.lastly = close;
			this.out.drainLater();
		}
		else if (item instanceof ChannelClose close) {
			this.out.end(null);
			this.connection.close(close);
			this.closed.accept(close);
		}
		else {
			this.out.release();
		}
	}

	private List<Frame> batch(Frame first) {
		int length = first.length();
		Object next = (length < BATCH) ? this.out.poll() : null;
		this.crowded = next != null;
		List<Frame> batch = (next != null) ? new ArrayList<>() : List.of(first);
		if (next != null) {
			batch.add(first);
		}
		while (next instanceof Frame frame) {
			batch.add(frame);
			length += frame.length();
			next = (length < BATCH) ? this.out.poll() : null;
		}
		this.lastly = (next instanceof ChannelClose close) ? close : null;
		this.turn += length;
		return batch;
	}

	private void sent(@Nullable Throwable failure) {
		this.sentAt = System.nanoTime();
		if (failure != null) {
			this.failed.accept(failure);
		}
		else if (this.turn < TURN || (this.out.isEmpty() && this.lastly == null)) {
			step();
		}
		else if (!this.out.drainLater() && this.out.claim()) {
			beginTurn();
		}
	}

}

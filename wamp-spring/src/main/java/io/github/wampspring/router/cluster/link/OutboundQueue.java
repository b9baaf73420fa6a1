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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What waits for the engine: bounded, and empty while there is no engine.
 */
final class OutboundQueue {

	private static final int BATCH_FRAMES = 256;

	private static final int BATCH_BYTES = 256 * 1024;

	private final int maxFrames;

	private final long maxBytes;

	/** More than usual behind what only an empty queue takes. */
	private long frameLimit;

	private long byteLimit;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final ArrayDeque<OutboundFrame> frames = new ArrayDeque<>();

	private long bytes;

	/** Takes frames past the queue; there while it is open. */
	private @Nullable Shortcut shortcut;

	private boolean open;

	private boolean closed;

	private boolean woken;

	private boolean waiting;

	private long full;

	OutboundQueue(LinkSettings settings) {
		this.maxFrames = settings.queueFrames();
		this.maxBytes = settings.queueBytes();
	}

	/**
	 * The engine is there.
	 * @param shortcut may take frames while nothing waits and nobody sends
	 */
	void open(Shortcut shortcut) {
		this.lock.lock();
		try {
			this.open = !this.closed;
			this.shortcut = shortcut;
			this.woken = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The engine is lost: what waits is dropped.
	 * @return how many frames
	 */
	int shut() {
		this.lock.lock();
		try {
			int dropped = this.frames.size();
			this.frames.clear();
			this.bytes = 0;
			this.open = false;
			this.shortcut = null;
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes nothing any more.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.open = false;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether there is nothing left to send, and never will be.
	 * @return {@code true} when it is closed and empty
	 */
	boolean isDrained() {
		this.lock.lock();
		try {
			return this.closed && this.frames.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets {@link #take} return.
	 */
	void wake() {
		this.lock.lock();
		try {
			this.woken = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	Sent add(@Nullable NodeId to, List<ByteBuffer> contents) {
		if (contents.isEmpty()) {
			return Sent.QUEUED;
		}
		List<OutboundFrame> added = new ArrayList<>(contents.size());
		long size = 0;
		for (ByteBuffer content : contents) {
			added.add(new OutboundFrame(to, content.slice()));
			size += content.remaining();
		}
		this.lock.lock();
		try {
			if (!this.open) {
				return Sent.DISCONNECTED;
			}
			boolean empty = this.frames.isEmpty();
			if (!empty && (this.frames.size() + added.size() > this.frameLimit || this.bytes + size > this.byteLimit)) {
				this.full += added.size();
				return Sent.FULL;
			}
			if (this.waiting && empty && !this.woken && this.shortcut != null && this.shortcut.take(added)) {
				return Sent.QUEUED;
			}
			if (empty) {
				this.frameLimit = Math.max(this.maxFrames, added.size() + this.maxFrames / 4);
				this.byteLimit = Math.max(this.maxBytes, size + this.maxBytes / 4);
			}
			this.frames.addAll(added);
			this.bytes += size;
			if (this.waiting) {
				this.changed.signalAll();
			}
			return Sent.QUEUED;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes the next frames, and waits for them if need be.
	 * @param nanos how long to wait
	 * @return the frames; none after that time, when it was woken, or when it is closed
	 * and empty
	 * @throws InterruptedException if the thread is interrupted
	 */
	List<OutboundFrame> take(long nanos) throws InterruptedException {
		long left = nanos;
		this.lock.lockInterruptibly();
		try {
			while (this.frames.isEmpty() && !this.closed && !this.woken && left > 0) {
				this.waiting = true;
				left = this.changed.awaitNanos(left);
				this.waiting = false;
			}
			List<OutboundFrame> batch = new ArrayList<>(Math.min(this.frames.size(), BATCH_FRAMES));
			for (int size = 0; !this.frames.isEmpty() && batch.size() < BATCH_FRAMES && size < BATCH_BYTES;) {
				OutboundFrame frame = this.frames.remove();
				batch.add(frame);
				size += frame.size();
				this.bytes -= frame.size();
			}
			return batch;
		}
		finally {
			this.waiting = false;
			this.lock.unlock();
		}
	}

	/**
	 * Whether it is not more than three quarters full with more in it, or is empty.
	 */
	boolean hasRoom(long frames, long bytes) {
		this.lock.lock();
		try {
			return this.frames.isEmpty() || (this.frames.size() + frames <= this.maxFrames - this.maxFrames / 4
					&& this.bytes + bytes <= this.maxBytes - this.maxBytes / 4);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether it is half full.
	 */
	boolean isBusy() {
		this.lock.lock();
		try {
			return !this.frames.isEmpty()
					&& (this.frames.size() >= this.maxFrames / 2 || this.bytes >= this.maxBytes / 2);
		}
		finally {
			this.lock.unlock();
		}
	}

	LinkStatistics statistics(long sent, long received, long dropped, long missed) {
		this.lock.lock();
		try {
			return new LinkStatistics(this.open, this.frames.size(), this.bytes, sent, received, this.full, dropped,
					missed);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The way past the queue.
	 */
	interface Shortcut {

		/**
		 * Sends frames if that can be done without waiting.
		 * @return {@code false} if they have to be queued
		 */
		boolean take(List<OutboundFrame> frames);

	}

}

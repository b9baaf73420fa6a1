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

package io.github.wampspring.client.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The arguments of one invocation that wait for its handler, after the first ones. What
 * all streams of a session may keep together is limited. See the section "Progressive
 * Call Invocations" of the specification.
 */
public final class ArgumentQueue {

	/** What waiting arguments take besides their bytes. */
	private static final int OVERHEAD = 256;

	private static final Runnable NOBODY = () -> {
	};

	private final Limit limit;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Queue<Payload> waiting = new ArrayDeque<>();

	private boolean complete;

	private boolean closed;

	private @Nullable RuntimeException failure;

	private Runnable listener = NOBODY;

	/**
	 * Creates an empty queue.
	 * @param limit what may wait
	 */
	public ArgumentQueue(Limit limit) {
		this.limit = limit;
	}

	/**
	 * Adds arguments.
	 * @param payload the arguments
	 * @param more whether more follow
	 * @return {@code false} if too much waits already
	 */
	public boolean offer(Payload payload, boolean more) {
		this.lock.lock();
		try {
			this.complete |= !more;
			if (this.closed || this.failure != null) {
				return true;
			}
			if (!payload.isEmpty() || more) {
				if (!this.limit.take(size(payload))) {
					return false;
				}
				this.waiting.add(payload);
			}
		}
		finally {
			this.lock.unlock();
		}
		changed();
		return true;
	}

	/**
	 * No more arguments come, since something has happened.
	 * @param failure what the handler is to get, after what waits
	 */
	public void fail(RuntimeException failure) {
		this.lock.lock();
		try {
			if (this.failure != null || this.complete) {
				return;
			}
			this.failure = failure;
		}
		finally {
			this.lock.unlock();
		}
		changed();
	}

	/**
	 * Nobody wants to know any more. What waits is forgotten.
	 */
	public void close() {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			if (this.failure == null && (!this.waiting.isEmpty() || !this.complete)) {
				this.failure = new WampCanceledException("The call has ended", null);
			}
			this.waiting.forEach((payload) -> this.limit.give(size(payload)));
			this.waiting.clear();
		}
		finally {
			this.lock.unlock();
		}
		changed();
	}

	private void changed() {
		Runnable listener;
		this.lock.lock();
		try {
			this.changed.signalAll();
			listener = this.listener;
		}
		finally {
			this.lock.unlock();
		}
		listener.run();
	}

	/**
	 * Whether the last arguments have come.
	 * @return {@code false} if more are to be expected
	 */
	public boolean isComplete() {
		this.lock.lock();
		try {
			return this.complete;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks to be told of whatever happens.
	 * @param listener must not block; called by any thread
	 */
	public void onChange(Runnable listener) {
		this.lock.lock();
		try {
			this.listener = listener;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes the next arguments.
	 * @return the arguments, or {@code null} if there are none now
	 * @throws RuntimeException what the stream failed with
	 */
	public @Nullable Payload poll() {
		this.lock.lock();
		try {
			Payload next = this.waiting.poll();
			if (next != null) {
				this.limit.give(size(next));
			}
			else if (this.failure != null) {
				throw this.failure;
			}
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether all arguments were taken.
	 * @return {@code true} if no more come
	 */
	public boolean isEnd() {
		this.lock.lock();
		try {
			return this.complete && this.waiting.isEmpty() && this.failure == null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for the next arguments, in a way that lets a handler's pool run others
	 * meanwhile.
	 * @return the arguments, or {@code null} if no more come
	 * @throws InterruptedException if the thread is interrupted
	 * @throws RuntimeException what the stream failed with
	 */
	public @Nullable Payload take() throws InterruptedException {
		Next next = new Next();
		ForkJoinPool.managedBlock(next);
		return next.payload;
	}

	private static int size(Payload payload) {
		return OVERHEAD + ((payload instanceof Payload.Encoded encoded) ? encoded.length() : 0);
	}

	private final class Next implements ForkJoinPool.ManagedBlocker {

		private @Nullable Payload payload;

		@Override
		public boolean block() throws InterruptedException {
			ArgumentQueue queue = ArgumentQueue.this;
			queue.lock.lockInterruptibly();
			try {
				while (!isReleasable()) {
					queue.changed.await();
				}
			}
			finally {
				queue.lock.unlock();
			}
			return true;
		}

		@Override
		public boolean isReleasable() {
			if (this.payload == null) {
				this.payload = poll();
			}
			return this.payload != null || isEnd();
		}

	}

	/**
	 * What all streams of a session may keep.
	 */
	public static final class Limit {

		private final long bytes;

		private final AtomicLong used = new AtomicLong();

		/**
		 * Creates a limit.
		 * @param bytes the number of bytes, zero or more
		 */
		public Limit(long bytes) {
			Assert.isTrue(bytes >= 0, "The limit of bytes must not be negative");
			this.bytes = bytes;
		}

		private boolean take(int amount) {
			if (this.used.addAndGet(amount) <= this.bytes) {
				return true;
			}
			give(amount);
			return false;
		}

		private void give(int amount) {
			this.used.addAndGet(-amount);
		}

	}

}

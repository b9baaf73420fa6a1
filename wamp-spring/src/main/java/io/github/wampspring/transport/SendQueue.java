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

package io.github.wampspring.transport;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * What waits on one way of a channel, bounded by bytes. One thread at a time takes from
 * it, in order: the drain, which is run by the executor, or by a thread that has claimed
 * it. What was taken does not count any more, so that a large message on its way leaves
 * its room to others.
 *
 * @param <T> the type of the items
 */
public final class SendQueue<T> {

	/** Who takes nothing for so long stands still. */
	private static final long STILL = TimeUnit.SECONDS.toNanos(1);

	private final Queue<T> items = new ConcurrentLinkedQueue<>();

	private final AtomicLong size = new AtomicLong();

	/** Whether a drain runs, or is on its way. */
	private final AtomicBoolean busy = new AtomicBoolean();

	private final ToLongFunction<T> weigher;

	private final long limit;

	private final Executor executor;

	private final Runnable drain;

	/** What the peer has taken of what was taken from here. */
	private final LongSupplier sent;

	private final Object lock = new Object();

	private volatile @Nullable CompletableFuture<@Nullable Void> room;

	private volatile boolean ended;

	/** Whether the last item has been added, so that nobody need wait for room. */
	private volatile boolean sealed;

	private volatile @Nullable T last;

	/** What was taken, which only the drain counts. */
	private volatile long taken;

	/** What was seen of the peer's progress, and when it was new. */
	private volatile long progress = -1;

	private volatile long progressAt;

	/**
	 * Creates a queue.
	 * @param limit how many bytes may wait; one message more may, of whatever size
	 * @param weigher the bytes that an item costs, always the same for an item
	 * @param executor runs the drain
	 * @param drain takes items until there are none, and then calls {@link #release()}
	 */
	public SendQueue(long limit, ToLongFunction<T> weigher, Executor executor, Runnable drain) {
		this(limit, weigher, executor, drain, () -> 0);
	}

	/**
	 * Creates a queue whose items may be long on their way.
	 * @param limit how many bytes may wait; one message more may, of whatever size
	 * @param weigher the bytes that an item costs, always the same for an item
	 * @param executor runs the drain
	 * @param drain takes items until there are none, and then calls {@link #release()}
	 * @param sent how much the peer has taken of the items that were taken from the
	 * queue; never becomes less
	 */
	public SendQueue(long limit, ToLongFunction<T> weigher, Executor executor, Runnable drain, LongSupplier sent) {
		this.limit = limit;
		this.weigher = weigher;
		this.executor = executor;
		this.drain = drain;
		this.sent = sent;
	}

	/**
	 * Adds an item if the queue is not full. An item that was refused is never taken.
	 * When more than half of the limit waits, {@link ReceivingThread} is told, unless the
	 * peer takes nothing.
	 * @param item the item
	 * @return {@code false} if the queue is full or has ended
	 */
	public boolean offer(T item) {
		long weight = this.weigher.applyAsLong(item);
		if (this.size.getAndAdd(weight) >= this.limit) {
			this.size.addAndGet(-weight);
			return false;
		}
		if (this.size.get() > this.limit / 2 && isMoving()) {
			ReceivingThread.crowded(this);
		}
		this.items.add(item);
		return !this.ended;
	}

	/**
	 * Adds an item, full or not.
	 * @param item the item
	 */
	public void add(T item) {
		this.size.addAndGet(this.weigher.applyAsLong(item));
		this.items.add(item);
	}

	/**
	 * Adds the last item: nothing more will be added, and nobody waits for room any more.
	 * @param item the item
	 */
	public void seal(T item) {
		add(item);
		this.sealed = true;
		tellRoom();
	}

	public boolean isEmpty() {
		return this.items.isEmpty();
	}

	/**
	 * The next item, which stays.
	 * @return the item, or {@code null} if there is none
	 */
	public @Nullable T peek() {
		return this.items.peek();
	}

	public long size() {
		return this.size.get();
	}

	/**
	 * Whether {@link #offer} would take an item.
	 * @return {@code true} also when the queue has ended or is sealed
	 */
	public boolean hasRoom() {
		return isBelow(this.limit);
	}

	/**
	 * Sees to it that a drain runs if something waits.
	 */
	public void flush() {
		if (!this.items.isEmpty() && claim()) {
			drainLater();
		}
	}

	/**
	 * Makes this thread the drain.
	 * @return {@code false} if there is one
	 */
	public boolean claim() {
		return this.busy.compareAndSet(false, true);
	}

	/**
	 * Takes the next item. For the drain.
	 * @return the item, or {@code null} if there is none
	 */
	public @Nullable T poll() {
		T item = this.items.poll();
		while (item != null) {
			long weight = this.weigher.applyAsLong(item);
			this.taken += weight;
			this.size.addAndGet(-weight);
			tellRoom();
			if (!this.ended || item == this.last) {
				return item;
			}
			item = this.items.poll();
		}
		return null;
	}

	/**
	 * Ends this drain. What came meanwhile gets another.
	 */
	public void release() {
		this.busy.set(false);
		flush();
	}

	/**
	 * Runs the drain again, after those of others.
	 * @return {@code false} if the executor cannot, and the queue has no drain now
	 */
	public boolean drainLater() {
		try {
			this.executor.execute(this.drain);
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// shutting down, or no thread to be had: the next flush tries again
			this.busy.set(false);
			return false;
		}
	}

	/**
	 * Drops what waits, and everything that comes later. Only the first end counts.
	 * @param last what is taken all the same
	 */
	public void end(@Nullable T last) {
		synchronized (this.lock) {
			if (this.ended) {
				// another's last item may wait
				return;
			}
			this.last = last;
			this.ended = true;
		}
		this.items.clear();
		if (last != null) {
			this.items.add(last);
		}
		tellRoom();
	}

	/**
	 * Tells when there is room.
	 * @return complete when {@link #hasRoom()}
	 */
	public CompletionStage<@Nullable Void> room() {
		return awaited().minimalCompletionStage();
	}

	/**
	 * Whether nothing more will be added.
	 * @return {@code true} once it was sealed or has ended
	 */
	public boolean isClosing() {
		return this.sealed || this.ended;
	}

	/**
	 * Whether so little waits that whoever was held back may go on.
	 * @return {@code true} for less than a quarter of the limit, and for a queue that has
	 * ended or is sealed
	 */
	boolean isCalm() {
		return isBelow(Math.max(1, this.limit / 4));
	}

	private boolean isBelow(long size) {
		return this.size.get() < size || isClosing();
	}

	/**
	 * Waits for room.
	 * @param timeout how long at the most
	 * @return {@code false} if there was no room in time, or the queue has ended or is
	 * sealed
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (!hasRoom()) {
			long left = end - System.nanoTime();
			if (left <= 0) {
				return false;
			}
			try {
				awaited().get(left, TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException | ExecutionException ex) {
				return hasRoom() && !this.sealed && !this.ended;
			}
		}
		return !this.sealed && !this.ended;
	}

	/**
	 * Whether the peer takes something of what waits, as far as this was asked often
	 * enough. The kernel makes room for a large part of its buffer at a time.
	 */
	boolean isMoving() {
		long now = System.nanoTime();
		long progress = this.taken + this.sent.getAsLong();
		if (progress != this.progress) {
			this.progress = progress;
			this.progressAt = now;
		}
		return now - this.progressAt < STILL;
	}

	private CompletableFuture<@Nullable Void> awaited() {
		CompletableFuture<@Nullable Void> room;
		synchronized (this.lock) {
			room = this.room;
			if (room == null) {
				room = new CompletableFuture<>();
				this.room = room;
			}
		}
		// there may have been room before anybody could tell
		tellRoom();
		return room;
	}

	private void tellRoom() {
		if (this.room == null || !hasRoom()) {
			return;
		}
		CompletableFuture<@Nullable Void> room;
		synchronized (this.lock) {
			room = this.room;
			this.room = null;
		}
		if (room != null) {
			room.complete(null);
		}
	}

}

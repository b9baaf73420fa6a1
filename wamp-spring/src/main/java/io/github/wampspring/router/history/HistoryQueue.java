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

package io.github.wampspring.router.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of one history to its store, in order. Nobody who appends waits: what
 * a slow store has not taken is in a queue, bounded in number and bytes. What waits for
 * too long fails, but is stored all the same when the store comes back.
 */
public final class HistoryQueue {

	private static final LogLimiter limiter = new LogLimiter(LogFactory.getLog(HistoryQueue.class));

	private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

	private static final int BATCH = 256;

	/** How many may ask at a time. */
	private static final int MAX_READING = 1_000;

	private final TopicHistory history;

	private final EventStore store;

	private final Threads threads;

	private final Queue<Entry> waiting = new ArrayDeque<>();

	/** What the store is about to take, the oldest first. */
	private List<Entry> underWay = List.of();

	/** Completes when all that was appended has come to its end in the store. */
	private CompletableFuture<@Nullable Void> settled = DONE;

	private int count;

	private long size;

	private final AtomicInteger reading = new AtomicInteger();

	private final AtomicLong lost = new AtomicLong();

	/** Somebody writes, or is about to. */
	private boolean scheduled;

	private @Nullable Future<?> timer;

	public HistoryQueue(TopicHistory history, EventStore store, Threads threads) {
		this.history = history;
		this.store = store;
		this.threads = threads;
		store.open(history);
	}

	/**
	 * The history.
	 * @return what was given
	 */
	public TopicHistory history() {
		return this.history;
	}

	/**
	 * Whether other instances append to the same events.
	 * @return as of {@link EventStore#isShared()}
	 */
	public boolean isShared() {
		return this.store.isShared();
	}

	/**
	 * Takes a place in the queue, which {@link #append} needs.
	 * @param size the size of the event, in bytes
	 * @return {@code false} if there is none
	 */
	public boolean reserve(long size) {
		if (!this.store.isBlocking()) {
			return true;
		}
		synchronized (this) {
			if (this.count >= this.threads.maxWaiting()
					|| (this.count > 0 && this.size + size > this.threads.maxWaitingSize())) {
				return false;
			}
			this.count++;
			this.size += size;
			return true;
		}
	}

	/**
	 * Gives a place back.
	 * @param size the size of the event that is not appended
	 */
	public void release(long size) {
		if (this.store.isBlocking()) {
			synchronized (this) {
				this.count--;
				this.size -= size;
			}
		}
	}

	/**
	 * Appends an event that has a place. The order of the calls is that of the events.
	 * @param event the event
	 * @return completes when it is stored, or is not
	 */
	public CompletableFuture<@Nullable Void> append(StoredEvent event) {
		if (!this.store.isBlocking()) {
			return appendNow(event);
		}
		Entry entry = new Entry(event, System.nanoTime() + this.threads.timeout().toNanos());
		boolean schedule;
		synchronized (this) {
			this.waiting.add(entry);
			this.settled = entry.settled;
			schedule = !this.scheduled;
			this.scheduled = true;
			if (this.timer == null) {
				this.timer = later(this.threads.timeout());
			}
		}
		if (schedule) {
			schedule();
		}
		return entry.answer;
	}

	private CompletableFuture<@Nullable Void> appendNow(StoredEvent event) {
		try {
			this.store.append(this.history, List.of(event));
			return DONE;
		}
		catch (Exception ex) {
			return CompletableFuture.failedFuture(failure(ex));
		}
	}

	private void schedule() {
		try {
			this.threads.writers().execute(this::write);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// the latter is what the JVM says that makes no further thread
			lose(ex);
		}
	}

	/** Nobody writes: what waits, and what comes meanwhile, is not stored. */
	private void lose(Throwable reason) {
		long count = 0;
		List<Entry> batch = take(BATCH);
		while (!batch.isEmpty()) {
			count += batch.size();
			this.lost.addAndGet(batch.size());
			batch.forEach((entry) -> end(entry, notStored()));
			batch = take(BATCH);
		}
		long all = count;
		limiter.error(() -> all + " events were not stored in the history of " + this.history
				+ ": no thread takes them, as when the router shuts down", reason);
	}

	/**
	 * Watches the time, if that is possible; who waits longer is told at the next
	 * occasion.
	 */
	private @Nullable Future<?> later(Duration delay) {
		try {
			return this.threads.scheduler().apply(this::giveUp, delay);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			return null;
		}
	}

	/** One batch after the other; runs once at a time. */
	private void write() {
		List<Entry> batch = take(BATCH);
		while (!batch.isEmpty()) {
			try {
				this.store.append(this.history, batch.stream().map(Entry::event).toList());
				batch.forEach((entry) -> end(entry, null));
			}
			catch (Exception | Error ex) {
				if (batch.size() == 1) {
					end(batch.get(0), failure(ex));
				}
				else {
					writeEach(batch, ex);
				}
			}
			batch = take(BATCH);
		}
	}

	/** One event that cannot be stored must not be the end of others. */
	private void writeEach(List<Entry> batch, Throwable reason) {
		long deadline = System.nanoTime() + this.threads.timeout().toNanos();
		for (Entry entry : batch) {
			if (System.nanoTime() - deadline > 0) {
				end(entry, failure(reason));
				continue;
			}
			try {
				this.store.append(this.history, List.of(entry.event()));
				end(entry, null);
			}
			catch (Exception | Error ex) {
				end(entry, failure(ex));
			}
		}
	}

	private synchronized List<Entry> take(int most) {
		List<Entry> batch = new ArrayList<>();
		while (batch.size() < most && !this.waiting.isEmpty()) {
			batch.add(this.waiting.remove());
		}
		this.underWay = batch;
		if (batch.isEmpty()) {
			this.scheduled = false;
			Future<?> timer = this.timer;
			if (timer != null) {
				timer.cancel(false);
				this.timer = null;
			}
		}
		return batch;
	}

	private void end(Entry entry, @Nullable WampException failure) {
		release(entry.event().size());
		if (failure == null) {
			entry.answer.complete(null);
		}
		else {
			entry.answer.completeExceptionally(failure);
		}
		entry.settled.complete(null);
	}

	private WampException failure(Throwable ex) {
		this.lost.incrementAndGet();
		limiter.error(() -> "An event was not stored in the history of " + this.history, ex);
		return notStored();
	}

	private static WampException notStored() {
		return new WampException(ErrorUris.UNAVAILABLE, "The event was not stored in the topic's history");
	}

	/** Whoever waits for too long is told. */
	private void giveUp() {
		List<Entry> late = new ArrayList<>();
		synchronized (this) {
			this.timer = null;
			long now = System.nanoTime();
			Entry next = null;
			List<Entry> all = new ArrayList<>(this.underWay);
			all.addAll(this.waiting);
			for (Entry entry : all) {
				if (entry.deadline - now <= 0) {
					late.add(entry);
				}
				else if (next == null) {
					next = entry;
				}
			}
			if (next != null) {
				this.timer = later(Duration.ofNanos(next.deadline - now));
			}
			else if (this.scheduled) {
				this.timer = later(this.threads.timeout());
			}
		}
		WampException failure = new WampException(ErrorUris.TIMEOUT,
				"The topic's history has not taken the event in time; it may be stored later");
		long given = late.stream().filter((entry) -> entry.answer.completeExceptionally(failure)).count();
		if (given > 0) {
			limiter.warn(() -> "The store has not answered within " + this.threads.timeout().toMillis() + " ms: "
					+ given + " events wait for the history of " + this.history
					+ ", whose publishers got wamp.error.timeout");
		}
	}

	/**
	 * Finds events, after all that was appended before.
	 * @param query what is asked for
	 * @return the events; fails if there is no answer in time
	 */
	public CompletableFuture<HistoryPage> find(HistoryQuery query) {
		if (this.reading.incrementAndGet() > MAX_READING) {
			this.reading.decrementAndGet();
			return CompletableFuture.failedFuture(tooMany());
		}
		CompletableFuture<HistoryPage> found = new CompletableFuture<>();
		found.whenComplete((page, failure) -> this.reading.decrementAndGet());
		try {
			Future<?> timer = this.threads.scheduler()
				.apply(() -> found.completeExceptionally(
						new WampException(ErrorUris.TIMEOUT, "The topic's history has not answered in time")),
						this.threads.timeout());
			found.whenComplete((page, failure) -> timer.cancel(false));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			found.completeExceptionally(tooMany());
			return found;
		}
		settled().whenComplete((done, failure) -> {
			try {
				this.threads.readers().execute(() -> find(query, found));
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				found.completeExceptionally(tooMany());
			}
		});
		return found;
	}

	private static WampException tooMany() {
		return new WampException(ErrorUris.UNAVAILABLE, "Too many ask for events of histories");
	}

	private void find(HistoryQuery query, CompletableFuture<HistoryPage> found) {
		if (found.isDone()) {
			return;
		}
		try {
			found.complete(this.store.find(this.history, query));
		}
		catch (Exception | Error ex) {
			limiter.error(() -> "Events of the history of " + this.history + " were not found", ex);
			found.completeExceptionally(new WampException(ErrorUris.UNAVAILABLE, "The topic's history cannot be read"));
		}
	}

	/**
	 * Whether all that was appended has come to its end in the store.
	 * @return completes then, never exceptionally
	 */
	public synchronized CompletableFuture<@Nullable Void> settled() {
		return this.settled;
	}

	/**
	 * How many events were published, but not stored.
	 * @return a number since the queue was made
	 */
	public long lost() {
		return this.lost.get();
	}

	/**
	 * By whom the store is used.
	 *
	 * @param writers run what writes
	 * @param readers run what reads
	 * @param scheduler runs something later
	 * @param timeout how long anything may take
	 * @param maxWaiting how many events may wait for the store, for each history
	 * @param maxWaitingSize how large they may be together, in bytes
	 */
	public record Threads(Executor writers, Executor readers, BiFunction<Runnable, Duration, Future<?>> scheduler,
			Duration timeout, int maxWaiting, long maxWaitingSize) {
	}

	/** An event on its way to the store. */
	private static final class Entry {

		private final StoredEvent event;

		private final long deadline;

		private final CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();

		private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();

		Entry(StoredEvent event, long deadline) {
			this.event = event;
			this.deadline = deadline;
		}

		StoredEvent event() {
			return this.event;
		}

	}

}

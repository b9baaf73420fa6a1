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

package io.github.wampspring.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Payload;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscription that wait for their handler. They are handled one after
 * the other on a thread of the executor, in the order of arrival; no thread waits for a
 * handler that ends later. When the queue is full, the event that arrives is dropped and
 * counted: what was queued keeps its order, and the receiving thread never waits.
 */
final class EventQueue implements EventHandler, Runnable {

	private static final Log logger = LogFactory.getLog(EventQueue.class);

	private static final int BATCH = 256;

	private static final Duration RETRY = Duration.ofMillis(20);

	private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final EventHandler handler;

	private final Executor executor;

	private final QueueLimit limit;

	private final Consumer<@Nullable String> onRevoked;

	private final ArrayDeque<TopicEvent> events = new ArrayDeque<>();

	/** Marks of where events may be missing, for a handler that is able to get them. */
	private final @Nullable ReplayMarks marks;

	private long size;

	private boolean scheduled;

	private boolean closed;

	private boolean paused;

	private long dropped;

	private long lastWarning = System.nanoTime() - WARN_NANOS;

	private final ConnectionThreads threads;

	private final HandlerCounts counts;

	private final QueueTimer timer;

	EventQueue(EventHandler handler, Executor executor, ConnectionThreads threads, QueueLimit limit,
			Consumer<@Nullable String> onRevoked) {
		this(handler, executor, threads, limit, onRevoked, new HandlerCounts());
	}

	EventQueue(EventHandler handler, Executor executor, ConnectionThreads threads, QueueLimit limit,
			Consumer<@Nullable String> onRevoked, HandlerCounts counts) {
		this.counts = counts;
		this.handler = handler;
		this.threads = threads;
		this.executor = executor;
		this.limit = limit;
		this.onRevoked = onRevoked;
		this.marks = (handler instanceof ReplayHandler replay) ? new ReplayMarks(replay, limit.events()) : null;
		this.timer = new QueueTimer(this, executor, threads);
		handler.onSubscribing(this.timer);
	}

	@Override
	public void onEvent(TopicEvent event) {
		synchronized (this) {
			if (this.closed || (this.marks != null && !this.marks.admits(event, this.events))) {
				return;
			}
			if (!this.events.isEmpty()
					&& (this.events.size() >= this.limit.events() || this.size + length(event) > this.limit.bytes())) {
				if (this.marks != null && this.marks.giveUp(this.events)) {
					this.size = 0;
				}
				else {
					drop(event);
				}
				return;
			}
			this.events.add(event);
			this.size += length(event);
			if (this.scheduled || this.paused) {
				return;
			}
			this.scheduled = true;
		}
		schedule();
	}

	/**
	 * The router has accepted the subscription.
	 * @param session the session
	 * @param subscription the ID
	 * @param active to be run when no event from now on will be missed
	 */
	void subscribed(WampSession session, long subscription, Runnable active) {
		if (this.marks == null) {
			active.run();
			return;
		}
		this.marks.subscribed(session, subscription, active);
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.marks.begin(session, subscription, this.events);
			if (this.scheduled || this.paused) {
				return;
			}
			this.scheduled = true;
		}
		schedule();
	}

	private CompletionStage<?> reached(ReplayMarks marks, TopicEvent mark) {
		return marks.reached(mark).thenAccept((missing) -> {
			synchronized (this) {
				// what waits is handled to the end, but nothing is to be passed over
				marks.found(mark, this.closed ? ReplayHandler.Missing.OPEN : missing, this.events);
				this.size = this.events.stream().mapToLong(EventQueue::length).sum();
			}
		});
	}

	private static int length(TopicEvent event) {
		return (event.payload() instanceof Payload.Encoded encoded) ? encoded.length() : 0;
	}

	private void drop(TopicEvent event) {
		this.dropped++;
		this.counts.eventDropped();
		long now = System.nanoTime();
		if (now - this.lastWarning >= WARN_NANOS) {
			this.lastWarning = now;
			logger.warn("The handler of " + event.topic() + (this.paused ? " is paused: " : " is too slow: ")
					+ this.events.size() + " events wait, the newest are dropped (" + this.dropped
					+ " so far; properties wamp.listener.event-queue-capacity and event-queue-size)");
		}
	}

	private void schedule() {
		if (!execute()) {
			this.threads.later(this::schedule, RETRY);
		}
	}

	private boolean execute() {
		try {
			this.executor.execute(this);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return isDiscarded();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Events wait, since there is no thread for them", ex);
			return isDiscarded();
		}
	}

	/** Handles a batch, then lets others have the thread if they wait for one. */
	@Override
	public void run() {
		do {
			for (int i = 0; i < BATCH; i++) {
				TopicEvent event = poll();
				if (event == null) {
					return;
				}
				CompletionStage<?> end = handle(event);
				// an interrupt was meant for that event's handler
				Thread.interrupted();
				if (end != null && !(end instanceof CompletableFuture<?> future && future.isDone())) {
					end.whenComplete((value, failure) -> schedule());
					return;
				}
			}
		}
		while (!execute());
	}

	private @Nullable CompletionStage<?> handle(TopicEvent event) {
		Object before = RunningHandler.enter(this);
		try {
			return (this.marks != null && ReplayMarks.isMark(event)) ? reached(this.marks, event)
					: this.handler.onEventAsync(event);
		}
		catch (Throwable ex) {
			logger.error("The handler of " + event.topic() + " failed", ex);
			return null;
		}
		finally {
			RunningHandler.exit(before);
		}
	}

	/**
	 * The next event. Where there is none, the queue is not scheduled any more.
	 */
	private synchronized @Nullable TopicEvent poll() {
		TopicEvent event = this.paused ? null : this.events.poll();
		if (event == null && this.marks != null && !this.paused) {
			event = this.marks.pollGivenUp();
		}
		if (event == null) {
			this.scheduled = false;
			notifyAll();
		}
		else {
			this.size -= length(event);
		}
		return event;
	}

	/** Handles nothing further; what arrives waits. */
	synchronized void pause() {
		this.paused = true;
	}

	/** Handles what waits, and what arrives. */
	void resume() {
		synchronized (this) {
			this.paused = false;
			if (this.scheduled || (this.events.isEmpty() && (this.marks == null || !this.marks.isGivingUp()))) {
				return;
			}
			this.scheduled = true;
		}
		schedule();
	}

	private synchronized boolean isDiscarded() {
		boolean discarded = this.closed && this.events.isEmpty();
		if (discarded) {
			this.scheduled = false;
			notifyAll();
		}
		return discarded;
	}

	synchronized void countDropped() {
		this.dropped++;
		this.counts.eventDropped();
	}

	synchronized long dropped() {
		return this.dropped;
	}

	synchronized int waiting() {
		return this.events.size();
	}

	/** How often the handler may not have got all events. */
	long gaps() {
		return (this.marks != null) ? this.marks.gaps() : 0;
	}

	/**
	 * Takes no further events.
	 * @param discard whether those that wait are not handled either
	 */
	void close(boolean discard) {
		synchronized (this) {
			this.closed = true;
			if (discard) {
				this.events.clear();
				this.size = 0;
			}
		}
		this.timer.close(discard);
	}

	void reopen() {
		synchronized (this) {
			this.closed = false;
		}
		this.timer.reopen();
	}

	/**
	 * Waits until all events have been handled.
	 * @param nanos how long to wait at the most
	 * @return {@code false} if they have not been in time
	 * @throws InterruptedException if the thread is interrupted
	 */
	synchronized boolean awaitIdle(long nanos) throws InterruptedException {
		long deadline = System.nanoTime() + nanos;
		while (this.scheduled) {
			long left = deadline - System.nanoTime();
			if (left <= 0) {
				return false;
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return true;
	}

	/** What handles the events, for the log. */
	@Override
	public String toString() {
		Class<?> type = this.handler.getClass();
		return (type.isHidden() || type.isSynthetic()) ? "a handler of this application" : this.handler.toString();
	}

	@Override
	public void onRevoked(@Nullable String reason) {
		this.onRevoked.accept(reason);
	}

	/**
	 * How much may wait for one handler.
	 *
	 * @param events the number of events
	 * @param bytes the size of their arguments, in bytes
	 */
	record QueueLimit(int events, long bytes) {
	}

}

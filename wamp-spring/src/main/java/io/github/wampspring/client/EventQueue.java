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
import java.util.Queue;
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

	private final Queue<TopicEvent> events = new ArrayDeque<>();

	private long size;

	private boolean scheduled;

	private boolean closed;

	private long dropped;

	private long lastWarning = System.nanoTime() - WARN_NANOS;

	private final ConnectionThreads threads;

	EventQueue(EventHandler handler, Executor executor, ConnectionThreads threads, QueueLimit limit,
			Consumer<@Nullable String> onRevoked) {
		this.handler = handler;
		this.threads = threads;
		this.executor = executor;
		this.limit = limit;
		this.onRevoked = onRevoked;
	}

	@Override
	public void onEvent(TopicEvent event) {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			if (!this.events.isEmpty()
					&& (this.events.size() >= this.limit.events() || this.size + length(event) > this.limit.bytes())) {
				drop(event);
				return;
			}
			this.events.add(event);
			this.size += length(event);
			if (this.scheduled) {
				return;
			}
			this.scheduled = true;
		}
		schedule();
	}

	private static int length(TopicEvent event) {
		return (event.payload() instanceof Payload.Encoded encoded) ? encoded.length() : 0;
	}

	private void drop(TopicEvent event) {
		this.dropped++;
		long now = System.nanoTime();
		if (now - this.lastWarning >= WARN_NANOS) {
			this.lastWarning = now;
			logger.warn("The handler of " + event.topic() + " is too slow: " + this.events.size()
					+ " events wait, the newest are dropped (" + this.dropped
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
			return this.handler.onEventAsync(event);
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
		TopicEvent event = this.events.poll();
		if (event == null) {
			this.scheduled = false;
			notifyAll();
		}
		else {
			this.size -= length(event);
		}
		return event;
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
	}

	synchronized long dropped() {
		return this.dropped;
	}

	synchronized int waiting() {
		return this.events.size();
	}

	/**
	 * Takes no further events.
	 * @param discard whether those that wait are not handled either
	 */
	synchronized void close(boolean discard) {
		this.closed = true;
		if (discard) {
			this.events.clear();
			this.size = 0;
		}
	}

	synchronized void reopen() {
		this.closed = false;
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
	 * @param bytes the size of their arguments, in bytes or characters
	 */
	record QueueLimit(int events, long bytes) {
	}

}

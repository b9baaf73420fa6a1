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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.history.MemoryEventStore;
import io.github.wampspring.router.history.TopicHistory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The histories of all realms of a router, and the threads that use their store.
 */
final class RouterHistories {

	private static final Log logger = LogFactory.getLog(RouterHistories.class);

	private static final int READERS = 2;

	private static final int MAX_READS = 1_000;

	private static final int MAX_WAITING = 10_000;

	private static final long MAX_WAITING_SIZE = 64L * 1024 * 1024;

	private final EventStore store;

	private final HistoryQueue.Threads threads;

	private final List<HistoryQueue> queues = new ArrayList<>();

	RouterHistories(RouterSettings settings, BiFunction<Runnable, Duration, Future<?>> scheduler) {
		EventStore store = settings.eventStore();
		this.store = (store != null) ? store : new MemoryEventStore();
		int count = settings.realms().stream().mapToInt((realm) -> realm.histories().size()).sum();
		Executor writers = DefaultWampRouter.pool(Math.max(1, count), "wamp-router-history-write");
		ThreadPoolExecutor readers = new ThreadPoolExecutor(READERS, READERS, DefaultWampRouter.IDLE_SECONDS,
				TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_READS),
				DefaultWampRouter.threads("wamp-router-history-read"));
		readers.allowCoreThreadTimeOut(true);
		this.threads = new HistoryQueue.Threads(writers, readers, scheduler, settings.historyTimeout(), MAX_WAITING,
				MAX_WAITING_SIZE);
	}

	/**
	 * Opens the histories of a realm. To be called once for each.
	 */
	List<HistoryQueue> of(RealmSettings realm) {
		List<HistoryQueue> opened = new ArrayList<>();
		for (TopicHistory history : realm.histories()) {
			opened.add(new HistoryQueue(history, this.store, this.threads));
		}
		this.queues.addAll(opened);
		return opened;
	}

	/**
	 * Waits until the store has taken all that was published.
	 * @param timeout how long at the most
	 */
	void await(Duration timeout) {
		CompletableFuture<?> all = CompletableFuture
			.allOf(this.queues.stream().map(HistoryQueue::settled).toArray(CompletableFuture<?>[]::new));
		try {
			all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The store has not taken all events of histories within " + timeout.toMillis()
					+ " ms; none of those that it may not have was acknowledged");
		}
	}

}

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

package io.github.wampspring.router.routing;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.history.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * The history of a subscription. Its subscribers get the events in the order in which
 * they are stored, so that one who has got one may ask for what came after it.
 */
public final class History {

	private final HistoryQueue queue;

	/** Held while an event is stored and enqueued for the subscribers. */
	private final Object order = new Object();

	History(HistoryQueue queue) {
		this.queue = queue;
	}

	HistoryQueue queue() {
		return this.queue;
	}

	/**
	 * Stores an event that has a place, and does something before the next one.
	 * @param then enqueues it for the subscribers; must not do I/O
	 */
	CompletableFuture<@Nullable Void> append(StoredEvent event, Runnable then) {
		synchronized (this.order) {
			CompletableFuture<@Nullable Void> stored = this.queue.append(event);
			then.run();
			return stored;
		}
	}

	/**
	 * Finds events, after all that was published before.
	 * @return the events; fails with a {@link io.github.wampspring.WampException}
	 */
	public CompletableFuture<HistoryPage> find(HistoryQuery query) {
		return this.queue.find(query).thenApply(this::enqueued);
	}

	/**
	 * Whether all instances of the realm have one history.
	 */
	public boolean isShared() {
		return this.queue.isShared();
	}

	/** Whoever is told of an event has got it before, if he has subscribed. */
	private HistoryPage enqueued(HistoryPage page) {
		synchronized (this.order) {
			return page;
		}
	}

}

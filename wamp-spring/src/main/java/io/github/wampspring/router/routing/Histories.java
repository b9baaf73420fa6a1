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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The histories of a realm. Their subscriptions are there from the beginning and stay, so
 * that nothing is missed without subscribers. See the section "Event History" of the
 * specification.
 */
final class Histories {

	private static final LogLimiter limiter = new LogLimiter(LogFactory.getLog(Histories.class));

	private final List<Subscription> subscriptions = new ArrayList<>();

	Histories(Routes<Subscription> routes, List<HistoryQueue> queues) {
		for (HistoryQueue queue : queues) {
			this.subscriptions.add(routes.with(queue.history().match(), queue.history().uri(), (subscription) -> {
				subscription.keep(new History(queue));
				return subscription;
			}));
		}
	}

	/**
	 * Takes a place for an event in each history that it belongs to.
	 * @param fromPeer whether another instance has stored it, if it is a store that all
	 * have in common
	 * @return the event to store; {@code null} if it belongs to none
	 * @throws WampException if a history has no room
	 */
	@Nullable StoredEvent reserve(Publication publication, boolean fromPeer) {
		if (this.subscriptions.isEmpty() || Uris.isReserved(publication.topic()) || publication.filter().namesSessions()
				|| (fromPeer && queue(this.subscriptions.get(0)).isShared())) {
			return null;
		}
		StoredEvent event = null;
		for (int i = 0; i < this.subscriptions.size(); i++) {
			Subscription subscription = this.subscriptions.get(i);
			HistoryQueue queue = queue(subscription);
			if (subscription.match().matches(subscription.uri(), publication.topic())) {
				event = (event != null) ? event : event(publication);
				String refusal = reserve(queue, event);
				if (refusal != null) {
					release(event, i);
					limiter.warn(() -> "An event for " + Uris.quote(publication.topic())
							+ " was not published: the history of " + queue.history() + " has no room for it");
					throw new WampException(refusal, "The topic's history has no room for the event");
				}
			}
		}
		return event;
	}

	private static @Nullable String reserve(HistoryQueue queue, StoredEvent event) {
		if (event.size() > queue.history().limits().bytes()) {
			return ErrorUris.PAYLOAD_SIZE_EXCEEDED;
		}
		return queue.reserve(event.size()) ? null : ErrorUris.UNAVAILABLE;
	}

	private void release(StoredEvent event, int end) {
		for (Subscription subscription : this.subscriptions.subList(0, end)) {
			if (subscription.match().matches(subscription.uri(), event.topic())) {
				queue(subscription).release(event.size());
			}
		}
	}

	private static HistoryQueue queue(Subscription subscription) {
		History history = subscription.history();
		if (history == null) {
			throw new IllegalStateException("No history of " + subscription.uri());
		}
		return history.queue();
	}

	private static StoredEvent event(Publication publication) {
		Publication compact = publication.compact();
		return new StoredEvent(compact.id(), Instant.now().truncatedTo(ChronoUnit.MILLIS), compact.topic(),
				compact.details(), compact.payload(), compact.filter().toOptions(), compact.size());
	}

}

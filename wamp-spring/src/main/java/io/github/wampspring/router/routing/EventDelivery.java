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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.routing.RetainedEvents.Retained;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The event bus of a realm within one JVM: brings publications to the subscribers at
 * once. An event goes into all queues before the first one is flushed, and its arguments
 * are encoded once for each serializer. Takes no lock but those of the sessions that get
 * it, one after the other, and the one that keeps the order of a history.
 */
final class EventDelivery implements EventBus {

	private static final Log logger = LogFactory.getLog(EventDelivery.class);

	private final Routes<Subscription> subscriptions;

	private final RetainedEvents retained;

	private final Histories histories;

	EventDelivery(Routes<Subscription> subscriptions, RetainedEvents retained, Histories histories) {
		this.subscriptions = subscriptions;
		this.retained = retained;
		this.histories = histories;
	}

	@Override
	public @Nullable CompletableFuture<?> publish(Publication publication) {
		return publish(publication, false);
	}

	/**
	 * Brings a publication of another instance to the subscribers.
	 */
	void publishOfPeer(Publication publication) {
		publish(publication, true);
	}

	private @Nullable CompletableFuture<?> publish(Publication publication, boolean fromPeer) {
		Storing storing;
		try {
			StoredEvent event = this.histories.reserve(publication, fromPeer);
			storing = (event != null) ? new Storing(event) : null;
		}
		catch (WampException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		Retained kept = publication.isRetained() ? this.retained.put(publication) : null;
		SharedPayload payload = new SharedPayload(publication.payload());
		Dict details = publication.details().withAll(publication.trace());
		Subscription exact = this.subscriptions.exact(publication.topic());
		if (exact != null) {
			deliver(exact, publication, details, payload, storing);
		}
		if (this.subscriptions.hasPatterns()) {
			Dict ofPatterns = details.with("topic", publication.topic());
			boolean reserved = Uris.isReserved(publication.topic());
			this.subscriptions.forEachPattern(publication.topic(), (subscription) -> {
				if (!reserved || Uris.isReserved(subscription.uri())) {
					deliver(subscription, publication, ofPatterns, payload, storing);
				}
			});
		}
		if (kept != null) {
			kept.delivered();
		}
		return (storing != null) ? storing.stored : null;
	}

	private static void deliver(Subscription subscription, Publication publication, Dict details, SharedPayload payload,
			@Nullable Storing storing) {
		SharedMessage event = new SharedMessage(payload,
				(encoded) -> new Event(subscription.id(), publication.id(), details, encoded));
		History history = (storing != null) ? subscription.history() : null;
		List<Subscriber> subscribers;
		if (storing != null && history != null) {
			subscribers = storing.append(history, () -> enqueue(subscription, publication, event));
		}
		else {
			subscribers = enqueue(subscription, publication, event);
		}
		for (Subscriber subscriber : subscribers) {
			subscriber.session().flush();
		}
	}

	private static List<Subscriber> enqueue(Subscription subscription, Publication publication, SharedMessage event) {
		List<Subscriber> subscribers = subscription.members();
		PayloadException failure = null;
		for (Subscriber subscriber : subscribers) {
			Participant session = subscriber.session();
			if (publication.filter().accepts(session.info())) {
				try {
					session.deliver(subscriber, event, publication);
				}
				catch (PayloadException ex) {
					failure = ex;
				}
			}
		}
		warn(subscription, failure);
		return subscribers;
	}

	private static void warn(Subscription subscription, @Nullable PayloadException failure) {
		if (failure != null && subscription.shouldWarn()) {
			logger.warn("Some subscribers of " + Uris.quote(subscription.uri())
					+ " did not get an event; further ones are not logged: " + failure.getMessage());
		}
	}

	/** An event on its way into histories. */
	private static final class Storing {

		private final StoredEvent event;

		private @Nullable CompletableFuture<?> stored;

		Storing(StoredEvent event) {
			this.event = event;
		}

		List<Subscriber> append(History history, Supplier<List<Subscriber>> enqueue) {
			List<Subscriber> subscribers = new ArrayList<>();
			CompletableFuture<?> appended = history.append(this.event, () -> subscribers.addAll(enqueue.get()));
			CompletableFuture<?> before = this.stored;
			this.stored = (before != null) ? before.thenCombine(appended, (one, other) -> other) : appended;
			return subscribers;
		}

	}

}

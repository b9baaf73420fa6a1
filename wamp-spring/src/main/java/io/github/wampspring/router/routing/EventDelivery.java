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

import java.util.List;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Event;
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
 * it, one after the other.
 */
final class EventDelivery implements EventBus {

	private static final Log logger = LogFactory.getLog(EventDelivery.class);

	private final Routes<Subscription> subscriptions;

	private final RetainedEvents retained;

	EventDelivery(Routes<Subscription> subscriptions, RetainedEvents retained) {
		this.subscriptions = subscriptions;
		this.retained = retained;
	}

	@Override
	public void publish(Publication publication) {
		Retained kept = publication.isRetained() ? this.retained.put(publication) : null;
		SharedPayload payload = new SharedPayload(publication.payload());
		Subscription exact = this.subscriptions.exact(publication.topic());
		if (exact != null) {
			deliver(exact, publication, publication.details(), payload);
		}
		if (this.subscriptions.hasPatterns()) {
			Dict details = publication.details().with("topic", publication.topic());
			boolean reserved = Uris.isReserved(publication.topic());
			this.subscriptions.forEachPattern(publication.topic(), (subscription) -> {
				if (!reserved || Uris.isReserved(subscription.uri())) {
					deliver(subscription, publication, details, payload);
				}
			});
		}
		if (kept != null) {
			kept.delivered();
		}
	}

	private static void deliver(Subscription subscription, Publication publication, Dict details,
			SharedPayload payload) {
		List<Subscriber> subscribers = subscription.members();
		SharedMessage event = new SharedMessage(payload,
				(encoded) -> new Event(subscription.id(), publication.id(), details, encoded));
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
		for (Subscriber subscriber : subscribers) {
			subscriber.session().flush();
		}
		warn(subscription, failure);
	}

	private static void warn(Subscription subscription, @Nullable PayloadException failure) {
		if (failure != null && subscription.shouldWarn()) {
			logger.warn("Some subscribers of " + Uris.quote(subscription.uri())
					+ " did not get an event; further ones are not logged: " + failure.getMessage());
		}
	}

}

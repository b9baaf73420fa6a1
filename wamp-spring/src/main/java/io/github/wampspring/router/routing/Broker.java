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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.RetainedEvents.Retained;
import io.github.wampspring.transport.SharedMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Routes events to subscribers. An event goes into all queues before the first one is
 * flushed. Takes no lock but those of the sessions that get it, one after the other.
 */
public final class Broker {

	private static final Log logger = LogFactory.getLog(Broker.class);

	private final RealmSubscriptions subscriptions;

	private final RetainedEvents retained;

	private final RealmRules rules;

	public Broker(RealmSubscriptions subscriptions, RetainedEvents retained, RealmRules rules) {
		this.subscriptions = subscriptions;
		this.retained = retained;
		this.rules = rules;
	}

	public void publish(Participant publisher, Publish message) {
		Dict options = message.options();
		boolean acknowledge = !options.isEmpty() && options.isTrue("acknowledge");
		String topic = message.topic();
		Subscription exact = this.subscriptions.index().exact(topic);
		String refusal = null;
		Access access = Access.DENIED;
		if (Uris.isReserved(topic) || (exact == null && !this.rules.isValid(topic, MatchPolicy.EXACT))) {
			refusal = ErrorUris.INVALID_URI;
		}
		else {
			access = this.rules.authorize(publisher.info(), WampAction.PUBLISH, topic, options);
			if (access.isRefused()) {
				refusal = access.error();
			}
			else if (this.rules.refusesDisclosure(options)) {
				refusal = ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME;
			}
		}
		if (refusal != null) {
			refuse(publisher, message, acknowledge, refusal);
			return;
		}
		boolean disclosed = access == Access.DISCLOSED || this.rules.discloses(options);
		Dict details = disclosed ? publisher.publisherDetails() : Dict.EMPTY;
		long publication = Ids.random();
		publish(topic, publication, details, message.payload(), EventFilter.of(publisher.id(), options),
				!options.isEmpty() && options.isTrue("retain"));
		if (acknowledge) {
			publisher.send(new Published(message.request(), publication));
		}
	}

	private void refuse(Participant publisher, Publish message, boolean acknowledge, String refusal) {
		if (acknowledge) {
			publisher.refuse(message.type(), message.request(), refusal,
					"Session " + publisher.id() + " may not publish to '" + message.topic() + "' like that");
		}
		else if (logger.isDebugEnabled()) {
			logger
				.debug("Dropped an event of session " + publisher.id() + " for '" + message.topic() + "': " + refusal);
		}
	}

	/**
	 * Delivers an event to all subscribers that may have it.
	 */
	public void publish(String topic, long publication, Dict details, Payload payload, EventFilter filter,
			boolean retain) {
		if (retain) {
			this.retained.put(topic, new Retained(publication, details, payload, filter));
		}
		PatternIndex<Subscription> index = this.subscriptions.index();
		Subscription exact = index.exact(topic);
		if (exact != null) {
			deliver(exact, publication, details, payload, filter);
		}
		if (index.hasPatterns()) {
			index.forEachPattern(topic, (subscription) -> deliver(subscription, publication,
					details.with("topic", topic), payload, filter));
		}
	}

	boolean hasSubscribers(String topic) {
		PatternIndex<Subscription> index = this.subscriptions.index();
		return index.exact(topic) != null || (index.hasPatterns() && index.best(topic) != null);
	}

	private static void deliver(Subscription subscription, long publication, Dict details, Payload payload,
			EventFilter filter) {
		Subscriber[] subscribers = subscription.subscribers();
		SharedMessage event = new SharedMessage(new Event(subscription.id(), publication, details, payload));
		PayloadException failure = null;
		for (Subscriber subscriber : subscribers) {
			if (filter.accepts(subscriber.session())) {
				try {
					subscriber.session().deliver(subscriber, event, publication);
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
			logger.warn("Some subscribers of '" + subscription.topic()
					+ "' did not get an event; further ones are not logged: " + failure.getMessage());
		}
	}

}

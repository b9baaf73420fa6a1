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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The events of the meta API. They are noted where things change, maybe under a lock, and
 * published afterwards in that order by one thread at a time. See the sections "Session
 * Meta API", "Registration Meta API" and "Subscriptions Meta API" of the specification.
 */
public final class MetaEvents {

	private final Queue<MetaEvent> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private @Nullable Broker broker;

	public void setBroker(Broker broker) {
		this.broker = broker;
	}

	public void joined(SessionInfo session) {
		if (isWanted("wamp.session.on_join")) {
			add("wamp.session.on_join", Payload.of(MetaDetails.of(session)));
		}
	}

	public void left(SessionInfo session) {
		if (isWanted("wamp.session.on_leave")) {
			add("wamp.session.on_leave", Payload.of(session.id(), session.authId(), session.authRole()));
		}
	}

	void registrationCreated(long session, RegistrationInfo registration) {
		if (isWanted("wamp.registration.on_create")) {
			add("wamp.registration.on_create", Payload.of(session, MetaDetails.of(registration)));
		}
	}

	void registered(long session, long registration) {
		add("wamp.registration.on_register", session, registration);
	}

	void unregistered(long session, long registration) {
		add("wamp.registration.on_unregister", session, registration);
	}

	void registrationDeleted(long session, long registration) {
		add("wamp.registration.on_delete", session, registration);
	}

	void subscriptionCreated(long session, SubscriptionInfo subscription) {
		if (isWanted("wamp.subscription.on_create")) {
			add("wamp.subscription.on_create", Payload.of(session, MetaDetails.of(subscription)));
		}
	}

	void subscribed(long session, long subscription) {
		add("wamp.subscription.on_subscribe", session, subscription);
	}

	void unsubscribed(long session, long subscription) {
		add("wamp.subscription.on_unsubscribe", session, subscription);
	}

	void subscriptionDeleted(long session, long subscription) {
		add("wamp.subscription.on_delete", session, subscription);
	}

	private void add(String topic, long session, long id) {
		if (isWanted(topic)) {
			add(topic, Payload.of(session, id));
		}
	}

	private boolean isWanted(String topic) {
		return this.broker != null && this.broker.hasSubscribers(topic);
	}

	private void add(String topic, Payload payload) {
		this.queue.add(new MetaEvent(topic, payload));
	}

	/**
	 * Publishes what was noted. To be called without any lock.
	 */
	public void publish() {
		if (this.queue.isEmpty() || this.broker == null || this.waiting.getAndIncrement() > 0) {
			return;
		}
		int seen = 1;
		do {
			MetaEvent event = this.queue.poll();
			while (event != null) {
				this.broker.publish(event.topic(), Ids.random(), Dict.EMPTY, event.payload(), EventFilter.ALL, false);
				event = this.queue.poll();
			}
			seen = this.waiting.addAndGet(-seen);
		}
		while (seen > 0);
	}

	private record MetaEvent(String topic, Payload payload) {
	}

}

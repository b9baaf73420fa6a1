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

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes sessions to topics and patterns, and unsubscribes them.
 */
public final class RealmSubscriptions {

	private final Routes<Subscription> routes;

	private final RetainedEvents retained;

	private final RealmRules rules;

	private final MetaEvents metaEvents;

	private final Executor executor;

	private final Quota quota;

	RealmSubscriptions(Routes<Subscription> routes, RetainedEvents retained, RealmRules rules, MetaEvents metaEvents,
			Executor executor) {
		this.routes = routes;
		this.retained = retained;
		this.rules = rules;
		this.metaEvents = metaEvents;
		this.executor = executor;
		this.quota = new Quota(rules.realmLimits().subscriptions());
	}

	public void subscribe(Participant session, Subscribe message) {
		Dict options = message.options();
		MatchPolicy match = MatchPolicy.of(options.getString("match"));
		String topic = message.topic();
		if (!this.rules.isValid(topic, match)) {
			refuse(session, message, ErrorUris.INVALID_URI, Uris.quote(topic) + " is not a valid URI");
			return;
		}
		this.rules.authorize(session.session(), WampAction.SUBSCRIBE, match, topic, options,
				(access) -> subscribe(session, message, match, access));
	}

	private void subscribe(Participant session, Subscribe message, MatchPolicy match, Access access) {
		String topic = message.topic();
		if (access.isRefused()) {
			refuse(session, message, access.error(),
					"Session " + session.id() + " may not subscribe to " + Uris.quote(topic));
			return;
		}
		this.rules.interceptors()
			.take(session, WampAction.SUBSCRIBE, message.request(), topic, match, message.options(),
					(changed) -> begin(session, message, match, changed));
	}

	private void begin(Participant session, Subscribe message, MatchPolicy match, Dict options) {
		String topic = message.topic();
		boolean known = isSubscribed(session, match, topic);
		boolean getsRetained = options.isTrue("get_retained");
		if ((!known && session.subscriptions().size() >= session.session().limits().subscriptions())
				|| (getsRetained && !session.retainedDeliveries().take(1, false))) {
			refuse(session, message, ErrorUris.LIMIT_EXCEEDED,
					"Session " + session.id() + " has as many subscriptions as it may");
			return;
		}
		if (!known && !this.quota.take(1, session.info().trusted())) {
			if (getsRetained) {
				session.retainedDeliveries().give(1);
			}
			refuse(session, message, ErrorUris.LIMIT_EXCEEDED, "The realm has as many subscriptions as it may");
		}
		else {
			begin(session, message, match, known, getsRetained);
		}
		this.metaEvents.publish();
	}

	private boolean isSubscribed(Participant session, MatchPolicy match, String topic) {
		Subscription subscription = this.routes.get(match, topic);
		return subscription != null && session.subscriptions().containsKey(subscription.id());
	}

	private void begin(Participant session, Subscribe message, MatchPolicy match, boolean known, boolean getsRetained) {
		AtomicReference<@Nullable Subscriber> begun = new AtomicReference<>();
		session.session().whileOpen(() -> {
			Subscriber subscriber = this.routes.with(match, message.topic(),
					(subscription) -> add(session, subscription));
			if (getsRetained) {
				subscriber.expectRetained();
			}
			begun.set(subscriber);
			return session.channel().enqueue(new Subscribed(message.request(), subscriber.subscription().id()));
		});
		session.flush();
		Subscriber subscriber = begun.get();
		if (subscriber == null && !known) {
			this.quota.give(1);
		}
		if (!getsRetained) {
			return;
		}
		if (subscriber != null) {
			RetainedDelivery.begin(subscriber, this.retained, this.executor);
		}
		else {
			session.retainedDeliveries().give(1);
		}
	}

	private Subscriber add(Participant session, Subscription subscription) {
		Subscriber known = subscription.member(session);
		if (known != null) {
			return known;
		}
		boolean fresh = subscription.isEmpty();
		Subscriber subscriber = new Subscriber(session, subscription);
		session.subscriptions().put(subscription.id(), subscriber);
		subscription.add(session, subscriber);
		if (!Uris.isReserved(subscription.uri())) {
			if (fresh) {
				this.metaEvents.subscriptionCreated(session.id(), subscription.info());
			}
			this.metaEvents.subscribed(session.id(), subscription.id());
		}
		return subscriber;
	}

	private void refuse(Participant session, Subscribe message, String error, String text) {
		this.rules.refused(error);
		session.refuse(message.type(), message.request(), error, text);
	}

	public void unsubscribe(Participant session, Unsubscribe message) {
		Subscriber subscriber = session.subscriptions().get(message.subscription());
		boolean done = subscriber != null && session.session().whileOpen(() -> {
			if (!session.subscriptions().remove(message.subscription(), subscriber)) {
				return false;
			}
			subscriber.deactivate();
			session.channel().enqueue(new Unsubscribed(message.request(), Dict.EMPTY));
			return true;
		});
		if (done && subscriber != null) {
			remove(subscriber);
		}
		else {
			session.refuse(message.type(), message.request(), ErrorUris.NO_SUCH_SUBSCRIPTION,
					"Session " + session.id() + " has no subscription " + message.subscription());
		}
		session.flush();
		this.metaEvents.publish();
	}

	/**
	 * Takes a subscription away from a session. See the section "Subscription Revocation"
	 * of the specification.
	 * @param subscription the subscription
	 * @param session the subscriber's session ID
	 * @param reason why, a URI, if there is a reason
	 * @return {@code false} if the session is no subscriber of it
	 */
	public boolean revoke(Subscription subscription, long session, @Nullable String reason) {
		for (Subscriber subscriber : subscription.members()) {
			if (subscriber.session().id() == session && subscriber.session().revoke(subscriber, reason)) {
				remove(subscriber);
				this.metaEvents.publish();
				return true;
			}
		}
		return false;
	}

	/**
	 * The session is gone. It is closed already.
	 */
	public void leave(Participant session) {
		session.subscriptions().values().forEach(this::remove);
		session.subscriptions().clear();
		this.metaEvents.publish();
	}

	private void remove(Subscriber subscriber) {
		Subscription subscription = subscriber.subscription();
		Participant session = subscriber.session();
		this.routes.change(subscription, () -> {
			if (!subscription.remove(session, subscriber)) {
				return;
			}
			this.quota.give(1);
			if (!Uris.isReserved(subscription.uri())) {
				this.metaEvents.unsubscribed(session.id(), subscription.id());
				if (subscription.isEmpty()) {
					this.metaEvents.subscriptionDeleted(session.id(), subscription.id());
				}
			}
		});
	}

}

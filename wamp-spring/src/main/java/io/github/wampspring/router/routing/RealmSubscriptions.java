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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
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

	private final RealmPeers peers;

	private final Quota quota;

	RealmSubscriptions(Routes<Subscription> routes, RetainedEvents retained, RealmRules rules, MetaEvents metaEvents,
			Executor executor, RealmPeers peers) {
		this.routes = routes;
		this.retained = retained;
		this.rules = rules;
		this.metaEvents = metaEvents;
		this.executor = executor;
		this.peers = peers;
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
		if ((!known && session.subscriptions().size()
				+ session.subscribing().get() >= session.session().limits().subscriptions())
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
			CompletableFuture<?> told = known ? null : this.peers.subscribing(match, topic, session.id());
			if (told == null) {
				RetainedDelivery delivery = begin(session, message, match, known, getsRetained);
				if (delivery != null) {
					delivery.begin();
				}
			}
			else {
				session.subscribing().incrementAndGet();
				told.whenComplete((done, failure) -> {
					session.subscribing().decrementAndGet();
					session.session().run(() -> {
						RetainedDelivery delivery = begin(session, message, match, false, getsRetained);
						if (delivery != null) {
							// this thread is for what comes from other instances
							delivery.goOn();
						}
						this.metaEvents.publish();
					});
				});
			}
		}
		this.metaEvents.publish();
	}

	private boolean isSubscribed(Participant session, MatchPolicy match, String topic) {
		Subscription subscription = this.routes.get(match, topic);
		return subscription != null && session.subscriptions().containsKey(subscription.id());
	}

	/**
	 * Begins a subscription.
	 * @return what brings it the retained events, if it gets some
	 */
	private @Nullable RetainedDelivery begin(Participant session, Subscribe message, MatchPolicy match, boolean known,
			boolean getsRetained) {
		AtomicReference<@Nullable RetainedDelivery> delivery = new AtomicReference<>();
		AtomicBoolean begun = new AtomicBoolean();
		AtomicBoolean fresh = new AtomicBoolean();
		try {
			session.session().whileOpen(() -> {
				Subscriber subscriber = this.routes.with(match, message.topic(),
						(subscription) -> add(session, subscription, fresh));
				if (getsRetained) {
					delivery.set(new RetainedDelivery(subscriber, this.retained, this.executor));
				}
				begun.set(true);
				return session.channel().enqueue(new Subscribed(message.request(), subscriber.subscription().id()));
			});
			session.flush();
		}
		catch (WampException ex) {
			refuse(session, message, ex.getUri(), String.valueOf(ex.getMessage()));
		}
		finally {
			if (!known && !fresh.get()) {
				// the session has ended, or another request for the same was faster
				this.quota.give(1);
			}
			if (!begun.get() && !known) {
				this.peers.unsubscribed(match, message.topic(), session.id());
			}
		}
		if (getsRetained && !begun.get()) {
			session.retainedDeliveries().give(1);
		}
		return delivery.get();
	}

	private Subscriber add(Participant session, Subscription subscription, AtomicBoolean added) {
		Subscriber known = subscription.member(session);
		if (known != null) {
			return known;
		}
		added.set(true);
		boolean fresh = !subscription.hasSubscribers();
		Subscriber subscriber = new Subscriber(session, subscription);
		session.subscriptions().put(subscription.id(), subscriber);
		subscription.add(session, subscriber);
		this.peers.subscribed(subscription, session.id());
		tellSubscribed(subscription, session.id(), fresh);
		return subscriber;
	}

	private void tellSubscribed(Subscription subscription, long session, boolean fresh) {
		if (!Uris.isReserved(subscription.uri())) {
			if (fresh) {
				this.metaEvents.subscriptionCreated(session, subscription.info());
			}
			this.metaEvents.subscribed(session, subscription.id());
		}
	}

	/**
	 * Adds a subscriber of another instance.
	 * @param instance the instance
	 * @param session the session's ID, 0 for a history that the instance keeps
	 * @param created when the subscription was created
	 */
	void install(MatchPolicy match, String topic, Object instance, long session, Instant created) {
		this.routes.with(match, topic, (subscription) -> {
			boolean fresh = !subscription.hasSubscribers();
			subscription.createdAt(created);
			if (subscription.addRemote(instance, session) && session != 0) {
				tellSubscribed(subscription, session, fresh);
			}
			return subscription;
		});
	}

	/**
	 * A subscriber of another instance is gone.
	 */
	void uninstall(MatchPolicy match, String topic, Object instance, long session) {
		Subscription subscription = this.routes.get(match, topic);
		if (subscription != null) {
			this.routes.change(subscription, () -> {
				if (subscription.removeRemote(instance, session) && session != 0) {
					tellUnsubscribed(subscription, session);
				}
			});
		}
	}

	private void tellUnsubscribed(Subscription subscription, long session) {
		if (!Uris.isReserved(subscription.uri())) {
			this.metaEvents.unsubscribed(session, subscription.id());
			if (!subscription.hasSubscribers()) {
				this.metaEvents.subscriptionDeleted(session, subscription.id());
			}
		}
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
		return this.peers.revoke(subscription, session, reason);
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
			this.peers.unsubscribed(subscription.match(), subscription.uri(), session.id());
			tellUnsubscribed(subscription, session.id());
		});
	}

}

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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.router.WampAction;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a realm. They change under a lock of their own, which no event
 * takes.
 */
public final class RealmSubscriptions {

	private static final Log logger = LogFactory.getLog(RealmSubscriptions.class);

	private final PatternIndex<Subscription> index = new PatternIndex<>();

	private final Map<Long, Subscription> byId = new ConcurrentHashMap<>();

	private final RetainedEvents retained;

	private final RealmRules rules;

	private final MetaEvents metaEvents;

	public RealmSubscriptions(RetainedEvents retained, RealmRules rules, MetaEvents metaEvents) {
		this.retained = retained;
		this.rules = rules;
		this.metaEvents = metaEvents;
	}

	public PatternIndex<Subscription> index() {
		return this.index;
	}

	public @Nullable Subscription byId(long id) {
		return this.byId.get(id);
	}

	public Map<Long, Subscription> all() {
		return this.byId;
	}

	public void subscribe(Participant session, Subscribe message) {
		Dict options = message.options();
		MatchPolicy match = MatchPolicy.of(options.getString("match"));
		String topic = message.topic();
		if (!this.rules.isValid(topic, match)) {
			session.refuse(message.type(), message.request(), ErrorUris.INVALID_URI,
					"'" + topic + "' is not a valid URI");
			return;
		}
		Access access = this.rules.authorize(session.info(), WampAction.SUBSCRIBE, topic, options);
		if (access.isRefused()) {
			session.refuse(message.type(), message.request(), access.error(),
					"Session " + session.id() + " may not subscribe to '" + topic + "'");
			return;
		}
		synchronized (this.index) {
			add(session, message, match);
		}
		session.flush();
		this.metaEvents.publish();
	}

	private void add(Participant session, Subscribe message, MatchPolicy match) {
		Subscription existing = this.index.get(match, message.topic());
		Subscription subscription = (existing != null) ? existing
				: new Subscription(Ids.random(), message.topic(), match);
		Subscriber known = session.subscriptions().get(subscription.id());
		Subscriber subscriber = (known != null) ? known : new Subscriber(session, subscription);
		boolean done = session.doAndTell(() -> {
			if (known == null) {
				session.subscriptions().put(subscription.id(), subscriber);
				subscription.add(subscriber);
			}
			this.byId.put(subscription.id(), subscription);
			this.index.put(match, message.topic(), subscription);
		}, new Subscribed(message.request(), subscription.id()), () -> {
			if (message.options().isTrue("get_retained")) {
				deliverRetained(subscriber);
			}
		});
		if (done && existing == null) {
			this.metaEvents.subscriptionCreated(session.id(), subscription.info());
		}
		if (done && known == null) {
			this.metaEvents.subscribed(session.id(), subscription.id());
		}
	}

	private void deliverRetained(Subscriber subscriber) {
		Participant session = subscriber.session();
		for (Event event : this.retained.find(subscriber.subscription(), session)) {
			try {
				session.channel().enqueue(event);
				subscriber.deliveredRetained(event.publication());
			}
			catch (PayloadException ex) {
				logger.warn("Session " + session.id() + " cannot get the retained event of '"
						+ subscriber.subscription().topic() + "': " + ex.getMessage());
			}
		}
	}

	public void unsubscribe(Participant session, Unsubscribe message) {
		boolean done;
		synchronized (this.index) {
			Subscriber subscriber = session.subscriptions().get(message.subscription());
			done = subscriber != null
					&& session.doAndTell(subscriber::deactivate, new Unsubscribed(message.request(), Dict.EMPTY));
			if (subscriber != null && done) {
				remove(subscriber);
			}
		}
		if (!done) {
			session.refuse(message.type(), message.request(), ErrorUris.NO_SUCH_SUBSCRIPTION,
					"Session " + session.id() + " has no subscription " + message.subscription());
		}
		session.flush();
		this.metaEvents.publish();
	}

	/**
	 * The session is gone. It is closed already.
	 */
	public void leave(Participant session) {
		synchronized (this.index) {
			session.subscriptions().values().forEach(this::remove);
		}
		this.metaEvents.publish();
	}

	private void remove(Subscriber subscriber) {
		Subscription subscription = subscriber.subscription();
		Participant session = subscriber.session();
		session.subscriptions().remove(subscription.id());
		subscription.remove(subscriber);
		this.metaEvents.unsubscribed(session.id(), subscription.id());
		if (subscription.subscribers().length == 0) {
			this.byId.remove(subscription.id());
			this.index.remove(subscription.match(), subscription.topic());
			this.metaEvents.subscriptionDeleted(session.id(), subscription.id());
		}
	}

}

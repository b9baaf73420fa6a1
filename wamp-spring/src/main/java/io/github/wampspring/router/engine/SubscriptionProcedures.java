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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.MetaDetails;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RealmSubscriptions;
import io.github.wampspring.router.routing.Routes;
import io.github.wampspring.router.routing.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The procedures of the section "Subscriptions Meta API" of the specification, and
 * {@code wamp.subscription.remove_subscriber}, which its catalog of types adds.
 */
final class SubscriptionProcedures {

	private final Routes<Subscription> subscriptions;

	private final RealmSubscriptions subscribing;

	private final SessionDirectory sessions;

	SubscriptionProcedures(RealmRouting routing, SessionDirectory sessions) {
		this.subscriptions = routing.subscriptions();
		this.subscribing = routing.subscribing();
		this.sessions = sessions;
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.subscription.list", (call) -> list());
		procedures.add("wamp.subscription.lookup", (call) -> {
			Subscription found = this.subscriptions.get(call.match(1), call.string(0));
			return (found != null) ? found.id() : null;
		});
		procedures.add("wamp.subscription.match", (call) -> match(call.string(0)));
		procedures.add("wamp.subscription.get", (call) -> MetaDetails.of(get(call).info()));
		procedures.add("wamp.subscription.list_subscribers", (call) -> get(call).info().subscribers());
		procedures.add("wamp.subscription.count_subscribers", (call) -> get(call).info().subscribers().size());
		procedures.add("wamp.subscription.remove_subscriber", this::remove);
	}

	private @Nullable Object remove(MetaCall call) {
		long session = call.session(1, this.sessions);
		String reason = call.reason(2);
		Subscription subscription = get(call);
		if (!this.subscribing.revoke(subscription, session, reason)) {
			if (subscription.info().subscribers().contains(session)) {
				throw new MetaException(ErrorUris.UNAVAILABLE,
						"The instance of session " + session + " is out of reach");
			}
			throw new MetaException(ErrorUris.NO_SUCH_SUBSCRIPTION,
					"Session " + session + " has no subscription " + subscription.id());
		}
		return null;
	}

	private Map<String, List<Long>> list() {
		Map<String, List<Long>> lists = new LinkedHashMap<>();
		for (MatchPolicy match : MatchPolicy.values()) {
			lists.put(match.value(), this.subscriptions.all(match).stream().map(Subscription::id).toList());
		}
		return lists;
	}

	private @Nullable List<Long> match(String topic) {
		List<Long> ids = this.subscriptions.matches(topic).stream().map(Subscription::id).toList();
		return ids.isEmpty() ? null : ids;
	}

	private Subscription get(MetaCall call) {
		Subscription subscription = this.subscriptions.byId(call.id(0));
		if (subscription == null) {
			throw new MetaException(ErrorUris.NO_SUCH_SUBSCRIPTION, "There is no subscription " + call.id(0));
		}
		return subscription;
	}

}

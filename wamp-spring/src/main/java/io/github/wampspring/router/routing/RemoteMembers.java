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
import java.util.HashSet;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What other instances have of a realm, as broker and dealer of this one use it.
 */
public final class RemoteMembers {

	private final Routes<Subscription> subscriptions;

	private final RegistrationDirectory registrations;

	private final RealmSubscriptions subscribing;

	private final MetaEvents metaEvents;

	RemoteMembers(Routes<Subscription> subscriptions, RegistrationDirectory registrations,
			RealmSubscriptions subscribing, MetaEvents metaEvents) {
		this.subscriptions = subscriptions;
		this.registrations = registrations;
		this.subscribing = subscribing;
		this.metaEvents = metaEvents;
	}

	/**
	 * Adds a callee of another instance, which takes calls from now on.
	 * @param stamp when it has come
	 * @param created when its registration was created
	 * @return {@code null} if it cannot stand beside those that are there
	 */
	public @Nullable Callee addCallee(RegistrationRequest request, long stamp, Instant created) {
		return this.registrations.install(request, stamp, created);
	}

	/**
	 * Why a callee of another instance may not join one that is there.
	 * @return {@code null} if it may
	 */
	public @Nullable Refused refusal(Callee there, RegistrationRequest request) {
		return this.registrations.refusal(there, request);
	}

	/**
	 * Whether a callee of another instance and one that is there exclude each other.
	 * @param stamp when that of the other instance has come
	 * @param created when its registration was created
	 */
	public boolean isApart(Callee there, RegistrationRequest request, long stamp, Instant created) {
		return this.registrations.isApart(there, request, stamp, created);
	}

	/**
	 * A callee was told that it is registered: the meta API tells of it.
	 */
	public void announce(Callee callee) {
		this.registrations.activated(callee);
		callee.open();
		this.metaEvents.publish();
	}

	/**
	 * A callee is gone, of another instance or of this one.
	 */
	public void removeCallee(Callee callee) {
		removeCallee(callee, () -> {
		});
	}

	/**
	 * A callee is gone.
	 * @param then brings others in its place, before calls that wait are told
	 */
	public void removeCallee(Callee callee, Runnable then) {
		this.registrations.release(callee, then);
		this.metaEvents.publish();
	}

	/**
	 * Adds a subscriber of another instance.
	 * @param instance the instance
	 * @param session the session's ID, 0 for a history that the instance keeps
	 * @param created when the subscription was created
	 */
	public void addSubscriber(MatchPolicy match, String topic, Object instance, long session, Instant created) {
		this.subscribing.install(match, topic, instance, session, created);
		this.metaEvents.publish();
	}

	/**
	 * A subscriber of another instance is gone.
	 */
	public void removeSubscriber(MatchPolicy match, String topic, Object instance, long session) {
		this.subscribing.uninstall(match, topic, instance, session);
		this.metaEvents.publish();
	}

	/**
	 * Which other instances want the events of a topic.
	 * @return the instances, as they were given
	 */
	public Set<?> instances(String topic) {
		Subscription exact = this.subscriptions.exact(topic);
		Set<Object> found = (exact != null) ? exact.instances() : Set.of();
		if (!this.subscriptions.hasPatterns()) {
			return found;
		}
		Set<Object> all = new HashSet<>(found);
		this.subscriptions.forEachPattern(topic, (subscription) -> all.addAll(subscription.instances()));
		return all;
	}

}

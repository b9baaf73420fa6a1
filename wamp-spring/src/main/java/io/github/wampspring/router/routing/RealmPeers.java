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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The other instances of a realm, as broker and dealer of this one see them. What changes
 * here is told to them in the order of the changes.
 */
public interface RealmPeers {

	/** A realm within one JVM. */
	RealmPeers NONE = new RealmPeers() {

		private final AtomicLong stamp = new AtomicLong();

		@Override
		public RouteIds registrationIds() {
			return RouteIds.RANDOM;
		}

		@Override
		public RouteIds subscriptionIds() {
			return RouteIds.RANDOM;
		}

		@Override
		public long stamp() {
			return this.stamp.incrementAndGet();
		}

	};

	/**
	 * Where the IDs of registrations come from: the same on all instances.
	 */
	RouteIds registrationIds();

	/**
	 * Where the IDs of subscriptions come from: the same on all instances.
	 */
	RouteIds subscriptionIds();

	/**
	 * A time that is later than all that were told here before.
	 */
	long stamp();

	/**
	 * Asks whether a callee that is granted here may register.
	 * @return {@code null} if nobody has to be asked, or else completes by any thread,
	 * with {@code null} if it may, never exceptionally
	 */
	default @Nullable CompletableFuture<@Nullable Refused> claim(Callee callee) {
		return null;
	}

	/**
	 * A callee of this instance takes invocations from now on. Called with its
	 * registration's lock.
	 */
	default void activated(Callee callee) {
	}

	/**
	 * A callee is no longer there, be it of this instance or another one. Called with its
	 * registration's lock.
	 */
	default void removed(Callee callee) {
	}

	/**
	 * A session of this instance is about to subscribe.
	 * @return {@code null} if the other instances send events of it already, or else
	 * completes by any thread when they do, never exceptionally
	 */
	default @Nullable CompletableFuture<?> subscribing(MatchPolicy match, String topic, long session) {
		return null;
	}

	/**
	 * A session of this instance has subscribed, or an instance has begun to keep the
	 * history of a topic. Called with the subscription's lock.
	 * @param session the session's ID, 0 for the history
	 */
	default void subscribed(Subscription subscription, long session) {
	}

	/**
	 * A session of this instance is no longer subscribed, or could not subscribe after
	 * all. Called with the subscription's lock, if there is one.
	 */
	default void unsubscribed(MatchPolicy match, String topic, long session) {
	}

	/**
	 * Takes a subscription away from a session of another instance.
	 * @param reason why, a URI, if there is a reason
	 * @return {@code false} if there is no such session, or it is no subscriber
	 */
	default boolean revoke(Subscription subscription, long session, @Nullable String reason) {
		return false;
	}

	/**
	 * Takes a publication that is on its way to the subscribers of this instance.
	 * @return {@code null}, or a failure if it cannot go to all instances that want it
	 */
	default @Nullable CompletableFuture<?> publish(Publication publication) {
		return null;
	}

	/**
	 * Asks the other instances whether all is stored that they have published.
	 * @return completes by any thread when it is, or fails with a
	 * {@link io.github.wampspring.WampException}
	 */
	default CompletableFuture<?> stored() {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * The order of events at this instance.
	 * @return {@code null} if there is one order only
	 */
	default @Nullable HistoryOrder historyOrder() {
		return null;
	}

}

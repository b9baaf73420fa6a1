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

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.SubscriptionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A topic or pattern with its subscribers.
 */
public final class Subscription extends Route<Subscriber> {

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile @Nullable History history;

	/**
	 * Which subscribers other instances have, by their session IDs; 0 stands for a
	 * history that one keeps. Guarded by this.
	 */
	private final Map<Object, Set<Long>> remote = new LinkedHashMap<>(0);

	/** The keys of these. */
	private volatile Set<Object> instances = Set.of();

	Subscription(long id, String topic, MatchPolicy match) {
		super(id, topic, match);
	}

	/**
	 * Whether a warning shall be given: the first time only.
	 */
	boolean shouldWarn() {
		return this.warned.compareAndSet(false, true);
	}

	/**
	 * Its history.
	 * @return {@code null} if none is kept
	 */
	public @Nullable History history() {
		return this.history;
	}

	/** Called with the lock: it stays, since its events are kept. */
	void keep(History history) {
		this.history = history;
		keep();
	}

	/**
	 * Called with the lock: a session of another instance has subscribed.
	 * @return {@code false} if it had before
	 */
	boolean addRemote(Object instance, long session) {
		boolean added = this.remote.computeIfAbsent(instance, (key) -> new LinkedHashSet<>()).add(session);
		if (!this.instances.contains(instance)) {
			this.instances = Set.copyOf(this.remote.keySet());
		}
		return added;
	}

	/**
	 * Called with the lock.
	 * @return {@code false} if it was not subscribed
	 */
	boolean removeRemote(Object instance, long session) {
		Set<Long> sessions = this.remote.get(instance);
		if (sessions == null || !sessions.remove(session)) {
			return false;
		}
		if (sessions.isEmpty()) {
			this.remote.remove(instance);
			this.instances = Set.copyOf(this.remote.keySet());
		}
		return true;
	}

	/**
	 * Which other instances want the events.
	 */
	Set<Object> instances() {
		return this.instances;
	}

	/**
	 * Called with the lock: whether nobody has subscribed, here or elsewhere.
	 */
	@Override
	boolean isEmpty() {
		return super.isEmpty() && this.remote.isEmpty();
	}

	/**
	 * Called with the lock: whether there are subscribers, here or elsewhere, and not
	 * only a history.
	 */
	boolean hasSubscribers() {
		return !super.isEmpty()
				|| this.remote.values().stream().anyMatch((sessions) -> sessions.size() > 1 || !sessions.contains(0L));
	}

	public synchronized SubscriptionInfo info() {
		Stream<Long> here = members().stream().map((subscriber) -> subscriber.session().id());
		Stream<Long> elsewhere = this.remote.values().stream().flatMap(Set::stream).filter((id) -> id != 0);
		return new SubscriptionInfo(id(), uri(), match(), created(), Stream.concat(here, elsewhere).toList());
	}

}

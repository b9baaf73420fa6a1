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
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.SubscriptionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A topic or pattern with its subscribers.
 */
public final class Subscription extends Route<Subscriber> {

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile @Nullable History history;

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

	public SubscriptionInfo info() {
		List<Long> sessions = members().stream().map((subscriber) -> subscriber.session().id()).toList();
		return new SubscriptionInfo(id(), uri(), match(), created(), sessions);
	}

}

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

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One session's part of a subscription. Its state is guarded by the session's lock.
 */
final class Subscriber {

	private final Participant session;

	private final Subscription subscription;

	private boolean active = true;

	/**
	 * While retained events are looked for: those that came as ordinary ones meanwhile.
	 */
	private @Nullable Set<Long> arrived;

	/** Retained events that are on their way as ordinary ones too. */
	private Set<Long> unwanted = Set.of();

	Subscriber(Participant session, Subscription subscription) {
		this.session = session;
		this.subscription = subscription;
	}

	Participant session() {
		return this.session;
	}

	Subscription subscription() {
		return this.subscription;
	}

	boolean isActive() {
		return this.active;
	}

	/** No further events go here. */
	void deactivate() {
		this.active = false;
	}

	boolean accepts(Publication publication) {
		if (!this.active || (!this.unwanted.isEmpty() && this.unwanted.contains(publication.id()))) {
			return false;
		}
		if (publication.isRetained() && this.arrived != null) {
			this.arrived.add(publication.id());
		}
		return true;
	}

	/** Retained events are going to be looked for. */
	void expectRetained() {
		this.arrived = new HashSet<>();
	}

	/**
	 * Retained events were found.
	 * @param underWay those that are on their way as ordinary events too
	 * @return what has come as an ordinary event meanwhile
	 */
	Set<Long> foundRetained(Set<Long> underWay) {
		Set<Long> arrived = (this.arrived != null) ? this.arrived : Set.of();
		this.arrived = null;
		this.unwanted = underWay;
		return arrived;
	}

}

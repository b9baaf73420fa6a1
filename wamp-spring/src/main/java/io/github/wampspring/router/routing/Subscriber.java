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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One session's part of a subscription. Its state is guarded by the session's lock.
 */
final class Subscriber {

	private final Participant session;

	private final Subscription subscription;

	private boolean active = true;

	/**
	 * While retained events are looked for, each time: those that came as ordinary ones
	 * meanwhile.
	 */
	private List<Set<Long>> arrived = List.of();

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
		if (publication.isRetained()) {
			this.arrived.forEach((arrived) -> arrived.add(publication.id()));
		}
		return true;
	}

	/**
	 * Retained events are going to be looked for.
	 * @return takes what comes as an ordinary event meanwhile
	 */
	Set<Long> expectRetained() {
		Set<Long> arrived = new HashSet<>();
		this.arrived = Stream.concat(this.arrived.stream(), Stream.of(arrived)).toList();
		return arrived;
	}

	/**
	 * Retained events were found.
	 * @param arrived as of {@link #expectRetained()}
	 * @param underWay those that are on their way as ordinary events too
	 */
	void foundRetained(Set<Long> arrived, Set<Long> underWay) {
		this.arrived = this.arrived.stream().filter((other) -> other != arrived).toList();
		this.unwanted = underWay;
	}

}

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.RegistrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * A procedure or pattern with its callees. See the section "Shared Registration" of the
 * specification.
 */
public final class Registration {

	private static final Callee[] NONE = {};

	private final long id;

	private final String procedure;

	private final MatchPolicy match;

	private final InvocationPolicy policy;

	private final Instant created = Instant.now();

	private final AtomicInteger turn = new AtomicInteger();

	/** In the order of their registration; never changed in place. */
	private volatile Callee[] callees = NONE;

	Registration(long id, String procedure, MatchPolicy match, InvocationPolicy policy) {
		this.id = id;
		this.procedure = procedure;
		this.match = match;
		this.policy = policy;
	}

	public long id() {
		return this.id;
	}

	String procedure() {
		return this.procedure;
	}

	MatchPolicy match() {
		return this.match;
	}

	InvocationPolicy policy() {
		return this.policy;
	}

	Callee[] callees() {
		return this.callees;
	}

	/**
	 * Whether a call would find a callee now.
	 */
	Availability availability() {
		Availability found = Availability.NONE;
		for (Callee callee : this.callees) {
			if (callee.isActive()) {
				if (callee.isFree()) {
					return Availability.FREE;
				}
				found = Availability.FULL;
			}
		}
		return found;
	}

	/** Called by one thread at a time. */
	void add(Callee callee) {
		Callee[] more = Arrays.copyOf(this.callees, this.callees.length + 1);
		more[more.length - 1] = callee;
		this.callees = more;
	}

	/** Called by one thread at a time. */
	void remove(Callee callee) {
		this.callees = Arrays.stream(this.callees).filter((other) -> other != callee).toArray(Callee[]::new);
	}

	/**
	 * Chooses a callee, and takes a place for an invocation at it.
	 * @return the callee, or {@code null} if none is there or all are at their limit
	 */
	@Nullable Callee pick() {
		Callee[] now = this.callees;
		int count = now.length;
		if (count == 1) {
			return take(now[0]) ? now[0] : null;
		}
		boolean backwards = this.policy == InvocationPolicy.LAST;
		int first = switch (this.policy) {
			case ROUNDROBIN -> (count == 0) ? 0 : Math.floorMod(this.turn.getAndIncrement(), count);
			case RANDOM -> (count == 0) ? 0 : ThreadLocalRandom.current().nextInt(count);
			case SINGLE, FIRST -> 0;
			case LAST -> count - 1;
		};
		for (int i = 0; i < count; i++) {
			Callee callee = now[Math.floorMod(backwards ? first - i : first + i, count)];
			if (take(callee)) {
				return callee;
			}
		}
		return null;
	}

	private static boolean take(Callee callee) {
		return callee.isActive() && callee.acquire();
	}

	public RegistrationInfo info() {
		List<Long> sessions = Arrays.stream(this.callees).map((callee) -> callee.session().id()).toList();
		return new RegistrationInfo(this.id, this.procedure, this.match, this.policy, this.created, sessions);
	}

	enum Availability {

		/** A callee can take a call. */
		FREE,
		/** All callees are at their limit. */
		FULL,
		/** There is no callee any more. */
		NONE

	}

}

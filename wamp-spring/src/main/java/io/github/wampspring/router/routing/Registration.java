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
public final class Registration extends Route<Callee> {

	private final AtomicInteger turn = new AtomicInteger();

	private InvocationPolicy policy = InvocationPolicy.SINGLE;

	private boolean announced;

	/** Whether the application itself is, or was, among the callees. */
	private boolean trusted;

	Registration(long id, String procedure, MatchPolicy match) {
		super(id, procedure, match);
	}

	InvocationPolicy policy() {
		return this.policy;
	}

	/** Called with the lock, before there is a callee. */
	void setPolicy(InvocationPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Called with the lock: whether the meta API has told of it, and notes that it does.
	 */
	boolean announce() {
		boolean before = this.announced;
		this.announced = true;
		return before;
	}

	/** Called with the lock. */
	void setTrusted() {
		this.trusted = true;
	}

	/** Called with the lock. */
	boolean isTrusted() {
		return this.trusted;
	}

	/** Called with the lock. */
	boolean isAnnounced() {
		return this.announced;
	}

	/**
	 * Whether a call would find a callee now.
	 */
	Availability availability() {
		Availability found = Availability.NONE;
		for (Callee callee : members()) {
			if (callee.isActive()) {
				if (!callee.isFree()) {
					found = Availability.FULL;
				}
				else if (callee.port().hasRoom()) {
					return Availability.FREE;
				}
				else if (found == Availability.NONE) {
					found = Availability.BUSY;
				}
			}
		}
		return found;
	}

	/**
	 * Chooses a callee, and takes a place for an invocation at it.
	 * @return the callee, or {@code null} if none is there or all are at their limit or
	 * busy
	 */
	@Nullable Callee pick() {
		List<Callee> now = members();
		int count = now.size();
		if (count == 1) {
			return take(now.get(0)) ? now.get(0) : null;
		}
		boolean backwards = this.policy == InvocationPolicy.LAST;
		int first = switch (this.policy) {
			case ROUNDROBIN -> (count == 0) ? 0 : Math.floorMod(this.turn.getAndIncrement(), count);
			case RANDOM -> (count == 0) ? 0 : ThreadLocalRandom.current().nextInt(count);
			case SINGLE, FIRST -> 0;
			case LAST -> count - 1;
		};
		for (int i = 0; i < count; i++) {
			Callee callee = now.get(Math.floorMod(backwards ? first - i : first + i, count));
			if (take(callee)) {
				return callee;
			}
		}
		return null;
	}

	private static boolean take(Callee callee) {
		return callee.isActive() && callee.port().hasRoom() && callee.acquire();
	}

	public RegistrationInfo info() {
		List<Long> sessions = members().stream().map((callee) -> callee.port().info().id()).toList();
		return new RegistrationInfo(id(), uri(), match(), this.policy, created(), sessions);
	}

	enum Availability {

		/** A callee can take a call. */
		FREE,
		/** Some callees are at their limit, and the others busy. */
		FULL,
		/** Too much waits for the callees already. */
		BUSY,
		/** There is no callee any more. */
		NONE

	}

}

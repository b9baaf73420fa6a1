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

	/** What this one has taken the place of, while calls wait there. */
	private volatile @Nullable Registration before;

	/** The calls that wait for a callee, if they may. */
	private volatile @Nullable WaitingCalls waiting;

	private boolean announced;

	/** Whether the application itself is, or was, among the callees. */
	private boolean trusted;

	Registration(long id, String procedure, MatchPolicy match) {
		super(id, procedure, match);
	}

	/** All instances have the same order. */
	@Override
	List<Callee> inOrder(List<Callee> members) {
		for (int i = 1; i < members.size(); i++) {
			if (Callee.ORDER.compare(members.get(i - 1), members.get(i)) > 0) {
				return members.stream().sorted(Callee.ORDER).toList();
			}
		}
		return members;
	}

	public InvocationPolicy policy() {
		return this.policy;
	}

	/**
	 * Called with the lock, before there is a callee.
	 * @param waitingCalls how many calls may wait for a callee
	 */
	void begin(InvocationPolicy policy, int waitingCalls) {
		this.policy = policy;
		this.waiting = (waitingCalls > 0) ? new WaitingCalls(waitingCalls) : null;
	}

	@Nullable WaitingCalls waiting() {
		return this.waiting;
	}

	/**
	 * Calls that wait for callees that had to go are for this registration.
	 */
	void follow(Registration before) {
		if (before.waiting() != null) {
			this.before = before;
		}
	}

	/**
	 * Whether others wait than the call that is just being sent to a callee.
	 */
	public boolean isAwaited() {
		WaitingCalls waiting = this.waiting;
		return waiting != null && waiting.hasOthers();
	}

	/**
	 * Whether a call is the next one: no other has waited longer.
	 * @param from where it has waited, {@code null} if it has not
	 */
	boolean isNext(@Nullable WaitingCalls from) {
		WaitingCalls waiting = this.waiting;
		if (waiting == null) {
			// there would be no place to wait for those that came before
			return true;
		}
		Registration before = this.before;
		return isNext(from, waiting) && (before == null || isNext(from, before.waiting()));
	}

	private static boolean isNext(@Nullable WaitingCalls from, @Nullable WaitingCalls waiting) {
		return waiting == null || waiting == from || waiting.isEmpty();
	}

	/**
	 * Whether a call that waits is to wait for a callee of which it is not known yet
	 * whether it will be active.
	 * @param from where the call waits, {@code null} if it does not
	 */
	boolean keeps(@Nullable WaitingCalls from) {
		Registration before = this.before;
		return from != null && members().stream().anyMatch(Callee::isGranted)
				&& (this.waiting != null || (before != null && before.waiting() == from));
	}

	/**
	 * A callee has a place, or has come, or the last one has gone.
	 */
	void proceed() {
		Registration before = this.before;
		if (before != null) {
			before.proceed();
			if (isNext(null, before.waiting())) {
				this.before = null;
			}
		}
		WaitingCalls waiting = this.waiting;
		if (waiting != null) {
			waiting.proceed();
		}
	}

	/**
	 * Too much waits for callees that may have places: calls go on when that has changed.
	 * @param call what is known of callees that are not available for it
	 */
	void proceedWhenThereIsRoom(@Nullable HeldCall call) {
		for (Callee callee : members()) {
			if (callee.isActive() && !callee.port().hasRoom()) {
				callee.proceedWhenThereIsRoom();
			}
		}
		if (availability(call) == Availability.FREE) {
			proceed();
		}
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
	 * @param call what is known of callees that are not available for it
	 */
	Availability availability(@Nullable HeldCall call) {
		Availability found = Availability.NONE;
		for (Callee callee : members()) {
			if (callee.isActive() && (call == null || call.takes(callee))) {
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
	 * Chooses a callee, and takes a place for an invocation at it: one without a
	 * connection only if none with one can take the call.
	 * @param call what is known of callees that are not available for it
	 * @return the callee, or {@code null} if none is there or all are at their limit or
	 * busy
	 */
	@Nullable Callee pick(@Nullable HeldCall call) {
		List<Callee> now = members();
		int count = now.size();
		if (count == 1) {
			return take(now.get(0), call) ? now.get(0) : null;
		}
		boolean backwards = this.policy == InvocationPolicy.LAST;
		int first = switch (this.policy) {
			case ROUNDROBIN -> (count == 0) ? 0 : Math.floorMod(this.turn.getAndIncrement(), count);
			case RANDOM -> (count == 0) ? 0 : ThreadLocalRandom.current().nextInt(count);
			case SINGLE, FIRST -> 0;
			case LAST -> count - 1;
		};
		Callee found = take(now, first, backwards, call, false);
		// one that was passed over may have its connection again by now
		return (found != null) ? found : take(now, first, backwards, call, true);
	}

	private static @Nullable Callee take(List<Callee> callees, int first, boolean backwards, @Nullable HeldCall call,
			boolean all) {
		int count = callees.size();
		for (int i = 0; i < count; i++) {
			Callee callee = callees.get(Math.floorMod(backwards ? first - i : first + i, count));
			if ((all || !callee.port().comesLast()) && take(callee, call)) {
				return callee;
			}
		}
		return null;
	}

	private static boolean take(Callee callee, @Nullable HeldCall call) {
		return callee.isActive() && (call == null || call.takes(callee)) && callee.port().hasRoom() && callee.acquire();
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

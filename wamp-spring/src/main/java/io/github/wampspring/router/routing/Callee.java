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

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One session's part of a registration.
 */
public final class Callee {

	/** The oldest first. */
	static final Comparator<Callee> ORDER = Comparator.comparingLong(Callee::stamp)
		.thenComparingLong((callee) -> callee.port().info().id());

	private final Registration registration;

	private final RegistrationRequest request;

	private final long stamp;

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicReference<State> state = new AtomicReference<>(State.GRANTED);

	private boolean announced;

	/**
	 * Creates a callee.
	 * @param stamp when it has come; the older one has the right of way
	 */
	Callee(Registration registration, RegistrationRequest request, long stamp) {
		this.registration = registration;
		this.request = request;
		this.stamp = stamp;
	}

	public CalleePort port() {
		return this.request.port();
	}

	public Registration registration() {
		return this.registration;
	}

	public RegistrationRequest request() {
		return this.request;
	}

	public long stamp() {
		return this.stamp;
	}

	boolean discloseCaller() {
		return this.request.discloseCaller();
	}

	boolean forwardTimeout() {
		return this.request.forwardTimeout();
	}

	boolean isLimited() {
		return this.request.concurrency() > 0;
	}

	/**
	 * From now on there are invocations.
	 * @return {@code false} if the registration has ended before it began
	 */
	boolean activate() {
		return this.state.compareAndSet(State.GRANTED, State.ACTIVE);
	}

	public boolean isActive() {
		return this.state.get() == State.ACTIVE;
	}

	/**
	 * No further invocations go here. What is under way goes on.
	 * @return whether it was active until now
	 */
	public boolean deactivate() {
		return this.state.getAndSet(State.ENDED) == State.ACTIVE;
	}

	/** Called with the registration's lock: the meta API tells of it. */
	void announce() {
		this.announced = true;
	}

	/** Called with the registration's lock. */
	boolean isAnnounced() {
		return this.announced;
	}

	/**
	 * Whether there is a place for an invocation.
	 */
	boolean isFree() {
		return !isLimited() || this.running.get() < this.request.concurrency();
	}

	/**
	 * Takes a place for an invocation.
	 * @return {@code false} if all are taken
	 */
	boolean acquire() {
		if (!isLimited()) {
			return true;
		}
		int now = this.running.get();
		while (now < this.request.concurrency()) {
			if (this.running.compareAndSet(now, now + 1)) {
				return true;
			}
			now = this.running.get();
		}
		return false;
	}

	/**
	 * Gives a place back.
	 */
	void release() {
		this.running.decrementAndGet();
		this.registration.proceed();
	}

	private enum State {

		GRANTED, ACTIVE, ENDED

	}

}

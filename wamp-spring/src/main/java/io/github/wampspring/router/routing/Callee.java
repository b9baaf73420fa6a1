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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

	/** What is known here of the places at a callee of another instance. */
	private final AtomicReference<Places> places = new AtomicReference<>(Places.OPEN);

	/** Other instances that were refused, and are told when there is a place. */
	private final Set<OfferedPlaces> told = ConcurrentHashMap.newKeySet();

	/** Whether calls that wait go on when there is room for messages. */
	private final AtomicBoolean watched = new AtomicBoolean();

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

	/**
	 * Whether it has come before another one.
	 * @param stamp when that has come
	 */
	boolean isOlder(RegistrationRequest other, long stamp) {
		return (this.stamp != stamp) ? this.stamp < stamp : port().info().id() < other.port().info().id();
	}

	/**
	 * Whether it is the one that stays if another one cannot stand beside it: one of the
	 * application rather than one from outside, else the older one.
	 * @param stamp when the other one has come
	 */
	public boolean outranks(RegistrationRequest other, long stamp) {
		boolean trusted = port().info().trusted();
		return (trusted != other.port().info().trusted()) ? trusted : isOlder(other, stamp);
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

	/**
	 * Whether it is not known yet whether it will be active.
	 */
	boolean isGranted() {
		return this.state.get() == State.GRANTED;
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
		if (port().isRemote()) {
			Places places = this.places.get();
			return places == Places.OPEN || places == Places.OFFERED;
		}
		return !isLimited() || this.running.get() < this.request.concurrency();
	}

	/**
	 * Takes a place for an invocation.
	 * @return {@code false} if all are taken
	 */
	boolean acquire() {
		if (port().isRemote()) {
			return this.places.get() == Places.OPEN || this.places.compareAndSet(Places.OFFERED, Places.TAKEN);
		}
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
		tellOfPlace();
		this.registration.proceed();
	}

	/**
	 * Another instance was refused, and is told once when there is a place.
	 */
	void tellOfPlace(OfferedPlaces instance) {
		this.told.add(instance);
		if (isFree()) {
			tellOfPlace();
		}
	}

	private void tellOfPlace() {
		for (OfferedPlaces instance : this.told) {
			if (this.told.remove(instance)) {
				instance.tell(this);
			}
		}
	}

	/**
	 * There may be a place, but too much waits for the callee: calls go on when that has
	 * changed.
	 */
	void proceedWhenThereIsRoom() {
		if (this.watched.compareAndSet(false, true)) {
			port().room().whenComplete((room, failure) -> {
				this.watched.set(false);
				this.registration.proceed();
			});
		}
	}

	/**
	 * Its instance has refused a call, and will offer a place or tell that it is active.
	 */
	void refused() {
		this.places.compareAndSet(Places.OPEN, Places.FULL);
	}

	/**
	 * Its instance offers a place.
	 */
	void offered() {
		this.places.set(Places.OFFERED);
	}

	/**
	 * Whether the place that was just acquired is the one that was offered.
	 */
	boolean takeOffer() {
		return this.places.compareAndSet(Places.TAKEN, Places.FULL);
	}

	/**
	 * Calls can be sent there as they come.
	 */
	public void open() {
		this.places.set(Places.OPEN);
		this.registration.proceed();
	}

	/**
	 * The place that was offered is not wanted.
	 */
	public void giveBack() {
		port().giveBack(this);
		open();
	}

	/**
	 * The place that was offered is not wanted, unless somebody has taken it.
	 */
	void giveBackIfOffered() {
		if (this.places.compareAndSet(Places.OFFERED, Places.FULL)) {
			giveBack();
		}
	}

	private enum State {

		GRANTED, ACTIVE, ENDED

	}

	private enum Places {

		/** Calls are sent there, and may be refused. */
		OPEN,
		/** A call was refused, and no place was offered since then. */
		FULL,
		/** A place is kept for a call of this instance. */
		OFFERED,
		/** A call has just got it. */
		TAKEN

	}

}

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Watches calls with a timeout: a wheel whose slots are looked into one after the other.
 * Adding and removing a call takes no lock that other calls take. A timeout comes up to
 * two ticks late, never early.
 */
final class CallTimeouts {

	private static final Log logger = LogFactory.getLog(CallTimeouts.class);

	private static final long TICK_MILLIS = 10;

	private static final int SLOTS = 512;

	private final List<Set<PendingCall>> slots;

	private final Timers timers;

	private final AtomicBoolean ticking = new AtomicBoolean();

	/** The last tick that was, or is being, looked into. */
	private volatile long tick;

	CallTimeouts(Timers timers) {
		this.timers = timers;
		this.slots = Stream.generate(() -> (Set<PendingCall>) ConcurrentHashMap.<PendingCall>newKeySet(2))
			.limit(SLOTS)
			.toList();
	}

	/**
	 * The time that deadlines go by.
	 */
	long now() {
		return this.timers.now();
	}

	/**
	 * Watches a call.
	 * @param deadline when it is to be looked at, by {@link #now()}
	 */
	void add(PendingCall call, long deadline) {
		long due = toTick(deadline) + 1;
		long slot;
		do {
			slot = Math.max(due, this.tick + 1);
			call.setSlot((int) Math.floorMod(slot, (long) SLOTS));
			this.slots.get(call.slot()).add(call);
			startTicking();
		}
		while (this.tick >= slot && this.slots.get(call.slot()).remove(call));
	}

	void remove(PendingCall call) {
		this.slots.get(call.slot()).remove(call);
	}

	private void startTicking() {
		if (!this.ticking.get() && this.ticking.compareAndSet(false, true)) {
			// the first look is into all slots
			this.tick = toTick(now()) - SLOTS;
			schedule();
		}
	}

	private void schedule() {
		try {
			this.timers.scheduler().schedule(this::run, TICK_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// the router is closing, and all calls with it, or there is no thread to be
			// had: the next call tries again
			logger.debug("Nobody watches the timeouts of calls", ex);
			this.ticking.set(false);
		}
	}

	private void run() {
		long now = now();
		long last = toTick(now);
		// after a long pause each slot is looked into once
		for (long next = Math.max(this.tick + 1, last - SLOTS + 1); next <= last; next++) {
			this.tick = next;
			for (PendingCall call : this.slots.get((int) Math.floorMod(next, (long) SLOTS))) {
				look(call, now);
			}
		}
		if (isEmpty()) {
			this.ticking.set(false);
			if (isEmpty() || !this.ticking.compareAndSet(false, true)) {
				return;
			}
		}
		schedule();
	}

	private void look(PendingCall call, long now) {
		if (call.deadline() - now > 0) {
			return;
		}
		remove(call);
		try {
			call.timeout(now);
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call could not be ended after its timeout", ex);
		}
	}

	private boolean isEmpty() {
		for (Set<PendingCall> slot : this.slots) {
			if (!slot.isEmpty()) {
				return false;
			}
		}
		return true;
	}

	private static long toTick(long nanos) {
		return Math.floorDiv(nanos, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
	}

}

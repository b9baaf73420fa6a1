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

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait until a callee of a registration has a place for them, in the order
 * in which they came. One that ends while it waits gives its place back, and one that a
 * callee of another instance has refused gets back to where it was. Among them are the
 * turns of other instances, whose calls were refused by one callee here and wait there:
 * nobody waits for these who can go to another callee.
 */
final class WaitingCalls {

	private static final Log logger = LogFactory.getLog(WaitingCalls.class);

	private final int capacity;

	/** By where they stand. */
	private final TreeMap<Long, Waiting> waiting = new TreeMap<>();

	/** How many calls there are. */
	private volatile int calls;

	/** How many wait, turns included. */
	private volatile int size;

	private final AtomicLong last = new AtomicLong();

	/** How often somebody wanted calls to go on; whoever makes it one lets them. */
	private final AtomicInteger wishes = new AtomicInteger();

	WaitingCalls(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Whether no call waits, so that a call need not wait for others. One that is just
	 * being sent to a callee still counts.
	 */
	boolean isEmpty() {
		return this.calls == 0;
	}

	/**
	 * Whether others wait than the one that is just being sent to a callee.
	 */
	boolean hasOthers() {
		return this.calls > 1;
	}

	/**
	 * Where somebody stands who comes now.
	 */
	long next() {
		return this.last.incrementAndGet();
	}

	/**
	 * Lets somebody wait. Must be followed by {@link #proceed()}, since a place may have
	 * come free meanwhile.
	 * @param position as of {@link #next()}
	 * @return {@code false} if as many calls wait as may
	 */
	boolean add(long position, Waiting one) {
		synchronized (this.waiting) {
			boolean known = this.waiting.containsKey(position);
			if (!known && one.isCall() && this.calls >= this.capacity) {
				return false;
			}
			this.waiting.put(position, one);
			if (!known) {
				count(one, 1);
			}
		}
		if (one.isEnded()) {
			remove(position, one);
		}
		return true;
	}

	/**
	 * Whoever stands there waits no longer.
	 */
	void remove(long position) {
		if (this.size > 0) {
			remove(position, null);
		}
	}

	/**
	 * The same, unless it has begun to wait once more meanwhile.
	 */
	private void remove(long position, @Nullable Waiting one) {
		synchronized (this.waiting) {
			Waiting there = this.waiting.get(position);
			if (there == null || (one != null && there != one)) {
				return;
			}
			this.waiting.remove(position);
			count(there, -1);
		}
	}

	/** Called with the lock. */
	private void count(Waiting one, int more) {
		this.size = this.waiting.size();
		if (one.isCall()) {
			this.calls = this.calls + more;
		}
	}

	private Map.@Nullable Entry<Long, Waiting> after(long position) {
		synchronized (this.waiting) {
			return this.waiting.higherEntry(position);
		}
	}

	/**
	 * Lets calls go on, the oldest first, until one has to go on waiting. One thread at a
	 * time does it, for all others that want it meanwhile, so that the order is kept.
	 */
	void proceed() {
		if (this.size == 0 || this.wishes.getAndIncrement() > 0) {
			return;
		}
		int seen = 1;
		while (seen > 0) {
			letGo();
			seen = this.wishes.addAndGet(-seen);
		}
	}

	private void letGo() {
		var next = after(0);
		while (next != null) {
			boolean gone = proceed(next.getValue());
			if (gone) {
				remove(next.getKey(), next.getValue());
			}
			else if (next.getValue().isCall()) {
				return;
			}
			// one that stands before it may have got back meanwhile
			next = after(gone ? 0 : next.getKey());
		}
	}

	private static boolean proceed(Waiting one) {
		try {
			return one.isEnded() || one.proceed();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call that has waited for a callee could not go on", ex);
			return true;
		}
	}

	/** Who waits. */
	interface Waiting {

		/**
		 * Whether it is a call of this instance, for which the limit counts.
		 */
		boolean isCall();

		/**
		 * Whether it need not wait any more.
		 */
		boolean isEnded();

		/**
		 * A place may have come free.
		 * @return {@code false} if it has to go on waiting
		 */
		boolean proceed();

	}

}

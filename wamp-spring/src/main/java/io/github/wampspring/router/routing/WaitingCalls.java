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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait until a callee of a registration has a place for them, in the order
 * in which they came. A call that ends while it waits gives its place back.
 */
final class WaitingCalls {

	private static final Log logger = LogFactory.getLog(WaitingCalls.class);

	private final int capacity;

	private final Set<PendingCall> calls = new LinkedHashSet<>();

	private volatile int size;

	/** How often somebody wanted calls to go on; whoever makes it one lets them. */
	private final AtomicInteger wishes = new AtomicInteger();

	WaitingCalls(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Whether nobody waits, so that a call need not wait for others. One that is just
	 * being sent to a callee still counts.
	 */
	boolean isEmpty() {
		return this.size == 0;
	}

	/**
	 * Adds a call at the end. Must be followed by {@link #proceed()}, since a place may
	 * have come free meanwhile.
	 * @return {@code false} if as many wait as may
	 */
	boolean add(PendingCall call) {
		synchronized (this.calls) {
			if (this.calls.size() >= this.capacity) {
				return false;
			}
			this.calls.add(call);
			this.size = this.calls.size();
		}
		if (call.isEnded()) {
			remove(call);
		}
		return true;
	}

	void remove(PendingCall call) {
		synchronized (this.calls) {
			this.calls.remove(call);
			this.size = this.calls.size();
		}
	}

	private @Nullable PendingCall first() {
		synchronized (this.calls) {
			return this.calls.isEmpty() ? null : this.calls.iterator().next();
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
			for (PendingCall call = first(); call != null && proceed(call); call = first()) {
				remove(call);
			}
			seen = this.wishes.addAndGet(-seen);
		}
	}

	private static boolean proceed(PendingCall call) {
		try {
			return call.isEnded() || call.proceed();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call that has waited for a callee could not go on", ex);
			return true;
		}
	}

}

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

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One session's part of a registration.
 */
final class Callee {

	private final Participant session;

	private final Registration registration;

	private final boolean discloseCaller;

	private final boolean forwardTimeout;

	private final int concurrency;

	private final AtomicInteger running = new AtomicInteger();

	private volatile boolean active = true;

	/**
	 * Creates a callee.
	 * @param session the session
	 * @param registration the registration
	 * @param discloseCaller whether it wants to know who calls
	 * @param forwardTimeout whether it wants to look after timeouts itself
	 * @param concurrency how many invocations it takes at once, 0 for any number
	 */
	Callee(Participant session, Registration registration, boolean discloseCaller, boolean forwardTimeout,
			int concurrency) {
		this.session = session;
		this.registration = registration;
		this.discloseCaller = discloseCaller;
		this.forwardTimeout = forwardTimeout;
		this.concurrency = concurrency;
	}

	Participant session() {
		return this.session;
	}

	Registration registration() {
		return this.registration;
	}

	boolean discloseCaller() {
		return this.discloseCaller;
	}

	boolean forwardTimeout() {
		return this.forwardTimeout;
	}

	boolean isLimited() {
		return this.concurrency > 0;
	}

	boolean isActive() {
		return this.active;
	}

	/**
	 * No further invocations go here. What is under way goes on.
	 */
	void deactivate() {
		this.active = false;
	}

	/**
	 * Whether there is a place for an invocation.
	 */
	boolean isFree() {
		return this.concurrency == 0 || this.running.get() < this.concurrency;
	}

	/**
	 * Takes a place for an invocation.
	 * @return {@code false} if all are taken
	 */
	boolean acquire() {
		if (this.concurrency == 0) {
			return true;
		}
		int now = this.running.get();
		while (now < this.concurrency) {
			if (this.running.compareAndSet(now, now + 1)) {
				return true;
			}
			now = this.running.get();
		}
		return false;
	}

	void release() {
		if (this.concurrency > 0) {
			this.running.decrementAndGet();
		}
	}

}

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

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call at the callee that was chosen for it. Holds a place there until it is released,
 * which can be done more than once.
 */
public final class Assignment {

	private final PendingCall call;

	private final Callee callee;

	private final AtomicBoolean released = new AtomicBoolean();

	/** Whether it is by a place that the callee's instance has offered. */
	private final AtomicBoolean offered;

	private volatile long invocation;

	Assignment(PendingCall call, Callee callee) {
		this.call = call;
		this.callee = callee;
		this.offered = new AtomicBoolean(callee.takeOffer());
	}

	public PendingCall call() {
		return this.call;
	}

	public Callee callee() {
		return this.callee;
	}

	/**
	 * Whether it is by a place that the callee's instance has offered. Whoever is told so
	 * makes use of it, or gives it back.
	 */
	public boolean takeOffer() {
		return this.offered.compareAndSet(true, false);
	}

	/** The ID of the INVOCATION. */
	public long invocation() {
		return this.invocation;
	}

	public void setInvocation(long invocation) {
		this.invocation = invocation;
	}

	/**
	 * Gives the place back.
	 */
	public void release() {
		if (takeOffer()) {
			this.callee.giveBack();
		}
		if (this.callee.isLimited() && this.released.compareAndSet(false, true)) {
			this.callee.release();
		}
	}

}

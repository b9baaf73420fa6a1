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

package io.github.wampspring.transport.netty;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Who writes to a socket: its event loop, which has the first claim, or another thread.
 * Nobody waits: a thread that does not get the turn leaves its message to the event loop,
 * and an event loop that does not get it is told when it is free.
 */
final class WriteTurn {

	private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

	private final Runnable free;

	/** Whether it is the event loop's, which alone looks at this. */
	private boolean own;

	/**
	 * Creates a turn that is nobody's.
	 * @param free tells the event loop that the turn is free, for which it has waited
	 */
	WriteTurn(Runnable free) {
		this.free = free;
	}

	/**
	 * Takes the turn for the event loop, which may have it already.
	 * @return {@code false} if it has to wait until it is told
	 */
	boolean take() {
		while (!this.own && !this.state.compareAndSet(State.OTHERS, State.WANTED) && this.state.get() != State.WANTED) {
			this.own = this.state.compareAndSet(State.FREE, State.LOOPS);
		}
		return this.own;
	}

	/**
	 * Gives the event loop's turn back.
	 */
	void give() {
		this.own = false;
		this.state.set(State.FREE);
	}

	/**
	 * Takes the turn for another thread.
	 * @return {@code false} if it is somebody's
	 */
	boolean takeOther() {
		return this.state.compareAndSet(State.FREE, State.OTHERS);
	}

	/**
	 * Gives another thread's turn back.
	 */
	void giveOther() {
		if (this.state.getAndSet(State.FREE) == State.WANTED) {
			this.free.run();
		}
	}

	/**
	 * Makes another thread's turn the event loop's, which calls this.
	 */
	void passOn() {
		this.own = true;
		this.state.set(State.LOOPS);
	}

	private enum State {

		FREE, LOOPS, OTHERS, WANTED

	}

}

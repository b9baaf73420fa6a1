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
package io.github.wampspring.transport;

import org.jspecify.annotations.Nullable;

/**
 * Marks the threads that deliver what came over a channel. Such a thread must not wait
 * for an answer: it is the one that would have to receive it.
 */
public final class ReceivingThread {

	private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

	private ReceivingThread() {
	}

	/**
	 * Whether this thread is receiving at this moment, over whatever channel.
	 * @return {@code true} if it must not block
	 */
	public static boolean isCurrent() {
		return STATE.get().receiving;
	}

	/**
	 * Marks this thread.
	 * @return what {@link #exit} needs to put back
	 */
	public static boolean enter() {
		State state = STATE.get();
		boolean before = state.receiving;
		if (!before) {
			state.receiving = true;
			state.sent = false;
			state.crowded = null;
		}
		return before;
	}

	/**
	 * Ends what {@link #enter} began.
	 * @param before what that returned
	 */
	public static void exit(boolean before) {
		STATE.get().receiving = before;
	}

	/**
	 * Whether this thread may send something itself because of what it received. Only
	 * once for each message, so that a message for many is not sent by one thread alone.
	 * @return {@code true} at the first call for a message
	 */
	public static boolean claimSend() {
		State state = STATE.get();
		boolean free = state.receiving && !state.sent;
		state.sent = true;
		return free;
	}

	/**
	 * More than enough waits in a queue that got an item.
	 */
	static void crowded(SendQueue<?> queue) {
		State state = STATE.get();
		if (state.receiving) {
			state.crowded = queue;
		}
	}

	/**
	 * Tells which queue was crowded by what this thread received last.
	 * @return one of them, or {@code null} if there was none
	 */
	static @Nullable SendQueue<?> takeCrowded() {
		State state = STATE.get();
		SendQueue<?> crowded = state.crowded;
		state.crowded = null;
		return crowded;
	}

	private static final class State {

		private boolean receiving;

		private boolean sent;

		private @Nullable SendQueue<?> crowded;

	}

}

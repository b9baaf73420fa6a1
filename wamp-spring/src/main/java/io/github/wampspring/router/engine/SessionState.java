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

package io.github.wampspring.router.engine;

import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's session has come to. The state changes, and messages are enqueued,
 * under one lock: nothing but CHALLENGE and ABORT leaves before WELCOME, and nothing
 * after GOODBYE or ABORT.
 */
final class SessionState {

	private final WampChannel channel;

	private volatile Phase phase = Phase.JOINING;

	private @Nullable Future<?> timer;

	SessionState(WampChannel channel) {
		this.channel = channel;
	}

	WampChannel channel() {
		return this.channel;
	}

	/**
	 * What it is now; may change at any time.
	 */
	Phase phase() {
		return this.phase;
	}

	/**
	 * Does something that may enqueue messages, if the state is that.
	 * @return what the action returned, {@code false} in another state
	 */
	synchronized boolean whileIn(Phase phase, BooleanSupplier action) {
		return this.phase == phase && action.getAsBoolean();
	}

	/**
	 * Starts the timer of this state, unless it is another one by now.
	 */
	synchronized void time(Phase phase, Supplier<Future<?>> timer) {
		if (this.phase == phase) {
			this.timer = timer.get();
		}
	}

	/**
	 * Moves on after an action has succeeded.
	 * @param action what to do under the lock; the state stays if it fails
	 * @return {@code false} if the state was another one, or the action returned that
	 */
	synchronized boolean moveAfter(Phase from, Phase to, BooleanSupplier action) {
		if (this.phase != from || !action.getAsBoolean()) {
			return false;
		}
		moveTo(to);
		return true;
	}

	/**
	 * Moves on.
	 * @param last the message that tells the client, if there is one
	 * @return the state before, {@code null} if it was none of those
	 */
	synchronized @Nullable Phase move(Set<Phase> from, Phase to, @Nullable WampMessage last) {
		Phase before = this.phase;
		if (!from.contains(before)) {
			return null;
		}
		moveTo(to);
		if (last != null) {
			try {
				this.channel.enqueue(last);
			}
			catch (Throwable ex) {
				// the end matters more than its reason, which is all that is lost
			}
		}
		return before;
	}

	private void moveTo(Phase next) {
		this.phase = next;
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	enum Phase {

		/** Until WELCOME. */
		JOINING,
		/** From WELCOME on. */
		ESTABLISHED,
		/** GOODBYE was sent and is not answered yet. */
		LEAVING,
		/** The channel is closed, or will be when all was sent. */
		CLOSED

	}

}

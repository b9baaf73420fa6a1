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

package io.github.wampspring.transport.framed;

/**
 * When to ping a silent peer, and when to give it up. Whatever comes from it is a sign of
 * life, and so is that it reads what it made wait.
 */
final class Heartbeat {

	private final long interval;

	private final long timeout;

	private volatile boolean heard;

	/** When the ping was written; before that its time does not run. */
	private volatile long pingedAt;

	private volatile boolean pinged;

	private long heardAt = System.nanoTime();

	private boolean waiting;

	Heartbeat(ChannelSettings settings) {
		this.interval = settings.heartbeatInterval().toNanos();
		this.timeout = settings.heartbeatTimeout().toNanos();
	}

	void heard() {
		if (!this.heard) {
			this.heard = true;
		}
	}

	/**
	 * The ping was written.
	 */
	void pinged(long now) {
		this.pingedAt = now;
		this.pinged = true;
	}

	/**
	 * Looks at the clock. For one thread.
	 */
	Action tick(long now) {
		if (this.interval == 0) {
			return Action.NOTHING;
		}
		if (this.heard) {
			this.heard = false;
			this.heardAt = now;
			this.waiting = false;
		}
		else if (this.waiting) {
			return (this.pinged && now - this.pingedAt > this.timeout) ? Action.DEAD : Action.NOTHING;
		}
		else if (now - this.heardAt >= this.interval) {
			this.pinged = false;
			this.waiting = true;
			return Action.PING;
		}
		return Action.NOTHING;
	}

	/** What is to be done. */
	enum Action {

		/** Nothing. */
		NOTHING,
		/** Ping the peer. */
		PING,
		/** Close the connection. */
		DEAD

	}

}

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

package io.github.wampspring.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a realm may hold together.
 */
public final class RealmLimits {

	private final int sessions;

	private final int registrations;

	private final int subscriptions;

	private final int pendingCalls;

	private final int testaments;

	private final long testamentSize;

	private final long heldCallSize;

	private final int retainedEvents;

	private final long retainedSize;

	private final @Nullable Duration retainedAge;

	private RealmLimits(Builder builder) {
		this.sessions = builder.sessions;
		this.registrations = builder.registrations;
		this.subscriptions = builder.subscriptions;
		this.pendingCalls = builder.pendingCalls;
		this.testaments = builder.testaments;
		this.testamentSize = builder.testamentSize;
		this.heldCallSize = builder.heldCallSize;
		this.retainedEvents = builder.retainedEvents;
		this.retainedSize = builder.retainedSize;
		this.retainedAge = builder.retainedAge;
	}

	/**
	 * Begins with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * How many sessions may have joined over the network. Beyond that the join is
	 * refused.
	 * @return a number
	 */
	public int sessions() {
		return this.sessions;
	}

	/**
	 * How many procedures may be registered, each callee of a shared registration
	 * counted.
	 * @return a number
	 */
	public int registrations() {
		return this.registrations;
	}

	/**
	 * How many subscriptions there may be, each subscriber counted.
	 * @return a number
	 */
	public int subscriptions() {
		return this.subscriptions;
	}

	/**
	 * How many calls may wait for their results.
	 * @return a number
	 */
	public int pendingCalls() {
		return this.pendingCalls;
	}

	/**
	 * How many testaments there may be.
	 * @return a number
	 */
	public int testaments() {
		return this.testaments;
	}

	/**
	 * How much space the arguments of all testaments may take together.
	 * @return a number of bytes
	 */
	public long testamentSize() {
		return this.testamentSize;
	}

	/**
	 * How much space all calls may take together that are kept in the router, since they
	 * wait for a callee or may have to be sent to another one, with the arguments of
	 * progressive invocations that wait for a callee. Beyond that they neither wait nor
	 * are sent to another one, and such arguments end their call.
	 * @return a number of bytes
	 */
	public long heldCallSize() {
		return this.heldCallSize;
	}

	/**
	 * How many topics may have a retained event.
	 * @return a number
	 */
	public int retainedEvents() {
		return this.retainedEvents;
	}

	/**
	 * How much space the arguments of the retained events may take together.
	 * @return a number of bytes
	 */
	public long retainedSize() {
		return this.retainedSize;
	}

	/**
	 * For how long an event is retained.
	 * @return the time since its publication; {@code null} for ever
	 */
	public @Nullable Duration retainedAge() {
		return this.retainedAge;
	}

	/**
	 * Builds limits. None may be negative; zero allows nothing.
	 */
	public static final class Builder {

		private int sessions = 10_000;

		private int registrations = 100_000;

		private int subscriptions = 1_000_000;

		private int pendingCalls = 1_000_000;

		private int testaments = 100_000;

		private long testamentSize = 64L * 1024 * 1024;

		private long heldCallSize = 64L * 1024 * 1024;

		private int retainedEvents = 10_000;

		private long retainedSize = 64L * 1024 * 1024;

		private @Nullable Duration retainedAge;

		private Builder() {
		}

		public Builder sessions(int sessions) {
			this.sessions = notNegative("sessions", sessions);
			return this;
		}

		public Builder registrations(int registrations) {
			this.registrations = notNegative("registrations", registrations);
			return this;
		}

		public Builder subscriptions(int subscriptions) {
			this.subscriptions = notNegative("subscriptions", subscriptions);
			return this;
		}

		public Builder pendingCalls(int pendingCalls) {
			this.pendingCalls = notNegative("pendingCalls", pendingCalls);
			return this;
		}

		public Builder testaments(int testaments) {
			this.testaments = notNegative("testaments", testaments);
			return this;
		}

		public Builder testamentSize(long testamentSize) {
			this.testamentSize = notNegative("testamentSize", testamentSize);
			return this;
		}

		public Builder heldCallSize(long heldCallSize) {
			this.heldCallSize = notNegative("heldCallSize", heldCallSize);
			return this;
		}

		public Builder retainedEvents(int retainedEvents) {
			this.retainedEvents = notNegative("retainedEvents", retainedEvents);
			return this;
		}

		public Builder retainedSize(long retainedSize) {
			this.retainedSize = notNegative("retainedSize", retainedSize);
			return this;
		}

		public Builder retainedAge(@Nullable Duration retainedAge) {
			if (retainedAge != null && (retainedAge.isNegative() || retainedAge.isZero())) {
				throw new IllegalArgumentException("retainedAge must be positive");
			}
			this.retainedAge = retainedAge;
			return this;
		}

		public RealmLimits build() {
			return new RealmLimits(this);
		}

		private static int notNegative(String name, int value) {
			if (value < 0) {
				throw new IllegalArgumentException(name + " must not be negative");
			}
			return value;
		}

		private static long notNegative(String name, long value) {
			if (value < 0) {
				throw new IllegalArgumentException(name + " must not be negative");
			}
			return value;
		}

	}

}

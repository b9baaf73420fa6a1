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

/**
 * What one session may hold. Sessions of the same JVM, which are trusted, are not bound
 * by it.
 */
public final class SessionLimits {

	private final int registrations;

	private final int subscriptions;

	private final int pendingCalls;

	private final int testaments;

	private final long testamentSize;

	private final long heldCallSize;

	private final int retainedEvents;

	private final long retainedSize;

	private final int filterEntries;

	private final int waitingMessages;

	private SessionLimits(Builder builder) {
		this.registrations = builder.registrations;
		this.subscriptions = builder.subscriptions;
		this.pendingCalls = builder.pendingCalls;
		this.testaments = builder.testaments;
		this.testamentSize = builder.testamentSize;
		this.heldCallSize = builder.heldCallSize;
		this.retainedEvents = builder.retainedEvents;
		this.retainedSize = builder.retainedSize;
		this.filterEntries = builder.filterEntries;
		this.waitingMessages = builder.waitingMessages;
	}

	/**
	 * Begins with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * No limits, for sessions that are trusted.
	 * @return limits that nothing reaches
	 */
	public static SessionLimits none() {
		int most = Integer.MAX_VALUE;
		return builder().registrations(most)
			.subscriptions(most)
			.pendingCalls(most)
			.testaments(most)
			.testamentSize(Long.MAX_VALUE)
			.heldCallSize(Long.MAX_VALUE)
			.retainedEvents(most)
			.retainedSize(Long.MAX_VALUE)
			.filterEntries(most)
			.waitingMessages(most)
			.build();
	}

	/**
	 * How many procedures it may register. Beyond that REGISTER fails.
	 * @return a number
	 */
	public int registrations() {
		return this.registrations;
	}

	/**
	 * How many topics and patterns it may subscribe to. Beyond that SUBSCRIBE fails.
	 * @return a number
	 */
	public int subscriptions() {
		return this.subscriptions;
	}

	/**
	 * How many of its calls may wait for their results. Beyond that CALL fails.
	 * @return a number
	 */
	public int pendingCalls() {
		return this.pendingCalls;
	}

	/**
	 * How many testaments it may have. Beyond that {@code wamp.session.add_testament}
	 * fails.
	 * @return a number
	 */
	public int testaments() {
		return this.testaments;
	}

	/**
	 * How much space the arguments of its testaments may take together.
	 * @return a number of bytes
	 */
	public long testamentSize() {
		return this.testamentSize;
	}

	/**
	 * How much space its calls may take together that are kept in the router, since they
	 * wait for a callee or may have to be sent to another one. Beyond that they neither
	 * wait nor are sent to another one.
	 * @return a number of bytes
	 */
	public long heldCallSize() {
		return this.heldCallSize;
	}

	/**
	 * For how many topics its events may be retained. Beyond that its oldest retained
	 * event goes.
	 * @return a number
	 */
	public int retainedEvents() {
		return this.retainedEvents;
	}

	/**
	 * How much space its retained events may take together. Beyond that its oldest ones
	 * go; one that is larger alone cannot be retained.
	 * @return a number of bytes
	 */
	public long retainedSize() {
		return this.retainedSize;
	}

	/**
	 * How many IDs, authids and authroles the lists of one publication, such as {@code
	 * eligible}, may name together. Beyond that PUBLISH fails.
	 * @return a number
	 */
	public int filterEntries() {
		return this.filterEntries;
	}

	/**
	 * How many of its messages may wait while it is found out whether it may do
	 * something. Beyond that the session ends.
	 * @return a number
	 */
	public int waitingMessages() {
		return this.waitingMessages;
	}

	/**
	 * Builds limits. None may be negative; zero allows nothing.
	 */
	public static final class Builder {

		private int registrations = 1_000;

		private int subscriptions = 1_000;

		private int pendingCalls = 10_000;

		private int testaments = 100;

		private long testamentSize = 1024 * 1024;

		private long heldCallSize = 4 * 1024 * 1024;

		private int retainedEvents = 1_000;

		private long retainedSize = 16L * 1024 * 1024;

		private int filterEntries = 1_000;

		private int waitingMessages = 1_000;

		private Builder() {
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

		public Builder filterEntries(int filterEntries) {
			this.filterEntries = notNegative("filterEntries", filterEntries);
			return this;
		}

		public Builder waitingMessages(int waitingMessages) {
			this.waitingMessages = notNegative("waitingMessages", waitingMessages);
			return this;
		}

		public SessionLimits build() {
			return new SessionLimits(this);
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

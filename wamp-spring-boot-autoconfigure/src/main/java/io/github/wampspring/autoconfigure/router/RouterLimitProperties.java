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

package io.github.wampspring.autoconfigure.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What clients of the router may hold and cause.
 */
public class RouterLimitProperties {

	/**
	 * How long a URI or pattern may be, in characters. A longer one is not valid.
	 */
	private int uriLength = 1_024;

	/**
	 * How many components a URI or pattern may have. One with more is not valid.
	 */
	private int uriComponents = 64;

	/**
	 * How many connections may be open that have not joined yet. Further ones are refused
	 * with wamp.error.unavailable.
	 */
	private int handshakes = 1_000;

	/**
	 * How many of these may come from one address. Addresses of this machine are not
	 * counted.
	 */
	private int handshakesPerAddress = 100;

	/**
	 * How many connections may be open from one address. Further ones are refused with
	 * wamp.error.unavailable. Addresses of this machine are not counted.
	 */
	private int sessionsPerAddress = 1_000;

	/**
	 * How often the authentication of clients from one address may fail within a minute.
	 * Beyond that they are refused with wamp.error.authentication_failed. Addresses of
	 * this machine are not counted.
	 */
	private int failedAttempts = 20;

	/**
	 * How often the authentication as one authid may fail within a minute, wherever it
	 * comes from. Beyond that it is refused with wamp.error.authentication_failed. 0 for
	 * any number; what cannot be guessed, such as cryptosign, is not counted.
	 */
	private int failedAttemptsPerAuthid = 100;

	private final Session session = new Session();

	private final Realm realm = new Realm();

	public int getUriLength() {
		return this.uriLength;
	}

	public void setUriLength(int uriLength) {
		this.uriLength = uriLength;
	}

	public int getUriComponents() {
		return this.uriComponents;
	}

	public void setUriComponents(int uriComponents) {
		this.uriComponents = uriComponents;
	}

	public int getHandshakes() {
		return this.handshakes;
	}

	public void setHandshakes(int handshakes) {
		this.handshakes = handshakes;
	}

	public int getHandshakesPerAddress() {
		return this.handshakesPerAddress;
	}

	public void setHandshakesPerAddress(int handshakesPerAddress) {
		this.handshakesPerAddress = handshakesPerAddress;
	}

	public int getSessionsPerAddress() {
		return this.sessionsPerAddress;
	}

	public void setSessionsPerAddress(int sessionsPerAddress) {
		this.sessionsPerAddress = sessionsPerAddress;
	}

	public int getFailedAttemptsPerAuthid() {
		return this.failedAttemptsPerAuthid;
	}

	public void setFailedAttemptsPerAuthid(int failedAttemptsPerAuthid) {
		this.failedAttemptsPerAuthid = failedAttemptsPerAuthid;
	}

	public int getFailedAttempts() {
		return this.failedAttempts;
	}

	public void setFailedAttempts(int failedAttempts) {
		this.failedAttempts = failedAttempts;
	}

	public Session getSession() {
		return this.session;
	}

	public Realm getRealm() {
		return this.realm;
	}

	/**
	 * What one session may hold. The application's own is not bound by it.
	 */
	public static class Session {

		/**
		 * How many procedures a session may register. Beyond that REGISTER fails.
		 */
		private int registrations = 1_000;

		/**
		 * How many topics and patterns a session may subscribe to. Beyond that SUBSCRIBE
		 * fails.
		 */
		private int subscriptions = 1_000;

		/**
		 * How many calls of a session may wait for their results. Beyond that CALL fails.
		 */
		private int pendingCalls = 10_000;

		/**
		 * How many testaments a session may have. Beyond that wamp.session.add_testament
		 * fails.
		 */
		private int testaments = 100;

		/**
		 * How much space the arguments of the testaments of a session may take.
		 */
		private DataSize testamentSize = DataSize.ofMegabytes(1);

		/**
		 * How much space the calls of a session may take that wait for a callee, or may
		 * have to be sent to another one. Beyond that they neither wait nor are sent to
		 * another one.
		 */
		private DataSize heldCallSize = DataSize.ofMegabytes(4);

		/**
		 * For how many topics the events of a session may be retained. Its oldest
		 * retained event goes beyond that.
		 */
		private int retainedEvents = 1_000;

		/**
		 * How much space the retained events of a session may take. Its oldest ones go
		 * beyond that.
		 */
		private DataSize retainedSize = DataSize.ofMegabytes(16);

		/**
		 * How many IDs, authids and authroles the lists of one publication, such as
		 * eligible, may name together. Beyond that PUBLISH fails.
		 */
		private int filterEntries = 1_000;

		/**
		 * How many messages of a session may wait for the answer of an authorizer. Beyond
		 * that the session is aborted.
		 */
		private int waitingMessages = 1_000;

		public int getRegistrations() {
			return this.registrations;
		}

		public void setRegistrations(int registrations) {
			this.registrations = registrations;
		}

		public int getSubscriptions() {
			return this.subscriptions;
		}

		public void setSubscriptions(int subscriptions) {
			this.subscriptions = subscriptions;
		}

		public int getPendingCalls() {
			return this.pendingCalls;
		}

		public void setPendingCalls(int pendingCalls) {
			this.pendingCalls = pendingCalls;
		}

		public int getTestaments() {
			return this.testaments;
		}

		public void setTestaments(int testaments) {
			this.testaments = testaments;
		}

		public DataSize getHeldCallSize() {
			return this.heldCallSize;
		}

		public void setHeldCallSize(DataSize heldCallSize) {
			this.heldCallSize = heldCallSize;
		}

		public DataSize getTestamentSize() {
			return this.testamentSize;
		}

		public void setTestamentSize(DataSize testamentSize) {
			this.testamentSize = testamentSize;
		}

		public int getRetainedEvents() {
			return this.retainedEvents;
		}

		public void setRetainedEvents(int retainedEvents) {
			this.retainedEvents = retainedEvents;
		}

		public DataSize getRetainedSize() {
			return this.retainedSize;
		}

		public void setRetainedSize(DataSize retainedSize) {
			this.retainedSize = retainedSize;
		}

		public int getFilterEntries() {
			return this.filterEntries;
		}

		public void setFilterEntries(int filterEntries) {
			this.filterEntries = filterEntries;
		}

		public int getWaitingMessages() {
			return this.waitingMessages;
		}

		public void setWaitingMessages(int waitingMessages) {
			this.waitingMessages = waitingMessages;
		}

	}

	/**
	 * What all sessions of a realm may hold together.
	 */
	public static class Realm {

		/**
		 * How many sessions a realm may have over the network. Beyond that the join is
		 * refused with wamp.error.unavailable.
		 */
		private int sessions = 10_000;

		/**
		 * How many registrations a realm may have, each callee of a shared one counted.
		 */
		private int registrations = 100_000;

		/**
		 * How many subscriptions a realm may have, each subscriber counted.
		 */
		private int subscriptions = 1_000_000;

		/**
		 * How many calls of a realm may wait for their results.
		 */
		private int pendingCalls = 1_000_000;

		/**
		 * How many testaments a realm may have.
		 */
		private int testaments = 100_000;

		/**
		 * How much space the arguments of the testaments of a realm may take.
		 */
		private DataSize testamentSize = DataSize.ofMegabytes(64);

		/**
		 * How much space all calls of a realm may take that wait for a callee, or may
		 * have to be sent to another one, and arguments of progressive invocations that
		 * wait. Beyond that calls neither wait nor are sent to another callee, and such
		 * arguments end their call.
		 */
		private DataSize heldCallSize = DataSize.ofMegabytes(64);

		/**
		 * How many topics of a realm may have a retained event.
		 */
		private int retainedEvents = 10_000;

		/**
		 * How much space the retained events of a realm may take. The oldest ones go
		 * beyond that.
		 */
		private DataSize retainedSize = DataSize.ofMegabytes(64);

		/**
		 * For how long an event is retained. Without a limit by default.
		 */
		private @Nullable Duration retainedAge;

		public int getSessions() {
			return this.sessions;
		}

		public void setSessions(int sessions) {
			this.sessions = sessions;
		}

		public int getRegistrations() {
			return this.registrations;
		}

		public void setRegistrations(int registrations) {
			this.registrations = registrations;
		}

		public int getSubscriptions() {
			return this.subscriptions;
		}

		public void setSubscriptions(int subscriptions) {
			this.subscriptions = subscriptions;
		}

		public int getPendingCalls() {
			return this.pendingCalls;
		}

		public void setPendingCalls(int pendingCalls) {
			this.pendingCalls = pendingCalls;
		}

		public int getTestaments() {
			return this.testaments;
		}

		public void setTestaments(int testaments) {
			this.testaments = testaments;
		}

		public DataSize getHeldCallSize() {
			return this.heldCallSize;
		}

		public void setHeldCallSize(DataSize heldCallSize) {
			this.heldCallSize = heldCallSize;
		}

		public DataSize getTestamentSize() {
			return this.testamentSize;
		}

		public void setTestamentSize(DataSize testamentSize) {
			this.testamentSize = testamentSize;
		}

		public int getRetainedEvents() {
			return this.retainedEvents;
		}

		public void setRetainedEvents(int retainedEvents) {
			this.retainedEvents = retainedEvents;
		}

		public @Nullable Duration getRetainedAge() {
			return this.retainedAge;
		}

		public void setRetainedAge(@Nullable Duration retainedAge) {
			this.retainedAge = retainedAge;
		}

		public DataSize getRetainedSize() {
			return this.retainedSize;
		}

		public void setRetainedSize(DataSize retainedSize) {
			this.retainedSize = retainedSize;
		}

	}

}

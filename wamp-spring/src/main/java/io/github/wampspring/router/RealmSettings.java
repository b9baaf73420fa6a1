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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampCredential;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.cryptosign.CryptosignCredential;
import io.github.wampspring.auth.tls.CertificateCredential;
import io.github.wampspring.protocol.UriRules;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.TopicHistory;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a realm.
 */
public final class RealmSettings {

	private final String name;

	private final @Nullable String anonymousRole;

	private final String trustedRole;

	private final List<WampUser> users;

	private final List<RolePermission> permissions;

	private final Disclosure disclosure;

	private final ReregisterPolicy reregister;

	private final int waitingCalls;

	private final SessionLimits sessionLimits;

	private final RealmLimits limits;

	private final List<TopicHistory> histories;

	private final ResumptionSettings resumption;

	private RealmSettings(Builder builder) {
		this.name = builder.name;
		this.anonymousRole = builder.anonymousRole;
		this.trustedRole = builder.trustedRole;
		this.users = List.copyOf(builder.users);
		this.permissions = List.copyOf(builder.permissions);
		this.disclosure = builder.disclosure;
		this.reregister = builder.reregister;
		this.waitingCalls = builder.waitingCalls;
		this.sessionLimits = builder.sessionLimits;
		this.limits = builder.limits;
		this.histories = List.copyOf(builder.histories);
		this.resumption = builder.resumption;
	}

	/**
	 * Begins the settings of a realm.
	 * @param name the realm's name, a URI
	 * @return a builder that lets nobody in but sessions of the same JVM
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * The realm's name.
	 * @return a URI
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The authrole of sessions that come over the network without authentication.
	 * @return the role, {@code null} if they are not let in
	 */
	public @Nullable String anonymousRole() {
		return this.anonymousRole;
	}

	/**
	 * The authrole of sessions of the same JVM.
	 * @return the role
	 */
	public String trustedRole() {
		return this.trustedRole;
	}

	/**
	 * Who is let in by a secret or other credentials.
	 * @return the users
	 */
	public List<WampUser> users() {
		return this.users;
	}

	/**
	 * What is allowed. If no realm of the router has permissions, whoever is let in may
	 * do everything but kill and change sessions, or take away what others have; else
	 * what is not allowed is refused.
	 * @return the permissions
	 */
	public List<RolePermission> permissions() {
		return this.permissions;
	}

	/**
	 * Whether callers and publishers are disclosed.
	 * @return {@code ON_REQUEST} by default
	 */
	public Disclosure disclosure() {
		return this.disclosure;
	}

	/**
	 * Whose registrations a session may replace.
	 * @return {@code SAME_AUTHID} by default
	 */
	public ReregisterPolicy reregister() {
		return this.reregister;
	}

	/**
	 * How many calls may wait while all callees of their procedure are at their
	 * concurrency limit, for registrations that do not say so themselves by
	 * {@code x_waiting_calls}.
	 * @return a number of calls for each registration, 0 by default
	 */
	public int waitingCalls() {
		return this.waitingCalls;
	}

	/**
	 * What each session may hold.
	 * @return the limits
	 */
	public SessionLimits sessionLimits() {
		return this.sessionLimits;
	}

	/**
	 * What all sessions may hold together.
	 * @return the limits
	 */
	public RealmLimits limits() {
		return this.limits;
	}

	/**
	 * The topics and patterns whose events are kept.
	 * @return the histories
	 */
	public List<TopicHistory> histories() {
		return this.histories;
	}

	/**
	 * Whether sessions survive the loss of their connection.
	 * @return {@link ResumptionSettings#OFF} by default
	 */
	public ResumptionSettings resumption() {
		return this.resumption;
	}

	/**
	 * Builds settings.
	 */
	public static final class Builder {

		private final String name;

		private @Nullable String anonymousRole;

		private String trustedRole = "trusted";

		private final List<WampUser> users = new ArrayList<>();

		private final List<RolePermission> permissions = new ArrayList<>();

		private Disclosure disclosure = Disclosure.ON_REQUEST;

		private ReregisterPolicy reregister = ReregisterPolicy.SAME_AUTHID;

		private int waitingCalls;

		private SessionLimits sessionLimits = SessionLimits.builder().build();

		private RealmLimits limits = RealmLimits.builder().build();

		private final List<TopicHistory> histories = new ArrayList<>();

		private ResumptionSettings resumption = ResumptionSettings.OFF;

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * Lets anonymous sessions in.
		 * @param role their authrole
		 * @return this builder
		 */
		public Builder anonymous(String role) {
			this.anonymousRole = role;
			return this;
		}

		public Builder trustedRole(String role) {
			this.trustedRole = role;
			return this;
		}

		public Builder user(WampUser user) {
			this.users.add(user);
			return this;
		}

		public Builder permission(RolePermission permission) {
			this.permissions.add(permission);
			return this;
		}

		public Builder disclosure(Disclosure disclosure) {
			this.disclosure = disclosure;
			return this;
		}

		public Builder reregister(ReregisterPolicy reregister) {
			this.reregister = reregister;
			return this;
		}

		/**
		 * Sets how many calls may wait for callees that are at their concurrency limit.
		 * @param waitingCalls a number of calls for each registration
		 * @return this
		 */
		public Builder waitingCalls(int waitingCalls) {
			if (waitingCalls < 0) {
				throw new IllegalArgumentException("waitingCalls must not be negative");
			}
			this.waitingCalls = waitingCalls;
			return this;
		}

		public Builder sessionLimits(SessionLimits sessionLimits) {
			this.sessionLimits = sessionLimits;
			return this;
		}

		public Builder limits(RealmLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Lets sessions survive the loss of their connection, or not.
		 * @param resumption for how long, how many, and what is kept for them
		 * @return this builder
		 */
		public Builder resumption(ResumptionSettings resumption) {
			this.resumption = resumption;
			return this;
		}

		/**
		 * Keeps the events of a topic, or of all topics that match a pattern.
		 * @param uri the topic or pattern
		 * @param match how it matches
		 * @param limits how much is kept
		 * @return this builder
		 */
		public Builder history(String uri, MatchPolicy match, HistoryLimits limits) {
			this.histories.add(new TopicHistory(this.name, uri, match, limits));
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if one permission makes another one of no
		 * effect, if one discloses though the realm never does, if there are two
		 * histories of a topic, or one of what is reserved, or if a public key or
		 * certificate could be either of two users
		 */
		public RealmSettings build() {
			checkUsers();
			Set<List<Object>> seen = new HashSet<>();
			for (RolePermission permission : this.permissions) {
				String what = "The permission of role '" + permission.role() + "' for '" + permission.uri() + "' ("
						+ permission.match().value() + ")";
				if (!seen.add(List.of(permission.role(), permission.uri(), permission.match()))) {
					throw new IllegalArgumentException(
							what + " is there twice in realm '" + this.name + "': one of them would have no effect");
				}
				if (permission.disclose() && this.disclosure == Disclosure.NEVER) {
					throw new IllegalArgumentException(
							what + " discloses, but in realm '" + this.name + "' nobody is ever disclosed");
				}
			}
			checkHistories();
			return new RealmSettings(this);
		}

		private void checkUsers() {
			Map<WampCredential, String> owners = new HashMap<>();
			for (WampUser user : this.users) {
				for (WampCredential credential : user.credentials()) {
					boolean key = credential instanceof CryptosignCredential;
					if (!key && !(credential instanceof CertificateCredential)) {
						continue;
					}
					String other = owners.put(credential, user.authId());
					if (other != null && !other.equals(user.authId())) {
						throw new IllegalArgumentException("The users '" + other + "' and '" + user.authId()
								+ "' have the same " + (key ? "public key" : "certificate") + " in realm '" + this.name
								+ "', so that it does not tell who a client is: give each user one of its own");
					}
				}
			}
		}

		private void checkHistories() {
			Set<List<Object>> seen = new HashSet<>();
			for (TopicHistory history : this.histories) {
				if (Uris.isReserved(history.uri()) || !UriRules.LOOSE.isValid(history.uri(), history.match())) {
					throw new IllegalArgumentException(
							"There can be no history of " + history + ": it is reserved, or no URI or pattern");
				}
				if (!seen.add(List.of(history.uri(), history.match()))) {
					throw new IllegalArgumentException("There are two histories of " + history);
				}
			}
		}

	}

}

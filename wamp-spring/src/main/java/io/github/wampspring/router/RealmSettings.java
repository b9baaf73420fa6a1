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
import java.util.List;

import io.github.wampspring.auth.WampUser;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a realm.
 *
 * @param name the realm's name, a URI
 * @param anonymousRole the authrole of sessions that come over the network without
 * authentication, {@code null} if they are not let in
 * @param trustedRole the authrole of sessions of the same JVM
 * @param users who is let in by ticket or WAMP-CRA
 * @param permissions what is allowed; if there are none, whoever is let in may do
 * everything but kill sessions
 * @param disclosure whether callers and publishers are disclosed
 * @param maxRetained how many topics may have a retained event
 */
public record RealmSettings(String name, @Nullable String anonymousRole, String trustedRole, List<WampUser> users,
		List<RolePermission> permissions, Disclosure disclosure, int maxRetained) {

	public RealmSettings {
		users = List.copyOf(users);
		permissions = List.copyOf(permissions);
	}

	/**
	 * Begins the settings of a realm.
	 * @param name the realm's name
	 * @return a builder that lets nobody in but sessions of the same JVM
	 */
	public static Builder builder(String name) {
		return new Builder(name);
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

		private int maxRetained = 10_000;

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

		public Builder maxRetained(int maxRetained) {
			this.maxRetained = maxRetained;
			return this;
		}

		public RealmSettings build() {
			return new RealmSettings(this.name, this.anonymousRole, this.trustedRole, this.users, this.permissions,
					this.disclosure, this.maxRetained);
		}

	}

}

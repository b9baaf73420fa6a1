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
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.Uris;

/**
 * The settings of a router.
 *
 * @param realms the realms
 * @param agent what WELCOME says about the router
 * @param strictUris whether URIs must follow the strict rules
 * @param strictRequestIds whether request IDs must count up by one
 * @param handshakeTimeout how long a client may take from opening its channel until it
 * has joined
 * @param shutdownTimeout how long closing waits for the clients' GOODBYE
 * @param authenticationProviders authentication methods beside, or instead of, ticket and
 * WAMP-CRA; for all realms
 * @param userLookups where users of ticket and WAMP-CRA are looked for after those of the
 * realm's settings
 * @param authorizers asked before the permissions, in their order
 */
public record RouterSettings(List<RealmSettings> realms, String agent, boolean strictUris, boolean strictRequestIds,
		Duration handshakeTimeout, Duration shutdownTimeout, List<WampAuthenticationProvider> authenticationProviders,
		List<WampUserLookup> userLookups, List<WampAuthorizer> authorizers) {

	public RouterSettings {
		realms = List.copyOf(realms);
		authenticationProviders = List.copyOf(authenticationProviders);
		userLookups = List.copyOf(userLookups);
		authorizers = List.copyOf(authorizers);
		if (realms.isEmpty()) {
			throw new IllegalArgumentException("A router needs at least one realm");
		}
		for (RealmSettings realm : realms) {
			if (!Uris.isLoose(realm.name())) {
				throw new IllegalArgumentException("'" + realm.name() + "' is not a valid name for a realm");
			}
		}
		if (realms.stream().map(RealmSettings::name).distinct().count() < realms.size()) {
			throw new IllegalArgumentException("Two realms have the same name");
		}
	}

	/**
	 * Begins the settings of a router.
	 * @return a builder without realms
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builds settings.
	 */
	public static final class Builder {

		private final List<RealmSettings> realms = new ArrayList<>();

		private String agent = "wamp-spring-boot";

		private boolean strictUris;

		private boolean strictRequestIds;

		private Duration handshakeTimeout = Duration.ofSeconds(30);

		private Duration shutdownTimeout = Duration.ofSeconds(5);

		private final List<WampAuthenticationProvider> authenticationProviders = new ArrayList<>();

		private final List<WampUserLookup> userLookups = new ArrayList<>();

		private final List<WampAuthorizer> authorizers = new ArrayList<>();

		private Builder() {
		}

		public Builder realm(RealmSettings realm) {
			this.realms.add(realm);
			return this;
		}

		public Builder agent(String agent) {
			this.agent = agent;
			return this;
		}

		public Builder strictUris(boolean strictUris) {
			this.strictUris = strictUris;
			return this;
		}

		public Builder strictRequestIds(boolean strictRequestIds) {
			this.strictRequestIds = strictRequestIds;
			return this;
		}

		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
			return this;
		}

		public Builder shutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
			return this;
		}

		public Builder authenticationProvider(WampAuthenticationProvider provider) {
			this.authenticationProviders.add(provider);
			return this;
		}

		public Builder userLookup(WampUserLookup lookup) {
			this.userLookups.add(lookup);
			return this;
		}

		public Builder authorizer(WampAuthorizer authorizer) {
			this.authorizers.add(authorizer);
			return this;
		}

		public RouterSettings build() {
			return new RouterSettings(this.realms, this.agent, this.strictUris, this.strictRequestIds,
					this.handshakeTimeout, this.shutdownTimeout, this.authenticationProviders, this.userLookups,
					this.authorizers);
		}

	}

}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.auth.HandshakeIdentity;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.history.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a router.
 */
public final class RouterSettings {

	private final List<RealmSettings> realms;

	private final String agent;

	private final boolean strictUris;

	private final int maxUriLength;

	private final int maxUriComponents;

	private final boolean strictRequestIds;

	private final Duration handshakeTimeout;

	private final Duration shutdownTimeout;

	private final Duration authorizationTimeout;

	private final int maxHandshakes;

	private final int maxHandshakesPerAddress;

	private final int maxSessionsPerAddress;

	private final int maxFailedAttempts;

	private final int maxFailedAttemptsPerAuthid;

	private final int authenticationThreads;

	private final @Nullable String decoyKey;

	private final @Nullable CryptosignKey cryptosignKey;

	private final boolean channelBindingRequired;

	private final @Nullable HandshakeIdentity handshakeIdentity;

	private final List<WampAuthenticationProvider> authenticationProviders;

	private final List<WampUserLookup> userLookups;

	private final List<AsyncWampAuthorizer> authorizers;

	private final List<WampRouterInterceptor> interceptors;

	private final @Nullable EventStore eventStore;

	private final Duration historyTimeout;

	private final @Nullable ClusterSettings cluster;

	private RouterSettings(Builder builder) {
		this.realms = List.copyOf(builder.realms);
		this.agent = builder.agent;
		this.strictUris = builder.strictUris;
		this.maxUriLength = builder.maxUriLength;
		this.maxUriComponents = builder.maxUriComponents;
		this.strictRequestIds = builder.strictRequestIds;
		this.handshakeTimeout = builder.handshakeTimeout;
		this.shutdownTimeout = builder.shutdownTimeout;
		this.authorizationTimeout = builder.authorizationTimeout;
		this.maxHandshakes = builder.maxHandshakes;
		this.maxHandshakesPerAddress = builder.maxHandshakesPerAddress;
		this.maxSessionsPerAddress = builder.maxSessionsPerAddress;
		this.maxFailedAttempts = builder.maxFailedAttempts;
		this.maxFailedAttemptsPerAuthid = builder.maxFailedAttemptsPerAuthid;
		this.authenticationThreads = builder.authenticationThreads;
		this.decoyKey = builder.decoyKey;
		this.cryptosignKey = builder.cryptosignKey;
		this.channelBindingRequired = builder.channelBindingRequired;
		this.handshakeIdentity = builder.handshakeIdentity;
		this.authenticationProviders = List.copyOf(builder.authenticationProviders);
		this.userLookups = List.copyOf(builder.userLookups);
		this.authorizers = List.copyOf(builder.authorizers);
		this.interceptors = List.copyOf(builder.interceptors);
		this.eventStore = builder.eventStore;
		this.historyTimeout = builder.historyTimeout;
		this.cluster = builder.cluster;
	}

	/**
	 * Begins the settings of a router.
	 * @return a builder without realms
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The realms.
	 * @return at least one
	 */
	public List<RealmSettings> realms() {
		return this.realms;
	}

	/**
	 * What WELCOME says about the router.
	 * @return a name
	 */
	public String agent() {
		return this.agent;
	}

	/**
	 * Whether URIs must follow the strict rules.
	 * @return {@code false} by default
	 */
	public boolean strictUris() {
		return this.strictUris;
	}

	/**
	 * How long a URI or pattern may be. A longer one is not valid.
	 * @return a number of characters
	 */
	public int maxUriLength() {
		return this.maxUriLength;
	}

	/**
	 * How many components a URI or pattern may have. One with more is not valid.
	 * @return a number
	 */
	public int maxUriComponents() {
		return this.maxUriComponents;
	}

	/**
	 * Whether request IDs must count up by one.
	 * @return {@code false} by default
	 */
	public boolean strictRequestIds() {
		return this.strictRequestIds;
	}

	/**
	 * How long a client may take from opening its channel until it has joined.
	 * @return a time
	 */
	public Duration handshakeTimeout() {
		return this.handshakeTimeout;
	}

	/**
	 * How long stopping waits for the clients' GOODBYE.
	 * @return a time
	 */
	public Duration shutdownTimeout() {
		return this.shutdownTimeout;
	}

	/**
	 * How long an authorizer may take. Beyond that the operation fails with {@code
	 * wamp.error.authorization_failed}.
	 * @return a time
	 */
	public Duration authorizationTimeout() {
		return this.authorizationTimeout;
	}

	/**
	 * How many channels may be open that have not joined yet. Further ones are refused at
	 * once.
	 * @return a number
	 */
	public int maxHandshakes() {
		return this.maxHandshakes;
	}

	/**
	 * How many of these may come from one address. Addresses of this machine are not
	 * counted.
	 * @return a number
	 */
	public int maxHandshakesPerAddress() {
		return this.maxHandshakesPerAddress;
	}

	/**
	 * How many channels may be open from one address. Addresses of this machine are not
	 * counted.
	 * @return a number
	 */
	public int maxSessionsPerAddress() {
		return this.maxSessionsPerAddress;
	}

	/**
	 * How often the authentication of clients from one address may fail within a minute.
	 * Beyond that they are refused before anything is computed. Addresses of this machine
	 * are not counted.
	 * @return a number
	 */
	public int maxFailedAttempts() {
		return this.maxFailedAttempts;
	}

	/**
	 * How often the authentication as one authid may fail within a minute, wherever it
	 * comes from. Beyond that it is refused before anything is looked up.
	 * @return a number, 0 for any number
	 */
	public int maxFailedAttemptsPerAuthid() {
		return this.maxFailedAttemptsPerAuthid;
	}

	/**
	 * How many threads look users up and check proofs.
	 * @return a number
	 */
	public int authenticationThreads() {
		return this.authenticationThreads;
	}

	/**
	 * Picks what a client is told about a user that nobody knows. With the same key,
	 * several routers, and one that was started again, tell the same.
	 * @return a secret, {@code null} for a random one
	 */
	public @Nullable String decoyKey() {
		return this.decoyKey;
	}

	/**
	 * The router's own key, for clients that want it to authenticate by cryptosign.
	 * @return the key, or {@code null} for none
	 */
	public @Nullable CryptosignKey cryptosignKey() {
		return this.cryptosignKey;
	}

	/**
	 * Whether clients that authenticate by cryptosign or SCRAM must bind it to their TLS
	 * connection. Clients within the JVM need not.
	 * @return {@code false} by default: it is done for those who ask for it
	 */
	public boolean channelBindingRequired() {
		return this.channelBindingRequired;
	}

	/**
	 * What lets clients in by the HTTP requests that open their WebSockets.
	 * @return {@code null} if such a request tells nothing
	 */
	public @Nullable HandshakeIdentity handshakeIdentity() {
		return this.handshakeIdentity;
	}

	/**
	 * Authentication methods beside, or instead of, ticket and WAMP-CRA; for all realms.
	 * @return the providers
	 */
	public List<WampAuthenticationProvider> authenticationProviders() {
		return this.authenticationProviders;
	}

	/**
	 * Where users of ticket and WAMP-CRA are looked for after those of the realm's
	 * settings.
	 * @return the lookups
	 */
	public List<WampUserLookup> userLookups() {
		return this.userLookups;
	}

	/**
	 * Asked before the permissions, in their order.
	 * @return the authorizers
	 */
	public List<AsyncWampAuthorizer> authorizers() {
		return this.authorizers;
	}

	/**
	 * What stands around requests that are allowed, the outermost first.
	 * @return the interceptors
	 */
	public List<WampRouterInterceptor> interceptors() {
		return this.interceptors;
	}

	/**
	 * Where the events of histories are kept.
	 * @return the store, {@code null} for the memory of the router
	 */
	public @Nullable EventStore eventStore() {
		return this.eventStore;
	}

	/**
	 * How long the store may take. A publisher whose event is not stored by then gets
	 * {@code wamp.error.timeout}, and so does who asks for events.
	 * @return a time
	 */
	public Duration historyTimeout() {
		return this.historyTimeout;
	}

	/**
	 * How the router is one of several that share their realms.
	 * @return the settings, {@code null} if it is the only one
	 */
	public @Nullable ClusterSettings cluster() {
		return this.cluster;
	}

	/**
	 * Builds settings.
	 */
	public static final class Builder {

		private final List<RealmSettings> realms = new ArrayList<>();

		private String agent = "wamp-spring-boot";

		private boolean strictUris;

		private int maxUriLength = 1_024;

		private int maxUriComponents = 64;

		private boolean strictRequestIds;

		private Duration handshakeTimeout = Duration.ofSeconds(30);

		private Duration shutdownTimeout = Duration.ofSeconds(5);

		private Duration authorizationTimeout = Duration.ofSeconds(10);

		private int maxHandshakes = 1_000;

		private int maxHandshakesPerAddress = 100;

		private int maxSessionsPerAddress = 1_000;

		private int maxFailedAttempts = 20;

		private int maxFailedAttemptsPerAuthid = 100;

		private int authenticationThreads = 8;

		private @Nullable String decoyKey;

		private @Nullable CryptosignKey cryptosignKey;

		private boolean channelBindingRequired;

		private @Nullable HandshakeIdentity handshakeIdentity;

		private final List<WampAuthenticationProvider> authenticationProviders = new ArrayList<>();

		private final List<WampUserLookup> userLookups = new ArrayList<>();

		private final List<AsyncWampAuthorizer> authorizers = new ArrayList<>();

		private final List<WampRouterInterceptor> interceptors = new ArrayList<>();

		private @Nullable EventStore eventStore;

		private Duration historyTimeout = Duration.ofSeconds(10);

		private @Nullable ClusterSettings cluster;

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

		public Builder maxUriLength(int maxUriLength) {
			this.maxUriLength = positive("maxUriLength", maxUriLength);
			return this;
		}

		public Builder maxUriComponents(int maxUriComponents) {
			this.maxUriComponents = positive("maxUriComponents", maxUriComponents);
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

		public Builder authorizationTimeout(Duration authorizationTimeout) {
			this.authorizationTimeout = authorizationTimeout;
			return this;
		}

		public Builder maxHandshakes(int maxHandshakes) {
			this.maxHandshakes = positive("maxHandshakes", maxHandshakes);
			return this;
		}

		public Builder maxHandshakesPerAddress(int maxHandshakesPerAddress) {
			this.maxHandshakesPerAddress = positive("maxHandshakesPerAddress", maxHandshakesPerAddress);
			return this;
		}

		public Builder maxSessionsPerAddress(int maxSessionsPerAddress) {
			this.maxSessionsPerAddress = positive("maxSessionsPerAddress", maxSessionsPerAddress);
			return this;
		}

		public Builder maxFailedAttempts(int maxFailedAttempts) {
			this.maxFailedAttempts = positive("maxFailedAttempts", maxFailedAttempts);
			return this;
		}

		/**
		 * Sets how often the authentication as one authid may fail within a minute.
		 * @param maxFailedAttemptsPerAuthid a number, 0 for any number
		 * @return this
		 */
		public Builder maxFailedAttemptsPerAuthid(int maxFailedAttemptsPerAuthid) {
			if (maxFailedAttemptsPerAuthid < 0) {
				throw new IllegalArgumentException("maxFailedAttemptsPerAuthid must not be negative");
			}
			this.maxFailedAttemptsPerAuthid = maxFailedAttemptsPerAuthid;
			return this;
		}

		public Builder authenticationThreads(int authenticationThreads) {
			this.authenticationThreads = positive("authenticationThreads", authenticationThreads);
			return this;
		}

		public Builder decoyKey(@Nullable String decoyKey) {
			this.decoyKey = decoyKey;
			return this;
		}

		/**
		 * Sets the router's own key for cryptosign.
		 * @param cryptosignKey the key, or {@code null} for none
		 * @return this
		 */
		public Builder cryptosignKey(@Nullable CryptosignKey cryptosignKey) {
			this.cryptosignKey = cryptosignKey;
			return this;
		}

		public Builder channelBindingRequired(boolean channelBindingRequired) {
			this.channelBindingRequired = channelBindingRequired;
			return this;
		}

		/**
		 * Sets what lets clients in by the HTTP requests that open their WebSockets.
		 * @param handshakeIdentity who is to be believed; {@code null}, which is the
		 * default, to believe nobody
		 * @return this
		 */
		public Builder handshakeIdentity(@Nullable HandshakeIdentity handshakeIdentity) {
			this.handshakeIdentity = handshakeIdentity;
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
			return asyncAuthorizer(authorizer);
		}

		public Builder asyncAuthorizer(AsyncWampAuthorizer authorizer) {
			this.authorizers.add(authorizer);
			return this;
		}

		public Builder interceptor(WampRouterInterceptor interceptor) {
			this.interceptors.add(interceptor);
			return this;
		}

		public Builder eventStore(@Nullable EventStore eventStore) {
			this.eventStore = eventStore;
			return this;
		}

		public Builder historyTimeout(Duration historyTimeout) {
			this.historyTimeout = historyTimeout;
			return this;
		}

		public Builder cluster(@Nullable ClusterSettings cluster) {
			this.cluster = cluster;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if there is no realm, or two have the same
		 * name, or a name is not a URI, or if two providers have the same authentication
		 * method, the identity of the handshake being one
		 */
		public RouterSettings build() {
			if (this.handshakeIdentity != null && this.authenticationProviders.stream()
				.anyMatch((provider) -> provider.getMethod().equals(HandshakeIdentity.METHOD))) {
				throw new IllegalArgumentException("There is handshakeIdentity, and another provider of the method "
						+ HandshakeIdentity.METHOD + ", which is one too many");
			}
			if (this.realms.isEmpty()) {
				throw new IllegalArgumentException("A router needs at least one realm");
			}
			for (RealmSettings realm : this.realms) {
				if (!Uris.isLoose(realm.name())) {
					throw new IllegalArgumentException("'" + realm.name() + "' is not a valid name for a realm");
				}
			}
			if (this.realms.stream().map(RealmSettings::name).distinct().count() < this.realms.size()) {
				throw new IllegalArgumentException("Two realms have the same name");
			}
			Map<String, WampAuthenticationProvider> methods = new HashMap<>();
			for (WampAuthenticationProvider provider : this.authenticationProviders) {
				WampAuthenticationProvider other = methods.put(provider.getMethod(), provider);
				if (other != null) {
					throw new IllegalArgumentException("There are two providers of the authentication method '"
							+ provider.getMethod() + "', of the types " + other.getClass().getName() + " and "
							+ provider.getClass().getName() + ": leave out one of them, for it would have no effect");
				}
			}
			return new RouterSettings(this);
		}

		private static int positive(String name, int value) {
			if (value < 1) {
				throw new IllegalArgumentException(name + " must be at least 1");
			}
			return value;
		}

	}

}

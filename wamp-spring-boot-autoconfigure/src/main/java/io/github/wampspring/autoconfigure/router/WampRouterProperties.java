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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.autoconfigure.common.HeartbeatProperties;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.ReregisterPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the embedded router.
 */
@ConfigurationProperties("wamp.router")
public class WampRouterProperties {

	/**
	 * Whether to run a router in this application.
	 */
	private boolean enabled;

	/**
	 * Where the router listens by itself, beside the web server or without one:
	 * localhost:9000, [::1]:9000, or :9000 for all interfaces. Needs Netty
	 * (io.netty:netty-codec-http).
	 */
	private @Nullable String listen;

	/**
	 * How many threads serve the connections of wamp.router.listen. Half as many as there
	 * are processors by default, but two of two or three.
	 */
	private @Nullable Integer listenThreads;

	/**
	 * How many connections wamp.router.listen may have open, joined or not. Further ones
	 * are closed at once.
	 */
	private int maxConnections = 10_000;

	/**
	 * Path of the WebSocket endpoint, in the web application and at wamp.router.listen.
	 */
	private String path = "/ws";

	/**
	 * Realms of the router.
	 */
	private List<String> realms = new ArrayList<>(List.of("realm1"));

	/**
	 * Origins of web pages, such as https://example.com, whose scripts may connect. Only
	 * pages of the same origin by default; * for all.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Host names by which web pages of the same origin may reach this server. Without
	 * any, all names, but from this machine itself only its local ones, such as
	 * localhost, unless a proxy has forwarded the request; * for all.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * Whoever may join by ticket, WAMP-CRA, WAMP-SCRAM, cryptosign or a TLS client
	 * certificate, by authid.
	 */
	private Map<String, RouterUserProperties> users = new LinkedHashMap<>();

	/**
	 * What sessions of each role may do. Without any permission, whoever has joined may
	 * do everything but kill and change sessions, or take away what others have.
	 */
	private List<RouterPermissionProperties> permissions = new ArrayList<>();

	/**
	 * Topics and patterns whose events are kept, for those who come later.
	 */
	private List<RouterHistoryProperties> history = new ArrayList<>();

	private final EventStore eventStore = new EventStore();

	/**
	 * How long the store of events may take. Beyond that a publisher and whoever asks for
	 * events get wamp.error.timeout.
	 */
	private Duration historyTimeout = Duration.ofSeconds(10);

	/**
	 * Size of the largest message, sent or received.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(16);

	/**
	 * Size of the largest message from a client that has not joined yet.
	 */
	private DataSize maxHelloSize = DataSize.ofKilobytes(64);

	/**
	 * How much may wait for a client behind the message that is being written, with what
	 * it costs in memory. The client is cut off beyond that.
	 */
	private DataSize sendQueueSize = DataSize.ofMegabytes(16);

	/**
	 * How long a client may take nothing at all of what is written to it, before its
	 * connection counts as broken.
	 */
	private Duration sendTimeout = Duration.ofSeconds(10);

	/**
	 * How long a client may take from opening its connection until it has joined.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(30);

	/**
	 * How long to wait for the GOODBYE of the clients when the application stops.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(5);

	/**
	 * Whether URIs must follow the strict rules: lower-case letters, digits and
	 * underscores only.
	 */
	private boolean strictUris;

	/**
	 * Whether the request IDs of clients must count up by one.
	 */
	private boolean strictRequestIds;

	/**
	 * How long an authorizer may take to decide. The operation fails with
	 * wamp.error.authorization_failed beyond that.
	 */
	private Duration authorizationTimeout = Duration.ofSeconds(10);

	/**
	 * How many threads look users up and check their proofs.
	 */
	private int authenticationThreads = 8;

	/**
	 * Secret that picks what clients are told about users who do not exist. A random one
	 * by default; set it where several routers, or one that is started again, must not
	 * differ in that.
	 */
	private @Nullable String decoyKey;

	/**
	 * Ed25519 key of the router, for clients that want it to authenticate by cryptosign:
	 * 64 hexadecimal digits.
	 */
	private @Nullable String privateKey;

	/**
	 * File with the Ed25519 key of the router: one of OpenSSH without a passphrase, or
	 * with hexadecimal digits.
	 */
	private @Nullable Path privateKeyFile;

	/**
	 * Whether clients that authenticate by cryptosign or WAMP-SCRAM must bind it to their
	 * TLS connection (channel binding). By default it is done for those who ask for it.
	 */
	private boolean channelBindingRequired;

	/**
	 * Whose registrations a session may replace with force_reregister. Never those of the
	 * application's own session.
	 */
	private ReregisterPolicy reregister = ReregisterPolicy.SAME_AUTHID;

	/**
	 * WAMP procedures that are asked who somebody is, by authentication method:
	 * anonymous, ticket, wampcra, scram, wamp-scram, cryptosign or tls. They take the
	 * place of what the router has for that method.
	 */
	private Map<String, RouterAuthenticatorProperties> authenticators = new LinkedHashMap<>();

	/**
	 * WAMP procedures that are asked what the sessions of a role may do.
	 */
	private List<RouterAuthorizerProperties> authorizers = new ArrayList<>();

	/**
	 * How many calls of a procedure may wait while all its callees are at their
	 * concurrency limit, unless its registration says so itself. Beyond that a call fails
	 * with wamp.error.max_concurrency_reached.
	 */
	private int waitingCalls;

	/**
	 * Which callers and publishers are disclosed to those who get their calls and events.
	 */
	private Disclosure disclosure = Disclosure.ON_REQUEST;

	private final Anonymous anonymous = new Anonymous();

	private final Ssl ssl = new Ssl();

	@NestedConfigurationProperty
	private final RouterHandshakeIdentityProperties handshakeIdentity = new RouterHandshakeIdentityProperties();

	@NestedConfigurationProperty
	private final RouterResumptionProperties resumption = new RouterResumptionProperties();

	@NestedConfigurationProperty
	private final RouterLimitProperties limits = new RouterLimitProperties();

	@NestedConfigurationProperty
	private final HeartbeatProperties heartbeat = new HeartbeatProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getListen() {
		return this.listen;
	}

	public void setListen(@Nullable String listen) {
		this.listen = listen;
	}

	public @Nullable Integer getListenThreads() {
		return this.listenThreads;
	}

	public void setListenThreads(@Nullable Integer listenThreads) {
		this.listenThreads = listenThreads;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public List<String> getRealms() {
		return this.realms;
	}

	public void setRealms(List<String> realms) {
		this.realms = realms;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public Map<String, RouterUserProperties> getUsers() {
		return this.users;
	}

	public void setUsers(Map<String, RouterUserProperties> users) {
		this.users = users;
	}

	public List<RouterPermissionProperties> getPermissions() {
		return this.permissions;
	}

	public void setPermissions(List<RouterPermissionProperties> permissions) {
		this.permissions = permissions;
	}

	public List<RouterHistoryProperties> getHistory() {
		return this.history;
	}

	public void setHistory(List<RouterHistoryProperties> history) {
		this.history = history;
	}

	public EventStore getEventStore() {
		return this.eventStore;
	}

	public Duration getHistoryTimeout() {
		return this.historyTimeout;
	}

	public void setHistoryTimeout(Duration historyTimeout) {
		this.historyTimeout = historyTimeout;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public DataSize getMaxHelloSize() {
		return this.maxHelloSize;
	}

	public void setMaxHelloSize(DataSize maxHelloSize) {
		this.maxHelloSize = maxHelloSize;
	}

	public DataSize getSendQueueSize() {
		return this.sendQueueSize;
	}

	public void setSendQueueSize(DataSize sendQueueSize) {
		this.sendQueueSize = sendQueueSize;
	}

	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	public boolean isStrictUris() {
		return this.strictUris;
	}

	public void setStrictUris(boolean strictUris) {
		this.strictUris = strictUris;
	}

	public boolean isStrictRequestIds() {
		return this.strictRequestIds;
	}

	public void setStrictRequestIds(boolean strictRequestIds) {
		this.strictRequestIds = strictRequestIds;
	}

	public Duration getAuthorizationTimeout() {
		return this.authorizationTimeout;
	}

	public void setAuthorizationTimeout(Duration authorizationTimeout) {
		this.authorizationTimeout = authorizationTimeout;
	}

	public int getAuthenticationThreads() {
		return this.authenticationThreads;
	}

	public void setAuthenticationThreads(int authenticationThreads) {
		this.authenticationThreads = authenticationThreads;
	}

	public @Nullable String getDecoyKey() {
		return this.decoyKey;
	}

	public void setDecoyKey(@Nullable String decoyKey) {
		this.decoyKey = decoyKey;
	}

	public Map<String, RouterAuthenticatorProperties> getAuthenticators() {
		return this.authenticators;
	}

	public void setAuthenticators(Map<String, RouterAuthenticatorProperties> authenticators) {
		this.authenticators = authenticators;
	}

	public List<RouterAuthorizerProperties> getAuthorizers() {
		return this.authorizers;
	}

	public void setAuthorizers(List<RouterAuthorizerProperties> authorizers) {
		this.authorizers = authorizers;
	}

	public @Nullable String getPrivateKey() {
		return this.privateKey;
	}

	public void setPrivateKey(@Nullable String privateKey) {
		this.privateKey = privateKey;
	}

	public boolean isChannelBindingRequired() {
		return this.channelBindingRequired;
	}

	public void setChannelBindingRequired(boolean channelBindingRequired) {
		this.channelBindingRequired = channelBindingRequired;
	}

	public @Nullable Path getPrivateKeyFile() {
		return this.privateKeyFile;
	}

	public void setPrivateKeyFile(@Nullable Path privateKeyFile) {
		this.privateKeyFile = privateKeyFile;
	}

	public ReregisterPolicy getReregister() {
		return this.reregister;
	}

	public void setReregister(ReregisterPolicy reregister) {
		this.reregister = reregister;
	}

	public int getWaitingCalls() {
		return this.waitingCalls;
	}

	public void setWaitingCalls(int waitingCalls) {
		this.waitingCalls = waitingCalls;
	}

	public Disclosure getDisclosure() {
		return this.disclosure;
	}

	public void setDisclosure(Disclosure disclosure) {
		this.disclosure = disclosure;
	}

	public Anonymous getAnonymous() {
		return this.anonymous;
	}

	public RouterHandshakeIdentityProperties getHandshakeIdentity() {
		return this.handshakeIdentity;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public RouterResumptionProperties getResumption() {
		return this.resumption;
	}

	public RouterLimitProperties getLimits() {
		return this.limits;
	}

	public HeartbeatProperties getHeartbeat() {
		return this.heartbeat;
	}

	/**
	 * How TLS is done where the router listens by itself.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle with the keys of wamp.router.listen, which is for wss
		 * then. The web server's TLS is set by server.ssl.
		 */
		private @Nullable String bundle;

		/**
		 * Whether clients of wamp.router.listen are asked for a certificate, for the
		 * authentication method tls. Those that the bundle's trust store has, or has the
		 * issuer of, are taken.
		 */
		private ClientAuth clientAuth = ClientAuth.NONE;

		public ClientAuth getClientAuth() {
			return this.clientAuth;
		}

		public void setClientAuth(ClientAuth clientAuth) {
			this.clientAuth = clientAuth;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

		/**
		 * Who has to show a certificate.
		 */
		public enum ClientAuth {

			/** Nobody; none is asked for. */
			NONE,

			/** Who has one. One that is not trusted ends the connection. */
			WANT,

			/** Everybody. */
			NEED

		}

	}

	/**
	 * Sessions that do not prove who they are.
	 */
	public static class Anonymous {

		/**
		 * Whether sessions may join without authentication over the network.
		 */
		private boolean enabled;

		/**
		 * Authrole of anonymous sessions.
		 */
		private String role = "anonymous";

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public String getRole() {
			return this.role;
		}

		public void setRole(String role) {
			this.role = role;
		}

	}

	/**
	 * Where the events of histories are kept.
	 */
	public static class EventStore {

		/**
		 * Where the events of histories are kept. A bean of type EventStore takes the
		 * place of both.
		 */
		private Type type = Type.MEMORY;

		public Type getType() {
			return this.type;
		}

		public void setType(Type type) {
			this.type = type;
		}

		/**
		 * A kind of store.
		 */
		public enum Type {

			/** The router's memory. */
			MEMORY,

			/** A relational database. */
			JDBC

		}

	}

}

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

package io.github.wampspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
	 * Path of the WebSocket endpoint, in a servlet web application.
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
	 * Whoever may join by ticket or WAMP-CRA, by authid.
	 */
	private Map<String, RouterUserProperties> users = new LinkedHashMap<>();

	/**
	 * What sessions of each role may do. Without any permission, whoever has joined may
	 * do everything but kill sessions.
	 */
	private List<RouterPermissionProperties> permissions = new ArrayList<>();

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
	 * Whose registrations a session may replace with force_reregister. Never those of the
	 * application's own session.
	 */
	private ReregisterPolicy reregister = ReregisterPolicy.SAME_AUTHID;

	/**
	 * Which callers and publishers are disclosed to those who get their calls and events.
	 */
	private Disclosure disclosure = Disclosure.ON_REQUEST;

	private final Anonymous anonymous = new Anonymous();

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

	public ReregisterPolicy getReregister() {
		return this.reregister;
	}

	public void setReregister(ReregisterPolicy reregister) {
		this.reregister = reregister;
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

	public RouterLimitProperties getLimits() {
		return this.limits;
	}

	public HeartbeatProperties getHeartbeat() {
		return this.heartbeat;
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

}

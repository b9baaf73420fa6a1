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

package io.github.wampspring.autoconfigure.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.security.TicketKind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of Spring Security for the embedded router.
 */
@ConfigurationProperties("wamp.router.security")
public class WampRouterSecurityProperties {

	/**
	 * What a ticket is that Spring Security checks: the password of the user, or an
	 * access token. Takes the place of the tickets of wamp.router.users. Off by default.
	 */
	private @Nullable TicketKind ticket;

	/**
	 * Name of the AuthenticationManager bean that checks tickets. By default the only
	 * one, for passwords, or what the application's JwtDecoder or OpaqueTokenIntrospector
	 * says.
	 */
	private @Nullable String authenticationManager;

	/**
	 * Whether a session may join as who the HTTP request was authenticated as that opened
	 * its WebSocket (authentication method cookie).
	 */
	private boolean handshake;

	/**
	 * Authroles by authority. Of several that somebody has, the first one here counts;
	 * without any, the only authority that begins with ROLE_.
	 */
	private List<Role> roles = new ArrayList<>();

	/**
	 * Authrole where the authorities leave it open.
	 */
	private String defaultRole = "authenticated";

	/**
	 * How many threads check tickets.
	 */
	private int threads = 4;

	/**
	 * How many clients may wait for these threads. Further ones are refused with
	 * wamp.error.unavailable.
	 */
	private int queueCapacity = 100;

	private final SessionEnd sessionEnd = new SessionEnd();

	public @Nullable TicketKind getTicket() {
		return this.ticket;
	}

	public void setTicket(@Nullable TicketKind ticket) {
		this.ticket = ticket;
	}

	public @Nullable String getAuthenticationManager() {
		return this.authenticationManager;
	}

	public void setAuthenticationManager(@Nullable String authenticationManager) {
		this.authenticationManager = authenticationManager;
	}

	public boolean isHandshake() {
		return this.handshake;
	}

	public void setHandshake(boolean handshake) {
		this.handshake = handshake;
	}

	public List<Role> getRoles() {
		return this.roles;
	}

	public void setRoles(List<Role> roles) {
		this.roles = roles;
	}

	public String getDefaultRole() {
		return this.defaultRole;
	}

	public void setDefaultRole(String defaultRole) {
		this.defaultRole = defaultRole;
	}

	public int getThreads() {
		return this.threads;
	}

	public void setThreads(int threads) {
		this.threads = threads;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public SessionEnd getSessionEnd() {
		return this.sessionEnd;
	}

	/**
	 * The authrole of an authority.
	 */
	public static class Role {

		/**
		 * The authority, such as ROLE_ADMIN or SCOPE_read.
		 */
		private String authority = "";

		/**
		 * The authrole.
		 */
		private String role = "";

		public String getAuthority() {
			return this.authority;
		}

		public void setAuthority(String authority) {
			this.authority = authority;
		}

		public String getRole() {
			return this.role;
		}

		public void setRole(String role) {
			this.role = role;
		}

	}

	/**
	 * What sessions end with that Spring Security has let in.
	 */
	public static class SessionEnd {

		/**
		 * Whether a session ends when the token expires that it has joined with.
		 */
		private boolean withToken = true;

		/**
		 * Whether a session that has joined by the handshake ends with the HTTP session
		 * that its WebSocket was opened in.
		 */
		private boolean withHttpSession = true;

		/**
		 * How often to look for sessions that have to end.
		 */
		private Duration checkInterval = Duration.ofSeconds(5);

		public boolean isWithToken() {
			return this.withToken;
		}

		public void setWithToken(boolean withToken) {
			this.withToken = withToken;
		}

		public boolean isWithHttpSession() {
			return this.withHttpSession;
		}

		public void setWithHttpSession(boolean withHttpSession) {
			this.withHttpSession = withHttpSession;
		}

		public Duration getCheckInterval() {
			return this.checkInterval;
		}

		public void setCheckInterval(Duration checkInterval) {
			this.checkInterval = checkInterval;
		}

	}

}

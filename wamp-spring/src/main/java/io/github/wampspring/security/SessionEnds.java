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

package io.github.wampspring.security;

import java.time.Clock;
import java.time.Instant;

import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * When a WAMP session that Spring Security has let in has to end.
 *
 * @param expiry tells when a token ends; {@code null} if sessions may outlive theirs
 * @param withHttpSession whether a WAMP session ends with the HTTP session that its
 * WebSocket was opened in
 * @param clock tells the time
 */
public record SessionEnds(@Nullable AuthenticationExpiry expiry, boolean withHttpSession, Clock clock) {

	/**
	 * Creates rules with the system's clock.
	 * @param expiry tells when a token ends; {@code null} if sessions may outlive theirs
	 * @param withHttpSession whether a WAMP session ends with the HTTP session
	 */
	public SessionEnds(@Nullable AuthenticationExpiry expiry, boolean withHttpSession) {
		this(expiry, withHttpSession, Clock.systemUTC());
	}

	/**
	 * Whether there is nothing that a session ends with.
	 */
	boolean isNever() {
		return this.expiry == null && !this.withHttpSession;
	}

	/**
	 * Why a session may not begin, or go on.
	 * @param authentication who was authenticated
	 * @param channel what it has come by
	 * @return a sentence for the client, {@code null} if it may
	 */
	@Nullable String reason(@Nullable Authentication authentication, ChannelInfo channel) {
		if (this.expiry != null && authentication != null) {
			Instant end = this.expiry.getExpiry(authentication);
			if (end != null && !this.clock.instant().isBefore(end)) {
				return "The token has expired";
			}
		}
		if (this.withHttpSession && channel.principal() == authentication) {
			HandshakeSession session = HandshakeSession.of(channel);
			if (session != null && session.isOver()) {
				return "The HTTP session has ended";
			}
		}
		return null;
	}

}

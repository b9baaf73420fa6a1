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

import java.util.Objects;

import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;

/**
 * The HTTP session that a WebSocket was opened in, and who was logged in there. It ends
 * when it is invalidated, when it has not been used for as long as it may, and when
 * somebody logs out, or another one in, without any of these.
 */
abstract class HandshakeSession {

	/** The attribute of the handshake that holds it. */
	static final String ATTRIBUTE = ChannelInfo.ATTRIBUTE_PREFIX + "http-session";

	/**
	 * Where Spring Security keeps who is logged in, in both kinds of web applications.
	 */
	private static final String CONTEXT = "SPRING_SECURITY_CONTEXT";

	private @Nullable String user;

	/**
	 * The session that a channel was opened in.
	 * @return {@code null} if there was none
	 */
	static @Nullable HandshakeSession of(ChannelInfo channel) {
		return (channel.attributes().get(ATTRIBUTE) instanceof HandshakeSession session) ? session : null;
	}

	/**
	 * Remembers who is logged in.
	 * @return this
	 */
	final HandshakeSession remember() {
		this.user = user();
		return this;
	}

	/**
	 * Whether it has ended.
	 */
	final boolean isOver() {
		return isExpired() || (this.user != null && !Objects.equals(this.user, user()));
	}

	private @Nullable String user() {
		Authentication authentication = (attribute(CONTEXT) instanceof SecurityContext context)
				? context.getAuthentication() : null;
		return (authentication != null) ? authentication.getName() : null;
	}

	/**
	 * Whether the session was invalidated, or has not been used for as long as it may.
	 */
	abstract boolean isExpired();

	/**
	 * An attribute of the session, which is not expired.
	 */
	abstract @Nullable Object attribute(String name);

}

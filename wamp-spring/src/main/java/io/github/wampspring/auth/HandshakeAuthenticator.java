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

package io.github.wampspring.auth;

import org.jspecify.annotations.Nullable;

/**
 * The identity of the handshake, the client's half: it offers the method {@code cookie},
 * and all that tells who it is has been in the HTTP request that opened the WebSocket,
 * such as a cookie or an {@code Authorization}. The router asks for nothing more. See the
 * section "Cookie-based Authentication" of the specification.
 */
public final class HandshakeAuthenticator implements WampAuthenticator {

	private final @Nullable String authId;

	/**
	 * Creates an authenticator.
	 * @param authId the authid; {@code null} to let the router know one by the handshake
	 */
	public HandshakeAuthenticator(@Nullable String authId) {
		this.authId = authId;
	}

	@Override
	public String getMethod() {
		return HandshakeIdentity.METHOD;
	}

	@Override
	public @Nullable String getAuthId() {
		return this.authId;
	}

	/**
	 * There is nothing to prove any more, so that a router which asks gets an empty
	 * answer.
	 */
	@Override
	public Answer authenticate(Challenge challenge) {
		return new Answer("");
	}

}

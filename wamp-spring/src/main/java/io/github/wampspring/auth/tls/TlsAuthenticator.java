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

package io.github.wampspring.auth.tls;

import io.github.wampspring.auth.WampAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * TLS client certificates, the client's half: it offers the method, and all that proves
 * who it is has happened when the connection was opened. The router asks for nothing
 * more. The method is {@code tls}, as with Crossbar.io; see the section "Authentication
 * Methods" of the specification, which leaves this one to the transport.
 */
public final class TlsAuthenticator implements WampAuthenticator {

	static final String METHOD = "tls";

	private final @Nullable String authId;

	/**
	 * Creates an authenticator.
	 * @param authId the authid; {@code null} to let the router know one by the
	 * certificate
	 */
	public TlsAuthenticator(@Nullable String authId) {
		this.authId = authId;
	}

	@Override
	public String getMethod() {
		return METHOD;
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

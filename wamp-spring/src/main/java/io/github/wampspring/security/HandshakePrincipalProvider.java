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

import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Lets a client in as who the HTTP request was authenticated as that opened its
 * WebSocket: by a session's cookie, a bearer token, HTTP Basic, or whatever else the
 * application's filter chain takes. The method is called {@value #METHOD}, as with
 * Crossbar.io, and a client that offers no method at all gets it too.
 */
public final class HandshakePrincipalProvider implements WampAuthenticationProvider {

	/** The method. */
	public static final String METHOD = "cookie";

	private final SecurityIdentities identities;

	private final SessionEnds ends;

	/**
	 * Creates a provider.
	 * @param roles chooses the authrole
	 * @param ends tells whether the HTTP session or the token has ended since the
	 * handshake
	 */
	public HandshakePrincipalProvider(AuthroleMapper roles, SessionEnds ends) {
		this.identities = new SecurityIdentities(METHOD, roles);
		this.ends = ends;
	}

	@Override
	public String getMethod() {
		return METHOD;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		return authentication(request) != null;
	}

	@Override
	public boolean isImplied(AuthenticationRequest request) {
		return canAuthenticate(request);
	}

	@Override
	public boolean isGuessable() {
		return false;
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		Authentication authentication = authentication(request);
		String end = this.ends.reason(authentication, request.channel());
		if (authentication == null || end != null) {
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_DENIED,
					(end != null) ? end : "The handshake was not authenticated"));
		}
		return CompletableFuture.completedStage(new Accepted(this.identities.of(authentication)));
	}

	private @Nullable Authentication authentication(AuthenticationRequest request) {
		Principal principal = request.channel().principal();
		return (principal instanceof Authentication authentication && this.identities.isSomebody(authentication))
				? authentication : null;
	}

}

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

import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.WampAuthorizer;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Lets an {@link AuthorizationManager} decide what sessions may do. Where it abstains,
 * the answer is no, but for what the specification reserves (below {@code wamp.}): there
 * the router's own permissions decide.
 */
public final class SecurityWampAuthorizer implements WampAuthorizer {

	private final AuthorizationManager<AuthorizationRequest> manager;

	/**
	 * Creates an authorizer.
	 * @param manager decides; must be fast, must not block, and must be safe for use by
	 * many threads
	 */
	public SecurityWampAuthorizer(AuthorizationManager<AuthorizationRequest> manager) {
		this.manager = manager;
	}

	@Override
	public AuthorizationDecision authorize(AuthorizationRequest request) {
		Authentication authentication = SessionAuthentications.of(request.session());
		try {
			AuthorizationResult result = this.manager.authorize(() -> authentication, request);
			if (result == null) {
				return isReserved(request) ? AuthorizationDecision.ABSTAIN : AuthorizationDecision.DENY;
			}
			return AuthorizationDecision.of(result.isGranted());
		}
		catch (AccessDeniedException ex) {
			return AuthorizationDecision.DENY;
		}
	}

	static boolean isReserved(AuthorizationRequest request) {
		return Uris.isReserved(request.uri());
	}

	@Override
	public String toString() {
		return this.manager.toString();
	}

}

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

import java.util.UUID;

import io.github.wampspring.router.SessionInfo;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Who the sessions of a router are for Spring Security.
 */
public final class SessionAuthentications {

	private static final String ANONYMOUS = "anonymous";

	private static final String KEY = UUID.randomUUID().toString();

	private SessionAuthentications() {
	}

	/**
	 * Who a session is.
	 * @param session the session
	 * @return the {@code Authentication} that it has joined with. Where it was let in by
	 * other means: an anonymous one for the method {@code anonymous}, else a
	 * {@link WampAuthenticationToken}
	 */
	public static Authentication of(SessionInfo session) {
		if (session.identity().principal() instanceof Authentication authentication) {
			return authentication;
		}
		return of(session.authId(), session.authRole(),
				!session.trusted() && session.identity().authMethod().equals(ANONYMOUS));
	}

	/**
	 * Who somebody is of whom a router has told authid and authrole.
	 * @param authId the authid
	 * @param authRole the authrole; {@code anonymous} makes it anonymous
	 */
	static Authentication of(String authId, String authRole) {
		return of(authId, authRole, authRole.equals(ANONYMOUS));
	}

	private static Authentication of(String authId, String authRole, boolean anonymous) {
		return anonymous
				? new AnonymousAuthenticationToken(KEY, authId.isEmpty() ? ANONYMOUS : authId,
						AuthorityUtils.createAuthorityList("ROLE_" + authRole))
				: new WampAuthenticationToken(authId, authRole);
	}

}

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

import java.io.Serial;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * A WAMP session of which only authid and authrole are known: it was not authenticated by
 * Spring Security, or not by this application's router. The authrole {@code x} is the
 * authority {@code ROLE_x}.
 */
public final class WampAuthenticationToken extends AbstractAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String authId;

	private final String authRole;

	/**
	 * Creates an authenticated token.
	 * @param authId the authid
	 * @param authRole the authrole
	 */
	public WampAuthenticationToken(String authId, String authRole) {
		super(AuthorityUtils.createAuthorityList("ROLE_" + authRole));
		this.authId = authId;
		this.authRole = authRole;
		super.setAuthenticated(true);
	}

	/**
	 * The authid.
	 */
	@Override
	public String getPrincipal() {
		return this.authId;
	}

	public String getAuthRole() {
		return this.authRole;
	}

	/**
	 * There are none.
	 */
	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof WampAuthenticationToken token
				&& this.authRole.equals(token.authRole);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.authRole);
	}

}

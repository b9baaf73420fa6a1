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

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.util.StringUtils;

/**
 * Makes identities of what Spring Security has authenticated.
 *
 * @param method the WAMP method
 * @param roles chooses the authrole
 */
record SecurityIdentities(String method, AuthroleMapper roles) {

	private static final String PROVIDER = "spring-security";

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	/**
	 * Whether somebody was authenticated, and has a name.
	 */
	@Contract("null -> false")
	boolean isSomebody(@Nullable Authentication authentication) {
		return authentication != null && authentication.isAuthenticated() && !TRUST.isAnonymous(authentication)
				&& StringUtils.hasText(authentication.getName());
	}

	WampIdentity of(Authentication authentication) {
		return new WampIdentity(authentication.getName(), this.roles.getAuthrole(authentication), this.method, PROVIDER,
				Dict.EMPTY, authentication);
	}

}

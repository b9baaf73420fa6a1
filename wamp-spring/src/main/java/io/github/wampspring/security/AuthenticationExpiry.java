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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.util.ClassUtils;

/**
 * Tells until when an authentication is valid. Must not block.
 */
@FunctionalInterface
public interface AuthenticationExpiry {

	/**
	 * The end of an authentication.
	 * @param authentication who was authenticated
	 * @return when it ends; {@code null} if it does not end by itself
	 */
	@Nullable Instant getExpiry(Authentication authentication);

	/**
	 * The expiry of JWTs and opaque tokens, where the resource server's support is there.
	 * @return of other authentications, none ends
	 */
	static AuthenticationExpiry ofTokens() {
		boolean present = ClassUtils.isPresent(
				"org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken",
				AuthenticationExpiry.class.getClassLoader());
		return (authentication) -> present ? OAuth2Tokens.getExpiry(authentication) : null;
	}

	/** Only where the resource server's support is there. */
	final class OAuth2Tokens {

		private OAuth2Tokens() {
		}

		private static @Nullable Instant getExpiry(Authentication authentication) {
			return (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
					? token.getToken().getExpiresAt() : null;
		}

	}

}

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

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * What the ticket of the method {@code ticket} is.
 */
public enum TicketKind {

	/** The password of the user that the authid names. */
	PASSWORD {

		@Override
		Authentication toAuthentication(String authId, String ticket) {
			return UsernamePasswordAuthenticationToken.unauthenticated(authId, ticket);
		}

	},

	/**
	 * An access token, a JWT or an opaque one. The token tells who it is; what HELLO says
	 * about that is not looked at.
	 */
	TOKEN {

		@Override
		Authentication toAuthentication(String authId, String ticket) {
			return BearerTokens.toAuthentication(ticket);
		}

	};

	abstract Authentication toAuthentication(String authId, String ticket);

	/** Apart, since passwords do without the resource server's support. */
	private static final class BearerTokens {

		static Authentication toAuthentication(String token) {
			return new BearerTokenAuthenticationToken(token);
		}

	}

}

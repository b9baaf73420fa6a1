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

import io.github.wampspring.auth.TicketSource;

import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;

/**
 * Takes access tokens of an OAuth 2.0 client for tickets. The manager is asked at each
 * join, and gets a new token where the one that it has is about to expire.
 */
public final class OAuth2TicketSource implements TicketSource {

	private static final String PRINCIPAL = "wamp";

	private final OAuth2AuthorizedClientManager manager;

	/**
	 * Creates a source.
	 * @param manager gets tokens; must do without an HTTP request, as an
	 * {@link org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager}
	 * does
	 */
	public OAuth2TicketSource(OAuth2AuthorizedClientManager manager) {
		this.manager = manager;
	}

	/**
	 * Gets an access token.
	 * @param registration the ID of the client's registration
	 * @return the token
	 * @throws IllegalStateException if the client is not authorized
	 */
	@Override
	public String getTicket(String registration) {
		OAuth2AuthorizedClient client = this.manager
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(registration).principal(PRINCIPAL).build());
		if (client == null) {
			throw new IllegalStateException("The OAuth 2.0 client '" + registration
					+ "' got no access token: its grant type must do without a user, as client_credentials does");
		}
		return client.getAccessToken().getTokenValue();
	}

}

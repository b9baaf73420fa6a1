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
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Sessions, and what they want.
 */
final class Sessions {

	private Sessions() {
	}

	static Authentication user(String name, String... authorities) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				AuthorityUtils.createAuthorityList(authorities));
	}

	static SessionInfo session(long id, String method, String role, @Nullable Authentication principal) {
		return session(id, method, role, principal, channel(null, Map.of()));
	}

	static SessionInfo session(long id, String method, String role, @Nullable Authentication principal,
			ChannelInfo channel) {
		return new SessionInfo(id, "realm1", new WampIdentity("joe", role, method, "test", Dict.EMPTY, principal),
				channel, false, Instant.now());
	}

	static ChannelInfo channel(@Nullable Authentication principal, Map<String, Object> attributes) {
		return new ChannelInfo("websocket", "json", "192.0.2.1:1", Map.of(), principal, false, attributes);
	}

	static AuthorizationRequest request(WampAction action, String uri) {
		return request(action, uri, MatchPolicy.EXACT);
	}

	static AuthorizationRequest request(WampAction action, String uri, MatchPolicy match) {
		return new AuthorizationRequest(session(1, "ticket", "user", null), action, uri, match, Dict.EMPTY);
	}

	static AuthenticationRequest hello(@Nullable String authId, ChannelInfo channel) {
		return new AuthenticationRequest("realm1", 1, authId, Dict.EMPTY, channel);
	}

}

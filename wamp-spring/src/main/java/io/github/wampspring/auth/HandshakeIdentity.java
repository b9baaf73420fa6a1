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

package io.github.wampspring.auth;

import java.util.List;
import java.util.Set;

/**
 * That the HTTP request which opens a WebSocket may tell who the client is.
 *
 * @param role the authrole of those whose lookup names none
 * @param cookies the names of the cookies that lookups may look at, in their case
 * @param lookups know whose handshakes they are, in their order. Without any, a client is
 * who the web server has authenticated the request as
 */
public record HandshakeIdentity(String role, Set<String> cookies, List<WampHandshakeUserLookup> lookups) {

	/** The method, as with Crossbar.io. */
	public static final String METHOD = "cookie";

	public HandshakeIdentity {
		if (role.isBlank()) {
			throw new IllegalArgumentException("The role must not be empty");
		}
		cookies = Set.copyOf(cookies);
		lookups = List.copyOf(lookups);
	}

}

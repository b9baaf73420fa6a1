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

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a handshake has told.
 *
 * @param authId the authid
 * @param role the authrole; {@code null} for that of
 * {@code wamp.router.handshake-identity.role}
 */
public record WampHandshakeUser(String authId, @Nullable String role) {

	public WampHandshakeUser {
		if (authId.isBlank() || (role != null && role.isBlank())) {
			throw new IllegalArgumentException("A user needs an authid and a role, neither of them empty");
		}
	}

	/**
	 * Somebody with the role of all who are told by their handshake.
	 * @param authId the authid
	 */
	public WampHandshakeUser(String authId) {
		this(authId, null);
	}

}

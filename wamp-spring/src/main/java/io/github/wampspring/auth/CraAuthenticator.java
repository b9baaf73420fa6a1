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

import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;

/**
 * WAMP Challenge-Response Authentication, the client's half: the secret never leaves the
 * client. See the section "Challenge Response Authentication" of the specification.
 */
public final class CraAuthenticator implements WampAuthenticator {

	private final String authId;

	private final String secret;

	/**
	 * Creates an authenticator.
	 * @param authId the authid
	 * @param secret the secret; where the router salts it, the one before salting
	 */
	public CraAuthenticator(String authId, String secret) {
		if (authId.isEmpty() || secret.isEmpty()) {
			throw new IllegalArgumentException("WAMP-CRA needs an authid and a secret");
		}
		this.authId = authId;
		this.secret = secret;
	}

	@Override
	public String getMethod() {
		return Cra.METHOD;
	}

	@Override
	public String getAuthId() {
		return this.authId;
	}

	@Override
	public Answer authenticate(Challenge challenge) {
		Dict extra = Dict.copyOf(challenge.extra());
		String text = extra.getString("challenge");
		if (text == null) {
			throw new IllegalStateException("The router's wampcra challenge has no text to sign");
		}
		return new Answer(Cra.sign(key(extra), text));
	}

	private String key(Dict extra) {
		String salt = extra.getString("salt");
		if (salt == null || salt.isEmpty()) {
			return this.secret;
		}
		return Cra.derive(this.secret,
				new Salting(salt, integer(extra, "iterations", 1000), integer(extra, "keylen", 32)));
	}

	private static int integer(Dict extra, String key, int absent) {
		Long value = extra.getLong(key);
		return (value == null) ? absent : (int) Math.min(Math.max(value, -1), Integer.MAX_VALUE);
	}

}

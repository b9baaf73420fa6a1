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

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;

/**
 * WAMP Challenge-Response Authentication, the router's half. See the section "Challenge
 * Response Authentication" of the specification.
 */
public final class CraAuthenticationProvider extends UserAuthenticationProvider {

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates a provider.
	 * @param users the users
	 */
	public CraAuthenticationProvider(UserDirectory users) {
		super(users);
	}

	@Override
	public String getMethod() {
		return Cra.METHOD;
	}

	@Override
	Dict challenge(WampUser user, WampIdentity identity, AuthenticationRequest request) {
		byte[] nonce = new byte[24];
		this.random.nextBytes(nonce);
		StringBuilder json = new StringBuilder(256).append('{');
		field(json, "authid", identity.authId()).append(", ");
		field(json, "authrole", identity.authRole()).append(", ");
		field(json, "authmethod", identity.authMethod()).append(", ");
		field(json, "authprovider", identity.authProvider()).append(", ");
		field(json, "nonce", Base64.getUrlEncoder().encodeToString(nonce)).append(", ");
		field(json, "timestamp", TIMESTAMP.format(Instant.now())).append(", ");
		json.append("\"session\": ").append(request.session()).append('}');
		Dict extra = Dict.of("challenge", json.toString());
		Salting salting = user.salting();
		return (salting == null) ? extra
				: extra.with("salt", salting.salt())
					.with("keylen", salting.keyLength())
					.with("iterations", salting.iterations());
	}

	@Override
	boolean isRight(WampUser user, Dict challenge, String signature) {
		return Cra.isEqual(Cra.sign(user.secret(), String.valueOf(challenge.getString("challenge"))), signature);
	}

	private static StringBuilder field(StringBuilder json, String name, String value) {
		json.append('"').append(name).append("\": \"");
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			}
			else if (c < ' ' || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
				json.append(String.format("\\u%04x", (int) c));
			}
			else {
				json.append(c);
			}
		}
		return json.append('"');
	}

}

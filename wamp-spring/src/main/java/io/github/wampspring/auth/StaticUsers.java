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

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.auth.WampUser.Salting;
import org.jspecify.annotations.Nullable;

/**
 * Users that are known beforehand. An authid that nobody has looks like one of them: it
 * has the role, and the kind of salt, of a user that its name picks.
 */
final class StaticUsers implements WampUserLookup {

	private final Map<String, WampUser> users = new LinkedHashMap<>();

	private final WampUser[] models;

	private final byte[] key = new byte[32];

	StaticUsers(Collection<WampUser> users) {
		for (WampUser user : users) {
			if (this.users.put(user.authId(), user) != null) {
				throw new IllegalArgumentException("There are two users with the authid '" + user.authId() + "'");
			}
		}
		this.models = this.users.values().toArray(new WampUser[0]);
		new SecureRandom().nextBytes(this.key);
	}

	@Override
	public @Nullable WampUser find(String realm, String authId) {
		return this.users.get(authId);
	}

	@Override
	public WampUser decoy(String realm, String authId) {
		byte[] hash = Cra.hmac(this.key, authId.getBytes(StandardCharsets.UTF_8));
		String secret = Base64.getEncoder().encodeToString(hash);
		if (this.models.length == 0) {
			return new WampUser(authId, secret, "user");
		}
		WampUser model = this.models[Math.floorMod(hash[0] << 16 | hash[1] << 8 | hash[2], this.models.length)];
		Salting salting = model.salting();
		if (salting != null) {
			salting = new Salting(salt(hash, salting.salt().length()), salting.iterations(), salting.keyLength());
		}
		return new WampUser(authId, secret, model.role(), salting);
	}

	private static String salt(byte[] hash, int length) {
		StringBuilder salt = new StringBuilder();
		byte[] block = hash;
		while (salt.length() < length) {
			block = Cra.hmac(hash, block);
			salt.append(Base64.getUrlEncoder().withoutPadding().encodeToString(block));
		}
		return salt.substring(0, length);
	}

}

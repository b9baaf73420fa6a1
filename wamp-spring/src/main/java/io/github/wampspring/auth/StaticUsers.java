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

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Users that are known beforehand.
 */
final class StaticUsers implements WampUserLookup {

	private final Map<String, WampUser> users = new LinkedHashMap<>();

	StaticUsers(Collection<WampUser> users) {
		for (WampUser user : users) {
			if (this.users.put(user.authId(), user) != null) {
				throw new IllegalArgumentException("There are two users with the authid '" + user.authId() + "'");
			}
		}
	}

	Collection<WampUser> all() {
		return this.users.values();
	}

	@Override
	public Set<String> methods() {
		Set<String> methods = new TreeSet<>();
		this.users.values().forEach((user) -> methods.addAll(user.methods()));
		return methods;
	}

	@Override
	public @Nullable WampUser find(String realm, String authId) {
		return this.users.get(authId);
	}

	@Override
	public @Nullable WampUser findByKey(String realm, String publicKey) {
		for (WampUser user : this.users.values()) {
			for (WampCredential credential : user.credentials()) {
				if (credential.isFor(publicKey)) {
					return user;
				}
			}
		}
		return null;
	}

	@Override
	public @Nullable WampUser findByCertificate(String realm, X509Certificate certificate) {
		for (WampUser user : this.users.values()) {
			for (WampCredential credential : user.credentials()) {
				if (credential.isFor(certificate)) {
					return user;
				}
			}
		}
		return null;
	}

}

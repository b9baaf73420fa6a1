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
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Users that are known by their TLS client certificates only.
 *
 * @param users finds them
 */
record CertificateUsers(BiFunction<String, X509Certificate, @Nullable WampUser> users) implements WampUserLookup {

	@Override
	public Set<String> methods() {
		return Set.of("tls");
	}

	@Override
	public @Nullable WampUser find(String realm, String authId) {
		return null;
	}

	@Override
	public @Nullable WampUser findByCertificate(String realm, X509Certificate certificate) {
		return this.users.apply(realm, certificate);
	}

}

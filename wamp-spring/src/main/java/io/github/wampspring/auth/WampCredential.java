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

/**
 * What the router keeps of a user for an authentication method, beside the secret. Must
 * be immutable, and must not show secrets in {@link Object#toString()}.
 */
public interface WampCredential {

	/**
	 * The methods that it is for.
	 * @return their names
	 */
	Set<String> methods();

	/**
	 * What it looks like to somebody who does not know the secret. Users who look alike
	 * in all else but their names have equal shapes.
	 * @return a description, without anything that differs from user to user
	 */
	String shape();

	/**
	 * Makes up a credential of the same shape, for a user who does not exist.
	 * @param seed at least 32 bytes which nobody else knows; equal seeds make equal
	 * credentials
	 * @return a credential that nobody has the secret for
	 */
	WampCredential decoy(byte[] seed);

	/**
	 * Whether a user with this credential is the one with a public key.
	 * @param publicKey the key, in lower case hexadecimal digits
	 * @return {@code false} by default
	 */
	default boolean isFor(String publicKey) {
		return false;
	}

	/**
	 * Whether a user with this credential is the owner of a TLS client certificate.
	 * @param certificate the certificate, whose key the client has
	 * @return {@code false} by default
	 */
	default boolean isFor(X509Certificate certificate) {
		return false;
	}

}

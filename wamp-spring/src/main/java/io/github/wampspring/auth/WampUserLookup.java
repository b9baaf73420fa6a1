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
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Finds the users that may be let in. Must be safe for use by many threads. It is called
 * by one of the few threads that the router has for authentication: a lookup may take its
 * time, but while all of these threads wait, nobody else is authenticated.
 */
@FunctionalInterface
public interface WampUserLookup {

	/** The methods that need no more than a user's secret. */
	Set<String> METHODS_WITH_SECRETS = Set.of("ticket", "wampcra", "wamp-scram", "scram");

	/**
	 * Finds a user.
	 * @param realm the realm that it wants to join
	 * @param authId the authid
	 * @return the user, or {@code null} if there is none
	 * @throws RuntimeException if that cannot be found out; the client is then refused
	 * with {@code wamp.error.authentication_failed}, and may try again
	 */
	@Nullable WampUser find(String realm, String authId);

	/**
	 * Finds a user by a public key, for a client that proves to have the private one and
	 * leaves its authid to the router.
	 * @param realm the realm that it wants to join
	 * @param publicKey the key, in lower case hexadecimal digits
	 * @return the user, or {@code null} (the default) if there is none
	 * @throws RuntimeException as {@link #find}
	 */
	default @Nullable WampUser findByKey(String realm, String publicKey) {
		return null;
	}

	/**
	 * Finds a user by a TLS client certificate. The client has its key, and whoever has
	 * signed it is trusted; whether it has expired is looked at elsewhere.
	 * @param realm the realm that it wants to join
	 * @param certificate the certificate
	 * @return the user, or {@code null} (the default) if there is none
	 * @throws RuntimeException as {@link #find}
	 */
	default @Nullable WampUser findByCertificate(String realm, X509Certificate certificate) {
		return null;
	}

	/**
	 * Makes up a user for an authid that nobody has, so that the client cannot tell. It
	 * must look the same each time, and like the users that this lookup finds: its role,
	 * its salting and its credentials are what the client sees. It is never let in,
	 * whatever its secret. Must not do what takes time.
	 * @param realm the realm
	 * @param authId the authid
	 * @return a user, or {@code null} (the default) if the router shall make one up that
	 * looks like those that this lookup has found so far
	 */
	default @Nullable WampUser decoy(String realm, String authId) {
		return null;
	}

	/**
	 * The methods that its users may be let in by. Other methods are passed over, unless
	 * another lookup has them.
	 * @return their names, by default those that need no more than a secret
	 */
	default Set<String> methods() {
		return METHODS_WITH_SECRETS;
	}

	/**
	 * A lookup that knows users by their TLS client certificates only.
	 * @param users finds the user of a realm and a certificate, {@code null} if there is
	 * none. The user's credentials do not matter any more;
	 * {@code CertificateCredential.of(certificate)} will do
	 * @return the lookup, for the method {@code tls}
	 */
	static WampUserLookup byCertificate(BiFunction<String, X509Certificate, @Nullable WampUser> users) {
		return new CertificateUsers(users);
	}

	/**
	 * A lookup among users that are known beforehand.
	 * @param users the users
	 * @return the lookup, for all realms alike
	 * @throws IllegalArgumentException if two users have the same authid
	 */
	static WampUserLookup of(Collection<WampUser> users) {
		return new StaticUsers(users);
	}

}

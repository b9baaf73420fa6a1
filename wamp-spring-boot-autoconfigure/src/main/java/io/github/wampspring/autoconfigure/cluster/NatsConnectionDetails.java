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

package io.github.wampspring.autoconfigure.cluster;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the NATS servers of a cluster are, and who connects. A bean of this type takes
 * the place of the properties below {@code wamp.router.cluster.nats}, but
 * {@code ssl.verify-hostname}.
 */
public interface NatsConnectionDetails extends ConnectionDetails {

	/**
	 * The servers, tried one after the other.
	 * @return URLs such as {@code nats://localhost:4222}, at least one
	 */
	List<String> getServers();

	/**
	 * Who connects.
	 * @return the user, or {@code null} for nobody in particular
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * The user's password.
	 * @return the password, or {@code null}
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * A token, instead of user and password.
	 * @return the token, or {@code null}
	 */
	default @Nullable String getToken() {
		return null;
	}

	/**
	 * A file with a JWT and the seed of an NKey, instead of user and password.
	 * @return the file, or {@code null}
	 */
	default @Nullable Path getCredentialsFile() {
		return null;
	}

	/**
	 * The keys and the trust for TLS, which is used with any URL then. Asked for at each
	 * connect.
	 * @return the bundle, or {@code null} for those of the JVM where a URL asks for TLS
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}

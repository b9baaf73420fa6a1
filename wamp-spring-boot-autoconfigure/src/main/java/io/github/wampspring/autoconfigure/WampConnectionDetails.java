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

package io.github.wampspring.autoconfigure;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the router of a connection is. A bean of this type takes the place of the
 * properties. It is for the connection that it {@linkplain #getConnection() names}, or
 * that its {@code @Qualifier} names.
 */
public interface WampConnectionDetails extends ConnectionDetails {

	/**
	 * The router's URLs, tried in their order.
	 * @return the URLs; none for the embedded router or, where it is not enabled, the
	 * default URL
	 */
	List<URI> getUrls();

	/**
	 * The connection that this is for.
	 * @return its name; {@code default} for the one of {@code wamp.*}, or the only one
	 */
	default String getConnection() {
		return "default";
	}

	/**
	 * The keys and the trust for {@code wss}.
	 * @return the bundle, or {@code null} for those of the JVM
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}

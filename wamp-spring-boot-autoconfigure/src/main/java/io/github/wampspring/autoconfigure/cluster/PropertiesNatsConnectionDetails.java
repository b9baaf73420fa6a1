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

import io.github.wampspring.autoconfigure.common.NamedSslBundle;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connection details of the properties.
 *
 * @param properties the properties
 * @param bundles the application's bundles
 */
record PropertiesNatsConnectionDetails(ClusterProperties.Nats properties,
		ObjectProvider<SslBundles> bundles) implements NatsConnectionDetails {

	private static final String DEFAULT_SERVER = "nats://localhost:4222";

	@Override
	public List<String> getServers() {
		return this.properties.getServers().isEmpty() ? List.of(DEFAULT_SERVER)
				: List.copyOf(this.properties.getServers());
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.getUsername();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.getPassword();
	}

	@Override
	public @Nullable String getToken() {
		return this.properties.getToken();
	}

	@Override
	public @Nullable Path getCredentialsFile() {
		return this.properties.getCredentialsFile();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.getSsl().getBundle();
		return (name != null) ? NamedSslBundle.get("wamp.router.cluster.nats.ssl.bundle", name, this.bundles) : null;
	}

	/**
	 * Whether anybody has told where NATS is.
	 */
	boolean isConfigured() {
		return !this.properties.getServers().isEmpty();
	}

}

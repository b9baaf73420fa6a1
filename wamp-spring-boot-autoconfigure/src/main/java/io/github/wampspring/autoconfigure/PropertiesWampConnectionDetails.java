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

import io.github.wampspring.autoconfigure.common.NamedSslBundle;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Connection details of the properties {@code urls} and {@code ssl.bundle}.
 *
 * @param prefix the prefix of the properties
 * @param connection the connection's name
 * @param properties the properties
 * @param bundles the application's bundles
 */
record PropertiesWampConnectionDetails(String prefix, String connection, WampConnectionProperties properties,
		ObjectProvider<SslBundles> bundles) implements WampConnectionDetails {

	@Override
	public String getConnection() {
		return this.connection;
	}

	@Override
	public List<URI> getUrls() {
		URI url = this.properties.getUrl();
		return (url != null && this.properties.getUrls().isEmpty()) ? List.of(url)
				: List.copyOf(this.properties.getUrls());
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.getSsl().getBundle();
		return StringUtils.hasText(name) ? NamedSslBundle.get(this.prefix + ".ssl.bundle", name, this.bundles) : null;
	}

}

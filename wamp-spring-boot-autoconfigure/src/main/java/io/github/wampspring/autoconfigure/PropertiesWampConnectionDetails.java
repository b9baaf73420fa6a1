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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;

/**
 * Connection details of {@code wamp.urls} and {@code wamp.ssl.bundle}.
 *
 * @param properties the properties
 * @param bundles the application's bundles
 */
record PropertiesWampConnectionDetails(WampConnectionProperties properties,
		ObjectProvider<SslBundles> bundles) implements WampConnectionDetails {

	@Override
	public List<URI> getUrls() {
		URI url = this.properties.getUrl();
		return (url != null && this.properties.getUrls().isEmpty()) ? List.of(url)
				: List.copyOf(this.properties.getUrls());
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.getSsl().getBundle();
		if (name == null) {
			return null;
		}
		SslBundles bundles = this.bundles.getIfAvailable();
		Assert.state(bundles != null, "The property wamp.ssl.bundle needs a bean of the type SslBundles");
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException("wamp.ssl.bundle", name,
					"there is no such SSL bundle: define it by spring.ssl.bundle.jks." + name
							+ " or spring.ssl.bundle.pem." + name);
		}
	}

}

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

package io.github.wampspring.autoconfigure.common;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;

/**
 * Finds the SSL bundle that a property names.
 */
public final class NamedSslBundle {

	private NamedSslBundle() {
	}

	/**
	 * Finds the bundle.
	 * @param property the name of the property
	 * @param name its value
	 * @param provider provides the bundles
	 * @return the bundle
	 * @throws InvalidConfigurationPropertyValueException if there is none of that name
	 */
	public static SslBundle get(String property, String name, ObjectProvider<SslBundles> provider) {
		SslBundles bundles = provider.getIfAvailable();
		Assert.state(bundles != null, () -> "The property " + property + " needs a bean of the type SslBundles");
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException(property, name,
					"there is no such SSL bundle: define it by spring.ssl.bundle.jks." + name
							+ " or spring.ssl.bundle.pem." + name);
		}
	}

}

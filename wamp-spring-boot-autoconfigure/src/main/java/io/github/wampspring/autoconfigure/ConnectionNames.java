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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Which connections the properties configure.
 */
final class ConnectionNames {

	/** The connection of the flat {@code wamp.*}. */
	static final String DEFAULT = "default";

	private static final String CONNECTIONS = "wamp.connections";

	private static final List<ConfigurationPropertyName> ASKING = List.of(ConfigurationPropertyName.of("wamp.url"),
			ConfigurationPropertyName.of("wamp.urls"), ConfigurationPropertyName.of("wamp.realm"));

	private final Environment environment;

	private final Map<String, WampConnectionProperties> named;

	ConnectionNames(Environment environment) {
		this.environment = environment;
		this.named = Binder.get(environment)
			.bind(CONNECTIONS, Bindable.mapOf(String.class, WampConnectionProperties.class))
			.orElseGet(LinkedHashMap::new);
		if (this.named.containsKey(DEFAULT)) {
			throw new InvalidConfigurationPropertyValueException(CONNECTIONS + "." + DEFAULT, "(properties)",
					"the connection 'default' is configured by wamp.* directly, such as wamp.url");
		}
	}

	/**
	 * The connections of {@code wamp.connections}.
	 * @return their names
	 */
	List<String> named() {
		return List.copyOf(this.named.keySet());
	}

	/**
	 * Whether there is to be a connection {@code default}: where there is no other, or a
	 * property says where it goes, or it goes to the embedded router, which no other one
	 * joins.
	 * @return {@code true} if it is wanted
	 */
	boolean isDefaultWanted() {
		return this.named.isEmpty() || isAskedFor()
				|| (isRouterEnabled() && this.named.values()
					.stream()
					.noneMatch((properties) -> properties.getUrl() == null && properties.getUrls().isEmpty()));
	}

	private boolean isAskedFor() {
		return ASKING.stream().anyMatch((name) -> {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				if (source.getConfigurationProperty(name) != null
						|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
					return true;
				}
			}
			return false;
		});
	}

	private boolean isRouterEnabled() {
		Binder binder = Binder.get(this.environment);
		// a router that only a test adds asks for no connection
		return binder.bind("wamp.router.enabled", Boolean.class).orElse(false)
				&& !binder.bind("wamp.test.router.added", Boolean.class).orElse(false);
	}

	/**
	 * The prefix of a connection's properties.
	 * @param name its name
	 * @return such as {@code wamp} or {@code wamp.connections.cloud}
	 */
	static String prefix(String name) {
		return DEFAULT.equals(name) ? "wamp" : CONNECTIONS + "." + name;
	}

	/**
	 * Lets a text for people name the properties of a connection.
	 * @param name its name
	 * @param text names those of {@code default}
	 * @return the text
	 */
	static String withPrefix(String name, String text) {
		return text.replaceAll("\\bwamp\\.(?!router\\.|enabled)", Matcher.quoteReplacement(prefix(name) + "."));
	}

}

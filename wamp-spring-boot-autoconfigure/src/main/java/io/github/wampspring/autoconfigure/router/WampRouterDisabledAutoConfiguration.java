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

package io.github.wampspring.autoconfigure.router;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that warns of properties of a router that there is not, unless
 * {@code wamp.router.enabled=false} says that none is wanted, as profiles do.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = WampRouterDisabledAutoConfiguration.ENABLED, havingValue = false,
		matchIfMissing = true)
@Lazy(false)
public final class WampRouterDisabledAutoConfiguration {

	static final String ENABLED = "wamp.router.enabled";

	private static final Log logger = LogFactory.getLog(WampRouterDisabledAutoConfiguration.class);

	private static final List<String> SECURITY = List.of("wamp.router.security.ticket",
			"wamp.router.security.handshake");

	WampRouterDisabledAutoConfiguration(Environment environment) {
		if (!environment.containsProperty(ENABLED)) {
			found(environment).findFirst()
				.ifPresent((name) -> logger.warn(name + " has no effect, since there is no WAMP router in this"
						+ " application: set wamp.router.enabled=true to have one, or false if there is to be none"));
		}
	}

	private static Stream<String> found(Environment environment) {
		Bound bound = new Bound(new ArrayList<>());
		Binder.get(environment).bind("wamp.router", Bindable.of(WampRouterProperties.class), bound);
		return Stream.concat(bound.names().stream(), SECURITY.stream().filter(environment::containsProperty));
	}

	/**
	 * The names of what was bound. What only looks like a property of the router, as do
	 * variables that an engine of containers sets for a service of that name, is not.
	 *
	 * @param names the names
	 */
	private record Bound(List<String> names) implements BindHandler {

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			if (context.getConfigurationProperty() != null) {
				this.names.add(name.toString());
			}
			return result;
		}

		/** What is wrong with a value is said when there is a router. */
		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) {
			this.names.add(name.toString());
			return null;
		}

	}

}

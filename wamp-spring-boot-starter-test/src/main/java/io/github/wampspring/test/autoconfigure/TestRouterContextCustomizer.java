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

package io.github.wampspring.test.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Enables the router by properties, and tells its URL by one.
 *
 * @param request what the test asks for, {@code null} for no router
 */
record TestRouterContextCustomizer(@Nullable Request request) implements ContextCustomizer {

	/** The transport that the test asks for. */
	static final String TRANSPORT = "wamp.test.router.transport";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		environment.getPropertySources().addLast(new LocalUrlPropertySource(context));
		Request request = this.request;
		if (request != null) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("wampTestRouter", request.properties(environment)));
		}
	}

	/**
	 * What a test asks for.
	 *
	 * @param transport the way to the router
	 * @param awaitReady whether test methods wait for the connections
	 */
	record Request(Transport transport, boolean awaitReady) {

		Map<String, Object> properties(ConfigurableEnvironment environment) {
			Map<String, Object> properties = new LinkedHashMap<>();
			properties.put(TRANSPORT, this.transport.name());
			properties.put("wamp.test.router.await-ready", this.awaitReady);
			if (!environment.getProperty("wamp.router.enabled", Boolean.class, false)) {
				properties.put("wamp.router.enabled", true);
				properties.put("wamp.test.router.added", true);
				properties.put("wamp.router.anonymous.enabled", true);
			}
			// the router of a test has realms of its own
			properties.put("wamp.router.cluster.name", "");
			properties.put("wamp.router.listen", (this.transport == Transport.LISTENER) ? "localhost:0" : "");
			return properties;
		}

	}

}

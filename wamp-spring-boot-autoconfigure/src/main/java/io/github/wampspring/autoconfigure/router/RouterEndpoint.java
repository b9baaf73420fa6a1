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

import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.HandshakeRules;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.SmartLifecycle;

/**
 * Where the router can be reached at the application's web server.
 *
 * @param path the path of the WebSocket endpoint
 */
public record RouterEndpoint(String path) {

	/**
	 * The phase of connections where the router's endpoint is in this application:
	 * between a web server's graceful shutdown ({@code DEFAULT_PHASE - 1024}) and its end
	 * ({@code DEFAULT_PHASE - 2048}).
	 */
	public static final int CLIENT_PHASE = SmartLifecycle.DEFAULT_PHASE - 1536;

	/**
	 * The path of the property.
	 */
	static String path(WampRouterProperties properties) {
		if (!properties.getPath().startsWith("/")) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.path", properties.getPath(),
					"it must begin with a slash");
		}
		return properties.getPath();
	}

	/**
	 * The rules of the properties, and then the application's own.
	 */
	static HandshakeGuard guard(WampRouterProperties properties, ObjectProvider<HandshakeGuard> guards) {
		AllowedPages.check(properties);
		HandshakeGuard rules = new HandshakeRules(properties.getAllowedOrigins(), properties.getAllowedHosts());
		return guards.orderedStream().reduce(rules, HandshakeGuard::and);
	}

}

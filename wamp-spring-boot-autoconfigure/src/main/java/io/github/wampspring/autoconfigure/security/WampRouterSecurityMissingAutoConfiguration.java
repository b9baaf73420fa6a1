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

package io.github.wampspring.autoconfigure.security;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that refuses to start a router whose properties demand Spring
 * Security, where that is not on the class path: who is let in by it must not be left to
 * properties that nobody reads.
 */
@AutoConfiguration
@ConditionalOnMissingClass("org.springframework.security.authentication.AuthenticationManager")
@ConditionalOnBooleanProperty("wamp.router.enabled")
@Lazy(false)
public final class WampRouterSecurityMissingAutoConfiguration {

	private static final String PREFIX = "wamp.router.security.";

	WampRouterSecurityMissingAutoConfiguration(Environment environment) {
		for (String name : List.of("ticket", "handshake")) {
			String value = environment.getProperty(PREFIX + name);
			if (value != null && !value.isEmpty() && !value.equalsIgnoreCase("false")) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + name, value,
						"Spring Security is not on the class path: add the dependency spring-boot-starter-security,"
								+ " or leave the property out");
			}
		}
	}

}

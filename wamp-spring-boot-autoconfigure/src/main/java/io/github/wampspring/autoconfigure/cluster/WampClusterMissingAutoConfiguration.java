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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that refuses to start an application with a cluster of routers and
 * none of its own. Where the router was turned off, so is the cluster.
 */
@AutoConfiguration
@Conditional(OnClusterCondition.class)
@Lazy(false)
public final class WampClusterMissingAutoConfiguration {

	WampClusterMissingAutoConfiguration(Environment environment) {
		if (environment.getProperty("wamp.router.enabled") == null) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.cluster.name",
					environment.getProperty("wamp.router.cluster.name"),
					"a cluster is made of embedded routers, and there is none: set wamp.router.enabled=true as well,"
							+ " or leave the name out");
		}
	}

}

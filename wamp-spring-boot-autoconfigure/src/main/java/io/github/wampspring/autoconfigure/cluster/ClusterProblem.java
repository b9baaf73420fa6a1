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

import io.github.wampspring.autoconfigure.cluster.ClusterProperties.Engine;
import io.github.wampspring.autoconfigure.common.PropertyRules;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * What is wrong with a cluster as a whole. The failure names a property that is set,
 * since only then Spring Boot explains it.
 */
final class ClusterProblem {

	private ClusterProblem() {
	}

	static InvalidConfigurationPropertyValueException of(ClusterProperties properties, String reason) {
		PropertyRules rules = new PropertyRules("wamp.router.cluster");
		Engine engine = properties.getEngine();
		return (engine != null) ? rules.invalid("engine", engine, reason)
				: rules.invalid("name", properties.getName(), reason);
	}

}

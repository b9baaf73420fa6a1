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

import java.util.List;

import io.github.wampspring.autoconfigure.cluster.ClusterProperties.Engine;

/**
 * Which engine it is.
 *
 * @param properties what is set
 * @param engines those that are there
 */
record EngineChoice(ClusterProperties properties, List<LinkEngine> engines) {

	private static final String ADD_NATS = "add the dependency io.nats:jnats";

	private static final String ADD_REDIS = "add the dependency spring-boot-starter-data-redis";

	LinkEngine choose() {
		Engine wanted = this.properties.getEngine();
		if (wanted != null) {
			return this.engines.stream()
				.filter((engine) -> engine.type() == wanted)
				.findFirst()
				.orElseThrow(() -> ClusterProblem.of(this.properties, missing(wanted)));
		}
		if (this.engines.isEmpty()) {
			throw ClusterProblem.of(this.properties,
					"a cluster needs an engine between its instances. For NATS, " + ADD_NATS + "; for Redis or Valkey, "
							+ ADD_REDIS + "; for another one, define a bean of type ClusterLinkFactory");
		}
		List<LinkEngine> configured = this.engines.stream().filter(LinkEngine::isConfigured).toList();
		List<LinkEngine> candidates = configured.isEmpty() ? this.engines : configured;
		if (candidates.size() > 1) {
			throw ClusterProblem.of(this.properties,
					"its engine could be NATS or Redis, since the application has both: set"
							+ " wamp.router.cluster.engine to nats or redis");
		}
		return candidates.get(0);
	}

	private static String missing(Engine engine) {
		return switch (engine) {
			case NATS -> "jnats is not on the class path: " + ADD_NATS;
			case REDIS ->
				"there is no bean of type RedisConnectionFactory, or Lettuce is not on the class path: " + ADD_REDIS;
		};
	}

}

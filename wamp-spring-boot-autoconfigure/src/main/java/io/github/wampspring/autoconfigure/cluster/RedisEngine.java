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
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.redis.RedisLink;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Redis, with the settings of the application's connections.
 *
 * @param beans where these are
 * @param properties which one it is
 */
record RedisEngine(ListableBeanFactory beans, ClusterProperties properties) implements LinkEngine {

	@Override
	public Engine type() {
		return Engine.REDIS;
	}

	@Override
	public boolean isConfigured() {
		return name() != null;
	}

	@Override
	public ClusterLinkFactory links() {
		RedisConnectionFactory factory = factory();
		try {
			// it tells whether the settings will do, and does nothing else
			new RedisLink(factory, LinkSettings.defaults());
		}
		catch (IllegalArgumentException ex) {
			throw ClusterProblem.of(this.properties, String.valueOf(ex.getMessage()));
		}
		return (settings) -> new RedisLink(factory, settings);
	}

	private @Nullable String name() {
		return this.properties.getRedis().getConnectionFactory();
	}

	private RedisConnectionFactory factory() {
		String name = name();
		if (name != null) {
			if (!this.beans.containsBean(name) || !this.beans.isTypeMatch(name, RedisConnectionFactory.class)) {
				throw new PropertyRules("wamp.router.cluster").invalid("redis.connection-factory", name,
						"there is no bean of type RedisConnectionFactory with that name, but " + names());
			}
			return this.beans.getBean(name, RedisConnectionFactory.class);
		}
		RedisConnectionFactory factory = this.beans.getBeanProvider(RedisConnectionFactory.class).getIfUnique();
		if (factory == null) {
			throw ClusterProblem.of(this.properties, "there are several beans of type RedisConnectionFactory: set"
					+ " wamp.router.cluster.redis.connection-factory to one of " + names());
		}
		return factory;
	}

	private String names() {
		return String.join(", ", this.beans.getBeanNamesForType(RedisConnectionFactory.class));
	}

}

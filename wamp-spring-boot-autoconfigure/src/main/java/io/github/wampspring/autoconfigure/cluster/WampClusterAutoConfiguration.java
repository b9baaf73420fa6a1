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

import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.nats.client.Nats;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration for an embedded router that is one of several.
 */
@AutoConfiguration(before = WampRouterAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty("wamp.router.enabled")
@Conditional(OnClusterCondition.class)
@ConditionalOnMissingBean(ClusterSettings.class)
@EnableConfigurationProperties({ WampRouterProperties.class, ClusterProperties.class })
public final class WampClusterAutoConfiguration {

	@Bean
	ClusterSettings wampClusterSettings(ClusterProperties properties, WampRouterProperties router,
			ClusterLinkFactory links, Environment environment) {
		return new ClusterSettingsMapper(properties, router.getMaxMessageSize()).map(links, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	ClusterLinkFactory wampClusterLinkFactory(ClusterProperties properties, ObjectProvider<LinkEngine> engines) {
		return new EngineChoice(properties, engines.orderedStream().toList()).choose().links();
	}

	/**
	 * Whoever replaces the settings of the router has to pass those of the cluster on.
	 */
	@Bean
	SmartInitializingSingleton wampClusterCheck(ClusterProperties properties, ObjectProvider<RouterSettings> router) {
		return () -> router.ifAvailable((settings) -> {
			if (settings.cluster() == null) {
				throw ClusterProblem.of(properties, "the application has a bean of type RouterSettings of its own,"
						+ " without a cluster: give it the bean of type ClusterSettings");
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Nats.class)
	@ConditionalOnMissingBean(ClusterLinkFactory.class)
	static class NatsConfiguration {

		@Bean
		@ConditionalOnMissingBean(NatsConnectionDetails.class)
		PropertiesNatsConnectionDetails wampNatsConnectionDetails(ClusterProperties properties,
				ObjectProvider<SslBundles> bundles) {
			return new PropertiesNatsConnectionDetails(properties.getNats(), bundles);
		}

		@Bean
		NatsEngine wampNatsEngine(NatsConnectionDetails details, ClusterProperties properties,
				ObjectProvider<NatsOptionsCustomizer> customizers) {
			return new NatsEngine(details, properties, customizers.orderedStream().toList());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(value = RedisConnectionFactory.class, name = "io.lettuce.core.RedisClient")
	@ConditionalOnBean(RedisConnectionFactory.class)
	@ConditionalOnMissingBean(ClusterLinkFactory.class)
	static class RedisConfiguration {

		@Bean
		RedisEngine wampRedisEngine(ListableBeanFactory beans, ClusterProperties properties) {
			return new RedisEngine(beans, properties);
		}

	}

}

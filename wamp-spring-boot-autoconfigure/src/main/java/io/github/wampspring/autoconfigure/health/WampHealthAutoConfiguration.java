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

package io.github.wampspring.autoconfigure.health;

import io.github.wampspring.autoconfigure.WampClientAutoConfiguration;
import io.github.wampspring.autoconfigure.cluster.WampClusterAutoConfiguration;
import io.github.wampspring.autoconfigure.common.ConnectionsByName;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.WampRouter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the health of connections, of the embedded router and of its
 * cluster.
 */
@AutoConfiguration(after = { WampClientAutoConfiguration.class, WampClusterAutoConfiguration.class,
		WampRouterAutoConfiguration.class })
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
public final class WampHealthAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(WampConnection.class)
	static class ConnectionConfiguration {

		@Bean
		@ConditionalOnEnabledHealthIndicator("wamp")
		@ConditionalOnMissingBean(name = { "wampHealthIndicator", "wampHealthContributor" })
		CompositeHealthContributor wampHealthContributor(ListableBeanFactory beanFactory,
				ObjectProvider<WampConnection> connections) {
			return CompositeHealthContributor.fromMap(ConnectionsByName.of(beanFactory, connections),
					WampConnectionHealthIndicator::new);
		}

		@Bean
		@ConditionalOnEnabledHealthIndicator("wampliveness")
		@ConditionalOnMissingBean(name = { "wampLivenessHealthIndicator", "wampLivenessHealthContributor" })
		HealthIndicator wampLivenessHealthIndicator(ListableBeanFactory beanFactory,
				ObjectProvider<WampConnection> connections) {
			return new WampLivenessHealthIndicator(ConnectionsByName.of(beanFactory, connections).values());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(WampRouter.class)
	static class RouterConfiguration {

		@Bean
		@ConditionalOnEnabledHealthIndicator("wamprouter")
		@ConditionalOnMissingBean(name = { "wampRouterHealthIndicator", "wampRouterHealthContributor" })
		HealthIndicator wampRouterHealthIndicator(WampRouter router) {
			return new WampRouterHealthIndicator(router);
		}

		@Bean
		@ConditionalOnBean(ClusterSettings.class)
		@ConditionalOnEnabledHealthIndicator("wampcluster")
		@ConditionalOnMissingBean(name = { "wampClusterHealthIndicator", "wampClusterHealthContributor" })
		HealthIndicator wampClusterHealthIndicator(WampRouter router) {
			return new WampClusterHealthIndicator(router);
		}

	}

}

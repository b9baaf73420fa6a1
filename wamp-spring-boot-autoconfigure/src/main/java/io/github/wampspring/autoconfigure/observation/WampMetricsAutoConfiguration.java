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

package io.github.wampspring.autoconfigure.observation;

import io.github.wampspring.autoconfigure.cluster.WampClusterAutoConfiguration;
import io.github.wampspring.autoconfigure.common.ConnectionsByName;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.WampRouter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of connections, of the embedded router and of its
 * cluster.
 */
@AutoConfiguration(after = { WampClusterAutoConfiguration.class, WampRouterAutoConfiguration.class },
		afterName = { "io.github.wampspring.autoconfigure.WampClientAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class WampMetricsAutoConfiguration {

	@Bean
	@ConditionalOnBean(WampConnection.class)
	@ConditionalOnMissingBean(name = "wampConnectionMetrics")
	ConnectionMetrics wampConnectionMetrics(ListableBeanFactory beanFactory,
			ObjectProvider<WampConnection> connections) {
		return new ConnectionMetrics(() -> ConnectionsByName.of(beanFactory, connections).values().stream());
	}

	@Bean
	@ConditionalOnBean(WampRouter.class)
	@ConditionalOnMissingBean(name = "wampRouterMetrics")
	RouterMetrics wampRouterMetrics(WampRouter router) {
		return new RouterMetrics(router);
	}

	@Bean
	@ConditionalOnBean({ WampRouter.class, ClusterSettings.class })
	@ConditionalOnMissingBean(name = "wampClusterMetrics")
	ClusterMetrics wampClusterMetrics(WampRouter router) {
		return new ClusterMetrics(router);
	}

}

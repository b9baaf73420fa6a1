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

package io.github.wampspring.autoconfigure.actuate;

import io.github.wampspring.autoconfigure.WampClientAutoConfiguration;
import io.github.wampspring.autoconfigure.WampListenerAutoConfiguration;
import io.github.wampspring.autoconfigure.common.ConnectionsByName;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.listener.WampListenerRegistry;
import io.github.wampspring.router.WampRouter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the {@link WampEndpoint}.
 */
@AutoConfiguration(after = { WampClientAutoConfiguration.class, WampListenerAutoConfiguration.class,
		WampRouterAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class WampEndpointAutoConfiguration {

	/** Apart, since its conditions need the actuator. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(WampEndpoint.class)
	@Conditional(SomethingToTell.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		WampEndpoint wampEndpoint(ListableBeanFactory beanFactory, ObjectProvider<WampConnection> connections,
				ObjectProvider<WampListenerRegistry> listeners, ObjectProvider<WampRouter> router) {
			return new WampEndpoint(ConnectionsByName.of(beanFactory, connections), listeners.getIfUnique(),
					router.getIfUnique());
		}

	}

	/** A connection or a router. */
	static class SomethingToTell extends AnyNestedCondition {

		SomethingToTell() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(WampConnection.class)
		static class WithConnection {

		}

		@ConditionalOnBean(WampRouter.class)
		static class WithRouter {

		}

	}

}

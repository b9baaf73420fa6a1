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

import java.util.List;

import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplateCustomizer;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.observation.MdcInterceptor;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that puts interceptors, which are beans, around the operations of
 * all connections and templates.
 */
@AutoConfiguration
@ConditionalOnClass(WampConnection.class)
@ConditionalOnBooleanProperty(name = "wamp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampObservationProperties.class)
public final class WampInterceptorAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ConnectionSettingsCustomizer wampIncomingInterceptors(ConfigurableApplicationContext context,
			ObjectProvider<WampIncomingInterceptor> interceptors) {
		return (settings) -> settings.interceptors(() -> beans(context, interceptors));
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WampTemplateCustomizer wampOutgoingInterceptors(ConfigurableApplicationContext context,
			ObjectProvider<WampOutgoingInterceptor> interceptors) {
		return (template) -> template.interceptors(() -> beans(context, interceptors));
	}

	/**
	 * A context that is closed makes no bean: an operation then fails for that reason.
	 */
	private static <T> List<T> beans(ConfigurableApplicationContext context, ObjectProvider<T> provider) {
		return context.isActive() ? provider.orderedStream().toList() : List.of();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MDC.class)
	@ConditionalOnBooleanProperty("wamp.observation.mdc")
	static class MdcConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnMissingBean
		MdcInterceptor wampMdcInterceptor() {
			return new MdcInterceptor();
		}

	}

}

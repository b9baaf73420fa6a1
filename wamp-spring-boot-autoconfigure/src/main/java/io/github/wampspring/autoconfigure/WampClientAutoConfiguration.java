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

package io.github.wampspring.autoconfigure;

import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.RouterEndpoint;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorMappingsCustomizer;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampEventErrorHandler;
import io.github.wampspring.core.WampEventErrorPolicy;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampErrorScanner;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration for the connections to routers, and the templates.
 */
@AutoConfiguration(after = { WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class,
		SslAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "wamp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampProperties.class)
@Import({ HandlerExecutorConfiguration.class, ConnectionRegistrar.class })
@ImportRuntimeHints(ClientTransports.Hints.class)
public final class WampClientAutoConfiguration {

	@Bean(ConnectionRegistrar.BEANS)
	static ConnectionBeans wampConnectionBeans(ConfigurableApplicationContext context, WampProperties properties) {
		return new ConnectionBeans(context, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorMappings wampErrorMappings(ApplicationContext context, ObjectProvider<ErrorTypes> found,
			ObjectProvider<ErrorMappingsCustomizer> customizers) {
		ErrorMappings mappings = new ErrorMappings();
		ErrorTypes types = found.getIfAvailable();
		if (types != null) {
			WampErrorScanner.register(types.resolve(context.getClassLoader()), mappings);
		}
		else if (AutoConfigurationPackages.has(context)) {
			new WampErrorScanner(context).scan(AutoConfigurationPackages.get(context), mappings);
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(mappings));
		return mappings;
	}

	@Bean
	@ConditionalOnMissingBean(ProcedureErrors.class)
	ErrorTranslator wampProcedureErrors(ErrorMappings mappings, ObjectProvider<WampErrorHandler> handlers,
			WampProperties properties) {
		return new ErrorTranslator(mappings, () -> handlers.orderedStream().toList(),
				properties.getListener().isIncludeMessage());
	}

	@Bean
	@ConditionalOnMissingBean
	EventErrors wampEventErrors(ObjectProvider<WampEventErrorHandler> handlers,
			@Qualifier("wampEventErrorPolicy") ObjectProvider<WampEventErrorPolicy> policy) {
		return new EventErrors(() -> handlers.orderedStream().toList(), policy::getIfAvailable);
	}

	@Bean
	@ConditionalOnMissingBean
	WampConnectionHints wampConnectionHints(ConnectionBeans connections, ObjectProvider<RouterEndpoint> endpoint) {
		return new WampConnectionHints(connections.urls(), endpoint.getIfAvailable() != null);
	}

	/**
	 * The connection {@code default} and its templates.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnDefaultConnection.class)
	static class DefaultConnectionConfiguration {

		@Bean
		@Qualifier(ConnectionNames.DEFAULT)
		@ConditionalOnMissingForDefault(WampConnectionDetails.class)
		WampConnectionDetails wampConnectionDetails(ConnectionBeans connections) {
			return connections.propertiesDetails(ConnectionNames.DEFAULT);
		}

		@Bean
		@Qualifier(ConnectionNames.DEFAULT)
		@ConditionalOnMissingForDefault(value = WampConnector.class, ignored = InProcessConnector.class)
		WampConnector wampWebSocketConnector(ConnectionBeans connections) {
			return connections.connector(ConnectionNames.DEFAULT);
		}

		@Bean
		@Primary
		@Qualifier(ConnectionNames.DEFAULT)
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		@ConditionalOnMissingForDefault(ConnectionSettings.class)
		ConnectionSettings wampConnectionSettings(ConnectionBeans connections) {
			return connections.settings(ConnectionNames.DEFAULT);
		}

		@Bean
		@Primary
		@Qualifier(ConnectionNames.DEFAULT)
		@ConditionalOnMissingForDefault(WampConnection.class)
		DefaultWampConnection wampConnection(ConnectionSettings settings) {
			return new DefaultWampConnection(settings);
		}

		@Bean
		@ConditionalOnSingleCandidate(value = DefaultWampConnection.class, search = SearchStrategy.CURRENT)
		WampConnectionLifecycle wampConnectionLifecycle(ConnectionBeans connections, DefaultWampConnection connection) {
			return connections.lifecycle(ConnectionNames.DEFAULT, connection);
		}

		@Bean
		@Primary
		@Qualifier(ConnectionNames.DEFAULT)
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		@ConditionalOnMissingForDefault(WampTemplate.Builder.class)
		WampTemplate.Builder wampTemplateBuilder(ConnectionBeans connections, WampConnection connection) {
			return connections.templateBuilder(ConnectionNames.DEFAULT, connection);
		}

		@Bean
		@Primary
		@Qualifier(ConnectionNames.DEFAULT)
		@ConditionalOnMissingForDefault(WampOperations.class)
		WampTemplate wampTemplate(WampTemplate.Builder builder) {
			return builder.build();
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Flux.class)
		static class ReactiveConfiguration {

			@Bean
			@Primary
			@Qualifier(ConnectionNames.DEFAULT)
			@ConditionalOnMissingForDefault(ReactiveWampOperations.class)
			ReactiveWampTemplate reactiveWampTemplate(WampTemplate.Builder builder) {
				return new ReactiveWampTemplate(builder.build());
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Flux.class)
	static class ReactiveConfiguration {

		@Bean(ConnectionRegistrar.REACTIVE_BEANS)
		ReactiveConnectionBeans wampReactiveConnectionBeans(ConnectionBeans connections) {
			return new ReactiveConnectionBeans(connections);
		}

	}

	/** Makes the reactive template of each connection. */
	record ReactiveConnectionBeans(ConnectionBeans connections) {

		ReactiveWampTemplate template(String connection) {
			return new ReactiveWampTemplate(this.connections.template(connection));
		}

	}

}

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

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionListener;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorMappingsCustomizer;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampEventErrorHandler;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.core.WampTemplateCustomizer;
import io.github.wampspring.listener.WampErrorScanner;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;
import io.github.wampspring.transport.websocket.HandshakeCustomizer;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Auto-configuration for the connection to a router, and the templates.
 */
@AutoConfiguration(after = { WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class,
		SslAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "wamp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampProperties.class)
@Import(HandlerExecutorConfiguration.class)
public final class WampClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WampConnectionDetails wampConnectionDetails(WampProperties properties, ObjectProvider<SslBundles> bundles) {
		return new PropertiesWampConnectionDetails(properties, bundles);
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorMappings wampErrorMappings(ApplicationContext context, ObjectProvider<ErrorMappingsCustomizer> customizers) {
		ErrorMappings mappings = new ErrorMappings();
		if (AutoConfigurationPackages.has(context)) {
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
	EventErrors wampEventErrors(ObjectProvider<WampEventErrorHandler> handlers) {
		return new EventErrors(() -> handlers.orderedStream().toList());
	}

	@Bean
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	WampTemplate.Builder wampTemplateBuilder(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			ObjectProvider<ProcedureErrors> procedureErrors, EventErrors eventErrors, WampProperties properties,
			ObjectProvider<WampTemplateCustomizer> customizers) {
		PropertyRules rules = new PropertyRules("wamp");
		WampTemplate.Builder builder = WampTemplate.builder(connection)
			.payloadMapper(mapper)
			.errorMappings(errors)
			// asked for late, since the application's error handlers may need the
			// template
			.procedureErrors(ProcedureErrors.late(procedureErrors::getObject))
			.eventErrors(eventErrors)
			.joinTimeout(rules.notNegative("join-timeout", properties.getJoinTimeout()))
			.callTimeout(rules.notNegative("call-timeout", properties.getCallTimeout()))
			.excludeMe(properties.getPublisher().isExcludeMe());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean(WampOperations.class)
	WampTemplate wampTemplate(WampTemplate.Builder builder) {
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean(value = WampConnector.class, ignored = InProcessConnector.class)
	WebSocketConnector wampWebSocketConnector(WampProperties properties, WampConnectionDetails details,
			WampSerializers serializers, ObjectProvider<HandshakeCustomizer> customizers) {
		List<String> names = properties.getSerializers()
			.stream()
			.map((type) -> type.name().toLowerCase(Locale.ROOT))
			.toList();
		SslBundle bundle = details.getSslBundle();
		SSLContext ssl = (bundle != null)
				? BundleSslContext.of(() -> Objects.requireNonNullElse(details.getSslBundle(), bundle)) : null;
		return new WebSocketConnector(serializers.only(names).all(), WebSocketLimits.of("wamp", properties), ssl,
				(url, headers) -> {
					properties.getHeaders().forEach(headers::set);
					customizers.orderedStream().forEach((customizer) -> customizer.customize(url, headers));
				});
	}

	@Bean
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	ConnectionSettings wampConnectionSettings(WampProperties properties, WampConnectionDetails details,
			ObjectProvider<WampConnector> connectors,
			@Qualifier(HandlerExecutorConfiguration.BEAN_NAME) Executor executor, PayloadMapper mapper,
			ObjectProvider<WampAuthenticator> authenticators, ObjectProvider<HelloCustomizer> customizers,
			ObjectProvider<WampConnectionListener> listeners, ObjectProvider<RouterEndpoint> endpoint,
			ApplicationEventPublisher publisher, ObjectProvider<ConnectionSettingsCustomizer> settingsCustomizers) {
		ConnectionFactory factory = ConnectionFactory.of("wamp", properties, connectors.orderedStream().toList());
		// what is wrong with the properties fails the start
		factory.authenticators(List.of());
		WampProperties.Listener listener = properties.getListener();
		PropertyRules rules = new PropertyRules("wamp.listener");
		ConnectionSettings settings = factory.settings("default", details.getUrls(), executor, mapper)
			.authenticators(() -> factory.authenticators(authenticators.orderedStream().toList()))
			.customizers(() -> factory.customizers(customizers.orderedStream().toList()))
			.autoStartup(properties.isAutoStartup())
			.listeners(() -> Stream
				.concat(listeners.orderedStream(), Stream.<WampConnectionListener>of(publisher::publishEvent))
				.toList())
			.eventQueue(rules.atLeast(1, "event-queue-capacity", listener.getEventQueueCapacity()),
					rules.atLeast(0L, "event-queue-size", listener.getEventQueueSize().toBytes()))
			.interruptOnLoss(listener.isInterruptOnLoss());
		if (endpoint.getIfAvailable() != null) {
			settings.phase(WampConnectionLifecycle.ENDPOINT_PHASE);
		}
		settingsCustomizers.orderedStream().forEach((customizer) -> customizer.customize(settings));
		return settings;
	}

	@Bean
	@ConditionalOnMissingBean(WampConnection.class)
	DefaultWampConnection wampConnection(ConnectionSettings settings) {
		return new DefaultWampConnection(settings);
	}

	@Bean
	@ConditionalOnSingleCandidate(value = DefaultWampConnection.class, search = SearchStrategy.CURRENT)
	WampConnectionLifecycle wampConnectionLifecycle(DefaultWampConnection connection, WampProperties properties,
			ConfigurableListableBeanFactory beanFactory,
			@Value("${spring.task.execution.shutdown.await-termination:false}") boolean awaitTermination) {
		// nothing is made only to be asked
		return new WampConnectionLifecycle(connection, properties, () -> (awaitTermination && beanFactory.getSingleton(
				TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) instanceof ThreadPoolTaskExecutor executor)
						? executor : null);
	}

	@Bean
	@ConditionalOnMissingBean
	WampConnectionHints wampConnectionHints(WampConnectionDetails details, ObjectProvider<RouterEndpoint> endpoint,
			ObjectProvider<InProcessConnector> inProcess) {
		List<URI> urls = details.getUrls();
		return new WampConnectionHints(
				urls.isEmpty() && inProcess.getIfAvailable() == null ? List.of(ConnectionFactory.DEFAULT_URL) : urls,
				endpoint.getIfAvailable() != null);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Flux.class)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(ReactiveWampOperations.class)
		ReactiveWampTemplate reactiveWampTemplate(WampTemplate.Builder builder) {
			return new ReactiveWampTemplate(builder.build());
		}

	}

}

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

package io.github.wampspring.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampListener;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.backoff.FixedBackOff;

import static org.awaitility.Awaitility.await;

/**
 * An application context with a router in the JVM, two connections to it, annotated beans
 * and clients.
 */
final class ClientContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private ClientContext(Map<String, Object> properties, Class<?>... components) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.register(Infrastructure.class);
		this.context.register(components);
		try {
			this.context.refresh();
			this.context.getBeansOfType(DefaultWampConnection.class).values().forEach(DefaultWampConnection::start);
			await().until(() -> this.context.getBeansOfType(WampConnection.class)
				.values()
				.stream()
				.flatMap((connection) -> connection.getRegistrations().stream())
				.allMatch((registration) -> registration.isActive()));
			await().until(() -> this.context.getBeansOfType(WampConnection.class)
				.values()
				.stream()
				.flatMap((connection) -> connection.getSubscriptions().stream())
				.allMatch((subscription) -> subscription.isActive()));
		}
		catch (RuntimeException ex) {
			this.context.close();
			throw ex;
		}
	}

	static ClientContext of(Class<?>... components) {
		return new ClientContext(Map.of(), components);
	}

	static ClientContext with(Map<String, Object> properties, Class<?>... components) {
		return new ClientContext(properties, components);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	List<String> uris() {
		return bean(WampListenerMethodProcessor.class).getListeners().stream().map(WampListener::uri).toList();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Infrastructure {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		JacksonPayloadMapper mapper() {
			return new JacksonPayloadMapper(JsonMapper.shared());
		}

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService threads() {
			return Executors.newCachedThreadPool();
		}

		@Bean
		WampRouter router(JacksonPayloadMapper mapper) {
			return new DefaultWampRouter(
					RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build(), mapper);
		}

		@Bean
		InProcessConnector connector(WampRouter router, JacksonPayloadMapper mapper) {
			return new InProcessConnector(router, mapper);
		}

		@Bean
		@Primary
		@Qualifier("default")
		DefaultWampConnection connection(InProcessConnector connector, ExecutorService threads,
				JacksonPayloadMapper mapper) {
			return connect("default", connector, threads, mapper);
		}

		@Bean
		@Qualifier("backend")
		DefaultWampConnection backendConnection(InProcessConnector connector, ExecutorService threads,
				JacksonPayloadMapper mapper) {
			return connect("backend", connector, threads, mapper);
		}

		private static DefaultWampConnection connect(String name, InProcessConnector connector, ExecutorService threads,
				JacksonPayloadMapper mapper) {
			return new DefaultWampConnection(new ConnectionSettings(name, List.of(URI.create("in-process:router")),
					(url) -> (target, acceptor) -> connector.connect(target, acceptor), threads, mapper)
				.shutdownTimeout(Duration.ofMillis(100))
				.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS)));
		}

		@Bean
		ErrorMappings errorMappings() {
			return new ErrorMappings();
		}

		@Bean
		@Primary
		@Qualifier("default")
		WampTemplate template(DefaultWampConnection connection, JacksonPayloadMapper mapper, ErrorMappings errors) {
			return WampTemplate.builder(connection)
				.payloadMapper(mapper)
				.errorMappings(errors)
				.excludeMe(false)
				.build();
		}

		@Bean
		@Qualifier("backend")
		WampTemplate backendTemplate(@Qualifier("backend") DefaultWampConnection connection,
				JacksonPayloadMapper mapper, ErrorMappings errors) {
			return WampTemplate.builder(connection).payloadMapper(mapper).errorMappings(errors).build();
		}

		@Bean
		WampListenerMethodProcessor processor(ConfigurableListableBeanFactory beanFactory,
				List<WampConnection> connections, JacksonPayloadMapper mapper, ErrorMappings errors,
				ExecutorService threads) {
			WampListenerMethodProcessor processor = new WampListenerMethodProcessor(beanFactory, connections, mapper,
					new ErrorTranslator(errors, List::of, false), new EventErrors(List::of), null);
			processor.setExecutor(threads);
			return processor;
		}

	}

}

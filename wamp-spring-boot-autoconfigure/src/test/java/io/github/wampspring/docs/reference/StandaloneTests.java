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

package io.github.wampspring.docs.reference;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HandlerExecutor;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.local.InProcessConnector;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the code for applications without Spring Boot. The application of this test is
 * only the router that they connect to.
 */
@SpringBootTest(classes = StandaloneTests.Router.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "wamp.router.enabled=true", "wamp.router.anonymous.enabled=true" })
class StandaloneTests {

	@LocalServerPort
	private int port;

	@Test
	void callsOverTheNetwork() {
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> callOnce(URI.create("ws://localhost:" + this.port + "/ws")))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.no_such_procedure"));
	}

	@Test
	void callsWithinTheJvm() {
		assertThat(callInProcess()).isEqualTo(5);
	}

	// tag::client[]
	static @Nullable Integer callOnce(URI url) {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());
		HandlerExecutor executor = HandlerExecutor.ofPlatformThreads("handler-", 16, 1000, null);
		WebSocketConnector connector = new WebSocketConnector(new WampSerializers(mapper).all(),
				ChannelSettings.defaults(), null, HandshakeCustomizer.NONE);
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings("default", List.of(url), (any) -> connector, executor, mapper).realm("realm1"));
		connection.start();
		try {
			WampTemplate wamp = WampTemplate.builder(connection).payloadMapper(mapper).build();
			return wamp.call("com.myapp.add2", Integer.class, 2, 3);
		}
		finally {
			connection.stop();
			connector.close();
			executor.close();
		}
	}
	// end::client[]

	// tag::router[]
	static @Nullable Integer callInProcess() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());
		HandlerExecutor executor = HandlerExecutor.ofPlatformThreads("handler-", 16, 1000, null);
		WampRouter router = new DefaultWampRouter(
				RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build(), mapper);
		InProcessConnector connector = new InProcessConnector(router, mapper);
		DefaultWampConnection connection = new DefaultWampConnection(new ConnectionSettings("default",
				List.of(URI.create("in-process:router")), (any) -> connector, executor, mapper));
		connection.start();
		try {
			WampTemplate wamp = WampTemplate.builder(connection).payloadMapper(mapper).build();
			wamp.newRegistration("com.myapp.add2")
				.register(Integer.class, Integer.class, Integer::sum)
				.awaitActive(Duration.ofSeconds(5));
			return wamp.call("com.myapp.add2", Integer.class, 2, 3);
		}
		finally {
			connection.stop();
			connector.close();
			router.close();
			executor.close();
		}
	}
	// end::router[]

	@Test
	void registersBeansOfAContext() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
				WampConfiguration.class, Calculator.class)) {
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		}
	}

	// tag::context[]
	@Configuration(proxyBeanMethods = false)
	static class WampConfiguration {

		@Bean
		JacksonPayloadMapper payloadMapper() {
			return new JacksonPayloadMapper(JsonMapper.shared());
		}

		@Bean
		HandlerExecutor handlerExecutor() {
			return HandlerExecutor.ofPlatformThreads("handler-", 16, 1000, null);
		}

		@Bean
		WampRouter router(PayloadMapper mapper) {
			WampRouter router = new DefaultWampRouter(
					RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build(), mapper);
			router.start();
			return router;
		}

		@Bean
		InProcessConnector connector(WampRouter router, PayloadMapper mapper) {
			return new InProcessConnector(router, mapper);
		}

		@Bean
		DefaultWampConnection connection(InProcessConnector connector, HandlerExecutor executor, PayloadMapper mapper) {
			return new DefaultWampConnection(new ConnectionSettings("default", List.of(URI.create("in-process:router")),
					(url) -> connector, executor, mapper));
		}

		@Bean
		WampTemplate template(WampConnection connection, PayloadMapper mapper) {
			return WampTemplate.builder(connection).payloadMapper(mapper).build();
		}

		@Bean
		WampListenerMethodProcessor listeners(ConfigurableListableBeanFactory beans, WampConnection connection,
				PayloadMapper mapper) {
			ErrorMappings mappings = new ErrorMappings();
			return new WampListenerMethodProcessor(beans, List.of(connection), mapper,
					new ErrorTranslator(mappings, List::of, false), new EventErrors(List::of), null);
		}

	}
	// end::context[]

	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

	}

}

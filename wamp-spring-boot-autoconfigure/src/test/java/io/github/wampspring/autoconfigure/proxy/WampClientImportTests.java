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

package io.github.wampspring.autoconfigure.proxy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampClientAutoConfiguration;
import io.github.wampspring.autoconfigure.WampListenerAutoConfiguration;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.proxy.ImportWampClients;
import io.github.wampspring.proxy.WampClientCustomizer;
import io.github.wampspring.proxy.WampClientRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Clients in an application of Spring Boot.
 */
class WampClientImportTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, SslAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, WampSerializerAutoConfiguration.class,
				WampRouterAutoConfiguration.class, WampClientAutoConfiguration.class,
				WampListenerAutoConfiguration.class))
		.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true", "wamp.keep-alive=false");

	@Test
	void eachConnectionHasClientsOfItsOwn() {
		this.runner
			.withPropertyValues("wamp.realm=realm1", "wamp.router.realms=realm1,realm2",
					"wamp.connections.two.realm=realm2")
			.withUserConfiguration(OfTwo.class)
			.withBean(Callees.class)
			.run((context) -> {
				assertThat(context.getBean(Where.class).where()).isEqualTo("one");
				assertThat(context.getBean(WampClientRegistry.class).getClient("two", Where.class).where())
					.isEqualTo("two");
			});
	}

	@Test
	void theOnlyConnectionIsNotTakenForTheDefaultOne() {
		this.runner.withPropertyValues("wamp.router.realms=realm2", "wamp.connections.two.realm=realm2")
			.withUserConfiguration(OfDefault.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("no WAMP connection 'default'")
				.contains(Where.class.getName()));
	}

	@Test
	void usesTheApplicationsOwnOperations() {
		WampOperations operations = mock(WampOperations.class);
		WampOperations.CallSpec call = mock(WampOperations.CallSpec.class);
		given(operations.newCall("where")).willReturn(call);
		given(call.call(org.springframework.core.ParameterizedTypeReference.<Object>forType(String.class)))
			.willReturn("mocked");
		this.runner.withBean(WampOperations.class, () -> operations)
			.withUserConfiguration(OfDefault.class)
			.run((context) -> assertThat(context.getBean(Where.class).where()).isEqualTo("mocked"));
	}

	@Test
	void usesTheApplicationsOwnReactiveOperations() {
		ReactiveWampOperations operations = mock(ReactiveWampOperations.class);
		ReactiveWampOperations.CallSpec call = mock(ReactiveWampOperations.CallSpec.class);
		given(operations.newCall("where")).willReturn(call);
		given(call.call(org.springframework.core.ParameterizedTypeReference.<Object>forType(String.class)))
			.willReturn(Mono.just("mocked"));
		this.runner.withBean(ReactiveWampOperations.class, () -> operations)
			.withUserConfiguration(Reactive.class)
			.run((context) -> assertThat(context.getBean(ReactiveWhere.class).where().block()).isEqualTo("mocked"));
	}

	@Test
	void theTemplateOfACustomizerCallsInAReactiveWayToo() {
		this.runner.withUserConfiguration(Reactive.class)
			.withBean(SlowCallee.class)
			.withBean(WampClientCustomizer.class, () -> (client, factory) -> factory.operations(
					((WampTemplate) factory.getOperations()).mutate().callTimeout(Duration.ofMillis(50)).build()))
			.run((context) -> assertThatExceptionOfType(WampTimeoutException.class)
				.isThrownBy(() -> context.getBean(ReactiveWhere.class).where().block(Duration.ofSeconds(20))));
	}

	@Test
	void worksWithoutReactor() {
		this.runner.withClassLoader(new FilteredClassLoader(Flux.class, Mono.class))
			.withUserConfiguration(OfDefault.class)
			.withBean(One.class)
			.run((context) -> assertThat(context.getBean(Where.class).where()).isEqualTo("one"));
	}

	@Test
	void aMethodThatCannotBeBoundIsExplained() {
		this.runner.withUserConfiguration(Unbindable.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("NotAnnotated.nothing()")
				.contains("neither @WampProcedure nor @WampPublish");
			assertThat(analysis.getAction()).contains("make it a default method");
		});
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
						.and(Environment.class, new StandardEnvironment()))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	interface Where {

		@WampProcedure("where")
		String where();

	}

	interface ReactiveWhere {

		@WampProcedure("where")
		Mono<String> where();

	}

	interface NotAnnotated {

		void nothing();

	}

	static class One {

		@WampProcedure("where")
		String one() {
			return "one";
		}

	}

	static class Callees extends One {

		@WampProcedure(uri = "where", connection = "two")
		String two() {
			return "two";
		}

	}

	static class SlowCallee {

		@WampProcedure("where")
		CompletableFuture<String> where() {
			return new CompletableFuture<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(Where.class)
	static class OfDefault {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(ReactiveWhere.class)
	static class Reactive {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(Where.class)
	@ImportWampClients(types = Where.class, connection = "two")
	static class OfTwo {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(NotAnnotated.class)
	static class Unbindable {

	}

}

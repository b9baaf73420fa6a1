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

import java.time.Duration;
import java.util.Map;

import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.UnknownConnectionException;
import io.github.wampspring.listener.WampListener;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.proxy.scanned.Greeter;
import io.github.wampspring.proxy.scanned.ImportingHere;
import io.github.wampspring.proxy.scanned.Named;
import io.github.wampspring.proxy.scanned.NoContract;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients that are beans.
 */
class ImportWampClientsTests {

	@Test
	void aClientIsInjectedByItsInterface() {
		try (ClientContext context = ClientContext.of(OfDefault.class, Callee.class, User.class)) {
			assertThat(context.bean(User.class).adder.add(2, 3)).isEqualTo(5);
		}
	}

	@Test
	void aClientIsNoCallee() {
		try (ClientContext context = ClientContext.of(OfDefault.class)) {
			assertThat(context.uris()).isEmpty();
		}
		try (ClientContext context = ClientContext.of(OfDefault.class, Callee.class)) {
			assertThat(context.bean(WampListenerMethodProcessor.class).getListeners())
				.extracting(WampListener::beanType)
				.containsOnly(Callee.class);
		}
	}

	@Test
	void aClientThatABeanMethodMakesIsNoCallee() {
		try (ClientContext context = ClientContext.of(ByMethod.class)) {
			assertThat(context.uris()).isEmpty();
			assertThat(context.context().getBean("lazy")).isInstanceOf(Adder.class);
		}
	}

	@Test
	void aClientWithAnAspectIsNoCallee() {
		try (ClientContext context = ClientContext.of(Retrying.class)) {
			assertThat(AopUtils.isAopProxy(context.bean(Unreliable.class))).isTrue();
			assertThat(context.uris()).isEmpty();
		}
	}

	@Test
	void aBeanThatReplacesAClientIsNoCallee() {
		try (ClientContext context = ClientContext.of(Replacing.class, OfDefault.class)) {
			assertThat(context.bean(Adder.class).add(1, 1)).isEqualTo(42);
			assertThat(context.uris()).isEmpty();
		}
	}

	@Test
	void callsAreRetried() {
		try (ClientContext context = ClientContext.of(Retrying.class, UnreliableCallee.class)) {
			assertThat(context.context().getBean("default#" + Unreliable.class.getName(), Unreliable.class).attempt())
				.isEqualTo(3);
		}
	}

	@Test
	void repeatedImportsHaveConnectionsAndPrefixesOfTheirOwn() {
		try (ClientContext context = ClientContext.of(Repeated.class, Callee.class, NorthCallee.class,
				UserOfTwo.class)) {
			UserOfTwo user = context.bean(UserOfTwo.class);
			assertThat(user.adder.add(2, 3)).isEqualTo(5);
			assertThat(user.backend.add(2, 3)).isEqualTo(5);
			assertThat(user.backend).isNotSameAs(user.adder);
			WampClientRegistry registry = context.bean(WampClientRegistry.class);
			assertThat(registry.getClient(Adder.class)).isSameAs(user.adder);
			assertThat(registry.getClient("backend", Adder.class, "")).isSameAs(user.backend);
			assertThat(registry.getClient("backend", Adder.class, "north").add(2, 3)).isEqualTo(105);
			assertThat(registry.getClients()).hasSize(3);
			assertThatIllegalArgumentException().isThrownBy(() -> registry.getClient("backend", Adder.class))
				.withMessageContaining("several clients")
				.withMessageContaining("name the prefix");
			assertThatIllegalArgumentException().isThrownBy(() -> registry.getClient(Greeter.class))
				.withMessageContaining("add it to an @ImportWampClients");
		}
	}

	@Test
	void interfacesAreFoundInPackages() {
		try (ClientContext context = ClientContext.with(
				Map.of("packages", "io.github.wampspring.proxy.scanned", "greeter.prefix", "found"), Scanning.class,
				GreeterImpl.class)) {
			assertThat(context.bean(WampClientRegistry.class).getClients()).extracting(WampClientRegistration::typeName)
				.containsExactly(Greeter.class.getName());
			assertThat(context.context().getBeanNamesForType(NoContract.class)).isEmpty();
			assertThat(context.uris()).containsExactlyInAnyOrder("found.greet", "found.name");
			Greeter client = context.bean(WampClientRegistry.class).getClient(Greeter.class);
			assertThat(client.greet("you")).isEqualTo("hello you");
			Named<String> named = client;
			assertThat(named.name("Mr ")).isEqualTo("Mr Greeter");
		}
	}

	@Test
	void withoutTypesAndPackagesThePackageOfTheClassCounts() {
		try (ClientContext context = ClientContext.of(ImportingHere.class)) {
			assertThat(context.bean(Greeter.class)).isNotNull();
			assertThat(context.uris()).isEmpty();
		}
	}

	@Test
	void customizersChangeHowClientsAreMade() {
		try (ClientContext context = ClientContext.of(OfDefault.class, Impatient.class, SlowCallee.class)) {
			assertThatExceptionOfType(WampTimeoutException.class).isThrownBy(() -> context.bean(Adder.class).add(1, 2))
				.withMessageContaining("PT0.05S");
		}
	}

	@Test
	void aRegistrarOfOnesOwnRegistersClients() {
		try (ClientContext context = ClientContext.with(Map.of("where", "backend"), OwnRegistrar.class, Callee.class)) {
			WampClientRegistration client = context.bean(WampClientRegistry.class).getClients().get(0);
			assertThat(client.connection()).isEqualTo("backend");
			assertThat(context.context().getBean(client.beanName(), Adder.class).add(1, 2)).isEqualTo(3);
		}
	}

	@Test
	void anUnknownConnectionIsSaid() {
		assertThatThrownBy(() -> ClientContext.of(OfUnknown.class)).rootCause()
			.isInstanceOfSatisfying(UnknownConnectionException.class, (ex) -> {
				assertThat(ex).hasMessageContaining("'cloud'").hasMessageContaining(Adder.class.getName());
				assertThat(ex.getRemedy()).contains("[backend, default]").contains("wamp.connections.cloud.url");
			});
	}

	@Test
	void aMethodThatCanDoNothingStopsTheStart() {
		assertThatThrownBy(() -> ClientContext.of(Unbindable.class)).rootCause()
			.isInstanceOf(WampClientException.class)
			.hasMessageContaining("NoContract.greet(String)");
	}

	@WampPrefix("adder")
	interface Adder {

		@WampProcedure
		int add(int x, int y);

	}

	static class Callee implements Adder {

		@Override
		public int add(int x, int y) {
			return x + y;
		}

	}

	@WampPrefix("north")
	static class NorthCallee implements Adder {

		@Override
		public int add(int x, int y) {
			return x + y + 100;
		}

	}

	static class SlowCallee {

		@WampProcedure("adder.add")
		int add(int x, int y) throws InterruptedException {
			new java.util.concurrent.CountDownLatch(1).await();
			return 0;
		}

	}

	static class GreeterImpl implements Greeter {

		@Override
		public String greet(String name) {
			return "hello " + name;
		}

		@Override
		public String name(String prefix) {
			return prefix + "Greeter";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(Adder.class)
	static class OfDefault {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(types = Adder.class, connection = "cloud")
	static class OfUnknown {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(NoContract.class)
	static class Unbindable {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(Adder.class)
	@ImportWampClients(types = Adder.class, connection = "backend")
	@ImportWampClients(types = Adder.class, connection = "${other:backend}", prefix = "${other.prefix:north}")
	static class Repeated {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(basePackages = "${packages}")
	@ImportWampClients(basePackageClasses = Greeter.class)
	static class Scanning {

	}

	static class User {

		final Adder adder;

		User(@Qualifier("default") Adder adder) {
			this.adder = adder;
		}

	}

	static class UserOfTwo {

		@Autowired
		@Qualifier("default")
		private Adder adder;

		private final Adder backend;

		UserOfTwo(WampClientRegistry registry) {
			this.backend = registry.getClient("backend", Adder.class, "");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByMethod {

		@Bean
		Adder eager(WampTemplate template) {
			return WampClientFactory.create(template, Adder.class);
		}

		@Bean
		@Lazy
		Adder lazy(WampTemplate template) {
			return WampClientFactory.create(template, Adder.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Replacing {

		@Bean("default#io.github.wampspring.proxy.ImportWampClientsTests$Adder")
		Callee replaced() {
			return new Callee() {

				@Override
				public int add(int x, int y) {
					return 42;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Impatient {

		@Bean
		WampClientCustomizer timeout() {
			return (client, factory) -> {
				assertThat(client.isOf(Adder.class)).isTrue();
				factory.operations(
						((WampTemplate) factory.getOperations()).mutate().callTimeout(Duration.ofMillis(50)).build());
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OwnRegistrar.Registrar.class)
	static class OwnRegistrar {

		static class Registrar extends AbstractWampClientRegistrar {

			@Override
			protected void registerClients(Clients clients, AnnotationMetadata importing) {
				clients.connection("${where}").register(Adder.class);
			}

		}

	}

	interface Unreliable {

		@WampProcedure("unreliable")
		@Retryable(maxRetries = 3, delay = 1)
		int attempt();

	}

	static class UnreliableCallee {

		private int attempts;

		@WampProcedure("unreliable")
		synchronized int attempt() {
			this.attempts++;
			if (this.attempts < 3) {
				throw new IllegalStateException("not yet");
			}
			return this.attempts;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	@ImportWampClients(Unreliable.class)
	static class Retrying {

	}

}

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.autoconfigure.WampConnectionDetails;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.transport.HandshakeCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of the connection.
 */
@SpringBootTest(classes = ConnectionTests.Router.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "wamp.router.enabled=true", "wamp.router.users.backend.secret=ticket-1",
				"wamp.router.users.backend.role=service" })
class ConnectionTests {

	@LocalServerPort
	private int port;

	@Test
	void provesWhoItIs() {
		try (ConfigurableApplicationContext client = client(Authentication.class)) {
			WampSession session = await().until(() -> client.getBean(WampConnection.class).getSession(),
					(joined) -> joined != null);
			assertThat(session.getAuthId()).isEqualTo("backend");
			assertThat(session.getAuthRole()).isEqualTo("service");
			assertThat(client.getBean(Tokens.class).fetched).hasPositiveValue();
		}
	}

	@Test
	void answersChallengesOfAMethodOfItsOwn() {
		WampAuthenticator authenticator = new PinAuthenticator("4711");
		assertThat(authenticator.authenticate(new WampAuthenticator.Challenge("pin", Map.of("digits", 2))).signature())
			.isEqualTo("47");
	}

	@Test
	void findsTheRouterByABean() {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, Authentication.class,
				Headers.class, Details.class)
			.web(WebApplicationType.NONE)
			.properties("router.port=" + this.port)
			.run()) {
			ConnectionState state = await().until(() -> client.getBean(WampConnection.class).getState(),
					(current) -> current.status() == ConnectionState.Status.JOINED);
			assertThat(state.url()).isEqualTo("ws://localhost:" + this.port + "/ws");
		}
	}

	@Test
	void callsWhenThereIsAConnection() {
		try (ConfigurableApplicationContext client = client(Authentication.class, Reporter.class, Runner.class)) {
			await().untilAsserted(() -> assertThat(Runner.log).contains("sum: 5"));
			await().untilAsserted(() -> assertThat(client.getBean(Reporter.class).log).contains("joined"));
		}
	}

	@Test
	void altersSettings() {
		try (ConfigurableApplicationContext client = client(Settings.class)) {
			assertThat(client.getBean(DefaultWampConnection.class).getPhase()).isEqualTo(7);
		}
	}

	@Test
	void livesWithoutAConnection() {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, Prices.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.enabled=false")
			.run()) {
			client.getBean(Prices.class).changed(3);
			assertThat(client.getBeansOfType(WampTemplate.class)).isEmpty();
		}
	}

	@Test
	void runsHandlersWhereTheApplicationWants() {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, Handlers.class,
				WhereAmI.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true")
			.run()) {
			WampTemplate template = client.getBean(WampTemplate.class);
			assertThat(template.call("com.myapp.thread", String.class)).startsWith("my-handlers-");
			assertThat(client.getBeansOfType(Executor.class)).containsKey("applicationTaskExecutor");
		}
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, Decorators.class,
				WhereAmI.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true")
			.run()) {
			WampTemplate template = client.getBean(WampTemplate.class);
			assertThat(template.call("com.myapp.thread", String.class)).startsWith("wamp-handler-").endsWith(" wamp");
		}
	}

	@Test
	void endsWhenItsWorkIsDone(@Autowired WampTemplate wamp, @TempDir Path directory) throws Exception {
		CompletableFuture<String> reported = new CompletableFuture<>();
		wamp.subscribe("com.myapp.reported", String.class, reported::complete).awaitActive(Duration.ofSeconds(5));
		Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), OneShot.class.getName(),
				"--spring.config.location=classpath:docs/connection.yml", "--spring.main.web-application-type=none",
				"--wamp.urls=ws://localhost:" + this.port + "/ws", "--wamp.auth.authid=backend",
				"--wamp.auth.ticket=ticket-1")
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
		try {
			assertThat(program.waitFor(90, TimeUnit.SECONDS)).isTrue();
			assertThat(program.exitValue()).isZero();
			assertThat(reported).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("all is well");
		}
		finally {
			program.destroyForcibly();
		}
	}

	private ConfigurableApplicationContext client(Class<?>... sources) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(sources).sources(Client.class);
		return builder.web(WebApplicationType.NONE).properties("wamp.urls=ws://localhost:" + this.port + "/ws").run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

	static class Runner {

		static final List<String> log = new CopyOnWriteArrayList<>();

		// tag::runner[]
		@Bean
		ApplicationRunner start(WampTemplate wamp) {
			return (args) -> log.add("sum: " + wamp.call("com.myapp.add2", Integer.class, 2, 3));
		}
		// end::runner[]

	}

	// tag::joined[]
	@Component
	static class Reporter {

		final List<String> log = new CopyOnWriteArrayList<>();

		private final WampTemplate wamp;

		Reporter(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@EventListener
		void onEvent(WampConnectionEvent event) {
			if (event instanceof WampConnectionEvent.Joined) {
				this.wamp.publish("com.myapp.up", "shop");
				this.log.add("joined");
			}
			else if (event instanceof WampConnectionEvent.GaveUp gaveUp) {
				this.log.add("given up: " + gaveUp.failure().getMessage());
			}
		}

	}
	// end::joined[]

	static class Tokens {

		final AtomicInteger fetched = new AtomicInteger();

		String fetch() {
			this.fetched.incrementAndGet();
			return "ticket-1";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Authentication {

		@Bean
		Tokens tokens() {
			return new Tokens();
		}

		// tag::ticket[]
		@Bean
		WampAuthenticator freshTickets(Tokens tokens) {
			return new TicketAuthenticator("backend", tokens::fetch);
		}
		// end::ticket[]

	}

	// tag::authenticator[]
	static class PinAuthenticator implements WampAuthenticator {

		private final String pin;

		PinAuthenticator(String pin) {
			this.pin = pin;
		}

		@Override
		public String getMethod() {
			return "pin";
		}

		@Override
		public String getAuthId() {
			return "backend";
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			int digits = (challenge.extra().get("digits") instanceof Integer number) ? number : this.pin.length();
			return new Answer(this.pin.substring(0, digits));
		}

	}
	// end::authenticator[]

	@Configuration(proxyBeanMethods = false)
	static class Headers {

		// tag::headers[]
		@Bean
		HandshakeCustomizer bearer(Tokens tokens) {
			return (url, headers) -> headers.setBearerAuth(tokens.fetch());
		}
		// end::headers[]

	}

	@Configuration(proxyBeanMethods = false)
	static class Details {

		@Bean
		Map<String, Integer> ports(Environment environment) {
			return Map.of("router", environment.getRequiredProperty("router.port", Integer.class));
		}

		// tag::details[]
		@Bean
		WampConnectionDetails routerOfTheRegistry(Map<String, Integer> ports) {
			return () -> List.of(URI.create("ws://localhost:" + ports.get("router") + "/ws"));
		}
		// end::details[]

	}

	@Configuration(proxyBeanMethods = false)
	static class Settings {

		// tag::settings[]
		@Bean
		ConnectionSettingsCustomizer patience() {
			return (settings) -> settings.registrationBackOff(new FixedBackOff(500, FixedBackOff.UNLIMITED_ATTEMPTS));
		}
		// end::settings[]

		@Bean
		ConnectionSettingsCustomizer phase() {
			return (settings) -> settings.phase(7);
		}

	}

	// tag::optional[]
	@Component
	static class Prices {

		private final ObjectProvider<WampTemplate> wamp;

		Prices(ObjectProvider<WampTemplate> wamp) {
			this.wamp = wamp;
		}

		void changed(int price) {
			this.wamp.ifAvailable((template) -> template.publish("com.myapp.price", price));
		}

	}
	// end::optional[]

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		// tag::executor[]
		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor wampHandlerExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("my-handlers-");
			executor.setCorePoolSize(16);
			executor.setQueueCapacity(1000);
			executor.setAcceptTasksAfterContextClose(true);
			return executor;
		}
		// end::executor[]

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorators {

		// tag::decorator[]
		@Bean
		TaskDecorator handlerContext() {
			return (task) -> () -> {
				MDC.put("source", "wamp");
				try {
					task.run();
				}
				finally {
					MDC.remove("source");
				}
			};
		}
		// end::decorator[]

	}

	static class WhereAmI {

		@WampProcedure("com.myapp.thread")
		CompletableFuture<String> thread() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName() + " " + MDC.get("source"));
		}

	}

}

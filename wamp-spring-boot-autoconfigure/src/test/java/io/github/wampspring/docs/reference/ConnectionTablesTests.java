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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampConnectionListener;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.WampAuthorizer;
import io.github.wampspring.transport.HandshakeCustomizer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Holds the tables of {@code connection.md} against the code.
 */
@SpringBootTest(classes = ConnectionTablesTests.Router.class,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "wamp.router.enabled=true", "wamp.router.anonymous.enabled=true" })
class ConnectionTablesTests {

	private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/connection.md");

	@LocalServerPort
	private int port;

	@Test
	void everythingRunsWhereTheTableSays(@Autowired Seen router) throws IOException {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=ws://localhost:" + this.port + "/ws", "wamp.publisher.exclude-me=false")
			.run()) {
			Seen seen = client.getBean(Seen.class);
			WampTemplate wamp = client.getBean(WampTemplate.class);
			wamp.call("com.myapp.work");
			wamp.callAsync("com.myapp.later").whenComplete((result, failure) -> seen.here("future")).join();
			client.getBean(ReactiveWampTemplate.class)
				.call("com.myapp.later")
				.doOnNext((result) -> seen.here("mono"))
				.block();
			wamp.newCall("com.myapp.fail")
				.onError("wamp.error.runtime_error", (error) -> new IllegalStateException())
				.callAsync()
				.exceptionally((ex) -> null)
				.join();
			wamp.publish("com.myapp.oncounter");
			await().until(() -> seen.threads.containsKey("subscriber") && seen.threads.containsKey("listener")
					&& seen.threads.containsKey("application event"));
			assertThat(seen.threads.get("procedure")).startsWith(quoted("wamp-handler-"));
			assertThat(seen.threads.get("subscriber")).startsWith("wamp-handler-");
			assertThat(seen.threads.get("error handler")).startsWith("wamp-handler-");
			assertThat(seen.threads.get("future")).startsWith(quoted("wamp-client-net-"));
			assertThat(seen.threads.get("mono")).startsWith("wamp-client-net-");
			assertThat(seen.threads.get("listener")).isEqualTo("wamp-default-listeners");
			assertThat(seen.threads.get("application event")).isEqualTo("wamp-default-listeners");
			assertThat(seen.threads.get("hello")).isEqualTo("wamp-default-handshake");
			assertThat(seen.threads.get("handshake")).isEqualTo("wamp-default");
		}
		assertThat(router.threads.get("authorizer")).isNotNull().doesNotStartWith("wamp-handler-");
	}

	@Test
	void whatDependsOnAFutureRunsOnAMarkedThreadWithoutASession() throws IOException {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.auto-startup=false", "wamp.join-timeout=50ms", "wamp.router.enabled=true")
			.run()) {
			Seen seen = client.getBean(Seen.class);
			assertThat(client.getBean(DefaultWampConnection.class).getState().status())
				.isEqualTo(ConnectionState.Status.IDLE);
			client.getBean(WampTemplate.class).callAsync("com.myapp.work").exceptionally((ex) -> {
				seen.here("future");
				return null;
			}).join();
			assertThat(seen.threads.get("future")).isEqualTo("wamp-default-completions");
			client.getBean(DefaultWampConnection.class).start();
			client.getBean(WampTemplate.class)
				.callAsync("com.myapp.later")
				.whenComplete((result, failure) -> seen.here("in-process"))
				.join();
			assertThat(seen.threads.get("in-process")).startsWith(quoted("wamp-in-process-"));
		}
	}

	@Test
	void lifecyclesHaveThePhasesOfTheTable(@Autowired ConfigurableApplicationContext context) throws IOException {
		Map<String, SmartLifecycle> beans = context.getBeansOfType(SmartLifecycle.class);
		assertThat(phase("the web server")).isEqualTo(beans.get("webServerStartStop").getPhase());
		assertThat(phase("(only at the stop) the web server's graceful shutdown"))
			.isEqualTo(beans.get("webServerGracefulShutdown").getPhase());
		assertThat(phase("the embedded router, with an endpoint"))
			.isEqualTo(beans.get("wampRouterLifecycle").getPhase());
		assertThat(phase("the connection, beside a router with an endpoint"))
			.isEqualTo(beans.get("wampConnectionLifecycle").getPhase() - 1)
			.isEqualTo(beans.get("wampConnection").getPhase());
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true", "wamp.auto-startup=false")
			.run()) {
			Map<String, SmartLifecycle> others = client.getBeansOfType(SmartLifecycle.class);
			assertThat(phase("the embedded router")).isEqualTo(others.get("wampRouterLifecycle").getPhase());
			assertThat(phase("the connection")).isEqualTo(others.get("wampConnectionLifecycle").getPhase() - 1)
				.isEqualTo(others.get("wampConnection").getPhase());
		}
		assertThat(phase("Spring's executors and schedulers")).isEqualTo(new ThreadPoolTaskExecutor().getPhase());
	}

	private static int phase(String what) throws IOException {
		String row = Files.readAllLines(PAGE)
			.stream()
			.filter((line) -> line.startsWith("| `Integer.MAX_VALUE") && line.endsWith(" | " + what + " |"))
			.findFirst()
			.orElseThrow();
		Matcher phase = Pattern.compile("`Integer.MAX_VALUE( / 2)?(?: - (\\d+))?`").matcher(row);
		assertThat(phase.find()).isTrue();
		int least = (phase.group(2) != null) ? Integer.parseInt(phase.group(2)) : 0;
		return ((phase.group(1) != null) ? Integer.MAX_VALUE / 2 : Integer.MAX_VALUE) - least;
	}

	private static String quoted(String name) throws IOException {
		assertThat(PAGE).content().contains("`" + name);
		return name;
	}

	static class Seen {

		final Map<String, String> threads = new ConcurrentHashMap<>();

		void here(String what) {
			this.threads.put(what, Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@Bean
		Seen seen() {
			return new Seen();
		}

		@Bean
		WampAuthorizer authorizer(Seen seen) {
			return (request) -> {
				seen.here("authorizer");
				return AuthorizationDecision.ABSTAIN;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

		@Bean
		Seen seen() {
			return new Seen();
		}

		@Bean
		Methods methods(Seen seen) {
			return new Methods(seen);
		}

		@Bean
		WampConnectionListener listener(Seen seen) {
			return (event) -> seen.here("listener");
		}

		@Bean
		HelloCustomizer hello(Seen seen) {
			return (connection, hello) -> seen.here("hello");
		}

		@Bean
		HandshakeCustomizer handshake(Seen seen) {
			return (url, headers) -> seen.here("handshake");
		}

		@Bean
		WampErrorHandler errorHandler(Seen seen) {
			return (failure, details) -> {
				seen.here("error handler");
				return new WampException("wamp.error.runtime_error");
			};
		}

	}

	static class Methods {

		private final Seen seen;

		Methods(Seen seen) {
			this.seen = seen;
		}

		@EventListener
		void onEvent(WampConnectionEvent event) {
			this.seen.here("application event");
		}

		@WampProcedure("com.myapp.work")
		void work() {
			this.seen.here("procedure");
		}

		@WampProcedure("com.myapp.later")
		CompletableFuture<String> later() {
			return new CompletableFuture<String>().completeOnTimeout("done", 100, TimeUnit.MILLISECONDS);
		}

		@WampProcedure("com.myapp.fail")
		void fail() {
			throw new IllegalStateException();
		}

		@WampSubscribe("com.myapp.oncounter")
		void onCounter() {
			this.seen.here("subscriber");
		}

	}

}

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

package io.github.wampspring.autoconfigure.router;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.HelloDetails;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampConnectionListener;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The router's endpoint beside what else a web application has.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampRouterEndpointNeighborTests {

	private static ConfigurableApplicationContext router(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.router.anonymous.enabled=true",
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	private static ApplicationContextRunner client(int port, String path, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=ws://localhost:" + port + path, "wamp.keep-alive=false",
					"wamp.fail-fast=true", "wamp.join-timeout=5s", "wamp.reconnect.max-retries=1",
					"wamp.reconnect.initial-interval=50ms")
			.withPropertyValues(properties);
	}

	private static boolean joins(int port, String path, String... properties) {
		boolean[] joined = new boolean[1];
		client(port, path, properties).run((context) -> joined[0] = context.getStartupFailure() == null);
		return joined[0];
	}

	@Test
	void aControllerThatTakesEveryPathLeavesTheEndpointAlone() {
		try (ConfigurableApplicationContext router = router(EveryPath.class)) {
			assertThat(joins(port(router), "/ws")).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "server.servlet.context-path=/app, /app/ws", "spring.mvc.servlet.path=/api, /api/ws",
			"spring.mvc.servlet.path=/api/, /api/ws" })
	void theLogTellsTheWholePath(String property, String path, CapturedOutput output) {
		try (ConfigurableApplicationContext router = router(Plain.class, property)) {
			assertThat(output).contains("listens at the path " + path);
			assertThat(joins(port(router), path)).isTrue();
		}
	}

	@Test
	void aPageBehindAProxyIsLetInAndOneFromElsewhereIsLoggedWithTheProperty(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router(Plain.class, "server.forward-headers-strategy=framework")) {
			String[] forwarded = { "wamp.headers.X-Forwarded-Proto=wss",
					"wamp.headers.X-Forwarded-Host=app.example.com", "wamp.headers.X-Forwarded-Port=443",
					"wamp.headers.Origin=https://app.example.com" };
			assertThat(joins(port(router), "/ws", forwarded)).isTrue();
			forwarded[0] = "wamp.headers.X-Forwarded-Proto=https";
			assertThat(joins(port(router), "/ws", forwarded)).isTrue();
			forwarded[3] = "wamp.headers.Origin=https://evil.example.org";
			assertThat(joins(port(router), "/ws", forwarded)).isFalse();
			assertThat(output).contains("https://evil.example.org").contains("wamp.router.allowed-origins");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "framework" })
	void nobodyCanSayThatItIsOfThisMachine(String strategy) {
		try (ConfigurableApplicationContext router = router(Plain.class, "server.forward-headers-strategy=" + strategy,
				"wamp.router.limits.sessions-per-address=1")) {
			String[] told = { "wamp.headers.X-Forwarded-For=127.0.0.1" };
			client(port(router), "/ws", told).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(joins(port(router), "/ws", told)).isFalse();
				assertThat(joins(port(router), "/ws")).isTrue();
				assertThat(joins(port(router), "/ws")).isTrue();
			});
		}
	}

	@Test
	void interceptorsOfTheApplicationSeeEachHandshake() {
		try (ConfigurableApplicationContext router = router(Intercepted.class)) {
			assertThat(joins(port(router), "/ws", "wamp.headers.X-Key=right")).isTrue();
			assertThat(joins(port(router), "/ws", "wamp.headers.X-Key=wrong")).isFalse();
		}
	}

	@Test
	void aRouterOfTheApplicationGetsTheEndpoint() {
		try (ConfigurableApplicationContext router = router(OwnRouter.class, "wamp.realm=mine")) {
			assertThat(router.getBeansOfType(WampRouter.class)).containsOnlyKeys("mine");
			assertThat(joins(port(router), "/ws", "wamp.realm=mine")).isTrue();
			assertThat(joins(port(router), "/ws", "wamp.realm=realm1")).isFalse();
		}
	}

	@Test
	void aRouterWithoutAWebServerNamesTheStarter(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.keep-alive=false")
			.run((context) -> assertThat(output).contains("spring-boot-starter-webmvc"));
	}

	@Test
	void aClientOfItsOwnWebServerIsToldSo(CapturedOutput output) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (ConfigurableApplicationContext context = router(Plain.class, "server.port=" + port,
				"wamp.router.enabled=false", "wamp.urls=ws://localhost:" + port + "/ws")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output).contains("localhost:" + port + " is the web server of this application itself")
				.contains("wamp.router.enabled=true");
		}
	}

	@Test
	void theTimeOfAShutdownPhaseHoldsForTheConnectionToo(CapturedOutput output) {
		CountDownLatch release = new CountDownLatch(1);
		try {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
				.withConfiguration(WampAutoConfigurations.ALL)
				.withPropertyValues("wamp.router.enabled=true", "wamp.keep-alive=false", "wamp.shutdown-timeout=60s",
						"spring.lifecycle.timeout-per-shutdown-phase=1s")
				.run((context) -> {
					WampTemplate wamp = context.getBean(WampTemplate.class);
					CountDownLatch begun = new CountDownLatch(1);
					wamp.register("com.myapp.slow", (arguments, details, progress) -> {
						begun.countDown();
						release.await();
						return null;
					}).awaitActive(Duration.ofSeconds(10));
					wamp.callAsync("com.myapp.slow");
					assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
				});
			assertThat(output).contains("still running after timeout");
			assertThat(output).doesNotContain("stops while handlers are still running");
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void whatTheConnectionIsMadeOfMayUseTheTemplate() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.router.users.joe.secret=secret")
			.withBean(Announcer.class)
			.withBean(Customizer.class)
			.withBean(Authenticator.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(WampConnection.class).getState().status().name()).isEqualTo("JOINED");
				List<WampConnectionEvent> events = context.getBean(Announcer.class).events;
				await().until(() -> events.stream().anyMatch(WampConnectionEvent.Joined.class::isInstance));
				assertThat(context.getBean(Customizer.class).asked).isTrue();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class EveryPath {

		@GetMapping("/{*path}")
		String everything() {
			return "a page";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Intercepted {

		@Bean
		HandshakeInterceptor key() {
			return new HandshakeInterceptor() {

				@Override
				public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
						WebSocketHandler handler, Map<String, Object> attributes) {
					return "right".equals(request.getHeaders().getFirst("X-Key"));
				}

				@Override
				public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response,
						WebSocketHandler handler, @Nullable Exception exception) {
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnRouter {

		@Bean
		WampRouter mine(io.github.wampspring.codec.jackson.JacksonPayloadMapper mapper) {
			return new DefaultWampRouter(
					RouterSettings.builder().realm(RealmSettings.builder("mine").anonymous("guest").build()).build(),
					mapper);
		}

	}

	static class Announcer implements WampConnectionListener {

		final List<WampConnectionEvent> events = new CopyOnWriteArrayList<>();

		private final WampTemplate wamp;

		Announcer(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@Override
		public void onEvent(WampConnectionEvent event) {
			this.events.add(event);
			if (event instanceof WampConnectionEvent.Joined) {
				this.wamp.publish("com.myapp.up");
			}
		}

	}

	static class Customizer implements HelloCustomizer {

		volatile boolean asked;

		Customizer(WampTemplate wamp) {
		}

		@Override
		public void customize(WampConnection connection, HelloDetails hello) {
			this.asked = true;
		}

	}

	static class Authenticator implements WampAuthenticator {

		private final WampAuthenticator ticket = new TicketAuthenticator("joe", "secret");

		Authenticator(WampTemplate wamp) {
		}

		@Override
		public String getMethod() {
			return this.ticket.getMethod();
		}

		@Override
		public @Nullable String getAuthId() {
			return this.ticket.getAuthId();
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			return this.ticket.authenticate(challenge);
		}

	}

}

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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.LifecycleEvents;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.websocket.WampWebSocketHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The router's endpoint in a web application, with clients that come over the network.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampRouterEndpointTests {

	private static ConfigurableApplicationContext router(String... properties) {
		return new SpringApplicationBuilder(Router.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	private static ApplicationContextRunner client(int port, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=ws://localhost:" + port + "/ws", "wamp.reconnect.initial-interval=50ms",
					"wamp.keep-alive=false")
			.withPropertyValues(properties);
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack", "cbor" })
	void aClientOfEachSerializerCallsAndIsCalled(String serializer) {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			client(port(router), "wamp.serializers=" + serializer, "wamp.fail-fast=true").run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThat(wamp.call("com.myapp.greet", String.class, "Grüße")).isEqualTo("Hello, Grüße");
				wamp.register("com.myapp.reverse", byte[].class, WampRouterEndpointTests::reverse).whenActive().get();
				WampTemplate other = router.getBean(WampTemplate.class);
				assertThat(other.call("com.myapp.reverse", byte[].class, (Object) new byte[] { 1, 2, 3 }))
					.containsExactly(3, 2, 1);
				BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
				wamp.subscribe("com.myapp.oncounter", Integer.class, events::add).whenActive().get();
				other.publish("com.myapp.oncounter", 42);
				assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(42);
			});
		}
	}

	private static byte[] reverse(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	@Test
	void severalUrlsAreTriedInTurn() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			String url = "ws://localhost:" + port(router) + "/ws";
			client(port(router), "wamp.urls=ws://localhost:1/ws," + url, "wamp.fail-fast=true")
				.run((context) -> assertThat(context.getBean(WampConnection.class).getState().url()).isEqualTo(url));
		}
	}

	@Test
	void anSslBundleGivesTheTrustForWss() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true",
				"server.ssl.key-store=classpath:tls/localhost.p12", "server.ssl.key-store-password=changeit")) {
			String url = "wamp.urls=wss://localhost:" + port(router) + "/ws";
			client(port(router), url, "wamp.fail-fast=true", "wamp.ssl.bundle=router",
					"spring.ssl.bundle.jks.router.truststore.location=classpath:tls/localhost.p12",
					"spring.ssl.bundle.jks.router.truststore.password=changeit")
				.run((context) -> assertThat(context).hasNotFailed());
			client(port(router), url, "wamp.fail-fast=true", "wamp.reconnect.max-retries=1")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("certification path"));
		}
	}

	@Test
	void theEndpointHasThePathOfTheProperty() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true",
				"wamp.router.path=/wamp")) {
			client(port(router), "wamp.urls=ws://localhost:" + port(router) + "/wamp", "wamp.fail-fast=true")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void withoutWebMvcThereIsARouterButNoEndpoint() {
		new WebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true")
			.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WampRouter.class)
				.doesNotHaveBean(WampWebSocketHandler.class));
	}

	@Test
	void withoutARouterThereIsNoEndpoint() {
		new WebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.run((context) -> assertThat(context).doesNotHaveBean(WampRouter.class)
				.doesNotHaveBean(WampWebSocketHandler.class));
	}

	@Test
	void aRouterThatNobodyCanJoinSaysSoWithTheRemedy(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router()) {
			assertThat(output).contains("Nobody can join the WAMP router at the path /ws")
				.contains("wamp.router.anonymous.enabled=true")
				.contains("wamp.router.users");
			client(port(router), "wamp.fail-fast=true").run((context) -> assertThat(context).hasFailed());
		}
	}

	@Test
	void usersJoinByTicketAndByChallengeWithTheirRole() {
		try (ConfigurableApplicationContext router = router("wamp.router.users.joe.secret=secret123",
				"wamp.router.users.joe.role=frontend")) {
			client(port(router), "wamp.fail-fast=true", "wamp.auth.authid=joe", "wamp.auth.ticket=secret123")
				.run(joinedAs("joe", "frontend", "ticket"));
			client(port(router), "wamp.fail-fast=true", "wamp.auth.authid=joe", "wamp.auth.secret=secret123")
				.run(joinedAs("joe", "frontend", "wampcra"));
		}
	}

	private static ContextConsumer<AssertableApplicationContext> joinedAs(String authId, String role, String method) {
		return (context) -> {
			WampSession session = context.getBean(WampConnection.class).getSession();
			assertThat(session).isNotNull();
			assertThat(session.getAuthId()).isEqualTo(authId);
			assertThat(session.getAuthRole()).isEqualTo(role);
			assertThat(session.getAuthMethod()).isEqualTo(method);
		};
	}

	@Test
	void permissionsDecideWhatARoleMayDo() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true",
				"wamp.router.anonymous.role=guest", "wamp.router.permissions[0].role=guest",
				"wamp.router.permissions[0].uri=com.myapp.", "wamp.router.permissions[0].match=prefix",
				"wamp.router.permissions[0].allow=call")) {
			client(port(router), "wamp.fail-fast=true").run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThat(wamp.call("com.myapp.greet", String.class, "joe")).isEqualTo("Hello, joe");
				assertThat(wamp.newPublication("com.myapp.topic").publishAcknowledgedAsync())
					.failsWithin(Duration.ofSeconds(10))
					.withThrowableThat()
					.withMessageContaining("wamp.error.not_authorized");
			});
		}
	}

	@Test
	void realmsAreSeparate() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true",
				"wamp.router.realms=realm1,realm2")) {
			client(port(router), "wamp.fail-fast=true", "wamp.realm=realm2").run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThat(wamp.callAsync("com.myapp.greet", String.class, "joe")).failsWithin(Duration.ofSeconds(10))
					.withThrowableThat()
					.withMessageContaining("wamp.error.no_such_procedure");
			});
		}
	}

	@Test
	void pagesOfOtherOriginsAreRefusedUnlessAPropertyAllowsThem() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true",
				"wamp.router.allowed-origins=https://*.example.com")) {
			assertThat(join(port(router), "https://evil.example.org")).isEqualTo("refused");
			assertThat(join(port(router), "https://app.example.com")).isEqualTo("joined");
			assertThat(join(port(router), "http://localhost:" + port(router))).isEqualTo("joined");
		}
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			assertThat(join(port(router), "https://app.example.com")).isEqualTo("refused");
			assertThat(join(port(router), "http://localhost:" + port(router))).isEqualTo("joined");
		}
	}

	private static String join(int port, String origin) {
		AtomicReference<String> outcome = new AtomicReference<>();
		client(port, "wamp.headers.Origin=" + origin, "wamp.fail-fast=true", "wamp.join-timeout=2s",
				"wamp.reconnect.max-retries=1")
			.run((context) -> outcome.set((context.getStartupFailure() == null) ? "joined" : "refused"));
		return outcome.get();
	}

	@Test
	void theHandshakesHeadersComeFromPropertiesAndCustomizers() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			client(port(router), "wamp.fail-fast=true", "wamp.headers.X-Tenant=one")
				.withBean(HandshakeCustomizer.class,
						() -> (url, headers) -> headers.set("X-Tenant", headers.getFirst("X-Tenant") + "-two"))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(router.getBean(WampRouter.class).sessions("realm1"))
						.anySatisfy((session) -> assertThat(session.channel().headers()).containsEntry("x-tenant",
								List.of("one-two")));
				});
		}
	}

	@Test
	void aClientComesBackWhenTheRoutersApplicationIsStartedAgain() {
		ConfigurableApplicationContext first = router("wamp.router.anonymous.enabled=true");
		int port = port(first);
		client(port, "wamp.fail-fast=true", "wamp.shutdown-timeout=1s").withBean(Echo.class).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThat(wamp.call("com.myapp.echo", String.class, "one")).isEqualTo("one");
			first.close();
			try (ConfigurableApplicationContext second = router("wamp.router.anonymous.enabled=true",
					"server.port=" + port)) {
				WampTemplate other = second.getBean(WampTemplate.class);
				await().ignoreExceptions()
					.untilAsserted(
							() -> assertThat(other.call("com.myapp.echo", String.class, "two")).isEqualTo("two"));
				assertThat(wamp.call("com.myapp.greet", String.class, "joe")).isEqualTo("Hello, joe");
			}
		});
	}

	@Test
	void theRouterSaysGoodbyeBeforeTheWebServerStops() {
		ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true");
		LifecycleEvents events = new LifecycleEvents();
		client(port(router), "wamp.fail-fast=true").withBean(LifecycleEvents.class, () -> events).run((context) -> {
			router.close();
			await().untilAsserted(() -> assertThat(events.names()).contains("Disconnected"));
			assertThat(events.reasons()).containsExactly("wamp.close.system_shutdown");
		});
	}

	@Test
	void aMessageOverTheLimitFailsItsOperationAndNothingElse() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			client(port(router), "wamp.fail-fast=true", "wamp.max-message-size=10KB").run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				long session = sessionId(context.getBean(WampConnection.class));
				assertThat(wamp.callAsync("com.myapp.greet", String.class, "x".repeat(20_000)))
					.failsWithin(Duration.ofSeconds(10))
					.withThrowableThat()
					.withMessageContaining("wamp.max-message-size");
				assertThat(wamp.callAsync("com.myapp.repeat", String.class, "x", 20_000))
					.failsWithin(Duration.ofSeconds(10))
					.withThrowableThat()
					.withMessageContaining("wamp.error.payload_size_exceeded");
				assertThat(wamp.call("com.myapp.greet", String.class, "joe")).isEqualTo("Hello, joe");
				assertThat(sessionId(context.getBean(WampConnection.class))).isEqualTo(session);
			});
		}
	}

	private static long sessionId(WampConnection connection) {
		WampSession session = connection.getSession();
		return (session != null) ? session.getId() : 0;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

	}

	static class Greeter {

		@WampProcedure("com.myapp.greet")
		String greet(String name) {
			return "Hello, " + name;
		}

		@WampProcedure("com.myapp.repeat")
		String repeat(String text, int times) {
			return text.repeat(times);
		}

	}

	static class Echo {

		@WampProcedure("com.myapp.echo")
		String echo(String text) {
			return text;
		}

	}

}

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
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.LifecycleEvents;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.netty.ReactorNettyHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The router's endpoint in a WebFlux application.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampRouterReactiveEndpointTests {

	private static ConfigurableApplicationContext router(String... properties) {
		return router(Router.class, properties);
	}

	private static ConfigurableApplicationContext router(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"wamp.router.anonymous.enabled=true", "spring.main.banner-mode=off",
					"spring.reactor.netty.shutdown-quiet-period=0s")
			.properties(properties)
			.run();
	}

	private static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	private static ApplicationContextRunner client(String url, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.join-timeout=5s", "wamp.reconnect.max-retries=1", "wamp.reconnect.initial-interval=50ms")
			.withPropertyValues(properties);
	}

	private static boolean joins(String url, String... properties) {
		boolean[] joined = new boolean[1];
		client(url, properties).run((context) -> joined[0] = context.getStartupFailure() == null);
		return joined[0];
	}

	@ParameterizedTest
	@CsvSource({ "json, netty", "msgpack, netty", "cbor, netty", "json, tomcat", "cbor, tomcat" })
	void aClientOfEachSerializerCallsAndIsCalled(String serializer, String transport, CapturedOutput output) {
		try (ConfigurableApplicationContext router = router()) {
			assertThat(output).contains("listens at the path /ws");
			client("ws://localhost:" + port(router) + "/ws", "wamp.serializers=" + serializer,
					"wamp.transport=" + transport)
				.run((context) -> {
					WampTemplate wamp = context.getBean(WampTemplate.class);
					assertThat(wamp.call("com.myapp.greet", String.class, "Grüße")).isEqualTo("Hello, Grüße");
					String large = "x".repeat(2_000_000);
					assertThat(wamp.call("com.myapp.greet", String.class, large)).isEqualTo("Hello, " + large);
					wamp.register("com.myapp.twice", Integer.class, (value) -> 2 * value).whenActive().get();
					WampTemplate other = router.getBean(WampTemplate.class);
					assertThat(other.call("com.myapp.twice", Integer.class, 21)).isEqualTo(42);
					BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
					wamp.subscribe("com.myapp.oncounter", Integer.class, events::add).whenActive().get();
					for (int i = 0; i < 1000; i++) {
						other.publish("com.myapp.oncounter", i);
					}
					for (int i = 0; i < 1000; i++) {
						assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
					}
					assertThat(router.getBean(ReactorNettyHandler.class).getChannelCount()).isOne();
				});
			await().until(() -> router.getBean(ReactorNettyHandler.class).getChannelCount() == 0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "wamp.router.path=/wamp, /wamp", "spring.webflux.base-path=/api, /api/ws",
			"spring.webflux.base-path=api/, /api/ws" })
	void theLogTellsTheWholePath(String property, String path, CapturedOutput output) {
		try (ConfigurableApplicationContext router = router(property)) {
			assertThat(output).contains("listens at the path " + path);
			assertThat(joins("ws://localhost:" + port(router) + path)).isTrue();
		}
	}

	@Test
	void aControllerThatTakesEveryPathLeavesTheEndpointAlone() {
		try (ConfigurableApplicationContext router = router(EveryPath.class)) {
			assertThat(joins("ws://localhost:" + port(router) + "/ws")).isTrue();
		}
	}

	@Test
	void webSocketsOfTheApplicationItselfStillWork() throws Exception {
		try (ConfigurableApplicationContext router = router(OwnWebSocket.class)) {
			BlockingQueue<String> texts = new LinkedBlockingQueue<>();
			WebSocket socket = HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.buildAsync(URI.create("ws://localhost:" + port(router) + "/echo"), new WebSocket.Listener() {

					@Override
					public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
						texts.add(text.toString());
						return null;
					}

				})
				.get(10, TimeUnit.SECONDS);
			socket.sendText("hi", true);
			assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
			socket.abort();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void wss(boolean http2) {
		try (ConfigurableApplicationContext router = router("server.ssl.key-store=classpath:tls/localhost.p12",
				"server.ssl.key-store-password=changeit", "server.http2.enabled=" + http2)) {
			String url = "wss://localhost:" + port(router) + "/ws";
			assertThat(joins(url, "wamp.ssl.bundle=router",
					"spring.ssl.bundle.jks.router.truststore.location=classpath:tls/localhost.p12",
					"spring.ssl.bundle.jks.router.truststore.password=changeit"))
				.isTrue();
			assertThat(joins(url)).isFalse();
		}
	}

	@Test
	void besideHttp2WithoutTls() {
		try (ConfigurableApplicationContext router = router("server.http2.enabled=true")) {
			assertThat(joins("ws://localhost:" + port(router) + "/ws")).isTrue();
		}
	}

	@Test
	void withoutACommonSerializerTheCloseSaysWhatToOffer() throws Exception {
		try (ConfigurableApplicationContext router = router()) {
			CompletableFuture<String> reason = new CompletableFuture<>();
			HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.subprotocols("wamp.3.json")
				.buildAsync(URI.create("ws://localhost:" + port(router) + "/ws"), new WebSocket.Listener() {

					@Override
					public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String text) {
						reason.complete(code + " " + text);
						return null;
					}

				})
				.get(10, TimeUnit.SECONDS);
			assertThat(reason).succeedsWithin(Duration.ofSeconds(10))
				.asString()
				.startsWith("1002 offer one of [wamp.2.");
		}
	}

	@Test
	void whatIsNoHandshakeGetsAStatusAndASentence() throws Exception {
		try (ConfigurableApplicationContext router = router()) {
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port(router) + "/ws")).build(),
						HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(426);
			assertThat(response.body()).contains("WAMP is spoken here, over WebSocket");
		}
	}

	@Test
	void pagesAreLetInByTheRules(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router("wamp.router.allowed-origins=https://*.example.com",
				"server.forward-headers-strategy=framework")) {
			String url = "ws://localhost:" + port(router) + "/ws";
			assertThat(joins(url, "wamp.headers.Origin=https://app.example.com")).isTrue();
			assertThat(joins(url, "wamp.headers.Origin=http://localhost:" + port(router))).isTrue();
			assertThat(joins(url, "wamp.headers.Origin=https://evil.example.org")).isFalse();
			assertThat(output).contains("Refused a WebSocket of a page from 'https://evil.example.org'");
			assertThat(joins(url, "wamp.headers.Origin=https://app.example.org", "wamp.headers.X-Forwarded-Proto=wss",
					"wamp.headers.X-Forwarded-Host=app.example.org", "wamp.headers.X-Forwarded-Port=443"))
				.isTrue();
			String evil = "evil.example.org:" + port(router);
			assertThat(joins(url, "wamp.headers.Host=" + evil, "wamp.headers.Origin=http://" + evil,
					"wamp.transport=netty"))
				.isFalse();
			assertThat(output).contains("wamp.router.allowed-hosts");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "native", "framework" })
	void nobodyCanSayThatItIsOfThisMachine(String strategy) {
		try (ConfigurableApplicationContext router = router("server.forward-headers-strategy=" + strategy,
				"wamp.router.limits.sessions-per-address=1")) {
			String url = "ws://localhost:" + port(router) + "/ws";
			client(url, "wamp.headers.X-Forwarded-For=127.0.0.1").run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(joins(url, "wamp.headers.X-Forwarded-For=127.0.0.1")).isFalse();
				assertThat(joins(url)).isTrue();
				assertThat(joins(url)).isTrue();
			});
		}
	}

	@Test
	void guardsAndFiltersOfTheApplicationSeeEachHandshake() {
		try (ConfigurableApplicationContext router = router(Guarded.class)) {
			String url = "ws://localhost:" + port(router) + "/ws";
			client(url, "wamp.headers.X-Key=right").run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(router.getBean(WampRouter.class).sessions("realm1"))
					.anySatisfy((session) -> assertThat(session.channel().principal()).isNotNull()
						.satisfies((principal) -> assertThat(principal.getName()).isEqualTo("joe")))
					.anySatisfy((session) -> assertThat(session.channel().headers()).containsEntry("x-key",
							List.of("right")));
			});
			assertThat(joins(url, "wamp.headers.X-Key=wrong")).isFalse();
		}
	}

	@Test
	void clientsGetGoodbyeAndAGracefulShutdownDoesNotWaitForThem(CapturedOutput output) {
		ConfigurableApplicationContext router = router("spring.lifecycle.timeout-per-shutdown-phase=20s");
		LifecycleEvents events = new LifecycleEvents();
		client("ws://localhost:" + port(router) + "/ws").withBean(LifecycleEvents.class, () -> events)
			.run((context) -> {
				router.close();
				await().untilAsserted(() -> assertThat(events.reasons()).containsExactly("wamp.close.system_shutdown"));
				assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
			});
	}

	@Test
	void clientsJoinAgainAfterARestart() {
		try (ConfigurableApplicationContext router = router()) {
			router.stop();
			router.start();
			assertThat(joins("ws://localhost:" + port(router) + "/ws")).isTrue();
		}
	}

	@Test
	void aClientThatIsGoneIsNoticed() {
		try (ConfigurableApplicationContext router = router()) {
			client("ws://localhost:" + port(router) + "/ws")
				.run((context) -> assertThat(context.getBean(WampConnection.class).getSession()).isNotNull());
			await().atMost(Duration.ofSeconds(10))
				.until(() -> router.getBean(WampRouter.class).sessions("realm1").size() == 1);
		}
	}

	@Test
	void bothEndpointsServeOneRouter() {
		try (ConfigurableApplicationContext router = router("wamp.router.listen=localhost:0")) {
			String port = router.getEnvironment().getProperty("local.wamp.router.port");
			assertThat(joins("ws://localhost:" + port + "/ws")).isTrue();
			assertThat(joins("ws://localhost:" + port(router) + "/ws")).isTrue();
		}
	}

	@Test
	void onAnotherServerTheLogSaysWhatToDo(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router(
				"spring.autoconfigure.exclude=org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")) {
			assertThat(router.getBeansOfType(ReactorNettyHandler.class)).isEmpty();
			assertThat(output).contains("has no endpoint").contains("set wamp.router.listen");
		}
	}

	@Test
	void withoutWebFluxOrARouterThereIsNoEndpoint() {
		new ReactiveWebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true")
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactorNettyHandler.class));
		new ReactiveWebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactorNettyHandler.class));
	}

	@Test
	void aPeerThatBreaksOffLeavesNothing() throws IOException {
		try (ConfigurableApplicationContext router = router()) {
			try (Socket socket = new Socket("localhost", port(router))) {
				socket.getOutputStream()
					.write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
							+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
							+ "Sec-WebSocket-Protocol: foo , wamp.2.json\r\n\r\n")
						.getBytes());
				byte[] answer = new byte[4096];
				int length = socket.getInputStream().read(answer);
				assertThat(new String(answer, 0, length)).contains("101 Switching Protocols")
					.containsIgnoringCase("sec-websocket-protocol: wamp.2.json")
					.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
				await().until(() -> router.getBean(ReactorNettyHandler.class).getChannelCount() == 1);
			}
			await().until(() -> router.getBean(ReactorNettyHandler.class).getChannelCount() == 0);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

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
	static class OwnWebSocket {

		@Bean
		SimpleUrlHandlerMapping echo() {
			WebSocketHandler echo = (session) -> session
				.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
			return new SimpleUrlHandlerMapping(Map.of("/echo", echo), 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Guarded {

		@Bean
		HandshakeGuard key() {
			return (url, headers, remote) -> "right".equals(headers.getFirst("X-Key"));
		}

		@Bean
		WebFilter joe() {
			Principal joe = () -> "joe";
			return (exchange, chain) -> chain.filter(exchange.mutate().principal(Mono.just(joe)).build())
				.subscribeOn(Schedulers.boundedElastic());
		}

	}

	static class Greeter {

		@WampProcedure("com.myapp.greet")
		String greet(String name) {
			return "Hello, " + name;
		}

	}

}

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

package io.github.wampspring.docs;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import jakarta.annotation.PostConstruct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Holds {@code troubleshooting.md} against the code: each message that it quotes is in
 * the sources, and those that a newcomer meets are what is really said.
 */
@SpringBootTest(classes = TroubleshootingTests.Application.class,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "wamp.router.enabled=true", "wamp.router.anonymous.enabled=true",
				"wamp.router.users.joe.secret=right" })
@ExtendWith(OutputCaptureExtension.class)
class TroubleshootingTests {

	/** Said by Spring or the JDK. */
	private static final Set<String> OF_OTHERS = Set.of("java.lang.reflect.UndeclaredThrowableException",
			"No qualifying bean of type 'io.github.wampspring.core.WampTemplate' available",
			"Web server failed to start. Port … was already in use.");

	@Autowired
	private WampTemplate wamp;

	@LocalServerPort
	private int port;

	@TestFactory
	Stream<DynamicTest> quotesWhatTheCodeSays() {
		List<String> strings = QuotedMessages.stringsOfTheSources();
		return QuotedMessages.all()
			.stream()
			.filter((message) -> !OF_OTHERS.contains(message))
			.map((message) -> DynamicTest.dynamicTest(message, () -> {
				List<String> parts = QuotedMessages.constantParts(message);
				assertThat(parts).isNotEmpty();
				assertThat(
						parts.stream().filter((part) -> strings.stream().noneMatch((string) -> string.contains(part))))
					.as("what the code does not say")
					.isEmpty();
			}));
	}

	@Test
	void nobodyListens(CapturedOutput output) throws Exception {
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		try (ConfigurableApplicationContext client = client("ws://localhost:" + closed + "/ws",
				"wamp.join-timeout=200ms", "wamp.reconnect.initial-interval=10s")) {
			String failure = failureOfACall(client);
			said(failure, "The connection … is not joined after … attempts…");
			said(failure, "… refused the connection: nothing listens there");
		}
		said(output.toString(), "Connection '…' could not join: …");
	}

	@Test
	void thereIsNothingAtThePath() {
		try (ConfigurableApplicationContext client = client("ws://localhost:" + this.port + "/nothing",
				"wamp.join-timeout=500ms", "wamp.reconnect.initial-interval=10s")) {
			await().until(() -> client.getBean(WampConnection.class).getState().failure() != null);
			said(failureOfACall(client),
					"… answered the WebSocket handshake with the HTTP status …: there is no WebSocket endpoint at this path");
		}
	}

	@Test
	void thereIsNoSuchRealm(CapturedOutput output) {
		try (ConfigurableApplicationContext client = client(url(), "wamp.realm=none",
				"wamp.reconnect.max-refusals=1")) {
			await().until(() -> status(client) == ConnectionState.Status.FAILED);
			String failure = failureOfACall(client);
			said(failure, "The connection … has given up…");
			said(failure, "the router aborted the session with …");
			said(failure, "wamp.error.no_such_realm");
		}
		said(output.toString(), "Connection '…' has given up: …");
	}

	@Test
	void theSecretIsWrong(CapturedOutput output) {
		try (ConfigurableApplicationContext client = client(url(), "wamp.auth.authid=joe", "wamp.auth.secret=wrong",
				"wamp.join-timeout=500ms", "wamp.reconnect.max-refusals=1")) {
			await().until(() -> status(client) == ConnectionState.Status.WAITING);
			said(failureOfACall(client), "wamp.error.authentication_denied");
		}
		said(output.toString(), "Connection '…' could not join: …");
		said(output.toString(), "The router answers …. …");
	}

	@Test
	void theApplicationsPartOfTheHandshakeFails() {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, FailingHello.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=" + url(), "wamp.join-timeout=1s", "wamp.reconnect.initial-interval=10s")
			.run()) {
			said(failureOfACall(client), "HELLO could not be made: …");
		}
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, FailingAnswer.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=" + url(), "wamp.join-timeout=1s", "wamp.reconnect.initial-interval=10s")
			.run()) {
			said(failureOfACall(client), "There is no answer to the challenge by …");
		}
	}

	@Test
	void callsEndInErrors(CapturedOutput output) {
		said(failureOf(() -> this.wamp.call("com.myapp.nothing")), "wamp.error.no_such_procedure");
		said(failureOf(() -> this.wamp.call("com.myapp.half", Integer.class, "x")), "wamp.error.invalid_argument");
		said(failureOf(() -> this.wamp.call("com.myapp.fail")), "The procedure failed. The callee's log tells why.");
		said(failureOf(() -> this.wamp.call("com.myapp.half", Map.class, 4)), "What came from '…' cannot be read as …");
		// the router would end the call too, with a text of its own
		said(failureOf(() -> this.wamp.newCall("com.myapp.never")
			.timeout(Duration.ofMillis(50))
			.option("timeout", null)
			.call()), "The call of '…' did not end within … (property wamp.call-timeout, or timeout(..) of the call)");
		assertThat(output).contains("nobody expected that");
	}

	@Test
	void waitsOnAThreadThatMustNot() {
		CompletableFuture<Object> dependent = this.wamp.callAsync("com.myapp.later")
			.thenApply((result) -> this.wamp.call("com.myapp.later"));
		Throwable failure = catchThrowable(dependent::join);
		assertThat(failure).isInstanceOf(CompletionException.class);
		said(String.valueOf(failure.getCause().getMessage()),
				"… waits, and was called by the thread '…' that must not: use … here");
	}

	@Test
	void eventsOfOneApplication(CapturedOutput output) {
		await().untilAsserted(() -> {
			this.wamp.publish("com.myapp.oncounter", 1);
			said(output.toString(),
					"An event for '…' does not come to …: a session does not get the events that it publishes itself, and all beans of an application share one session. To get them, set wamp.publisher.exclude-me=false, or excludeMe(false) for that publication. This is said only once");
		});
		this.wamp.newPublication("com.myapp.oncounter").args("x").excludeMe(false).publish();
		this.wamp.newPublication("com.myapp.oncounter").args(-1).excludeMe(false).publish();
		await().untilAsserted(() -> {
			said(output.toString(), "An event of '…' does not fit the …");
			said(output.toString(), "An event of '…' failed at the …");
		});
	}

	@Test
	void callsTooEarlyAndTooLate() {
		Throwable failure = catchThrowable(
				() -> new SpringApplicationBuilder(Client.class, TooEarly.class).web(WebApplicationType.NONE)
					.properties("wamp.urls=" + url())
					.run()
					.close());
		said(rootMessage(failure),
				"The connection '…' has not been started, and this thread may be the one that is to start it: call and publish from an ApplicationRunner or on the event WampConnectionEvent.Joined, not while beans are being created");
		ConfigurableApplicationContext client = client(url());
		WampTemplate template = client.getBean(WampTemplate.class);
		client.close();
		said(failureOf(() -> template.call("com.myapp.half")), "The connection … is closed…");
	}

	@Test
	void somebodyElseHasTheProcedure(CapturedOutput output) {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class, Procedures.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=" + url())
			.run()) {
			await().untilAsserted(() -> said(output.toString(), "The router refused …; it is tried again"));
			assertThat(output).contains("wamp.error.procedure_already_exists");
		}
	}

	@Test
	void thereIsNoTemplate() {
		Throwable failure = catchThrowable(
				() -> new SpringApplicationBuilder(Client.class, NeedsTheTemplate.class).web(WebApplicationType.NONE)
					.properties("wamp.enabled=false")
					.run()
					.close());
		assertThat(rootMessage(failure))
			.contains("No qualifying bean of type 'io.github.wampspring.core.WampTemplate' available");
	}

	/**
	 * A text says what the page quotes.
	 */
	private static void said(String text, String message) {
		assertThat(text).containsPattern(QuotedMessages.pattern(message));
		assertThat(QuotedMessages.all()).contains(message);
	}

	private String url() {
		return "ws://localhost:" + this.port + "/ws";
	}

	private static ConfigurableApplicationContext client(String url, String... properties) {
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.properties(properties)
			.properties("wamp.urls=" + url)
			.run();
	}

	private static ConnectionState.Status status(ConfigurableApplicationContext client) {
		return client.getBean(WampConnection.class).getState().status();
	}

	private static String failureOfACall(ConfigurableApplicationContext client) {
		return failureOf(() -> client.getBean(WampTemplate.class).call("com.myapp.half"));
	}

	private static String failureOf(Runnable call) {
		Throwable failure = catchThrowable(call::run);
		assertThat(failure).isNotNull();
		return String.valueOf(failure.getMessage());
	}

	private static String rootMessage(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Procedures.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

	static class Procedures {

		@WampProcedure("com.myapp.half")
		int half(int number) {
			return number / 2;
		}

		@WampProcedure("com.myapp.fail")
		void fail() {
			throw new IllegalStateException("nobody expected that");
		}

		@WampProcedure("com.myapp.never")
		CompletableFuture<Void> never() {
			return new CompletableFuture<>();
		}

		@WampProcedure("com.myapp.later")
		CompletableFuture<Void> later() {
			return CompletableFuture.runAsync(() -> {
			}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
		}

		@WampSubscribe("com.myapp.oncounter")
		void onCounter(int count) {
			if (count < 0) {
				throw new IllegalArgumentException("no such count");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingHello {

		@Bean
		HelloCustomizer failing() {
			return (connection, hello) -> {
				throw new IllegalStateException("no token");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingAnswer {

		@Bean
		WampAuthenticator failing() {
			return new WampAuthenticator() {

				@Override
				public String getMethod() {
					return "ticket";
				}

				@Override
				public String getAuthId() {
					return "joe";
				}

				@Override
				public Answer authenticate(Challenge challenge) {
					throw new IllegalStateException("no ticket");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TooEarly {

		private final WampTemplate wamp;

		TooEarly(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@PostConstruct
		void call() {
			this.wamp.call("com.myapp.half", Integer.class, 4);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsTheTemplate {

		@Bean
		Consumer<WampException> consumer(WampTemplate wamp) {
			return (ex) -> {
			};
		}

	}

}

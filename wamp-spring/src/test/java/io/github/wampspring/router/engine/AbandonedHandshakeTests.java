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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.transport.ChannelInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that make the router find out who they are, and do not wait for that, or do not
 * answer.
 */
@Timeout(120)
class AbandonedHandshakeTests {

	private static final Accepted JOE = new Accepted(new WampIdentity("joe", "user", "custom", "test"));

	private final BlockingQueue<AuthenticationRequest> asked = new LinkedBlockingQueue<>();

	private DefaultWampRouter router;

	@AfterEach
	void close() {
		if (this.router != null) {
			this.router.close();
		}
	}

	private void start(Consumer<RouterSettings.Builder> settings,
			Supplier<CompletableFuture<AuthenticationStep>> firstStep) {
		this.router = TestRouters.closed((realm) -> realm.user(new WampUser("joe", "secret", "user")), (router) -> {
			router.authenticationProvider(new WampAuthenticationProvider() {

				@Override
				public String getMethod() {
					return "custom";
				}

				@Override
				public CompletableFuture<AuthenticationStep> authenticate(AuthenticationRequest request) {
					CompletableFuture<AuthenticationStep> step = firstStep.get();
					AbandonedHandshakeTests.this.asked.add(request);
					return step;
				}

			});
			settings.accept(router);
		});
	}

	private TestClient client() {
		return new TestClient(this.router,
				new RecordingChannel(new ChannelInfo("websocket", "none", "203.0.113.9:1", Map.of(), null, false)));
	}

	private static Hello hello(String authId, String method) {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of(method)).with("authid", authId));
	}

	private AuthenticationRequest awaitAsked() throws InterruptedException {
		AuthenticationRequest request = this.asked.poll(60, TimeUnit.SECONDS);
		assertThat(request).isNotNull();
		return request;
	}

	@Test
	void whatIsFoundOutForClientsThatHaveGoneIsBoundedAsHandshakesAre() throws Exception {
		CompletableFuture<AuthenticationStep> step = new CompletableFuture<>();
		start((settings) -> settings.maxHandshakes(1), () -> step);
		TestClient gone = client();
		gone.send(hello("joe", "custom"));
		AuthenticationRequest request = awaitAsked();
		assertThat(request.isOpen()).isTrue();
		gone.disconnect();
		assertThat(request.isOpen()).isFalse();
		client().takeAbort(ErrorUris.UNAVAILABLE);
		step.complete(JOE);
		TestClient next = client();
		next.send(hello("joe", "custom"));
		next.take(Welcome.class);
		assertThat(this.router.sessions("realm1")).hasSize(1);
	}

	@Test
	void whatComesToNoEndKeepsNoPlaceForEver() throws Exception {
		start((settings) -> settings.maxHandshakes(1).handshakeTimeout(Duration.ofMillis(100)), CompletableFuture::new);
		TestClient gone = client();
		gone.send(hello("joe", "custom"));
		awaitAsked();
		gone.disconnect();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			TestClient next = client();
			next.send(hello("joe", "custom"));
			return this.asked.poll(50, TimeUnit.MILLISECONDS) != null;
		});
	}

	static Stream<Arguments> leaving() {
		return Stream.of(Arguments.of("loses its connection", (Consumer<TestClient>) TestClient::disconnect),
				Arguments.of("says ABORT",
						(Consumer<TestClient>) (client) -> client.send(new Abort(Dict.EMPTY, "a.b", Payload.NONE))),
				Arguments.of("says something else",
						(Consumer<TestClient>) (client) -> client.send(new Goodbye(Dict.EMPTY, "a.b", Payload.NONE))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("leaving")
	void whoDoesNotAnswerHasFailed(String name, Consumer<TestClient> leave) {
		start((settings) -> settings.maxFailedAttempts(3), CompletableFuture::new);
		for (int i = 0; i < 3; i++) {
			TestClient client = client();
			client.send(hello("joe", "wampcra"));
			client.take(Challenge.class);
			leave.accept(client);
		}
		TestClient throttled = client();
		throttled.send(hello("joe", "wampcra"));
		throttled.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("leaving")
	void whoDoesNotWaitHasFailed(String name, Consumer<TestClient> leave) throws Exception {
		start((settings) -> settings.maxFailedAttempts(3), CompletableFuture::new);
		for (int i = 0; i < 3; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			awaitAsked();
			leave.accept(client);
		}
		TestClient throttled = client();
		throttled.send(hello("joe", "wampcra"));
		throttled.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
	}

	@Test
	void whoHasNoTimeToAnswerHasFailed() {
		start((settings) -> settings.maxFailedAttempts(1).handshakeTimeout(Duration.ofMillis(50)),
				() -> CompletableFuture
					.completedFuture(new Challenged(Dict.EMPTY, (answer) -> CompletableFuture.completedFuture(JOE))));
		AtLeastOne challenged = new AtLeastOne();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> client.channel.closeReason() != null);
			return challenged.isThrottledAfter(client);
		});
	}

	/** Looks for a challenge, and then for the throttle. */
	private static final class AtLeastOne {

		private boolean challenged;

		boolean isThrottledAfter(TestClient client) {
			if (client.channel.poll() instanceof Abort abort) {
				return this.challenged && abort.reason().equals(ErrorUris.AUTHENTICATION_FAILED);
			}
			this.challenged = true;
			return false;
		}

	}

	@Test
	void thatTheRouterIsSlowIsNotTheFaultOfItsClients() {
		start((settings) -> settings.maxFailedAttempts(1).handshakeTimeout(Duration.ofMillis(50)),
				CompletableFuture::new);
		for (int i = 0; i < 3; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			client.takeAbort(CloseUris.TIMEOUT);
		}
	}

	@Test
	void whoJoinsAndLeavesHasNotFailed() {
		start((settings) -> settings.maxFailedAttempts(1), () -> CompletableFuture.completedFuture(JOE));
		for (int i = 0; i < 3; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			client.take(Welcome.class);
			client.disconnect();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ErrorUris.AUTHENTICATION_REQUIRED, ErrorUris.AUTHENTICATION_DENIED })
	void whatHelloLacksKeepsNobodyOut(String error) {
		start((settings) -> settings.maxFailedAttemptsPerAuthid(1),
				() -> CompletableFuture.completedFuture(new Refused(error, "no")));
		TestClient client = client();
		client.send(hello("joe", "custom"));
		client.takeAbort(error);
		TestClient owner = client();
		owner.send(hello("joe", "ticket"));
		if (error.equals(ErrorUris.AUTHENTICATION_DENIED)) {
			owner.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		}
		else {
			owner.take(Challenge.class);
			owner.send(new Authenticate("secret", Dict.EMPTY));
			owner.take(Welcome.class);
		}
	}

	@Test
	void anAuthidHasAnEnd() {
		start((settings) -> {
		}, CompletableFuture::new);
		TestClient longest = client();
		longest.send(hello("x".repeat(1_024), "ticket"));
		longest.take(Challenge.class);
		TestClient longer = client();
		longer.send(hello("x".repeat(1_025), "ticket"));
		Abort abort = longer.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(abort.details().getString("message")).isEqualTo("The authid in HELLO has more than 1024 characters");
	}

}

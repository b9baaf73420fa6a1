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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
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
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many wrong proofs are told from right ones, and whom that must not keep out.
 */
@Timeout(120)
class AttemptsTests {

	private static final Dict RESUMABLE = TestClient.ROLES.with("resumable", true).with("x_received", 0);

	private DefaultWampRouter router;

	@AfterEach
	void close() {
		if (this.router != null) {
			this.router.close();
		}
	}

	static Stream<Arguments> limits() {
		return Stream.of(
				Arguments.of("by authid",
						(Consumer<RouterSettings.Builder>) (settings) -> settings.maxFailedAttemptsPerAuthid(3)
							.maxFailedAttempts(1000)),
				Arguments.of("by address",
						(Consumer<RouterSettings.Builder>) (settings) -> settings.maxFailedAttempts(3)
							.maxFailedAttemptsPerAuthid(0)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limits")
	void handshakesThatAreOpenAtOnceLearnNoMoreThanOthers(String name, Consumer<RouterSettings.Builder> limit) {
		CountDownLatch released = new CountDownLatch(1);
		this.router = TestRouters.closed((realm) -> realm.user(new WampUser("joe", "secret", "user")), (settings) -> {
			limit.accept(settings.authenticationThreads(1));
			settings.userLookup((realm, authId) -> {
				if (authId.equals("hangs")) {
					await(released);
				}
				return null;
			});
		});
		List<TestClient> clients = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			TestClient client = client();
			client.send(hello("joe", "ticket"));
			client.take(Challenge.class);
			clients.add(client);
		}
		client().send(hello("hangs", "ticket"));
		clients.subList(0, 9).forEach((client) -> client.send(new Authenticate("wrong", Dict.EMPTY)));
		clients.get(9).send(new Authenticate("secret", Dict.EMPTY));
		released.countDown();
		clients.subList(0, 3).forEach((client) -> client.takeAbort(ErrorUris.AUTHENTICATION_DENIED));
		clients.subList(3, 10).forEach((client) -> client.takeAbort(ErrorUris.AUTHENTICATION_FAILED));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limits")
	void answersThatComeAtOnceTellNoMoreThanOthers(String name, Consumer<RouterSettings.Builder> limit) {
		List<CompletableFuture<AuthenticationStep>> answers = new ArrayList<>();
		CountDownLatch asked = new CountDownLatch(10);
		this.router = TestRouters.closed((realm) -> {
		}, (settings) -> {
			limit.accept(settings.authenticationThreads(1));
			settings.authenticationProvider(new Provider(true, (answer) -> {
				CompletableFuture<AuthenticationStep> future = new CompletableFuture<>();
				answers.add(future);
				asked.countDown();
				return future;
			}));
		});
		List<TestClient> clients = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			client.take(Challenge.class);
			client.send(new Authenticate(String.valueOf(i), Dict.EMPTY));
			clients.add(client);
		}
		await(asked);
		answers.subList(0, 9).forEach((answer) -> answer.complete(new Refused(ErrorUris.AUTHENTICATION_DENIED, "no")));
		answers.get(9).complete(new Accepted(new WampIdentity("joe", "user", "custom", "test")));
		List<String> reasons = clients.stream().map((client) -> client.take(Abort.class).reason()).toList();
		assertThat(reasons.subList(0, 3)).containsOnly(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(reasons.subList(3, 10)).containsOnly(ErrorUris.AUTHENTICATION_FAILED);
	}

	@Test
	void answersOfManyThreadsTellNoMoreThanOthers() throws Exception {
		int clients = 64;
		CompletableFuture<Void> start = new CompletableFuture<>();
		Executor executor = Executors.newFixedThreadPool(8, DefaultWampRouter.threads("answers"));
		this.router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.maxFailedAttemptsPerAuthid(20)
			.maxFailedAttempts(1000)
			.authenticationProvider(new Provider(true, (answer) -> start
				.thenApplyAsync((done) -> new Refused(ErrorUris.AUTHENTICATION_DENIED, "no"), executor))));
		List<TestClient> all = new ArrayList<>();
		for (int i = 0; i < clients; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			client.take(Challenge.class);
			client.send(new Authenticate("wrong", Dict.EMPTY));
			all.add(client);
		}
		start.complete(null);
		assertThat(all.stream().map((client) -> client.take(Abort.class).reason()))
			.filteredOn(ErrorUris.AUTHENTICATION_DENIED::equals)
			.hasSize(20);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatNobodyCanGuessIsNotCountedForTheAuthid(boolean guessable) {
		this.router = TestRouters.closed((realm) -> realm.user(new WampUser("joe", "secret", "user")),
				(settings) -> settings.maxFailedAttemptsPerAuthid(2)
					.authenticationProvider(new Provider(guessable, (answer) -> CompletableFuture
						.completedStage(new Refused(ErrorUris.AUTHENTICATION_DENIED, "no")))));
		for (int i = 0; i < 2; i++) {
			TestClient client = client();
			client.send(hello("joe", "custom"));
			client.take(Challenge.class);
			client.send(new Authenticate("wrong", Dict.EMPTY));
			client.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		}
		TestClient owner = client();
		owner.send(hello("joe", "ticket"));
		if (guessable) {
			owner.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		}
		else {
			owner.take(Challenge.class);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limits")
	void theOwnerOfASessionComesBackHoweverOftenOthersHaveFailed(String name, Consumer<RouterSettings.Builder> limit) {
		this.router = resumable(limit);
		TestClient owner = joined("joe");
		failTooOften();
		owner.disconnect();
		TestClient back = client();
		back.send(hello(owner, "joe"));
		back.take(Challenge.class);
		back.send(new Authenticate("secret", Dict.EMPTY));
		assertThat(back.take(Welcome.class).session()).isEqualTo(owner.id());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limits")
	void aTokenIsNoWayAroundTheLimit(String name, Consumer<RouterSettings.Builder> limit) {
		this.router = resumable(limit);
		TestClient owner = joined("joe");
		failTooOften();
		for (Hello other : List.of(hello(owner, "jim"), hello("joe", "ticket"),
				new Hello("realm1", hello(owner, "joe").details().with("resume-token", "x".repeat(44))),
				new Hello("realm1", hello(owner, "joe").details().with("authmethods", List.of("wampcra"))),
				new Hello("realm1", hello(owner, "joe").details().with("resume-session", owner.id() + 1)))) {
			if (name.equals("by authid") && "jim".equals(other.details().getString("authid"))) {
				continue;
			}
			TestClient client = client();
			client.send(other);
			client.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		}
		for (int i = 0; i < 5; i++) {
			TestClient thief = client();
			thief.send(hello(owner, "joe"));
			if (i < 3) {
				thief.take(Challenge.class);
				thief.send(new Authenticate("wrong", Dict.EMPTY));
				thief.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
			}
			else {
				thief.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
			}
		}
	}

	private static DefaultWampRouter resumable(Consumer<RouterSettings.Builder> limit) {
		return TestRouters.closed((realm) -> realm.resumption(ResumptionSettings.within(Duration.ofMinutes(5)))
			.user(new WampUser("joe", "secret", "user"))
			.user(new WampUser("jim", "secret", "user")), limit);
	}

	private TestClient joined(String authId) {
		TestClient client = client();
		client.send(new Hello("realm1", hello(authId, "ticket").details().withAll(RESUMABLE)));
		client.take(Challenge.class);
		client.send(new Authenticate("secret", Dict.EMPTY));
		client.welcome = client.take(Welcome.class);
		client.send(new Received(0));
		return client;
	}

	private void failTooOften() {
		for (int i = 0; i < 3; i++) {
			TestClient client = client();
			client.send(hello("joe", "ticket"));
			client.take(Challenge.class);
			client.send(new Authenticate("wrong", Dict.EMPTY));
			client.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		}
		TestClient throttled = client();
		throttled.send(hello("joe", "ticket"));
		throttled.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
	}

	private static Hello hello(TestClient client, String authId) {
		return new Hello("realm1",
				hello(authId, "ticket").details()
					.withAll(RESUMABLE)
					.with("resume-session", client.id())
					.with("resume-token", client.welcome.details().getString("resume-ticket")));
	}

	private static Hello hello(String authId, String method) {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of(method)).with("authid", authId));
	}

	private TestClient client() {
		return new TestClient(this.router,
				new RecordingChannel(new ChannelInfo("websocket", "none", "203.0.113.9:1", Map.of(), null, false)));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A method with one challenge.
	 *
	 * @param isGuessable whether its proofs can be guessed
	 * @param answered what follows on the answer
	 */
	private record Provider(boolean isGuessable, Function<Authenticate, CompletionStage<AuthenticationStep>> answered)
			implements
				WampAuthenticationProvider {

		@Override
		public String getMethod() {
			return "custom";
		}

		@Override
		public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
			return CompletableFuture.completedStage(new Challenged(Dict.EMPTY, this.answered));
		}

	}

}

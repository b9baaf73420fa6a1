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

package io.github.wampspring.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ConnectFailedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how a connection joins.
 */
class ConnectionJoiningTests extends AbstractConnectionTests {

	@Test
	void startJoinsTheRealm() {
		DefaultWampConnection connection = connection((settings) -> settings.realm("factory").agent("tests"));
		assertThat(connection.getState().status()).isEqualTo(Status.IDLE);
		assertThat(connection.getSession()).isNull();
		WampSession session = join(connection);
		assertThat(session.isOpen()).isTrue();
		assertThat(connection.getSession()).isSameAs(session);
		awaitStatus(connection, Status.JOINED);
		assertThat(connection.getState().url()).isEqualTo(ONE.toString());
		assertThat(connection.getState().attempts()).isZero();
		assertThat(connection.getJoinCount()).isOne();
		Hello hello = this.router.last().last(Hello.class);
		assertThat(hello.realm()).isEqualTo("factory");
		assertThat(hello.details().getString("agent")).isEqualTo("tests");
		assertThat(hello.details().has("authmethods")).isFalse();
		assertThat(hello.details().getDict("roles").getDict("callee").getDict("features").isTrue("call_canceling"))
			.isTrue();
	}

	@Test
	void startingTwiceJoinsOnce() {
		DefaultWampConnection connection = connection();
		connection.start();
		join(connection);
		assertThat(connection.isRunning()).isTrue();
		assertThat(this.router.attempts).hasSize(1);
	}

	@Test
	void oneMayWaitForASessionBeforeTheStart() {
		DefaultWampConnection connection = connection();
		CompletableFuture<WampSession> session = connection.session(LONG);
		connection.start();
		assertThat(session).succeedsWithin(LONG);
	}

	@Test
	void waitingEndsWithASentenceThatSaysWhyThereIsNoSession() {
		this.router.failures.put(ONE, FakeRouter.refused());
		DefaultWampConnection connection = connection();
		connection.start();
		assertThat(failure(connection.session(Duration.ofMillis(100)))).isInstanceOf(WampConnectionException.class)
			.hasMessageContaining("'test'")
			.hasMessageContaining("connection refused")
			.hasCauseInstanceOf(ConnectFailedException.class);
	}

	@Test
	void customizersAlterHelloAtEachJoin() {
		AtomicInteger joins = new AtomicInteger();
		DefaultWampConnection connection = connection((settings) -> settings.customizers(List.of((target, hello) -> {
			hello.setRealm(hello.getRealm() + joins.incrementAndGet());
			hello.setAuthId("me");
			hello.setAuthMethods(List.of("anonymous"));
			hello.setAuthExtra(Map.of("k", "v"));
			hello.setOther(Map.of("x_more", true));
		})));
		join(connection);
		this.router.last().loseLater();
		awaitChannels(2);
		await().untilAsserted(() -> assertThat(this.router.last().all(Hello.class)).hasSize(1));
		Hello hello = this.router.last().last(Hello.class);
		assertThat(hello.realm()).isEqualTo("realm12");
		assertThat(hello.details().getString("authid")).isEqualTo("me");
		assertThat(hello.details().getStrings("authmethods")).containsExactly("anonymous");
		assertThat(hello.details().getDict("authextra").getString("k")).isEqualTo("v");
		assertThat(hello.details().isTrue("x_more")).isTrue();
	}

	@Test
	void aFailingCustomizerIsTriedAgain() {
		AtomicInteger attempts = new AtomicInteger();
		DefaultWampConnection connection = connection((settings) -> settings.customizers(List.of((target, hello) -> {
			if (attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("no token yet");
			}
		})));
		assertThat(join(connection).isOpen()).isTrue();
		assertThat(attempts).hasValue(3);
	}

	@Test
	void challengesAreAnsweredByTheAuthenticatorOfTheirMethod() {
		FakeRouter router = this.router;
		router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Challenge("ticket", Dict.of("n", 1))));
		router.answers.put(MessageType.AUTHENTICATE,
				(channel, answer) -> channel.later(new Welcome(5, SessionHarness.ROUTER)));
		join(connection((settings) -> settings
			.authenticators(List.of(new Secret("wampcra", "other"), new Secret("ticket", "secret")))));
		Hello hello = router.last().last(Hello.class);
		assertThat(hello.details().getStrings("authmethods")).containsExactly("wampcra", "ticket");
		assertThat(hello.details().getString("authid")).isEqualTo("joe");
		assertThat(hello.details().getDict("authextra").has("wampcra")).isTrue();
		assertThat(router.last().last(Authenticate.class).signature()).isEqualTo("secret");
	}

	@Test
	void aRouterThatProvesItselfIsJoined() {
		proveBy(Dict.of("verifier", "right"));
		join(connection((settings) -> settings.authenticators(List.of(new Mutual()))));
	}

	@Test
	void aRouterThatDoesNotProveItselfIsNotJoined() {
		proveBy(Dict.of("verifier", "wrong"));
		assertNotProved(List.of(new Mutual()));
	}

	@Test
	void aRouterThatLetsInWithoutAChallengeIsNotJoinedWhereItHasToProveItself() {
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Welcome(5, SessionHarness.ROUTER)));
		assertNotProved(List.of(new Mutual()));
		join(connection(
				(settings) -> settings.authenticators(List.of(new Mutual(), new Secret("ticket", "for any router")))));
	}

	private void proveBy(Dict authExtra) {
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Challenge("mutual", Dict.of("n", 1))));
		this.router.answers.put(MessageType.AUTHENTICATE, (channel, answer) -> channel
			.later(new Welcome(5, SessionHarness.ROUTER.with("authextra", authExtra.asMap()))));
	}

	private void assertNotProved(List<WampAuthenticator> authenticators) {
		DefaultWampConnection connection = connection((settings) -> settings.authenticators(authenticators));
		connection.start();
		awaitChannels(7);
		await().untilAsserted(
				() -> assertThat(connection.getState().failure()).hasMessageContaining("has not proved who it is"));
		assertThat(connection.getState().status()).isNotEqualTo(Status.FAILED);
		assertThat(connection.getSession()).isNull();
		assertThat(this.router.channels.get(0).last(WampMessage.Abort.class).reason())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		connection.stop();
	}

	/** Believes routers that say "right". */
	private static final class Mutual implements WampAuthenticator {

		@Override
		public String getMethod() {
			return "mutual";
		}

		@Override
		public String getAuthId() {
			return "joe";
		}

		@Override
		public boolean isMutual() {
			return true;
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			assertThat(challenge.hello()).containsEntry("authid", "joe");
			return new Answer("proof", Map.of(),
					(welcome) -> Map.of("verifier", "right").equals(welcome.get("authextra")));
		}

	}

	@Test
	void aChallengeThatNobodyCanAnswerEndsTheConnection() {
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Challenge("scram", Dict.EMPTY)));
		DefaultWampConnection connection = connection();
		connection.start();
		assertThat(failure(connection.session(LONG))).hasMessageContaining("scram")
			.hasMessageContaining("WampAuthenticator");
		assertThat(connection.getState().status()).isEqualTo(Status.FAILED);
		assertThat(this.router.last().last(WampMessage.Abort.class).reason())
			.isEqualTo(ErrorUris.NO_MATCHING_AUTH_METHOD);
	}

	@Test
	void anAuthenticatorThatFailsIsAskedAgain() {
		FakeRouter router = this.router;
		router.answers.put(MessageType.HELLO, (channel, hello) -> channel.later(new Challenge("ticket", Dict.EMPTY)));
		DefaultWampConnection connection = connection(
				(settings) -> settings.authenticators(List.of(new Secret("ticket", null))));
		connection.start();
		awaitChannels(2);
		assertThat(connection.getState().failure()).hasMessageContaining("no secret");
		assertThat(connection.getState().status()).isNotEqualTo(Status.FAILED);
	}

	@Test
	void aRouterThatDoesNotAnswerIsTriedAgain() {
		this.router.ignore(MessageType.HELLO);
		DefaultWampConnection connection = connection((settings) -> settings.connectTimeout(Duration.ofMillis(20)));
		connection.start();
		awaitChannels(3);
		await().untilAsserted(() -> assertThat(connection.getState().failure()).isInstanceOf(WampTimeoutException.class)
			.hasMessageContaining("has not answered HELLO"));
		this.router.behave();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void aCustomizerThatHangsIsInterruptedAndTheConnectionGoesOn() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		HelloCustomizer hanging = (connection, hello) -> {
			if (calls.incrementAndGet() == 1) {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			}
		};
		DefaultWampConnection connection = connection(
				(settings) -> settings.customizers(List.of(hanging)).connectTimeout(Duration.ofMillis(300)));
		connection.start();
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
		assertThat(calls).hasValueGreaterThan(1);
	}

	@Test
	void anAuthenticatorThatIgnoresInterruptsDoesNotStopTheConnection() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Challenge("ticket", Dict.EMPTY)));
		this.router.answers.put(MessageType.AUTHENTICATE,
				(channel, answer) -> channel.later(new Welcome(5, SessionHarness.ROUTER)));
		WampAuthenticator hanging = new WampAuthenticator() {

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
				if (calls.incrementAndGet() == 1) {
					awaitUninterruptibly(release);
				}
				return new Answer("secret");
			}

		};
		DefaultWampConnection connection = connection(
				(settings) -> settings.authenticators(List.of(hanging)).connectTimeout(Duration.ofMillis(300)));
		connection.start();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
		release.countDown();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				latch.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// goes on
			}
		}
	}

	@Test
	void customizersThatNeverEndAreTriedOnlySoOften() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		DefaultWampConnection connection = connection(
				(settings) -> settings.customizers(List.of((HelloCustomizer) (self, hello) -> {
					calls.incrementAndGet();
					awaitUninterruptibly(release);
				})).connectTimeout(Duration.ofMillis(10)));
		connection.start();
		await().untilAsserted(() -> assertThat(connection.getState().failure()).isNotNull()
			.hasMessageContaining("8 earlier attempts have not ended"));
		assertThat(calls).hasValue(8);
		release.countDown();
		this.router.behave();
	}

	@Test
	void secretsInAUrlAreNotKept() {
		URI url = URI.create("ws://joe:secret@one.example:8080/ws?token=secret#secret");
		this.router.abort(ErrorUris.NO_SUCH_REALM);
		List<WampConnectionEvent> events = Collections.synchronizedList(new ArrayList<>());
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(events::add)), url);
		connection.start();
		awaitStatus(connection, Status.FAILED);
		assertThat(this.router.attempts.get(0)).isEqualTo(url);
		assertThat(connection.getState().url()).isEqualTo("ws://one.example:8080/ws");
		assertThat(connection.getState().toString()).doesNotContain("secret");
		await().untilAsserted(() -> assertThat(events).anyMatch(WampConnectionEvent.GaveUp.class::isInstance));
		assertThat(events.toString()).doesNotContain("secret");
		assertThat(failure(connection.session(LONG))).asString().doesNotContain("secret");
	}

	@Test
	void aConnectionNeedsAUrl() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new ConnectionSettings("test",
				List.of(), (url) -> this.router, this.executor, new ValuesMapper()));
	}

}

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ConnectFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how a connection comes back, or gives up.
 */
class ConnectionReconnectingTests extends AbstractConnectionTests {

	@Test
	void aRouterThatIsDownIsTriedUntilItIsUp() {
		this.router.failures.put(ONE, FakeRouter.refused());
		DefaultWampConnection connection = connection();
		connection.start();
		await().untilAsserted(() -> assertThat(connection.getState().attempts()).isGreaterThan(5));
		assertThat(connection.getState().failure()).hasMessageContaining("connection refused");
		this.router.failures.clear();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
		awaitStatus(connection, Status.JOINED);
		assertThat(connection.getState().failure()).isNull();
	}

	@Test
	void aLostSessionIsReplaced() {
		DefaultWampConnection connection = connection();
		WampSession first = join(connection);
		CompletableFuture<CallResult> call = first.call("com.x", Dict.EMPTY, Payload.NONE, null);
		this.router.last().loseLater();
		assertThat(failure(call)).isInstanceOf(WampConnectionException.class).hasMessageContaining("connection reset");
		WampSession second = connection.session(LONG).join();
		assertThat(second).isNotSameAs(first);
		assertThat(first.isOpen()).isFalse();
		assertThat(connection.getJoinCount()).isEqualTo(2);
	}

	@Test
	void aSessionThatIsGoneIsNotGivenOut() {
		DefaultWampConnection connection = connection(
				(settings) -> settings.reconnectBackOff(new FixedBackOff(60_000, 10)));
		join(connection);
		this.router.last().lose(ChannelClose.broken("connection reset", null));
		assertThat(connection.getSession()).isNull();
		awaitStatus(connection, Status.WAITING);
		assertThat(connection.getState().failure()).hasMessageContaining("connection reset");
	}

	@Test
	void aCloseByTheRouterIsAnsweredAndFollowedByAnotherSession() {
		DefaultWampConnection connection = connection();
		join(connection);
		FakeRouter.RouterChannel first = this.router.last();
		this.router.answers.put(MessageType.GOODBYE, (channel, goodbye) -> {
		});
		first.later(new Goodbye(Dict.EMPTY, CloseUris.SYSTEM_SHUTDOWN, Payload.NONE));
		awaitChannels(2);
		assertThat(first.last(Goodbye.class).reason()).isEqualTo(CloseUris.GOODBYE_AND_OUT);
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void urlsAreTriedInTurn() {
		this.router.failures.put(ONE, FakeRouter.refused());
		DefaultWampConnection connection = connection((settings) -> {
		}, ONE, TWO);
		join(connection);
		awaitStatus(connection, Status.JOINED);
		assertThat(connection.getState().url()).isEqualTo(TWO.toString());
		assertThat(this.router.attempts).containsExactly(ONE, TWO);
	}

	@Test
	void noSuchRealmEndsTheConnection() {
		this.router.abort(ErrorUris.NO_SUCH_REALM);
		DefaultWampConnection connection = connection((settings) -> settings.maxRefusals(1));
		CompletableFuture<WampSession> waiting = connection.session(LONG);
		connection.start();
		assertThat(failure(waiting)).isInstanceOf(WampConnectionException.class)
			.hasMessageContaining(ErrorUris.NO_SUCH_REALM);
		assertThat(connection.getState().status()).isEqualTo(Status.FAILED);
		assertThat(connection.getState().failure()).isInstanceOfSatisfying(WampJoinException.class, (failure) -> {
			assertThat(failure.isPermanent()).isTrue();
			assertThat(failure.getUri()).isEqualTo(ErrorUris.NO_SUCH_REALM);
		});
		assertThat(failure(connection.session(LONG))).isInstanceOf(WampConnectionException.class);
		assertThat(this.router.attempts).hasSize(1);
	}

	@Test
	void anEndpointThatIsNotWampEndsTheConnection() {
		this.router.failures.put(ONE, new ConnectFailedException("offers wamp v1 only", true, null));
		DefaultWampConnection connection = connection((settings) -> settings.maxRefusals(1));
		connection.start();
		assertThat(failure(connection.session(LONG))).hasMessageContaining("wamp v1");
		assertThat(this.router.attempts).hasSize(1);
	}

	@Test
	void aUrlThatNobodyCanConnectToEndsTheConnection() {
		ConnectionSettings settings = new ConnectionSettings("test", List.of(URI.create("gopher://x")), (url) -> {
			throw new IllegalArgumentException("There is no transport for " + url);
		}, this.executor, new ValuesMapper());
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		connection.start();
		assertThat(failure(connection.session(LONG))).hasMessageContaining("gopher");
	}

	@Test
	void otherReasonsToAbortDoNot() {
		this.router.abort("com.example.error.overloaded");
		DefaultWampConnection connection = connection();
		connection.start();
		awaitChannels(3);
		this.router.behave();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@ParameterizedTest
	@ValueSource(strings = { ErrorUris.AUTHENTICATION_FAILED, ErrorUris.AUTHENTICATION_DENIED, ErrorUris.NOT_AUTHORIZED,
			ErrorUris.NO_SUCH_PRINCIPAL, ErrorUris.NO_SUCH_ROLE })
	void aRefusedLoginIsTriedAgainUntilItIsTaken(String reason) {
		this.router.abort(reason);
		DefaultWampConnection connection = connection((settings) -> settings.maxRefusals(1));
		connection.start();
		awaitChannels(4);
		assertThat(connection.getState().failure()).isInstanceOfSatisfying(WampJoinException.class,
				(failure) -> assertThat(failure.isPermanent()).isFalse());
		this.router.behave();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void refusedLoginsWaitForLonger() {
		this.router.abort(ErrorUris.AUTHENTICATION_FAILED);
		DefaultWampConnection connection = connection(
				(settings) -> settings.refusedBackOff(new FixedBackOff(3_600_000, FixedBackOff.UNLIMITED_ATTEMPTS)));
		connection.start();
		awaitStatus(connection, Status.WAITING);
		this.router.behave();
		connection.reconnect();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
		assertThat(this.router.attempts).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { ErrorUris.NO_SUCH_REALM, ErrorUris.INVALID_URI, ErrorUris.NO_AUTH_METHOD,
			ErrorUris.NO_MATCHING_AUTH_METHOD, ErrorUris.AUTHENTICATION_REQUIRED })
	void whatWasJoinedOnceSurvivesARouterThatRefusesForGood(String reason) {
		DefaultWampConnection connection = connection((settings) -> settings.maxRefusals(1));
		join(connection);
		this.router.abort(reason);
		this.router.last().loseLater();
		awaitChannels(4);
		this.router.behave();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void whatWasJoinedOnceSurvivesAnEndpointThatIsNotWampForAWhile() {
		DefaultWampConnection connection = connection((settings) -> settings.maxRefusals(1));
		join(connection);
		this.router.failures.put(ONE, new ConnectFailedException("offers wamp v1 only", true, null));
		this.router.last().loseLater();
		await().untilAsserted(() -> assertThat(this.router.attempts).hasSizeGreaterThan(3));
		this.router.failures.clear();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void anAttemptThatFailsTwiceIsFollowedByOne() {
		AtomicInteger attempts = new AtomicInteger();
		ConnectionSettings settings = new ConnectionSettings("test", List.of(ONE), (url) -> (target, handlers) -> {
			if (attempts.incrementAndGet() == 1) {
				this.router.connect(target, handlers);
				this.router.last().lose(ChannelClose.broken("lost", null));
				throw FakeRouter.refused();
			}
			return this.router.connect(target, handlers);
		}, this.executor, new ValuesMapper());
		settings.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		join(connection);
		await().during(Duration.ofMillis(100)).until(() -> attempts.get() == 2);
	}

	@Test
	void anUnexpectedExceptionDoesNotStopTheConnection() {
		this.router.failures.put(ONE, new IllegalStateException("bug"));
		DefaultWampConnection connection = connection();
		connection.start();
		await().untilAsserted(() -> assertThat(this.router.attempts).hasSizeGreaterThan(3));
		this.router.failures.clear();
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

	@Test
	void aConnectionThatHasGivenUpCanBeToldToTryAgain() {
		this.router.abort(ErrorUris.NO_SUCH_REALM);
		DefaultWampConnection connection = connection();
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		connection.start();
		awaitStatus(connection, Status.FAILED);
		this.router.behave();
		connection.reconnect();
		awaitStatus(connection, Status.JOINED);
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
		assertThat(registration.isActive()).isTrue();
		assertThat(registration.getFailure()).isNull();
	}

	@Test
	void aConnectionThatWaitsCanBeToldToTryNow() {
		this.router.failures.put(ONE, FakeRouter.refused());
		DefaultWampConnection connection = connection(
				(settings) -> settings.reconnectBackOff(new FixedBackOff(3_600_000, FixedBackOff.UNLIMITED_ATTEMPTS)));
		connection.start();
		awaitStatus(connection, Status.WAITING);
		connection.reconnect();
		await().untilAsserted(() -> assertThat(this.router.attempts).hasSize(2));
		awaitStatus(connection, Status.WAITING);
		this.router.failures.clear();
		connection.reconnect();
		awaitStatus(connection, Status.JOINED);
		connection.reconnect();
		assertThat(this.router.channels).hasSize(1);
	}

	@Test
	void aConnectionThatDoesNotRunCannotBeToldToTryAgain() {
		DefaultWampConnection connection = connection();
		assertThatIllegalStateException().isThrownBy(connection::reconnect).withMessageContaining("start it");
		join(connection);
		connection.stop();
		assertThatIllegalStateException().isThrownBy(connection::reconnect);
	}

}

package io.github.wampspring.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ErrorUris;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.ConnectFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection} with a router that is not one.
 */
class DefaultWampConnectionTests {

	private static final URI ONE = URI.create("ws://one.example/ws");

	private static final URI TWO = URI.create("ws://two.example/ws");

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final EventHandler NOTHING = (event) -> {
	};

	private static final InvocationHandler ECHO = (invocation) -> invocation.complete(invocation.payload());

	private final FakeRouter router = new FakeRouter();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	@AfterEach
	void stop() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.executor.shutdownNow();
		this.router.close();
	}

	private DefaultWampConnection connection(Consumer<ConnectionSettings> customizer, URI... urls) {
		ConnectionSettings settings = new ConnectionSettings("test",
				List.of((urls.length > 0) ? urls : new URI[] { ONE }), (url) -> this.router, this.executor,
				new ValuesMapper());
		settings.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.registrationBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.goodbyeTimeout(Duration.ofMillis(100));
		customizer.accept(settings);
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		return connection;
	}

	private DefaultWampConnection connection() {
		return connection((settings) -> {
		});
	}

	private static WampSession join(DefaultWampConnection connection) {
		connection.start();
		return connection.session(LONG).join();
	}

	private static void awaitStatus(DefaultWampConnection connection, Status status) {
		await().untilAsserted(() -> assertThat(connection.getState().status()).isEqualTo(status));
	}

	private static Throwable failure(CompletableFuture<?> future) {
		assertThat(future).failsWithin(LONG);
		return future.handle((value, failure) -> failure).join();
	}

	private void awaitChannels(int channels) {
		await().untilAsserted(() -> assertThat(this.router.channels).hasSizeGreaterThanOrEqualTo(channels));
	}

	@Nested
	class Joining {

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
			Hello hello = DefaultWampConnectionTests.this.router.last().last(Hello.class);
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
			assertThat(DefaultWampConnectionTests.this.router.attempts).hasSize(1);
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
			DefaultWampConnectionTests.this.router.failures.put(ONE, FakeRouter.refused());
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
			DefaultWampConnection connection = connection(
					(settings) -> settings.customizers(List.of((target, hello) -> {
						hello.setRealm(hello.getRealm() + joins.incrementAndGet());
						hello.setAuthId("me");
						hello.setAuthMethods(List.of("anonymous"));
						hello.setAuthExtra(Dict.of("k", "v"));
						hello.setOther(Dict.of("x_more", true));
					})));
			join(connection);
			DefaultWampConnectionTests.this.router.last().loseLater();
			awaitChannels(2);
			await().untilAsserted(
					() -> assertThat(DefaultWampConnectionTests.this.router.last().all(Hello.class)).hasSize(1));
			Hello hello = DefaultWampConnectionTests.this.router.last().last(Hello.class);
			assertThat(hello.realm()).isEqualTo("realm12");
			assertThat(hello.details().getString("authid")).isEqualTo("me");
			assertThat(hello.details().getStrings("authmethods")).containsExactly("anonymous");
			assertThat(hello.details().getDict("authextra").getString("k")).isEqualTo("v");
			assertThat(hello.details().isTrue("x_more")).isTrue();
		}

		@Test
		void aFailingCustomizerIsTriedAgain() {
			AtomicInteger attempts = new AtomicInteger();
			DefaultWampConnection connection = connection(
					(settings) -> settings.customizers(List.of((target, hello) -> {
						if (attempts.incrementAndGet() < 3) {
							throw new IllegalStateException("no token yet");
						}
					})));
			assertThat(join(connection).isOpen()).isTrue();
			assertThat(attempts).hasValue(3);
		}

		@Test
		void challengesAreAnsweredByTheAuthenticatorOfTheirMethod() {
			FakeRouter router = DefaultWampConnectionTests.this.router;
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
		void aChallengeThatNobodyCanAnswerEndsTheConnection() {
			DefaultWampConnectionTests.this.router.answers.put(MessageType.HELLO,
					(channel, hello) -> channel.later(new Challenge("scram", Dict.EMPTY)));
			DefaultWampConnection connection = connection();
			connection.start();
			assertThat(failure(connection.session(LONG))).hasMessageContaining("scram")
				.hasMessageContaining("WampAuthenticator");
			assertThat(connection.getState().status()).isEqualTo(Status.FAILED);
			assertThat(DefaultWampConnectionTests.this.router.last().last(WampMessage.Abort.class).reason())
				.isEqualTo(ErrorUris.NO_MATCHING_AUTH_METHOD);
		}

		@Test
		void anAuthenticatorThatFailsIsAskedAgain() {
			FakeRouter router = DefaultWampConnectionTests.this.router;
			router.answers.put(MessageType.HELLO,
					(channel, hello) -> channel.later(new Challenge("ticket", Dict.EMPTY)));
			DefaultWampConnection connection = connection(
					(settings) -> settings.authenticators(List.of(new Secret("ticket", null))));
			connection.start();
			awaitChannels(2);
			assertThat(connection.getState().failure()).hasMessageContaining("no secret");
			assertThat(connection.getState().status()).isNotEqualTo(Status.FAILED);
		}

		@Test
		void aRouterThatDoesNotAnswerIsTriedAgain() {
			DefaultWampConnectionTests.this.router.ignore(MessageType.HELLO);
			DefaultWampConnection connection = connection((settings) -> settings.joinTimeout(Duration.ofMillis(20)));
			connection.start();
			awaitChannels(3);
			await().untilAsserted(
					() -> assertThat(connection.getState().failure()).isInstanceOf(WampTimeoutException.class)
						.hasMessageContaining("has not answered HELLO"));
			DefaultWampConnectionTests.this.router.behave();
			assertThat(connection.session(LONG)).succeedsWithin(LONG);
		}

	}

	@Nested
	class Reconnecting {

		private final FakeRouter router = DefaultWampConnectionTests.this.router;

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
			assertThat(failure(call)).isInstanceOf(WampConnectionException.class)
				.hasMessageContaining("connection reset");
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
			DefaultWampConnection connection = connection();
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
			DefaultWampConnection connection = connection();
			connection.start();
			assertThat(failure(connection.session(LONG))).hasMessageContaining("wamp v1");
			assertThat(this.router.attempts).hasSize(1);
		}

		@Test
		void aUrlThatNobodyCanConnectToEndsTheConnection() {
			ConnectionSettings settings = new ConnectionSettings("test", List.of(URI.create("gopher://x")), (url) -> {
				throw new IllegalArgumentException("There is no transport for " + url);
			}, DefaultWampConnectionTests.this.executor, new ValuesMapper());
			DefaultWampConnection connection = new DefaultWampConnection(settings);
			DefaultWampConnectionTests.this.connections.add(connection);
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

		@Test
		void whatWasJoinedOnceSurvivesARouterThatForgetsItsRealmForAWhile() {
			DefaultWampConnection connection = connection((settings) -> settings.refusedRejoins(10_000));
			join(connection);
			this.router.abort(ErrorUris.NO_SUCH_REALM);
			this.router.last().loseLater();
			awaitChannels(4);
			this.router.behave();
			assertThat(connection.session(LONG)).succeedsWithin(LONG);
		}

		@Test
		void butNotForEver() {
			DefaultWampConnection connection = connection((settings) -> settings.refusedRejoins(3));
			join(connection);
			this.router.abort(ErrorUris.AUTHENTICATION_FAILED);
			this.router.last().loseLater();
			awaitStatus(connection, Status.FAILED);
			assertThat(this.router.attempts).hasSize(4);
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
			}, DefaultWampConnectionTests.this.executor, new ValuesMapper());
			settings.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
			DefaultWampConnection connection = new DefaultWampConnection(settings);
			DefaultWampConnectionTests.this.connections.add(connection);
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

	}

	@Nested
	class Replaying {

		private final FakeRouter router = DefaultWampConnectionTests.this.router;

		@Test
		void whatWasMadeBeforeTheStartIsAskedForInOrderBeforeTheSessionIsGivenOut() {
			DefaultWampConnection connection = connection();
			WampSubscription topic = connection.subscribe("com.a", Dict.EMPTY, NOTHING);
			WampRegistration procedure = connection.register("com.b", Dict.of("invoke", "roundrobin"), ECHO);
			WampSubscription other = connection.subscribe("com.c", Dict.EMPTY, NOTHING);
			assertThat(procedure.isActive()).isFalse();
			join(connection);
			assertThat(procedure.isActive()).isTrue();
			assertThat(topic.isActive()).isTrue();
			assertThat(other.isActive()).isTrue();
			assertThat(procedure.whenActive()).isCompleted();
			assertThat(this.router.last().sent.subList(1, 4)).extracting((message) -> message.fields()[2])
				.containsExactly("com.a", "com.b", "com.c");
			assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.of("invoke", "roundrobin"));
			assertThat(connection.getRegistrations()).containsExactly(procedure);
			assertThat(connection.getSubscriptions()).containsExactly(topic, other);
		}

		@Test
		void everythingComesBackInTheNextSession() {
			DefaultWampConnection connection = connection();
			WampRegistration before = connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			WampSubscription after = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
			WampRegistration closed = connection.register("com.c", Dict.EMPTY, ECHO);
			assertThat(after.whenActive()).succeedsWithin(LONG);
			assertThat(closed.whenActive()).succeedsWithin(LONG);
			closed.close();
			this.router.last().loseLater();
			awaitChannels(2);
			connection.session(LONG).join();
			assertThat(before.isActive()).isTrue();
			assertThat(after.isActive()).isTrue();
			assertThat(this.router.last().all(Register.class)).extracting(Register::procedure).containsExactly("com.a");
			assertThat(this.router.last().all(Register.class).get(0).options().has("force_reregister")).isFalse();
		}

		@Test
		void aReregistrationIsForcedWhereThatIsWanted() {
			DefaultWampConnection connection = connection((settings) -> settings.forceReregister(true));
			connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.EMPTY);
			this.router.last().loseLater();
			awaitChannels(2);
			connection.session(LONG).join();
			assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.of("force_reregister", true));
		}

		@Test
		void aRefusedRegistrationSaysWhyAndHealsByItself() {
			this.router.refusals.put("com.a", ErrorUris.PROCEDURE_ALREADY_EXISTS);
			DefaultWampConnection connection = connection();
			WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			assertThat(registration.isActive()).isFalse();
			assertThat(registration.getFailure()).extracting(WampException::getUri)
				.isEqualTo(ErrorUris.PROCEDURE_ALREADY_EXISTS);
			assertThat(registration.whenActive()).isNotDone();
			await()
				.untilAsserted(() -> assertThat(this.router.last().all(Register.class)).hasSizeGreaterThanOrEqualTo(3));
			this.router.refusals.clear();
			assertThat(registration.whenActive()).succeedsWithin(LONG);
			assertThat(registration.getFailure()).isNull();
			assertThat(registration.isActive()).isTrue();
		}

		@Test
		void aRefusalThatCannotHealWaitsForTheNextSession() {
			this.router.refusals.put("com.a", ErrorUris.NOT_AUTHORIZED);
			DefaultWampConnection connection = connection();
			WampSubscription subscription = connection.subscribe("com.a", Dict.EMPTY, NOTHING);
			join(connection);
			assertThat(failure(subscription.whenActive())).isInstanceOfSatisfying(WampException.class,
					(failure) -> assertThat(failure.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
			assertThat(this.router.last().all(Subscribe.class)).hasSize(1);
			this.router.refusals.clear();
			this.router.last().loseLater();
			awaitChannels(2);
			connection.session(LONG).join();
			assertThat(subscription.isActive()).isTrue();
			assertThat(subscription.getFailure()).isNull();
		}

		@Test
		void optionsThatCannotBeWrittenAreReported() {
			DefaultWampConnection connection = connection();
			WampRegistration registration = connection.register("com.a", Dict.of("x", "unwritable"), ECHO);
			join(connection);
			assertThat(failure(registration.whenActive())).hasMessageContaining("cannot be written");
		}

		@Test
		void aRouterThatDoesNotAnswerRegistrationsDoesNotHoldUpTheSession() {
			this.router.ignore(MessageType.REGISTER);
			DefaultWampConnection connection = connection((settings) -> settings.joinTimeout(Duration.ofMillis(50)));
			WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			assertThat(registration.isActive()).isFalse();
		}

		@Test
		void closingGivesBack() {
			DefaultWampConnection connection = connection();
			WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
			WampSubscription subscription = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
			join(connection);
			registration.close();
			subscription.close();
			registration.close();
			assertThat(this.router.last().all(Unregister.class)).hasSize(1);
			assertThat(this.router.last().all(Unsubscribe.class)).hasSize(1);
			assertThat(registration.isActive()).isFalse();
			assertThat(connection.getRegistrations()).isEmpty();
			assertThat(connection.getSubscriptions()).isEmpty();
		}

		@Test
		void whatIsClosedBeforeTheRouterHasAnsweredIsGivenBackThen() {
			DefaultWampConnection connection = connection();
			join(connection);
			List<WampMessage> held = Collections.synchronizedList(new ArrayList<>());
			this.router.answers.put(MessageType.REGISTER, (channel, message) -> held.add(message));
			WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
			registration.close();
			assertThat(failure(registration.whenActive())).isInstanceOf(WampCanceledException.class);
			Register register = (Register) held.get(0);
			this.router.last().later(new WampMessage.Registered(register.request(), 9));
			await()
				.untilAsserted(() -> assertThat(this.router.last().last(Unregister.class).registration()).isEqualTo(9));
		}

		@Test
		void aRevokedRegistrationIsAskedForAgain() {
			DefaultWampConnection connection = connection();
			WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			await().untilAsserted(() -> assertThat(registration.isActive()).isTrue());
			long id = 1002;
			this.router.last().later(new Unregistered(0, Dict.of("registration", id, "reason", "moved")));
			await().untilAsserted(() -> assertThat(this.router.last().all(Register.class)).hasSize(2));
			await().untilAsserted(() -> assertThat(registration.isActive()).isTrue());
		}

		@Test
		void handlersGetInvocationsAndEventsOnTheExecutor() {
			DefaultWampConnection connection = connection();
			List<String> threads = Collections.synchronizedList(new ArrayList<>());
			connection.register("com.a", Dict.EMPTY, (invocation) -> {
				threads.add(Thread.currentThread().getName());
				invocation.complete(invocation.payload());
			});
			connection.subscribe("com.b", Dict.EMPTY, (event) -> threads.add(Thread.currentThread().getName()));
			join(connection);
			this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.of("x")));
			this.router.last().later(new Event(1003, 1, Dict.EMPTY, Payload.NONE));
			await().untilAsserted(() -> assertThat(threads).hasSize(2));
			assertThat(threads).allSatisfy((name) -> assertThat(name).contains("pool"));
			await().untilAsserted(
					() -> assertThat(this.router.last().last(Yield.class).payload()).isEqualTo(Payload.of("x")));
		}

	}

	@Nested
	class Stopping {

		private final FakeRouter router = DefaultWampConnectionTests.this.router;

		private final CountDownLatch release = new CountDownLatch(1);

		@Test
		void goodbyeIsSaidAndTheThreadsEnd() {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			DefaultWampConnection connection = connection(
					(settings) -> settings.listeners(List.of(new WampSessionListener() {
					})));
			join(connection);
			connection.stop();
			assertThat(this.router.last().last(Goodbye.class).reason()).isEqualTo(CloseUris.SYSTEM_SHUTDOWN);
			assertThat(this.router.last().isOpen()).isFalse();
			assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
			assertThat(connection.getSession()).isNull();
			assertThat(connection.isRunning()).isFalse();
			assertThat(failure(connection.session(LONG))).hasMessageContaining("is closed");
			assertThat(this.router.attempts).hasSize(1);
			await().untilAsserted(() -> assertThat(Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread) && thread.getName().startsWith("wamp-"))
				.collect(Collectors.toSet())).isEmpty());
		}

		@Test
		void runningInvocationsEndBeforeGoodbyeAndMayStillCall() throws InterruptedException {
			DefaultWampConnection connection = connection();
			CountDownLatch started = new CountDownLatch(1);
			connection.register("com.a", Dict.EMPTY, (invocation) -> {
				started.countDown();
				this.release.await();
				invocation.session().publish("com.done", Dict.EMPTY, Payload.NONE);
				invocation.complete(Payload.of("finished"));
			});
			join(connection);
			this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
			started.await();
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(connection::stop,
					DefaultWampConnectionTests.this.executor);
			await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).hasSize(1));
			assertThat(connection.getSession()).isNotNull();
			assertThat(stopped).isNotDone();
			this.release.countDown();
			assertThat(stopped).succeedsWithin(LONG);
			assertThat(this.router.last().sent).extracting(WampMessage::type)
				.endsWith(MessageType.UNREGISTER, MessageType.PUBLISH, MessageType.YIELD, MessageType.GOODBYE);
		}

		@Test
		void waitingEventsAreHandledAndNewOnesAreNot() throws InterruptedException {
			DefaultWampConnection connection = connection();
			List<Long> handled = Collections.synchronizedList(new ArrayList<>());
			CountDownLatch started = new CountDownLatch(1);
			connection.subscribe("com.a", Dict.EMPTY, (event) -> {
				started.countDown();
				this.release.await();
				handled.add(event.publication());
			});
			connection.register("com.b", Dict.EMPTY, ECHO);
			join(connection);
			this.router.last().later(new Event(1002, 1, Dict.EMPTY, Payload.NONE));
			this.router.last().later(new Event(1002, 2, Dict.EMPTY, Payload.NONE));
			started.await();
			await().untilAsserted(
					() -> assertThat(((DurableSubscription) connection.getSubscriptions().get(0)).queue().waiting())
						.isOne());
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(connection::stop,
					DefaultWampConnectionTests.this.executor);
			await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).hasSize(1));
			this.router.last().later(new Event(1002, 3, Dict.EMPTY, Payload.NONE));
			assertThat(stopped).isNotDone();
			this.release.countDown();
			assertThat(stopped).succeedsWithin(LONG);
			assertThat(handled).containsExactly(1L, 2L);
		}

		@Test
		void aHandlerThatDoesNotEndIsNotWaitedForForEver() throws InterruptedException {
			DefaultWampConnection connection = connection(
					(settings) -> settings.shutdownTimeout(Duration.ofMillis(50)));
			CountDownLatch started = new CountDownLatch(1);
			CountDownLatch interrupted = new CountDownLatch(1);
			connection.register("com.a", Dict.EMPTY, (invocation) -> {
				started.countDown();
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			});
			join(connection);
			this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
			started.await();
			connection.stop();
			assertThat(this.router.last().all(Goodbye.class)).hasSize(1);
			assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		}

		@Test
		void aRouterThatAnswersNothingIsNotWaitedForForEver() {
			this.router.ignore(MessageType.GOODBYE);
			this.router.ignore(MessageType.UNREGISTER);
			DefaultWampConnection connection = connection();
			connection.register("com.a", Dict.EMPTY, ECHO);
			join(connection);
			connection.stop();
			assertThat(this.router.last().isOpen()).isFalse();
		}

		@Test
		void stoppingWhileTheRouterIsDownEndsTheAttempts() {
			this.router.failures.put(ONE, FakeRouter.refused());
			DefaultWampConnection connection = connection();
			CompletableFuture<WampSession> waiting = connection.session(LONG);
			connection.start();
			await().untilAsserted(() -> assertThat(this.router.attempts).isNotEmpty());
			connection.stop();
			int attempts = this.router.attempts.size();
			assertThat(failure(waiting)).isInstanceOf(WampConnectionException.class);
			await().pollDelay(Duration.ofMillis(50))
				.untilAsserted(() -> assertThat(this.router.attempts).hasSize(attempts));
		}

		@Test
		void stoppingInterruptsAConnectThatHangs() {
			CountDownLatch connecting = new CountDownLatch(1);
			CountDownLatch interrupted = new CountDownLatch(1);
			ConnectionSettings settings = new ConnectionSettings("test", List.of(ONE), (url) -> (target, handlers) -> {
				connecting.countDown();
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
					throw ex;
				}
				throw FakeRouter.refused();
			}, DefaultWampConnectionTests.this.executor, new ValuesMapper());
			DefaultWampConnection connection = new DefaultWampConnection(settings);
			connection.start();
			await().until(() -> connecting.getCount() == 0);
			connection.stop();
			await().until(() -> interrupted.getCount() == 0);
		}

		@Test
		void itCanBeStartedAgain() {
			DefaultWampConnection connection = connection();
			List<Long> events = Collections.synchronizedList(new ArrayList<>());
			WampSubscription subscription = connection.subscribe("com.a", Dict.EMPTY,
					(event) -> events.add(event.publication()));
			join(connection);
			connection.stop();
			connection.stop();
			assertThat(subscription.isActive()).isFalse();
			join(connection);
			assertThat(subscription.isActive()).isTrue();
			long id = this.router.last().all(Subscribe.class).size() + 1004;
			for (long candidate = 1000; candidate <= id; candidate++) {
				this.router.last().later(new Event(candidate, candidate, Dict.EMPTY, Payload.NONE));
			}
			await().untilAsserted(() -> assertThat(events).hasSize(1));
		}

	}

	@Nested
	class Listening {

		private final FakeRouter router = DefaultWampConnectionTests.this.router;

		private final List<String> told = Collections.synchronizedList(new ArrayList<>());

		private final WampSessionListener listener = new WampSessionListener() {

			@Override
			public void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
				Listening.this.told.add("connect " + url.getHost());
			}

			@Override
			public void onChallenge(WampConnection connection, Challenge challenge) {
				Listening.this.told.add("challenge " + challenge.method());
			}

			@Override
			public void onJoin(WampConnection connection, WampSession session) {
				Listening.this.told.add("join");
			}

			@Override
			public void onLeave(WampConnection connection, LeaveDetails details) {
				Listening.this.told.add((details.wasJoined() ? "leave " : "refused ") + details.reason());
			}

			@Override
			public void onDisconnect(WampConnection connection, ChannelClose close) {
				Listening.this.told.add("disconnect");
			}

		};

		@Test
		void theLifeOfASessionIsToldInItsOrder() {
			this.router.answers.put(MessageType.HELLO,
					(channel, hello) -> channel.later(new Challenge("ticket", Dict.EMPTY)));
			this.router.answers.put(MessageType.AUTHENTICATE,
					(channel, answer) -> channel.later(new Welcome(5, SessionHarness.ROUTER)));
			DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener))
				.authenticators(List.of(new Secret("ticket", "secret"))));
			join(connection);
			connection.stop();
			assertThat(this.told).containsExactly("connect one.example", "challenge ticket", "join",
					"leave " + CloseUris.SYSTEM_SHUTDOWN, "disconnect");
		}

		@Test
		void aLostConnectionIsALeaveToo() {
			DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener)));
			join(connection);
			this.router.last().loseLater();
			await().untilAsserted(() -> assertThat(this.told).hasSize(6));
			assertThat(this.told).containsExactly("connect one.example", "join", "leave " + SessionEnd.TRANSPORT_LOST,
					"disconnect", "connect one.example", "join");
		}

		@Test
		void aRefusalIsToldWithItsReason() {
			this.router.abort(ErrorUris.NO_SUCH_REALM);
			DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener)));
			connection.start();
			await().untilAsserted(() -> assertThat(this.told).containsExactly("connect one.example",
					"refused " + ErrorUris.NO_SUCH_REALM, "disconnect"));
		}

		@Test
		void aListenerThatFailsHarmsNobody() {
			WampSessionListener bad = new WampSessionListener() {

				@Override
				public void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
					throw new IllegalStateException("test");
				}

				@Override
				public void onJoin(WampConnection connection, WampSession session) {
					throw new AssertionError("test");
				}

			};
			DefaultWampConnection connection = connection(
					(settings) -> settings.listeners(List.of(bad, this.listener)));
			join(connection);
			await().untilAsserted(() -> assertThat(this.told).containsExactly("connect one.example", "join"));
		}

		@Test
		void aListenerThatBlocksDoesNotKeepTheConnectionFromComingBack() {
			CountDownLatch never = new CountDownLatch(1);
			DefaultWampConnection connection = connection(
					(settings) -> settings.listeners(List.of(new WampSessionListener() {

						@Override
						public void onJoin(WampConnection connection, WampSession session) {
							try {
								never.await();
							}
							catch (InterruptedException ex) {
								Thread.currentThread().interrupt();
							}
						}

					})));
			join(connection);
			this.router.last().loseLater();
			awaitChannels(2);
			assertThat(connection.session(LONG)).succeedsWithin(LONG);
		}

	}

	@Test
	void aConnectionNeedsAUrl() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new ConnectionSettings("test",
				List.of(), (url) -> this.router, this.executor, new ValuesMapper()));
	}

	private record Secret(String method, @Nullable String secret) implements WampAuthenticator {

		@Override
		public String getMethod() {
			return this.method;
		}

		@Override
		public String getAuthId() {
			return "joe";
		}

		@Override
		public Dict getAuthExtra() {
			return Dict.of(this.method, true);
		}

		@Override
		public Authenticate authenticate(Challenge challenge) {
			if (this.secret == null) {
				throw new IllegalStateException("no secret");
			}
			return new Authenticate(this.secret, Dict.EMPTY);
		}

	}

}

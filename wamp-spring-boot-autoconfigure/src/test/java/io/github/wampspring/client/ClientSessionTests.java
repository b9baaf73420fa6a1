package io.github.wampspring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wampspring.protocol.CancelMode;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ErrorUris;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.transport.ChannelClose;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Tests for {@link ClientSession}, without any transport.
 */
class ClientSessionTests {

	private static WampException failure(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		Throwable[] failure = new Throwable[1];
		future.whenComplete((value, ex) -> failure[0] = ex);
		assertThat(failure[0]).isInstanceOf(WampException.class);
		return (WampException) failure[0];
	}

	@Nested
	class Joining {

		private final SessionHarness harness = new SessionHarness();

		private final ClientSession session = this.harness.session;

		@Test
		void welcomeMakesASessionWithWhatTheRouterSays() {
			this.harness.join(SessionHarness.ROUTER);
			assertThat(this.harness.seen).containsExactly("welcome");
			assertThat(this.session.isOpen()).isTrue();
			assertThat(this.session.getId()).isEqualTo(77);
			assertThat(this.session.getRealm()).isEqualTo("realm1");
			assertThat(this.session.getAuthId()).isEqualTo("me");
			assertThat(this.session.getAuthRole()).isEqualTo("user");
			assertThat(this.session.getAuthMethod()).isEqualTo("ticket");
			assertThat(this.session.getDetails()).isEqualTo(SessionHarness.ROUTER);
		}

		@Test
		void aRealmThatTheRouterChoseCounts() {
			this.harness.join(Dict.of("realm", "chosen"));
			assertThat(this.session.getRealm()).isEqualTo("chosen");
		}

		@Test
		void aChallengeIsAnsweredBeforeWelcome() {
			this.session.hello(new Hello("realm1", Dict.EMPTY));
			Challenge challenge = new Challenge("ticket", Dict.EMPTY);
			this.harness.receive(challenge);
			this.session.authenticate(new Authenticate("secret", Dict.EMPTY));
			assertThat(this.harness.seen).containsExactly(challenge);
			assertThat(this.harness.channel.sent).last().isEqualTo(new Authenticate("secret", Dict.EMPTY));
		}

		@Test
		void abortRefusesTheSessionWithTheRoutersReason() {
			this.session.hello(new Hello("nowhere", Dict.EMPTY));
			this.harness.receive(new Abort(Dict.of("message", "no such realm"), ErrorUris.NO_SUCH_REALM, Payload.NONE));
			assertThat(this.harness.end().reason()).isEqualTo(ErrorUris.NO_SUCH_REALM);
			assertThat(this.harness.end().text()).contains(ErrorUris.NO_SUCH_REALM).contains("no such realm");
			assertThat(this.harness.seen).contains("was not joined");
			assertThat(this.harness.channel.isOpen()).isFalse();
			assertThat(this.harness.channel.sent).hasSize(1);
		}

		@Test
		void theReasonOfAnAbortMayStandInItsArguments() {
			this.session.hello(new Hello("nowhere", Dict.EMPTY));
			this.harness.receive(new Abort(Dict.EMPTY, ErrorUris.NO_SUCH_REALM, Payload.of("not here")));
			assertThat(this.harness.end().text()).contains("not here");
		}

		@Test
		void aCloseBeforeWelcomeEndsTheAttempt() {
			this.session.hello(new Hello("realm1", Dict.EMPTY));
			this.harness.channel.lose(ChannelClose.broken("connection reset", null));
			assertThat(this.harness.end().text()).contains("connection reset");
			assertThat(this.harness.seen).hasSize(3).contains("was not joined");
		}

		@Test
		void operationsBeforeWelcomeFail() {
			assertThat(failure(this.session.call("com.x", Dict.EMPTY, Payload.NONE, null)))
				.isInstanceOf(WampConnectionException.class)
				.hasMessageContaining("not joined");
			assertThat(this.harness.channel.sent).isEmpty();
		}

		@Test
		void aWelcomeAfterTheSessionWasGivenUpIsIgnored() {
			this.session.hello(new Hello("realm1", Dict.EMPTY));
			this.session.close(ChannelClose.normal("too late"));
			this.harness.receive(new Welcome(77, Dict.EMPTY));
			assertThat(this.session.isOpen()).isFalse();
			assertThat(failure(this.session.call("com.x", Dict.EMPTY, Payload.NONE, null)))
				.isInstanceOf(WampConnectionException.class);
		}

		static Stream<WampMessage> misplaced() {
			return Stream.of(new Goodbye(Dict.EMPTY, "a.b", Payload.NONE),
					new Error(MessageType.CALL, 1, Dict.EMPTY, "a.b", Payload.NONE), new Subscribed(1, 1),
					new Unsubscribed(1, Dict.EMPTY), new Published(1, 1), new Result(1, Dict.EMPTY, Payload.NONE),
					new Registered(1, 1), new Unregistered(1, Dict.EMPTY),
					new Invocation(1, 1, Dict.EMPTY, Payload.NONE), new Event(1, 1, Dict.EMPTY, Payload.NONE),
					new Interrupt(1, Dict.EMPTY), new Hello("r", Dict.EMPTY), new Authenticate("", Dict.EMPTY));
		}

		@ParameterizedTest
		@MethodSource("misplaced")
		void whatMustNotComeBeforeWelcomeIsAViolation(WampMessage message) {
			this.session.hello(new Hello("realm1", Dict.EMPTY));
			this.harness.receive(message);
			assertThat(this.harness.channel.last(Abort.class).reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
			assertThat(this.harness.end().reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
			assertThat(this.harness.channel.close).isNotNull();
			assertThat(this.harness.channel.isFlushed()).isTrue();
		}

	}

	@Nested
	class Joined {

		private final SessionHarness harness = SessionHarness.joined();

		private final ClientSession session = this.harness.session;

		private final FakeChannel channel = this.harness.channel;

		private CompletableFuture<CallResult> call(String procedure) {
			return this.session.call(procedure, Dict.EMPTY, Payload.of(1), null);
		}

		@Test
		void requestsAreCountedFromOne() {
			call("com.a");
			this.session.publish("com.b", Dict.EMPTY, Payload.of("x"));
			this.session.register("com.c", Dict.EMPTY, (invocation) -> {
			});
			this.session.subscribe("com.d", Dict.EMPTY, (event) -> {
			});
			call("com.e");
			assertThat(this.channel.sent).extracting((message) -> message.fields()[0])
				.containsExactly(1L, 2L, 3L, 4L, 5L);
			assertThat(this.channel.isFlushed()).isTrue();
		}

		@Test
		void manyThreadsDoNotSwapIds() throws InterruptedException {
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				Thread thread = new Thread(() -> {
					for (int j = 0; j < 500; j++) {
						call("com.x");
						this.session.publish("com.y", Dict.EMPTY, Payload.NONE);
					}
				});
				threads.add(thread);
				thread.start();
			}
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(this.channel.sent).hasSize(8000);
			long id = 0;
			for (WampMessage message : this.channel.sent) {
				assertThat(message.fields()[0]).isEqualTo(++id);
			}
		}

		@Test
		void whatCannotBeWrittenLeavesNoGapInTheIds() {
			assertThatExceptionOfType(PayloadException.class)
				.isThrownBy(() -> this.session.call("com.x", Dict.EMPTY, Payload.of(FakeChannel.UNWRITABLE), null));
			assertThatExceptionOfType(PayloadException.class)
				.isThrownBy(() -> this.session.call("com.x", Dict.of("x", "unwritable"), Payload.NONE, null));
			call("com.y");
			assertThat(this.channel.last(Call.class).request()).isEqualTo(1);
			assertThat(this.session.pendingRequests()).isEqualTo(1);
		}

		@Test
		void aResultCompletesItsCall() {
			CompletableFuture<CallResult> first = call("com.a");
			CompletableFuture<CallResult> second = call("com.b");
			this.harness.receive(new Result(2, Dict.of("callee", 5), Payload.of("two")));
			assertThat(first).isNotDone();
			assertThat(second).isCompletedWithValue(new CallResult(Dict.of("callee", 5), Payload.of("two")));
			assertThat(this.session.pendingRequests()).isEqualTo(1);
		}

		@Test
		void anErrorEndsItsCallWithUriAndArguments() {
			CompletableFuture<CallResult> call = call("com.a");
			this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, "com.myapp.error.bad",
					Payload.of(List.of("no", 7), Map.of("why", "because"))));
			WampException failure = failure(call);
			assertThat(failure.getUri()).isEqualTo("com.myapp.error.bad");
			assertThat(failure.getArguments()).containsExactly("no", 7);
			assertThat(failure.getKeywordArguments()).containsEntry("why", "because");
		}

		@Test
		void timeoutAndCancellationHaveTheirOwnExceptions() {
			CompletableFuture<CallResult> late = call("com.a");
			CompletableFuture<CallResult> cancelled = call("com.b");
			CompletableFuture<CallResult> misspelled = call("com.c");
			this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, ErrorUris.TIMEOUT, Payload.of("late")));
			this.harness.receive(new Error(MessageType.CALL, 2, Dict.EMPTY, ErrorUris.CANCELED, Payload.NONE));
			this.harness.receive(new Error(MessageType.CALL, 3, Dict.EMPTY, ErrorUris.CANCELLED, Payload.NONE));
			assertThat(failure(late)).isInstanceOf(WampTimeoutException.class).hasMessageContaining("late");
			assertThat(failure(cancelled)).isInstanceOf(WampCanceledException.class);
			assertThat(failure(misspelled)).isInstanceOf(WampCanceledException.class)
				.extracting("uri")
				.isEqualTo(ErrorUris.CANCELED);
		}

		@Test
		void progressiveResultsComeBeforeTheLast() {
			List<Payload> progress = new ArrayList<>();
			CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE,
					(result) -> progress.add(result.payload()));
			assertThat(this.channel.last(Call.class).options().isTrue("receive_progress")).isTrue();
			this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(1)));
			this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(2)));
			assertThat(call).isNotDone();
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.of(3)));
			assertThat(progress).containsExactly(Payload.of(1), Payload.of(2));
			assertThat(call).isCompletedWithValueMatching((result) -> result.payload().equals(Payload.of(3)));
		}

		@Test
		void aFailingReceiverOfProgressHarmsNobody() {
			CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE, (result) -> {
				throw new IllegalStateException("test");
			});
			this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(1)));
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.of(2)));
			assertThat(call).isCompleted();
			assertThat(this.session.isOpen()).isTrue();
		}

		@Test
		void cancellingTellsTheRouter() {
			CompletableFuture<CallResult> call = call("com.a");
			assertThat(call.cancel(true)).isTrue();
			call.cancel(true);
			assertThat(this.channel.all(Cancel.class)).containsExactly(new Cancel(1, Dict.of("mode", "killnowait")));
			assertThat(this.session.pendingRequests()).isZero();
		}

		@Test
		void aTimeoutOfTheFutureTellsTheRouter() {
			CompletableFuture<CallResult> call = call("com.a").orTimeout(1, TimeUnit.MILLISECONDS);
			Awaitility.await().untilAsserted(() -> assertThat(this.channel.all(Cancel.class)).hasSize(1));
			assertThat(call).isCompletedExceptionally();
		}

		@Test
		void anEndedCallIsNotCancelled() {
			CompletableFuture<CallResult> call = call("com.a");
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.NONE));
			assertThat(call.cancel(true)).isFalse();
			assertThat(this.channel.all(Cancel.class)).isEmpty();
		}

		@Test
		void theModeOfCancellationIsASetting() {
			SessionHarness other = new SessionHarness(CancelMode.KILL).join(SessionHarness.ROUTER);
			other.session.call("com.a", Dict.EMPTY, Payload.NONE, null).cancel(false);
			assertThat(other.channel.last(Cancel.class).options()).isEqualTo(Dict.of("mode", "kill"));
		}

		@Test
		void aRouterThatCannotCancelIsNotTold() {
			SessionHarness other = new SessionHarness().join(Dict.of("roles", Map.of("dealer", Map.of())));
			CompletableFuture<CallResult> call = other.session.call("com.a", Dict.EMPTY, Payload.NONE, null);
			call.cancel(true);
			assertThat(call).isCancelled();
			assertThat(other.channel.all(Cancel.class)).isEmpty();
		}

		@Test
		void answersThatNobodyWaitsForAreDropped() {
			call("com.a").cancel(true);
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.NONE));
			this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, ErrorUris.CANCELED, Payload.NONE));
			this.session.publish("com.b", Dict.EMPTY, Payload.NONE);
			this.harness.receive(new Error(MessageType.PUBLISH, 2, Dict.EMPTY, "a.b", Payload.NONE));
			this.harness.receive(new Interrupt(99, Dict.EMPTY));
			this.harness.receive(new Event(99, 1, Dict.EMPTY, Payload.NONE));
			this.harness.receive(new Unregistered(0, Dict.of("registration", 99)));
			this.harness.receive(new Unsubscribed(0, Dict.EMPTY));
			assertThat(this.session.isOpen()).isTrue();
		}

		static Stream<WampMessage> misplaced() {
			return Stream.of(new Welcome(1, Dict.EMPTY), new Challenge("ticket", Dict.EMPTY),
					new Hello("r", Dict.EMPTY), new Authenticate("", Dict.EMPTY),
					new Call(1, Dict.EMPTY, "a", Payload.NONE), new Publish(1, Dict.EMPTY, "a", Payload.NONE),
					new Yield(1, Dict.EMPTY, Payload.NONE), new Result(50, Dict.EMPTY, Payload.NONE),
					new Result(1, Dict.EMPTY, Payload.NONE), new Registered(50, 1), new Subscribed(50, 1),
					new Unregistered(50, Dict.EMPTY), new Unsubscribed(50, Dict.EMPTY), new Published(50, 1),
					new Error(MessageType.CALL, 50, Dict.EMPTY, "a.b", Payload.NONE),
					new Error(MessageType.INVOCATION, 1, Dict.EMPTY, "a.b", Payload.NONE));
		}

		@ParameterizedTest
		@MethodSource("misplaced")
		void whatMustNotComeIsAViolation(WampMessage message) {
			CompletableFuture<Long> pending = this.session.subscribe("com.x", Dict.EMPTY, (event) -> {
			});
			this.harness.receive(message);
			assertThat(this.channel.last(Abort.class).reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
			assertThat(failure(pending)).isInstanceOf(WampConnectionException.class)
				.hasMessageContaining("broke the protocol");
			assertThat(this.channel.close).extracting(ChannelClose::code).isEqualTo(1002);
			assertThat(this.session.isOpen()).isFalse();
		}

		@Test
		void whatIsNotAMessageEndsTheSession() {
			this.session.onViolation(new ProtocolViolation("not JSON"));
			assertThat(this.channel.last(Abort.class).details().getString("message")).isEqualTo("not JSON");
			assertThat(this.channel.isOpen()).isFalse();
		}

		@Test
		void nothingIsSentOrHandledAfterAViolation() {
			List<WampEvent> events = new ArrayList<>();
			this.session.subscribe("com.x", Dict.EMPTY, events::add);
			this.harness.receive(new Subscribed(1, 5));
			this.harness.receive(new Welcome(1, Dict.EMPTY));
			int sent = this.channel.sent.size();
			this.harness.receive(new Event(5, 1, Dict.EMPTY, Payload.NONE));
			this.session.onViolation(new ProtocolViolation("again"));
			assertThat(events).isEmpty();
			assertThat(this.channel.sent).hasSize(sent);
		}

		@Test
		void anUnacknowledgedPublicationIsDoneWhenItIsQueued() {
			assertThat(this.session.publish("com.x", Dict.EMPTY, Payload.of("x"))).isCompletedWithValue(null);
			assertThat(this.channel.last(Publish.class))
				.isEqualTo(new Publish(1, Dict.EMPTY, "com.x", Payload.of("x")));
		}

		@Test
		void anAcknowledgedPublicationHasAnId() {
			CompletableFuture<Long> published = this.session.publish("com.x", Dict.of("acknowledge", true),
					Payload.NONE);
			assertThat(published).isNotDone();
			this.harness.receive(new Published(1, 4711));
			assertThat(published).isCompletedWithValue(4711L);
		}

		@Test
		void aRefusedPublicationSaysWhy() {
			CompletableFuture<Long> published = this.session.publish("com.x", Dict.of("acknowledge", true),
					Payload.NONE);
			this.harness.receive(new Error(MessageType.PUBLISH, 1, Dict.EMPTY, ErrorUris.NOT_AUTHORIZED, Payload.NONE));
			assertThat(failure(published).getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		}

		@Test
		void everythingPendingFailsAtOnceWhenTheConnectionBreaks() {
			List<CompletableFuture<?>> pending = List.of(call("com.a"),
					this.session.publish("com.b", Dict.of("acknowledge", true), Payload.NONE),
					this.session.register("com.c", Dict.EMPTY, (invocation) -> {
					}), this.session.subscribe("com.d", Dict.EMPTY, (event) -> {
					}));
			this.channel.lose(ChannelClose.broken("no pong within 5 s", null));
			assertThat(pending)
				.allSatisfy((future) -> assertThat(failure(future)).isInstanceOf(WampConnectionException.class)
					.hasMessageContaining("no pong within 5 s"));
			assertThat(failure(call("com.e"))).hasMessageContaining("no pong within 5 s");
			assertThat(failure(this.session.publish("com.f", Dict.EMPTY, Payload.NONE)))
				.isInstanceOf(WampConnectionException.class);
			assertThat(this.harness.seen).hasSize(4).contains("was joined");
		}

		@Test
		void aChannelThatIsFullFailsTheOperation() {
			this.channel.full = true;
			assertThat(failure(call("com.a"))).isInstanceOf(WampConnectionException.class);
			assertThat(this.session.pendingRequests()).isZero();
		}

		@Test
		void aRouterThatDoesNotReadFailsTheOperationAfterAWhile() {
			this.channel.room = false;
			assertThat(failure(call("com.a"))).isInstanceOf(WampTimeoutException.class)
				.hasMessageContaining("has not read");
			assertThat(this.channel.sent).isEmpty();
		}

		@Test
		void theReceivingThreadNeverWaitsForRoom() {
			CompletableFuture<CallResult> first = call("com.a");
			List<CompletableFuture<CallResult>> second = new ArrayList<>();
			first.thenAccept((result) -> second.add(call("com.b")));
			this.channel.room = false;
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.NONE));
			assertThat(second).hasSize(1);
			assertThat(this.channel.last(Call.class).procedure()).isEqualTo("com.b");
		}

		@Test
		void theReceivingThreadKnowsThatItIs() {
			List<Boolean> receiving = new ArrayList<>();
			call("com.a").thenAccept((result) -> receiving.add(ReceivingThread.isCurrent()));
			call("com.b").whenComplete((result, failure) -> receiving.add(ReceivingThread.isCurrent()));
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.NONE));
			assertThat(ReceivingThread.isCurrent()).isFalse();
			this.channel.lose(ChannelClose.normal("test"));
			assertThat(receiving).containsExactly(true, true);
			assertThat(ReceivingThread.isCurrent()).isFalse();
		}

		@Test
		void anInterruptedThreadDoesNotSend() {
			Thread.currentThread().interrupt();
			assertThat(failure(call("com.a"))).isInstanceOf(WampCanceledException.class);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.channel.sent).isEmpty();
		}

		@Test
		void aResultOverTheLimitFailsItsCallOnly() {
			CompletableFuture<CallResult> large = call("com.a");
			CompletableFuture<CallResult> other = call("com.b");
			this.session.onOversized(MessageType.RESULT, 1, 1024);
			assertThat(failure(large).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
			assertThat(failure(large)).hasMessageContaining("1024").hasMessageContaining("wamp.max-message-size");
			assertThat(other).isNotDone();
			assertThat(this.session.isOpen()).isTrue();
		}

		@Test
		void anErrorOverTheLimitFailsItsRequestOnly() {
			CompletableFuture<Long> refused = this.session.register("com.a", Dict.EMPTY, (invocation) -> {
			});
			this.session.onOversized(MessageType.ERROR, 1, 1024);
			assertThat(failure(refused).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
			this.session.onOversized(MessageType.ERROR, 1, 1024);
			assertThat(this.session.isOpen()).isTrue();
		}

		@Test
		void aProgressiveResultOverTheLimitCancelsItsCall() {
			CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE, (result) -> {
			});
			this.session.onOversized(MessageType.RESULT, 1, 1024);
			assertThat(failure(call).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
			assertThat(this.channel.last(Cancel.class).request()).isEqualTo(1);
		}

		@Test
		void aCloseOfTheRouterIsAnsweredAndEndsEverything() {
			CompletableFuture<CallResult> call = call("com.a");
			this.harness
				.receive(new Goodbye(Dict.of("message", "maintenance"), CloseUris.SYSTEM_SHUTDOWN, Payload.NONE));
			assertThat(this.channel.last(Goodbye.class).reason()).isEqualTo(CloseUris.GOODBYE_AND_OUT);
			assertThat(this.channel.isOpen()).isFalse();
			assertThat(failure(call)).hasMessageContaining(CloseUris.SYSTEM_SHUTDOWN)
				.hasMessageContaining("maintenance");
			assertThat(this.harness.end().reason()).isEqualTo(CloseUris.SYSTEM_SHUTDOWN);
		}

		@Test
		void anAbortOfTheRouterIsNotAnswered() {
			CompletableFuture<CallResult> call = call("com.a");
			this.harness.receive(new Abort(Dict.EMPTY, ErrorUris.PROTOCOL_VIOLATION, Payload.of("you did it")));
			assertThat(this.channel.all(Abort.class)).isEmpty();
			assertThat(failure(call)).hasMessageContaining("you did it");
			assertThat(this.channel.isOpen()).isFalse();
		}

		@Test
		void leavingWaitsForTheRoutersGoodbye() {
			CompletableFuture<Void> left = this.session.leave(CloseUris.CLOSE_REALM);
			assertThat(this.channel.last(Goodbye.class).reason()).isEqualTo(CloseUris.CLOSE_REALM);
			assertThat(left).isNotDone();
			assertThat(this.session.isOpen()).isFalse();
			this.harness.receive(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
			assertThat(left).isCompleted();
			assertThat(this.channel.all(Goodbye.class)).hasSize(1);
		}

		@Test
		void anAnswerToGoodbyeThatComesAtOnceIsOne() {
			SessionHarness other = SessionHarness.joined();
			FakeChannel quick = other.channel;
			quick.onEnqueue = (message) -> {
				if (message instanceof Goodbye) {
					other.receive(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
				}
			};
			assertThat(other.session.leave(CloseUris.CLOSE_REALM)).isCompleted();
			assertThat(other.end().initiator()).isEqualTo(SessionEnd.Initiator.CLIENT);
		}

		@Test
		void theObserverHasSeenTheCloseWhenLeavingIsDone() {
			List<Object> seenBefore = new ArrayList<>();
			CompletableFuture<Void> left = this.session.leave(CloseUris.CLOSE_REALM)
				.thenRun(() -> seenBefore.addAll(this.harness.seen));
			this.harness.receive(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
			assertThat(left).isCompleted();
			assertThat(seenBefore).hasAtLeastOneElementOfType(ChannelClose.class);
		}

		@Test
		void leavingDoesNotWaitForEver() {
			assertThat(this.session.leave(CloseUris.CLOSE_REALM)).succeedsWithin(5, TimeUnit.SECONDS);
			assertThat(this.channel.isOpen()).isFalse();
		}

		@Test
		void resultsStillArriveWhileLeaving() {
			CompletableFuture<CallResult> call = call("com.a");
			this.session.leave(CloseUris.CLOSE_REALM);
			this.harness.receive(new Result(1, Dict.EMPTY, Payload.of(1)));
			this.harness.receive(new Invocation(1, 1, Dict.EMPTY, Payload.NONE));
			assertThat(call).isCompleted();
			assertThat(this.channel.sent).last().asInstanceOf(type(Goodbye.class)).isNotNull();
		}

		@Test
		void nothingIsAskedForAfterLeaving() {
			this.session.leave(CloseUris.CLOSE_REALM);
			this.session.leave(CloseUris.CLOSE_REALM);
			assertThat(failure(call("com.a"))).isInstanceOf(WampConnectionException.class)
				.hasMessageContaining("being closed");
			assertThat(this.channel.sent).hasSize(1);
		}

	}

}

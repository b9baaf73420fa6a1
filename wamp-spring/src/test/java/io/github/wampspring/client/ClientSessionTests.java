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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
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
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ReceivingThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Tests for {@link ClientSession} after it has joined, without any transport.
 */
class ClientSessionTests {

	private final SessionHarness harness = SessionHarness.joined();

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private CompletableFuture<CallResult> call(String procedure) {
		return this.session.call(procedure, Dict.EMPTY, Payload.of(1), null);
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
		return Stream.of(new Welcome(1, Dict.EMPTY), new Challenge("ticket", Dict.EMPTY), new Hello("r", Dict.EMPTY),
				new Authenticate("", Dict.EMPTY), new Call(1, Dict.EMPTY, "a", Payload.NONE),
				new Publish(1, Dict.EMPTY, "a", Payload.NONE), new Yield(1, Dict.EMPTY, Payload.NONE),
				new Result(50, Dict.EMPTY, Payload.NONE), new Result(1, Dict.EMPTY, Payload.NONE),
				new Registered(50, 1), new Subscribed(50, 1), new Unregistered(50, Dict.EMPTY),
				new Unsubscribed(50, Dict.EMPTY), new Published(50, 1),
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
		assertThat(SessionHarness.failure(pending)).isInstanceOf(WampConnectionException.class)
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
		List<TopicEvent> events = new ArrayList<>();
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
		assertThat(this.channel.last(Publish.class)).isEqualTo(new Publish(1, Dict.EMPTY, "com.x", Payload.of("x")));
	}

	@Test
	void anAcknowledgedPublicationHasAnId() {
		CompletableFuture<Long> published = this.session.publish("com.x", Dict.of("acknowledge", true), Payload.NONE);
		assertThat(published).isNotDone();
		this.harness.receive(new Published(1, 4711));
		assertThat(published).isCompletedWithValue(4711L);
	}

	@Test
	void aRefusedPublicationSaysWhy() {
		CompletableFuture<Long> published = this.session.publish("com.x", Dict.of("acknowledge", true), Payload.NONE);
		this.harness.receive(new Error(MessageType.PUBLISH, 1, Dict.EMPTY, ErrorUris.NOT_AUTHORIZED, Payload.NONE));
		assertThat(SessionHarness.failure(published).getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED);
	}

	@Test
	void everythingPendingFailsAtOnceWhenTheConnectionBreaks() {
		List<CompletableFuture<?>> pending = List.of(call("com.a"),
				this.session.publish("com.b", Dict.of("acknowledge", true), Payload.NONE),
				this.session.register("com.c", Dict.EMPTY, (invocation) -> {
				}), this.session.subscribe("com.d", Dict.EMPTY, (event) -> {
				}));
		this.channel.lose(ChannelClose.broken("no pong within 5 s", null));
		assertThat(pending).allSatisfy(
				(future) -> assertThat(SessionHarness.failure(future)).isInstanceOf(WampConnectionException.class)
					.hasMessageContaining("no pong within 5 s"));
		assertThat(SessionHarness.failure(call("com.e"))).hasMessageContaining("no pong within 5 s");
		assertThat(SessionHarness.failure(this.session.publish("com.f", Dict.EMPTY, Payload.NONE)))
			.isInstanceOf(WampConnectionException.class);
		assertThat(this.harness.seen).hasSize(4).contains("was joined");
	}

	@Test
	void aChannelThatIsFullFailsTheOperation() {
		this.channel.full = true;
		assertThat(SessionHarness.failure(call("com.a"))).isInstanceOf(WampConnectionException.class);
		assertThat(this.session.pendingRequests()).isZero();
	}

	@Test
	void aRouterThatDoesNotReadFailsTheOperationAfterAWhile() {
		this.channel.room = false;
		assertThat(SessionHarness.failure(call("com.a"))).isInstanceOf(WampTimeoutException.class)
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
		assertThat(SessionHarness.failure(call("com.a"))).isInstanceOf(WampCanceledException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.channel.sent).isEmpty();
	}

	@Test
	void aResultOverTheLimitFailsItsCallOnly() {
		CompletableFuture<CallResult> large = call("com.a");
		CompletableFuture<CallResult> other = call("com.b");
		this.session.onOversized(MessageType.RESULT, 1, 1024);
		assertThat(SessionHarness.failure(large).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(SessionHarness.failure(large)).hasMessageContaining("1024")
			.hasMessageContaining("wamp.max-message-size");
		assertThat(other).isNotDone();
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void anErrorOverTheLimitFailsItsRequestOnly() {
		CompletableFuture<Long> refused = this.session.register("com.a", Dict.EMPTY, (invocation) -> {
		});
		this.session.onOversized(MessageType.ERROR, 1, 1024);
		assertThat(SessionHarness.failure(refused).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		this.session.onOversized(MessageType.ERROR, 1, 1024);
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void aProgressiveResultOverTheLimitCancelsItsCall() {
		CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE, (result) -> {
		});
		this.session.onOversized(MessageType.RESULT, 1, 1024);
		assertThat(SessionHarness.failure(call).getUri()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(this.channel.last(Cancel.class).request()).isEqualTo(1);
	}

	@Test
	void aCloseOfTheRouterIsAnsweredAndEndsEverything() {
		CompletableFuture<CallResult> call = call("com.a");
		this.harness.receive(new Goodbye(Dict.of("message", "maintenance"), CloseUris.SYSTEM_SHUTDOWN, Payload.NONE));
		assertThat(this.channel.last(Goodbye.class).reason()).isEqualTo(CloseUris.GOODBYE_AND_OUT);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(SessionHarness.failure(call)).hasMessageContaining(CloseUris.SYSTEM_SHUTDOWN)
			.hasMessageContaining("maintenance");
		assertThat(this.harness.end().reason()).isEqualTo(CloseUris.SYSTEM_SHUTDOWN);
	}

	@Test
	void anAbortOfTheRouterIsNotAnswered() {
		CompletableFuture<CallResult> call = call("com.a");
		this.harness.receive(new Abort(Dict.EMPTY, ErrorUris.PROTOCOL_VIOLATION, Payload.of("you did it")));
		assertThat(this.channel.all(Abort.class)).isEmpty();
		assertThat(SessionHarness.failure(call)).hasMessageContaining("you did it");
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
		assertThat(SessionHarness.failure(call("com.a"))).isInstanceOf(WampConnectionException.class)
			.hasMessageContaining("being closed");
		assertThat(this.channel.sent).hasSize(1);
	}

}

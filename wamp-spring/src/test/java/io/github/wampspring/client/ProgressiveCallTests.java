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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.client.stream.ArgumentQueue;
import io.github.wampspring.client.stream.ArgumentSink;
import io.github.wampspring.client.stream.IteratorSource;
import io.github.wampspring.client.stream.PublisherSource;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls and invocations whose arguments come one after the other, without any transport:
 * the client's half of the section "Progressive Call Invocations" of the specification.
 */
@Timeout(120)
class ProgressiveCallTests {

	private static final Dict MORE = Dict.of("progress", true);

	private static final Dict ROUTER = Dict.of("roles",
			Map.of("dealer", Map.of("features", Map.of("call_canceling", true, "progressive_call_invocations", true))));

	private final SessionHarness harness = new SessionHarness().join(ROUTER);

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private final List<Invocation> invocations = new ArrayList<>();

	private ArgumentSink sink;

	private CompletableFuture<CallResult> call() {
		return this.session.call("com.myapp.upload", Dict.of("timeout", 5), Payload.of("first"),
				(arguments) -> this.sink = arguments, null);
	}

	private void register() {
		this.session.register("com.myapp.upload", Dict.EMPTY, this.invocations::add);
		this.harness.receive(new Registered(1, 9));
	}

	private void invoke(long request, Dict details, Object... arguments) {
		this.harness.receive(new WampMessage.Invocation(request, 9, details, Payload.of(arguments)));
	}

	private ArgumentQueue begin() {
		register();
		invoke(1, MORE, "a");
		assertThat(this.invocations).hasSize(1);
		ArgumentQueue following = this.invocations.get(0).following();
		assertThat(following).isNotNull();
		return following;
	}

	@Test
	void allArgumentsAreCallsOfOneRequestId() {
		CompletableFuture<CallResult> call = call();
		assertThat(this.sink.next(Payload.of(1))).isTrue();
		this.session.publish("com.myapp.topic", Dict.EMPTY, Payload.NONE);
		assertThat(this.sink.next(Payload.of(2))).isTrue();
		this.sink.complete();
		assertThat(this.channel.all(Call.class)).containsExactly(
				new Call(1, Dict.of("timeout", 5).with("progress", true), "com.myapp.upload", Payload.of("first")),
				new Call(1, MORE, "com.myapp.upload", Payload.of(1)),
				new Call(1, MORE, "com.myapp.upload", Payload.of(2)),
				new Call(1, Dict.EMPTY, "com.myapp.upload", Payload.NONE));
		this.harness.receive(new Result(1, Dict.EMPTY, Payload.of("done")));
		assertThat(call.join().payload()).isEqualTo(Payload.of("done"));
	}

	@Test
	void nothingIsSentForACallThatHasEnded() {
		CompletableFuture<CallResult> call = call();
		AtomicBoolean told = new AtomicBoolean();
		this.sink.onEnd(() -> told.set(true));
		this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, "com.myapp.error", Payload.NONE));
		assertThat(call).isCompletedExceptionally();
		assertThat(told).isTrue();
		assertThat(this.sink.next(Payload.of(1))).isFalse();
		this.sink.complete();
		this.sink.fail(new IllegalStateException());
		assertThat(this.channel.all(Call.class)).hasSize(1);
		assertThat(this.channel.all(Cancel.class)).isEmpty();
	}

	@Test
	void whatTheSourceFailsWithEndsAndCancelsTheCall() {
		CompletableFuture<CallResult> call = call();
		IllegalStateException failure = new IllegalStateException("no more");
		this.sink.fail(failure);
		assertThat(call.handle((result, ex) -> ex).join()).isSameAs(failure);
		assertThat(this.channel.last(Cancel.class).request()).isEqualTo(1);
		assertThat(this.sink.next(Payload.of(1))).isFalse();
	}

	@Test
	void theEndOfTheSessionEndsTheSource() {
		CompletableFuture<CallResult> call = call();
		AtomicBoolean told = new AtomicBoolean();
		this.sink.onEnd(() -> told.set(true));
		this.channel.lose(ChannelClose.broken("gone", null));
		Awaitility.await().untilTrue(told);
		assertThat(call).isCompletedExceptionally();
		assertThat(this.sink.next(Payload.of(1))).isFalse();
	}

	@Test
	void aRouterWithoutTheFeatureIsNotAsked() {
		SessionHarness other = SessionHarness.joined();
		CompletableFuture<CallResult> call = other.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE,
				(arguments) -> {
					throw new AssertionError();
				}, null);
		assertThat(SessionHarness.failure(call).getUri()).isEqualTo(ErrorUris.FEATURE_NOT_SUPPORTED);
		assertThat(other.channel.sent).isEmpty();
	}

	@Test
	void anIteratorThatWaitsIsInterruptedWithTheCall() {
		CompletableFuture<Void> interrupted = new CompletableFuture<>();
		AtomicBoolean closed = new AtomicBoolean();
		CompletableFuture<CallResult> call = this.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE,
				new IteratorSource(() -> Stream.of(1, 2).peek((element) -> {
					if (element == 2) {
						try {
							new LinkedBlockingQueue<>().take();
						}
						catch (InterruptedException ex) {
							interrupted.complete(null);
						}
					}
				}).onClose(() -> closed.set(true)), Payload::of), null);
		Awaitility.await().until(() -> this.channel.all(Call.class).size() == 2);
		call.cancel(false);
		interrupted.join();
		Awaitility.await().untilTrue(closed);
		assertThat(this.channel.all(Call.class)).hasSize(2);
	}

	@Test
	void whatAnIteratorFailsWithIsWhatTheCallFailsWith() {
		IllegalStateException failure = new IllegalStateException("no more");
		CompletableFuture<CallResult> call = this.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE,
				new IteratorSource(() -> Stream.of(1).peek((element) -> {
					throw failure;
				}), Payload::of), null);
		assertThat(call.handle((result, ex) -> ex).join()).isSameAs(failure);
		Awaitility.await().until(() -> this.channel.all(Cancel.class).size() == 1);
	}

	@Test
	void argumentsThatCannotBeWrittenEndTheCall() {
		CompletableFuture<CallResult> call = this.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE,
				new IteratorSource(() -> Stream.of(FakeChannel.HUGE), Payload::of), null);
		assertThat(call.handle((result, ex) -> ex).join()).hasMessageContaining("100");
		Awaitility.await().until(() -> this.channel.all(Cancel.class).size() == 1);
	}

	@Test
	void aPublisherIsAskedForMoreAsTheRouterReads() {
		TestPublisher<Integer> publisher = TestPublisher.create();
		CompletableFuture<CallResult> call = this.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE,
				new PublisherSource(publisher, Payload::of), null);
		Awaitility.await().untilAsserted(() -> publisher.assertMinRequested(32));
		this.channel.room = false;
		for (int i = 0; i < 32; i++) {
			publisher.next(i);
		}
		publisher.assertMaxRequested(32);
		assertThat(this.channel.all(Call.class)).hasSize(33);
		call.cancel(false);
		Awaitility.await().untilAsserted(publisher::assertCancelled);
	}

	@Test
	void aPublishersEndIsTheLastCall() {
		TestPublisher<Integer> publisher = TestPublisher.create();
		this.session.call("com.myapp.upload", Dict.EMPTY, Payload.NONE, new PublisherSource(publisher, Payload::of),
				null);
		Awaitility.await().untilAsserted(() -> publisher.assertMinRequested(32));
		publisher.next(1).complete();
		assertThat(this.channel.all(Call.class)).hasSize(3);
		assertThat(this.channel.last(Call.class).options()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void argumentsComeToTheInvocationThatTheyBelongTo() throws InterruptedException {
		ArgumentQueue following = begin();
		invoke(2, Dict.EMPTY, "other");
		assertThat(this.invocations).hasSize(2);
		assertThat(this.invocations.get(1).following()).isNull();
		invoke(1, MORE, "b");
		invoke(1, Dict.EMPTY, "c");
		assertThat(this.invocations).hasSize(2);
		assertThat(following.take()).isEqualTo(Payload.of("b"));
		assertThat(following.take()).isEqualTo(Payload.of("c"));
		assertThat(following.take()).isNull();
		assertThat(following.isEnd()).isTrue();
	}

	@Test
	void anEmptyLastMessageIsNoElement() throws InterruptedException {
		ArgumentQueue following = begin();
		invoke(1, Dict.EMPTY);
		assertThat(following.take()).isNull();
	}

	@Test
	void argumentsOfAnInvocationThatHasEndedAreIgnored() {
		begin();
		this.invocations.get(0).complete(Payload.of("enough"));
		assertThat(this.channel.all(Yield.class)).hasSize(1);
		invoke(1, MORE, "b");
		invoke(1, Dict.EMPTY, "c");
		assertThat(this.invocations).hasSize(1);
		assertThat(this.channel.all(Error.class)).isEmpty();
		assertThat(this.channel.close).isNull();
		assertThat(this.session.invocations().size()).isZero();
	}

	@Test
	void nothingMayFollowTheLastArguments() {
		begin();
		invoke(1, Dict.EMPTY, "b");
		invoke(1, Dict.EMPTY, "c");
		assertThat(this.channel.close).isNotNull();
	}

	@Test
	void aRegistrationThatHasEndedStillGetsItsArguments() throws InterruptedException {
		ArgumentQueue following = begin();
		this.session.unregister(9);
		this.harness.receive(new Unregistered(2, Dict.EMPTY));
		invoke(1, Dict.EMPTY, "b");
		assertThat(following.take()).isEqualTo(Payload.of("b"));
		invoke(2, MORE, "a");
		assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		invoke(2, Dict.EMPTY, "b");
		assertThat(this.channel.all(Error.class)).hasSize(1);
	}

	@Test
	void anInterruptEndsTheStream() {
		ArgumentQueue following = begin();
		invoke(1, MORE, "b");
		this.harness.receive(new Interrupt(1, Dict.of("mode", "killnowait")));
		assertThat(following.poll()).isEqualTo(Payload.of("b"));
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(following::take);
		invoke(1, MORE, "c");
		assertThat(this.channel.close).isNull();
	}

	@Test
	void theEndOfTheSessionEndsTheStream() {
		ArgumentQueue following = begin();
		this.channel.lose(ChannelClose.broken("gone", null));
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(following::take);
	}

	@Test
	void tooManyArgumentsEndThatInvocationOnly() {
		ArgumentQueue following = begin();
		AtomicBoolean interrupted = new AtomicBoolean();
		this.invocations.get(0).onInterrupt(() -> interrupted.set(true));
		invoke(2, MORE, "other");
		for (int i = 0; i < 1_000_000 && !interrupted.get(); i++) {
			invoke(1, MORE, i);
		}
		assertThat(interrupted).isTrue();
		Error error = this.channel.last(Error.class);
		assertThat(error.request()).isEqualTo(1);
		assertThat(error.error()).isEqualTo(ErrorUris.UNAVAILABLE);
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(following::take);
		// what it kept is given back
		for (int i = 0; i < 10_000; i++) {
			invoke(2, MORE, i);
		}
		assertThat(this.channel.all(Error.class)).hasSize(1);
	}

	@Test
	void argumentsThatAreTooLargeEndThatInvocationOnly() {
		ArgumentQueue following = begin();
		this.session.onOversized(MessageType.INVOCATION, 1, 1000);
		assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(following::take);
		this.session.onOversized(MessageType.INVOCATION, 1, 1000);
		this.session.onOversized(MessageType.INVOCATION, 2, 1000);
		invoke(2, MORE, "b");
		assertThat(this.channel.all(Error.class)).extracting(Error::request).containsExactly(1L, 2L);
		assertThat(this.invocations).hasSize(1);
	}

	@Test
	void aForwardedTimeoutEndsTheInvocation() {
		register();
		AtomicBoolean interrupted = new AtomicBoolean();
		invoke(1, Dict.of("timeout", 20));
		this.invocations.get(0).onInterrupt(() -> interrupted.set(true));
		Awaitility.await().untilTrue(interrupted);
		assertThat(this.channel.all(Error.class)).extracting(Error::error).containsExactly(ErrorUris.TIMEOUT);
		this.invocations.get(0).complete(Payload.of("late"));
		assertThat(this.channel.all(Yield.class)).isEmpty();
	}

}

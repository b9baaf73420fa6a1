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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.ChannelClose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the callee's half of {@link ClientSession}.
 */
class RegistrationTests {

	private static final Dict PROGRESS = Dict.of("receive_progress", true);

	private final SessionHarness harness = SessionHarness.joined();

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private final List<Invocation> invocations = new ArrayList<>();

	private Invocation invoke(Dict details) {
		if (this.channel.all(Register.class).isEmpty()) {
			this.session.register("com.x", Dict.EMPTY, this.invocations::add);
			this.harness.receive(new Registered(1, 10));
		}
		this.harness.receive(new WampMessage.Invocation(500 + this.invocations.size(), 10, details, Payload.of("in")));
		return this.invocations.get(this.invocations.size() - 1);
	}

	private Error error() {
		return this.channel.last(Error.class);
	}

	@Test
	void aRegistrationHasTheRoutersId() {
		CompletableFuture<Long> registered = this.session.register("com.x", Dict.of("match", "prefix"),
				this.invocations::add);
		assertThat(this.channel.last(Register.class)).isEqualTo(new Register(1, Dict.of("match", "prefix"), "com.x"));
		this.harness.receive(new Registered(1, 10));
		assertThat(registered).isCompletedWithValue(10L);
	}

	@Test
	void aRefusedRegistrationSaysWhy() {
		CompletableFuture<Long> registered = this.session.register("com.x", Dict.EMPTY, this.invocations::add);
		this.harness.receive(new Error(MessageType.REGISTER, 1, Dict.EMPTY, ErrorUris.PROCEDURE_ALREADY_EXISTS,
				Payload.of("taken")));
		assertThat(registered).isCompletedExceptionally();
		assertThatExceptionOfType(Exception.class).isThrownBy(registered::get)
			.havingCause()
			.isInstanceOf(WampException.class)
			.withMessageContaining("taken");
	}

	@Test
	void anInvocationCarriesWhatTheRouterSays() {
		Invocation invocation = invoke(Dict.of("caller", 5));
		assertThat(invocation.procedure()).isEqualTo("com.x");
		assertThat(invocation.details().getLong("caller")).isEqualTo(5);
		assertThat(invocation.payload()).isEqualTo(Payload.of("in"));
		assertThat(invocation.session()).isSameAs(this.session);
		assertThat(invocation.isProgressWanted()).isFalse();
		assertThat(this.session.invocations().size()).isOne();
	}

	@Test
	void ofAPatternTheCalledProcedureCounts() {
		this.session.register("com.x", Dict.of("match", "prefix"), this.invocations::add);
		this.harness.receive(new Registered(1, 10));
		assertThat(invoke(Dict.of("procedure", "com.x.y")).procedure()).isEqualTo("com.x.y");
		assertThat(invoke(Dict.of("procedure", "com.y")).procedure()).as("not of the pattern").isEqualTo("com.x");
	}

	@Test
	void withoutAPatternTheRegisteredProcedureCounts() {
		assertThat(invoke(Dict.of("procedure", "com.x.y")).procedure()).isEqualTo("com.x");
	}

	@Test
	void aResultIsSentOnce() {
		Invocation invocation = invoke(Dict.EMPTY);
		invocation.complete(Payload.of("out"));
		invocation.complete(Payload.of("again"));
		invocation.fail("a.b", Payload.NONE);
		assertThat(this.channel.sent).filteredOn((message) -> !(message instanceof Register))
			.containsExactly(new Yield(500, Dict.EMPTY, Payload.of("out")));
		assertThat(this.channel.isFlushed()).isTrue();
		assertThat(this.session.invocations().size()).isZero();
	}

	@Test
	void anErrorIsSentWithItsArguments() {
		invoke(Dict.EMPTY).fail("com.myapp.error", Payload.of("bad"));
		assertThat(error())
			.isEqualTo(new Error(MessageType.INVOCATION, 500, Dict.EMPTY, "com.myapp.error", Payload.of("bad")));
	}

	@Test
	void progressIsSentWhereTheCallerWantsItAndBeforeTheEndOnly() {
		Invocation invocation = invoke(PROGRESS);
		invocation.progress(Payload.of(1));
		invocation.progress(Payload.of(2));
		invocation.complete(Payload.of(3));
		invocation.progress(Payload.of(4));
		Dict progress = Dict.of("progress", true);
		assertThat(this.channel.all(Yield.class)).containsExactly(new Yield(500, progress, Payload.of(1)),
				new Yield(500, progress, Payload.of(2)), new Yield(500, Dict.EMPTY, Payload.of(3)));
	}

	@Test
	void progressThatNobodyWantsIsNotSent() {
		invoke(Dict.EMPTY).progress(Payload.of(1));
		assertThat(this.channel.all(Yield.class)).isEmpty();
	}

	@Test
	void progressThatCannotBeWrittenIsTheHandlersBusiness() {
		Invocation invocation = invoke(PROGRESS);
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> invocation.progress(Payload.of(FakeChannel.UNWRITABLE)));
		invocation.complete(Payload.NONE);
		assertThat(this.channel.all(Yield.class)).hasSize(1);
	}

	@Test
	void aResultThatCannotBeWrittenBecomesAnError() {
		invoke(Dict.EMPTY).complete(Payload.of(FakeChannel.UNWRITABLE));
		assertThat(error().error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(this.session.invocations().size()).isZero();
	}

	@Test
	void aResultOverTheLimitBecomesAnError() {
		invoke(Dict.EMPTY).complete(Payload.of(FakeChannel.HUGE));
		assertThat(error().error()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
	}

	@Test
	void anErrorWhoseArgumentsCannotBeWrittenIsSentWithout() {
		invoke(Dict.EMPTY).fail("com.myapp.error", Payload.of(FakeChannel.UNWRITABLE));
		assertThat(error())
			.isEqualTo(new Error(MessageType.INVOCATION, 500, Dict.EMPTY, "com.myapp.error", Payload.NONE));
	}

	@Test
	void aHandlerThatThrowsOnTheReceivingThreadAnswersAllTheSame() {
		this.session.register("com.x", Dict.EMPTY, (invocation) -> {
			throw new IllegalStateException("secret");
		});
		this.harness.receive(new Registered(1, 10));
		this.harness.receive(new WampMessage.Invocation(500, 10, Dict.EMPTY, Payload.NONE));
		assertThat(error().error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(error().payload().toString()).doesNotContain("secret");
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void anInvocationOfAnUnknownRegistrationGetsAnError() {
		this.harness.receive(new WampMessage.Invocation(500, 99, Dict.EMPTY, Payload.NONE));
		assertThat(error().request()).isEqualTo(500);
		assertThat(error().error()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void anInvocationIdInUseIsAViolation() {
		invoke(Dict.EMPTY);
		this.harness.receive(new WampMessage.Invocation(500, 10, Dict.EMPTY, Payload.NONE));
		assertThat(this.channel.last(Abort.class).reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(this.invocations).hasSize(1);
	}

	@Test
	void argumentsOverTheLimitGetAnError() {
		invoke(Dict.EMPTY);
		this.session.onOversized(MessageType.INVOCATION, 501, 1024);
		assertThat(error().request()).isEqualTo(501);
		assertThat(error().error()).isEqualTo(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void interruptRunsTheActionsOnce() {
		Invocation invocation = invoke(Dict.EMPTY);
		List<String> actions = new ArrayList<>();
		invocation.onInterrupt(() -> actions.add("first"));
		invocation.onInterrupt(() -> {
			throw new IllegalStateException("test");
		});
		invocation.onInterrupt(() -> actions.add("second"));
		assertThat(invocation.isInterrupted()).isFalse();
		this.harness.receive(new Interrupt(500, Dict.of("mode", "kill")));
		this.harness.receive(new Interrupt(500, Dict.of("mode", "kill")));
		assertThat(invocation.isInterrupted()).isTrue();
		assertThat(actions).containsExactly("first", "second");
		invocation.onInterrupt(() -> actions.add("late"));
		assertThat(actions).containsExactly("first", "second", "late");
	}

	@Test
	void anInterruptedInvocationIsAnsweredWhereTheCallerWaitsForThat() {
		Invocation invocation = invoke(PROGRESS);
		this.harness.receive(new Interrupt(500, Dict.of("mode", "kill")));
		invocation.progress(Payload.of("no more"));
		invocation.fail(ErrorUris.CANCELED, Payload.NONE);
		assertThat(this.channel.all(Yield.class)).isEmpty();
		assertThat(error().error()).isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void anInterruptWithoutAModeIsAnsweredToo() {
		Invocation invocation = invoke(Dict.EMPTY);
		this.harness.receive(new Interrupt(500, Dict.EMPTY));
		invocation.fail(ErrorUris.CANCELED, Payload.NONE);
		assertThat(error().error()).isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void nobodyGetsAnAnswerAfterKillnowait() {
		Invocation invocation = invoke(Dict.EMPTY);
		this.harness.receive(new Interrupt(500, Dict.of("mode", "killnowait")));
		invocation.complete(Payload.of("too late"));
		assertThat(this.channel.all(Yield.class)).isEmpty();
		assertThat(this.session.invocations().size()).isZero();
	}

	@Test
	void theEndOfTheSessionInterrupts() {
		Invocation invocation = invoke(Dict.EMPTY);
		this.channel.lose(ChannelClose.normal("test"));
		assertThat(invocation.isInterrupted()).isTrue();
		int sent = this.channel.sent.size();
		invocation.complete(Payload.of("nobody there"));
		assertThat(this.channel.sent).hasSize(sent);
	}

	@Test
	void invocationsAreTakenUntilTheRouterHasConfirmedTheEnd() {
		invoke(Dict.EMPTY);
		CompletableFuture<Void> done = this.session.unregister(10);
		assertThat(this.channel.last(Unregister.class)).isEqualTo(new Unregister(2, 10, Dict.EMPTY));
		invoke(Dict.EMPTY);
		assertThat(this.invocations).hasSize(2);
		this.harness.receive(new Unregistered(2, Dict.EMPTY));
		assertThat(done).isCompleted();
		this.harness.receive(new WampMessage.Invocation(600, 10, Dict.EMPTY, Payload.NONE));
		assertThat(error().error()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void anUnknownRegistrationCannotBeEnded() {
		assertThat(this.session.unregister(99)).isCompletedExceptionally();
		assertThat(this.channel.sent).isEmpty();
	}

	@Test
	void aRegistrationThatNobodyWantsAnyMoreIsGivenBack() {
		CompletableFuture<Long> registered = this.session.register("com.x", Dict.EMPTY, this.invocations::add);
		registered.cancel(false);
		this.harness.receive(new Registered(1, 10));
		assertThat(this.channel.last(Unregister.class).registration()).isEqualTo(10);
	}

	@Test
	void aRevocationIsTold() {
		RevocableHandler handler = new RevocableHandler();
		this.session.register("com.x", Dict.EMPTY, handler);
		this.harness.receive(new Registered(1, 10));
		this.harness.receive(new Unregistered(0, Dict.of("registration", 10L, "reason", "moved")));
		assertThat(handler.reason).isEqualTo("moved");
		this.harness.receive(new WampMessage.Invocation(600, 10, Dict.EMPTY, Payload.NONE));
		assertThat(error().error()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void oneCanWaitForTheEndOfAllInvocations() throws InterruptedException {
		Invocation invocation = invoke(Dict.EMPTY);
		assertThat(this.session.invocations().awaitEmpty(null, Duration.ofMillis(5))).isFalse();
		CompletableFuture.runAsync(() -> invocation.complete(Payload.NONE));
		assertThat(this.session.invocations().awaitEmpty(null, Duration.ofSeconds(10))).isTrue();
	}

	private static final class RevocableHandler implements InvocationHandler {

		private @Nullable String reason;

		@Override
		public void onInvocation(Invocation invocation) {
			throw new IllegalStateException("not expected");
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.reason = reason;
		}

	}

}

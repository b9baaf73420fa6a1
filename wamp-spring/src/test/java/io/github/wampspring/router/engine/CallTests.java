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

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.ReregisterPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How calls end: results, progress, cancel, timeout, leaving sessions.
 */
class CallTests {

	private static final Dict PROGRESS = Dict.of("progress", true);

	private final DefaultWampRouter router = TestRouters.open((realm) -> realm.reregister(ReregisterPolicy.ANYBODY));

	private final TestClient caller = TestClient.joined(this.router);

	private final TestClient callee = TestClient.joined(this.router);

	private final TestClient basicCallee = TestClient.joined(this.router, TestClient.BASIC_ROLES);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	@Test
	void progressiveResultsComeInOrderBeforeTheLastOne() {
		Invocation invocation = invocation(this.callee, Dict.of("receive_progress", true));
		assertThat(invocation.details().isTrue("receive_progress")).isTrue();
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("a")));
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("b")));
		this.callee.yield(invocation.request(), "c");
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, PROGRESS, Payload.of("a")));
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, PROGRESS, Payload.of("b")));
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, Dict.EMPTY, Payload.of("c")));
		this.caller.takeNothing();
	}

	@Test
	void calleesThatAnnounceProgressWithoutCancelingMaySendProgress() {
		TestClient browser = TestClient.joined(this.router,
				Dict.of("roles", Map.of("callee", Map.of("features", Map.of("progressive_call_results", true)))));
		Invocation invocation = invocation(browser, Dict.of("receive_progress", true));
		assertThat(invocation.details().isTrue("receive_progress")).isTrue();
		browser.send(new Yield(invocation.request(), PROGRESS, Payload.of("a")));
		assertThat(this.caller.take(Result.class).details()).isEqualTo(PROGRESS);
	}

	@Test
	void calleesThatDoNotAnnounceProgressAreNotAskedForIt() {
		assertThat(invocation(this.basicCallee, Dict.of("receive_progress", true)).details()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void progressThatTheCallerDidNotAskForIsDropped() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("a")));
		this.caller.takeNothing();
		this.callee.yield(invocation.request(), "b");
		assertThat(this.caller.take(Result.class).details()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void skipEndsTheCallAndLeavesTheCalleeAlone() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", "skip")));
		this.caller.takeError(ErrorUris.CANCELED);
		this.callee.takeNothing();
		this.callee.yield(invocation.request(), "late");
		this.caller.takeNothing();
		assertThat(this.callee.channel.closeReason()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "killnowait", "" })
	void killnowaitEndsTheCallAndInterruptsTheCallee(String mode) {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Cancel(1, mode.isEmpty() ? Dict.EMPTY : Dict.of("mode", mode)));
		assertThat(this.caller.takeError(ErrorUris.CANCELED).request()).isEqualTo(1);
		Interrupt interrupt = this.callee.take(Interrupt.class);
		assertThat(interrupt.request()).isEqualTo(invocation.request());
		assertThat(interrupt.options().getString("mode")).isEqualTo("killnowait");
		this.callee.send(error(invocation, ErrorUris.CANCELED));
		this.caller.takeNothing();
	}

	@Test
	void killInterruptsTheCalleeAndWaitsForItsAnswer() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
		this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
		this.caller.takeNothing();
		assertThat(this.callee.take(Interrupt.class).options().getString("mode")).isEqualTo("kill");
		this.callee.takeNothing();
		this.callee.send(error(invocation, ErrorUris.CANCELED));
		this.caller.takeError(ErrorUris.CANCELED);
	}

	@Test
	void aResultMayStillComeAfterKill() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
		this.callee.take(Interrupt.class);
		this.callee.yield(invocation.request(), "done all the same");
		this.caller.take(Result.class);
	}

	@Test
	void killCanBeFollowedByAModeThatDoesNotWait() {
		invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
		this.callee.take(Interrupt.class);
		this.caller.send(new Cancel(1, Dict.of("mode", "skip")));
		this.caller.takeError(ErrorUris.CANCELED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void aCalleeThatCannotBeInterruptedIsNot(String mode) {
		Invocation invocation = invocation(this.basicCallee, Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", mode)));
		this.caller.takeError(ErrorUris.CANCELED);
		this.basicCallee.takeNothing();
		this.basicCallee.yield(invocation.request(), "late");
		this.caller.takeNothing();
	}

	@Test
	void killBeforeTheInvocationEndsTheCall() {
		this.callee.register("com.myapp.slow", Dict.of("invoke", "first"));
		this.basicCallee.register("com.myapp.slow", Dict.of("invoke", "first"));
		this.callee.channel.onPrepare(() -> {
			this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
			this.callee.disconnect();
		});
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.caller.takeError(ErrorUris.CANCELED);
		this.basicCallee.takeNothing();
	}

	@Test
	void aCancelForACallThatHasEndedIsIgnored() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.callee.yield(invocation.request());
		this.caller.take(Result.class);
		this.caller.send(new Cancel(1, Dict.EMPTY));
		this.caller.send(new Cancel(99, Dict.EMPTY));
		this.caller.takeNothing();
		this.callee.takeNothing();
	}

	@Test
	void progressAfterACancelIsDropped() {
		Invocation invocation = invocation(this.callee, Dict.of("receive_progress", true));
		this.caller.send(new Cancel(1, Dict.of("mode", "skip")));
		this.caller.takeError(ErrorUris.CANCELED);
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("late")));
		this.callee.yield(invocation.request(), "late");
		this.caller.takeNothing();
	}

	@Test
	void aTimeoutEndsTheCallAndInterruptsTheCallee() {
		invocation(this.callee, Dict.of("timeout", 20));
		Awaitility.await().until(() -> !this.caller.channel.isEmpty());
		this.caller.takeError(ErrorUris.TIMEOUT);
		Awaitility.await().until(() -> !this.callee.channel.isEmpty());
		assertThat(this.callee.take(Interrupt.class).options().getString("reason")).isEqualTo(ErrorUris.TIMEOUT);
	}

	@Test
	void aTimeoutEndsTheCallOfACalleeThatCannotBeInterrupted() {
		invocation(this.basicCallee, Dict.of("timeout", 20));
		Awaitility.await().until(() -> !this.caller.channel.isEmpty());
		this.caller.takeError(ErrorUris.TIMEOUT);
		this.basicCallee.takeNothing();
	}

	@Test
	void aProgressiveResultBeginsTheTimeAnew() {
		Invocation invocation = invocation(this.callee, Dict.of("timeout", 300, "receive_progress", true));
		long start = System.nanoTime();
		Awaitility.await().until(() -> {
			if (System.nanoTime() - start < 600_000_000L) {
				this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of(1)));
				return false;
			}
			return true;
		});
		assertThat(this.caller.takeAll(Result.class)).isNotEmpty();
		Awaitility.await().until(() -> !this.caller.channel.isEmpty());
		this.caller.takeError(ErrorUris.TIMEOUT);
	}

	@Test
	void aCalleeThatWantsToLooksAfterTheTimeItself() {
		this.callee.register("com.myapp.slow", Dict.of("forward_timeout", true));
		this.caller.call("com.myapp.slow", Dict.of("timeout", 1));
		assertThat(this.callee.take(Invocation.class).details().getLong("timeout")).isEqualTo(1);
		this.basicCallee.register("com.myapp.slow2", Dict.of("forward_timeout", true));
		this.caller.call("com.myapp.slow2", Dict.of("timeout", 20));
		assertThat(this.basicCallee.take(Invocation.class).details().has("timeout")).isFalse();
		Awaitility.await().until(() -> !this.caller.channel.isEmpty());
		assertThat(this.caller.takeError(ErrorUris.TIMEOUT).request()).isEqualTo(2);
		this.caller.takeNothing();
	}

	@Test
	void theCallsOfACalleeThatLeavesEndWithAnError() {
		invocation(this.callee, Dict.EMPTY);
		this.callee.disconnect();
		Error error = this.caller.takeError(ErrorUris.CANCELED);
		assertThat(error.requestType()).isEqualTo(MessageType.CALL);
		assertThat(error.request()).isEqualTo(1);
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void theCallsOfACallerThatLeavesAreInterrupted() {
		Invocation invocation = invocation(this.callee, Dict.of("receive_progress", true));
		this.caller.disconnect();
		Interrupt interrupt = this.callee.take(Interrupt.class);
		assertThat(interrupt.request()).isEqualTo(invocation.request());
		assertThat(interrupt.options().getString("mode")).isEqualTo("killnowait");
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("late")));
		this.callee.yield(invocation.request(), "late");
		this.callee.takeNothing();
		assertThat(this.callee.channel.closeReason()).isNull();
	}

	@Test
	void aCalleeThatCannotBeInterruptedIsNotToldThatTheCallerLeft() {
		Invocation invocation = invocation(this.basicCallee, Dict.EMPTY);
		this.caller.disconnect();
		this.basicCallee.takeNothing();
		this.basicCallee.yield(invocation.request(), "late");
		assertThat(this.basicCallee.channel.closeReason()).isNull();
	}

	@Test
	void aCalleeThatIsCutOffIsAsGoodAsGone() {
		this.callee.register("com.myapp.slow", Dict.EMPTY);
		this.callee.channel.fill();
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void aCalleeThatUnregistersWhileACallIsOnItsWayIsNotInvoked() {
		long registration = this.callee.register("com.myapp.slow", Dict.EMPTY);
		this.callee.channel.onPrepare(() -> this.callee.send(new Unregister(9, registration, Dict.EMPTY)));
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.callee.take(Unregistered.class);
		this.callee.takeNothing();
	}

	@Test
	void aCalleeThatLeavesWhileACallIsOnItsWayIsReplacedByAnother() {
		this.callee.register("com.myapp.slow", Dict.of("invoke", "first"));
		this.basicCallee.register("com.myapp.slow", Dict.of("invoke", "first"));
		this.callee.channel.onPrepare(this.callee::disconnect);
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.basicCallee.take(Invocation.class);
		this.caller.takeNothing();
	}

	@Test
	void aRegistrationTakenOverWhileACallIsOnItsWayTakesTheCall() {
		this.callee.register("com.myapp.slow", Dict.EMPTY);
		this.callee.channel
			.onPrepare(() -> this.basicCallee.register("com.myapp.slow", Dict.of("force_reregister", true)));
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.basicCallee.take(Invocation.class);
		this.callee.take(Unregistered.class);
		this.callee.takeNothing();
		this.caller.takeNothing();
	}

	@Test
	void aCallerThatLeavesWhileItsCallIsOnItsWayInvokesNobody() {
		this.callee.register("com.myapp.slow", Dict.of("concurrency", 1));
		this.callee.channel.onPrepare(this.caller::disconnect);
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		this.callee.takeNothing();
		this.callee.channel.onPrepare(() -> {
		});
		TestClient other = TestClient.joined(this.router);
		other.call("com.myapp.slow", Dict.EMPTY);
		assertThat(this.callee.take(Invocation.class).request()).isEqualTo(1);
	}

	@Test
	void progressOfASkippedCallIsDroppedThoughItsPlaceIsKept() {
		this.callee.register("com.myapp.slow", Dict.of("concurrency", 1));
		this.caller.call("com.myapp.slow", Dict.of("receive_progress", true));
		Invocation invocation = this.callee.take(Invocation.class);
		this.caller.send(new Cancel(1, Dict.of("mode", "skip")));
		this.caller.takeError(ErrorUris.CANCELED);
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("late")));
		this.caller.takeNothing();
	}

	@Test
	void aYieldForAnInvocationThatEndedIsIgnored() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.callee.yield(invocation.request(), 1);
		this.callee.yield(invocation.request(), 2);
		assertThat(TestClient.arguments(this.caller.take(Result.class))).isEqualTo(List.of(1));
		this.caller.takeNothing();
		assertThat(this.callee.channel.closeReason()).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAnswerToAnInvocationThatNeverWasIsAViolation(boolean yield) {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		long never = invocation.request() + 1;
		this.callee.send(yield ? new Yield(never, Dict.EMPTY, Payload.NONE)
				: new Error(MessageType.INVOCATION, never, Dict.EMPTY, "com.myapp.error", Payload.NONE));
		this.callee.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		this.caller.takeError(ErrorUris.CANCELED);
	}

	private Invocation invocation(TestClient callee, Dict options) {
		callee.register("com.myapp.slow", Dict.EMPTY);
		this.caller.call("com.myapp.slow", options);
		return callee.take(Invocation.class);
	}

	private static Error error(Invocation invocation, String uri) {
		return new Error(MessageType.INVOCATION, invocation.request(), Dict.EMPTY, uri, Payload.NONE);
	}

}

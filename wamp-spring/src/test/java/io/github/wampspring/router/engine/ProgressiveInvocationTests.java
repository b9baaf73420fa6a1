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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls whose arguments come one after the other: the dealer's half of the section
 * "Progressive Call Invocations" of the specification.
 */
@Timeout(120)
class ProgressiveInvocationTests {

	private static final Dict MORE = Dict.of("progress", true);

	private static final Dict ROLES = Dict.of("roles",
			Map.of("caller", Map.of("features", Map.of("progressive_call_invocations", true)), "callee",
					Map.of("features", Map.of("progressive_call_invocations", true, "call_canceling", true,
							"progressive_call_results", true))));

	private DefaultWampRouter router = TestRouters.open((realm) -> {
	});

	private TestClient caller = TestClient.joined(this.router, ROLES);

	private TestClient callee = TestClient.joined(this.router, ROLES);

	@AfterEach
	void close() {
		this.router.close();
	}

	private void restart(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> settings) {
		this.router.close();
		this.router = TestRouters.open(realm, settings);
		this.caller = TestClient.joined(this.router, ROLES);
		this.callee = TestClient.joined(this.router, ROLES);
	}

	private void send(long request, Dict options, Object... arguments) {
		this.caller.send(new Call(request, options, "com.myapp.upload", Payload.of(arguments)));
	}

	/** Begins a call of a procedure that the callee registers. */
	private Invocation begin(Dict options) {
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, options.with("progress", true), 1);
		return this.callee.take(Invocation.class);
	}

	private void takeArguments(Invocation first, boolean more, Object... arguments) {
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(invocation.request()).isEqualTo(first.request());
		assertThat(invocation.registration()).isEqualTo(first.registration());
		assertThat(invocation.details().isTrue("progress")).isEqualTo(more);
		assertThat(TestClient.arguments(invocation)).isEqualTo(List.of(arguments));
	}

	private void endsWithoutAWord() {
		send(1, MORE, "late");
		send(1, Dict.EMPTY, "last");
		this.callee.takeNothing();
		this.caller.takeNothing();
		assertThat(this.caller.channel.closeReason()).isNull();
	}

	@Test
	void theRouterAnnouncesTheFeature() {
		assertThat(this.caller.welcome.details()
			.getDict("roles")
			.getDict("dealer")
			.getDict("features")
			.isTrue("progressive_call_invocations")).isTrue();
	}

	@Test
	void allArgumentsGoToTheCalleeUnderOneRequestId() {
		Invocation first = begin(Dict.EMPTY);
		assertThat(first.details()).isEqualTo(MORE);
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
		this.callee.yield(first.request(), 6);
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, Dict.EMPTY, Payload.of(6)));
	}

	@Test
	void resultsMayComeBetweenTheArguments() {
		Invocation first = begin(Dict.of("receive_progress", true));
		this.callee.send(new Yield(first.request(), MORE, Payload.of("a")));
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, MORE, Payload.of("a")));
		send(1, MORE, 2);
		takeArguments(first, true, 2);
		this.callee.send(new Yield(first.request(), MORE, Payload.of("b")));
		send(1, Dict.of("progress", false), 3);
		takeArguments(first, false, 3);
		this.callee.yield(first.request(), "c");
		assertThat(this.caller.takeAll(Result.class)).extracting(TestClient::arguments)
			.isEqualTo(List.of(List.of("b"), List.of("c")));
	}

	@Test
	void theFirstCallFreezesTheOptions() {
		Invocation first = begin(Dict.of("disclose_me", true, "receive_progress", true).with("timeout", 60_000));
		send(1, MORE.with("disclose_me", false).with("timeout", 1), 2);
		Invocation second = this.callee.take(Invocation.class);
		assertThat(second.details()).isEqualTo(first.details());
		send(1, Dict.EMPTY, 3);
		Invocation last = this.callee.take(Invocation.class);
		assertThat(last.details().with("progress", true)).isEqualTo(first.details());
		assertThat(last.details().getLong("caller")).isEqualTo(this.caller.id());
		assertThat(last.details().isTrue("receive_progress")).isTrue();
	}

	@Test
	void otherCallsGoOnMeanwhile() {
		Invocation first = begin(Dict.EMPTY);
		this.callee.register("com.myapp.other", Dict.EMPTY);
		this.caller.send(new Call(2, Dict.EMPTY, "com.myapp.other", Payload.NONE));
		Invocation other = this.callee.take(Invocation.class);
		assertThat(other.request()).isEqualTo(first.request() + 1);
		send(1, Dict.EMPTY, 2);
		takeArguments(first, false, 2);
		this.callee.yield(other.request());
		assertThat(this.caller.take(Result.class).request()).isEqualTo(2);
	}

	@Test
	void allArgumentsGoToTheCalleeThatWasChosenFirst() {
		TestClient other = TestClient.joined(this.router, ROLES);
		other.register("com.myapp.upload", Dict.of("invoke", "roundrobin"));
		this.callee.register("com.myapp.upload", Dict.of("invoke", "roundrobin"));
		send(1, MORE, 1);
		Invocation first = other.take(Invocation.class);
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		assertThat(other.takeAll(Invocation.class)).extracting(Invocation::request)
			.containsExactly(first.request(), first.request());
		this.callee.takeNothing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "call_canceling", "progressive_call_invocations" })
	void aCalleeNeedsBothFeatures(String only) {
		TestClient simple = TestClient.joined(this.router,
				Dict.of("roles", Map.of("callee", Map.of("features", Map.of(only, true)))));
		simple.register("com.myapp.upload", Dict.of("concurrency", 1));
		send(1, MORE, 1);
		assertThat(this.caller.takeError(ErrorUris.FEATURE_NOT_SUPPORTED).request()).isEqualTo(1);
		simple.takeNothing();
		endsWithoutAWord();
		// its place is free
		send(2, Dict.EMPTY, 1);
		simple.take(Invocation.class);
	}

	@Test
	void theProceduresOfTheRouterTakeTheirArgumentsAtOnce() {
		this.caller.send(new Call(1, MORE, "wamp.session.count", Payload.NONE));
		this.caller.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		this.caller.send(new Call(1, Dict.EMPTY, "wamp.session.count", Payload.NONE));
		this.caller.takeNothing();
		this.caller.send(new Call(2, Dict.EMPTY, "wamp.session.count", Payload.NONE));
		this.caller.take(Result.class);
	}

	@Test
	void aCallerThatDidNotAnnounceTheFeatureViolatesTheProtocol() {
		TestClient simple = TestClient.joined(this.router);
		simple.call("com.myapp.upload", MORE);
		simple.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void aRequestIdOfACallThatIsNotProgressiveMustNotBeUsedAgain() {
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, Dict.EMPTY, 1);
		send(1, MORE, 2);
		this.caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void nothingMayFollowTheLastArguments() {
		begin(Dict.EMPTY);
		send(1, Dict.EMPTY, 2);
		send(1, Dict.EMPTY, 3);
		this.caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void whatComesAfterTheEndIsIgnored() {
		Invocation first = begin(Dict.EMPTY);
		this.callee.yield(first.request(), "enough");
		this.caller.take(Result.class);
		endsWithoutAWord();
	}

	@Test
	void whatComesAfterARefusalIsIgnored() {
		send(1, MORE, 1);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		endsWithoutAWord();
	}

	@Test
	void whatComesAfterALimitIsIgnored() {
		restart((realm) -> realm.sessionLimits(SessionLimits.builder().pendingCalls(1).build()), (settings) -> {
		});
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		Invocation first = this.callee.take(Invocation.class);
		send(2, MORE, 1);
		assertThat(this.caller.takeError(ErrorUris.LIMIT_EXCEEDED).request()).isEqualTo(2);
		send(2, MORE, 2);
		send(2, Dict.EMPTY, 3);
		this.callee.takeNothing();
		this.caller.takeNothing();
		send(1, Dict.EMPTY, 2);
		takeArguments(first, false, 2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whereRequestIdsAreCheckedContinuationsKeepTheirs(boolean violate) {
		restart((realm) -> {
		}, (settings) -> settings.strictRequestIds(true));
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		Invocation first = this.callee.take(Invocation.class);
		send(2, MORE, 1);
		this.callee.take(Invocation.class);
		send(1, MORE, 2);
		takeArguments(first, true, 2);
		this.callee.yield(first.request());
		this.caller.take(Result.class);
		endsWithoutAWord();
		send(violate ? 4 : 3, Dict.EMPTY, 1);
		if (violate) {
			this.caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		}
		else {
			this.callee.take(Invocation.class);
		}
	}

	@Test
	void whatIsTooLargeEndsThatCallOnly() {
		Invocation first = begin(Dict.EMPTY);
		this.caller.sendOversized(MessageType.CALL, 1);
		assertThat(this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED).request()).isEqualTo(1);
		assertThat(this.callee.take(Interrupt.class).request()).isEqualTo(first.request());
		endsWithoutAWord();
		this.caller.sendOversized(MessageType.CALL, 2);
		assertThat(this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED).request()).isEqualTo(2);
		send(2, MORE, 2);
		this.caller.sendOversized(MessageType.CALL, 2);
		send(2, Dict.EMPTY, 3);
		this.callee.takeNothing();
		this.caller.takeNothing();
	}

	@Test
	void whatTheCalleeCannotGetEndsThatCallOnly() {
		Invocation first = begin(Dict.EMPTY);
		this.callee.channel.refuseAsTooLarge((message) -> message instanceof Invocation);
		send(1, MORE, 2);
		assertThat(this.caller.take(Error.class).request()).isEqualTo(1);
		assertThat(this.callee.take(Interrupt.class).request()).isEqualTo(first.request());
		endsWithoutAWord();
	}

	@Test
	void theCallerIsToldThatTheCalleeLeft() {
		begin(Dict.EMPTY);
		this.callee.disconnect();
		this.caller.takeError(ErrorUris.CANCELED);
		endsWithoutAWord();
	}

	@Test
	void theCalleeIsToldThatTheCallerLeft() {
		Invocation first = begin(Dict.EMPTY);
		send(1, MORE, 2);
		takeArguments(first, true, 2);
		this.caller.disconnect();
		Interrupt interrupt = this.callee.take(Interrupt.class);
		assertThat(interrupt.request()).isEqualTo(first.request());
		assertThat(interrupt.options().getString("mode")).isEqualTo("killnowait");
		this.callee.takeNothing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "killnowait" })
	void aCancelInTheMiddleEndsTheStream(String mode) {
		begin(Dict.EMPTY);
		send(1, MORE, 2);
		this.callee.take(Invocation.class);
		this.caller.send(new Cancel(1, Dict.of("mode", mode)));
		this.caller.takeError(ErrorUris.CANCELED);
		if (mode.equals("killnowait")) {
			this.callee.take(Interrupt.class);
		}
		endsWithoutAWord();
	}

	@Test
	void afterKillTheCalleeDecides() {
		Invocation first = begin(Dict.EMPTY);
		this.caller.send(new Cancel(1, Dict.of("mode", "kill")));
		this.callee.take(Interrupt.class);
		this.caller.takeNothing();
		this.callee.yield(first.request(), "so far");
		this.caller.take(Result.class);
		endsWithoutAWord();
	}

	@Test
	void aTimeoutInTheMiddleEndsTheStream() {
		begin(Dict.of("timeout", 20));
		this.caller.takeError(ErrorUris.TIMEOUT);
		this.callee.take(Interrupt.class);
		endsWithoutAWord();
	}

	@Test
	void argumentsKeepTheirOrderWhileAnAuthorizerDecides() {
		CompletableFuture<AuthorizationDecision> decision = new CompletableFuture<>();
		restart((realm) -> {
		}, (settings) -> settings.asyncAuthorizer((request) -> request.action().name().equals("CALL") ? decision
				: CompletableFuture.completedStage(AuthorizationDecision.ALLOW)));
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		this.callee.takeNothing();
		decision.complete(AuthorizationDecision.ALLOW);
		Invocation first = this.callee.take(Invocation.class);
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
	}

	@Test
	void aCallThatIsNotAllowedEndsOnce() {
		CompletableFuture<AuthorizationDecision> decision = new CompletableFuture<>();
		restart((realm) -> {
		}, (settings) -> settings.asyncAuthorizer((request) -> request.action().name().equals("CALL") ? decision
				: CompletableFuture.completedStage(AuthorizationDecision.ALLOW)));
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		send(1, MORE, 2);
		decision.complete(AuthorizationDecision.DENY);
		this.caller.takeError(ErrorUris.NOT_AUTHORIZED);
		endsWithoutAWord();
	}

	@Test
	void argumentsWaitForAnInterceptorOfTheRouter() {
		CompletableFuture<Void> gate = new CompletableFuture<>();
		restart((realm) -> {
		}, (settings) -> settings.interceptor((request, next) -> request.action().name().equals("CALL")
				? gate.thenCompose((open) -> next.proceed(request)) : next.proceed(request)));
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		this.callee.takeNothing();
		gate.complete(null);
		Invocation first = this.callee.take(Invocation.class);
		assertThat(first.details()).isEqualTo(MORE);
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
		this.callee.yield(first.request(), 6);
		this.caller.take(Result.class);
	}

	@Test
	void anInterceptorCannotTryAStreamTwice() {
		restart((realm) -> {
		}, (settings) -> settings.interceptor((request, next) -> request.action().name().equals("CALL")
				? next.proceed(request).exceptionallyCompose((failure) -> next.proceed(request))
				: next.proceed(request)));
		Invocation first = begin(Dict.EMPTY);
		this.callee
			.send(new Error(MessageType.INVOCATION, first.request(), Dict.EMPTY, "com.myapp.error", Payload.NONE));
		this.caller.take(Error.class);
		this.callee.takeNothing();
	}

	@Test
	void anInterceptorMayAnswerItself() {
		restart((realm) -> {
		}, (settings) -> settings.interceptor((request, next) -> request.action().name().equals("CALL")
				? CompletableFuture.failedFuture(new WampException("com.myapp.closed")) : next.proceed(request)));
		this.callee.register("com.myapp.upload", Dict.EMPTY);
		send(1, MORE, 1);
		this.caller.takeError("com.myapp.closed");
		endsWithoutAWord();
	}

	@Test
	void argumentsWaitUntilTheCalleeReads() {
		Invocation first = begin(Dict.EMPTY);
		this.callee.channel.fillUp();
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		this.callee.takeNothing();
		this.callee.channel.makeRoom();
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
	}

	@Test
	void moreThanMayWaitEndsThatCallOnly() {
		Invocation first = begin(Dict.EMPTY);
		send(2, MORE, 1);
		Invocation second = this.callee.take(Invocation.class);
		this.callee.channel.fillUp();
		String part = "x".repeat(1024 * 1024);
		send(2, MORE, "small");
		for (int i = 0; i < 4; i++) {
			send(1, MORE, part);
		}
		assertThat(this.caller.takeError(ErrorUris.UNAVAILABLE).request()).isEqualTo(1);
		assertThat(this.callee.take(Interrupt.class).request()).isEqualTo(first.request());
		// what has waited is given back
		for (int i = 0; i < 3; i++) {
			send(2, MORE, part);
		}
		this.caller.takeNothing();
		this.callee.channel.makeRoom();
		takeArguments(second, true, "small");
		for (int i = 0; i < 3; i++) {
			takeArguments(second, true, part);
		}
		endsWithoutAWord();
	}

	@Test
	void allSessionsTogetherMayNotHaveMoreWaitingThanTheRealm() {
		restart((realm) -> realm.limits(RealmLimits.builder().heldCallSize(3 * 1024 * 1024).build()), (settings) -> {
		});
		Invocation first = begin(Dict.EMPTY);
		TestClient other = TestClient.joined(this.router, ROLES);
		other.send(new Call(1, MORE, "com.myapp.upload", Payload.of(1)));
		Invocation second = this.callee.take(Invocation.class);
		this.callee.channel.fillUp();
		String part = "x".repeat(1024 * 1024);
		send(1, MORE, part);
		send(1, MORE, part);
		other.send(new Call(1, MORE, "com.myapp.upload", Payload.of(part)));
		assertThat(other.takeError(ErrorUris.UNAVAILABLE).request()).isEqualTo(1);
		assertThat(this.callee.take(Interrupt.class).request()).isEqualTo(second.request());
		this.callee.channel.makeRoom();
		takeArguments(first, true, part);
		takeArguments(first, true, part);
		// what has waited is given back
		other.send(new Call(2, MORE, "com.myapp.upload", Payload.of(2)));
		this.callee.take(Invocation.class);
		this.callee.channel.fillUp();
		for (int i = 0; i < 2; i++) {
			other.send(new Call(2, MORE, "com.myapp.upload", Payload.of(part)));
		}
		other.takeNothing();
	}

	@Test
	void manySmallPartsCountToo() {
		begin(Dict.EMPTY);
		this.callee.channel.fillUp();
		for (int i = 0; i < 100_000 && this.caller.channel.isEmpty(); i++) {
			send(1, MORE);
		}
		this.caller.takeError(ErrorUris.UNAVAILABLE);
	}

	@Test
	void whatWaitsIsDroppedWithTheCall() {
		Invocation first = begin(Dict.EMPTY);
		this.callee.channel.fillUp();
		send(1, MORE, 2);
		this.callee.yield(first.request(), "enough");
		this.caller.take(Result.class);
		this.callee.channel.makeRoom();
		this.callee.takeNothing();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aStreamGoesToAnotherCalleeAsLongAsNothingHasFollowed(boolean followed) {
		Dict rerouting = ROLES.with("roles", ROLES.getDict("roles")
			.with("callee", Map.of("features",
					Map.of("progressive_call_invocations", true, "call_canceling", true, "call_reroute", true))));
		TestClient full = TestClient.joined(this.router, rerouting);
		full.register("com.myapp.upload", Dict.of("invoke", "first"));
		this.callee.register("com.myapp.upload", Dict.of("invoke", "first"));
		send(1, MORE, 1);
		Invocation refused = full.take(Invocation.class);
		if (followed) {
			send(1, MORE, 2);
			full.take(Invocation.class);
		}
		full.send(
				new Error(MessageType.INVOCATION, refused.request(), Dict.EMPTY, ErrorUris.UNAVAILABLE, Payload.NONE));
		if (followed) {
			this.caller.takeError(ErrorUris.UNAVAILABLE);
			endsWithoutAWord();
			return;
		}
		Invocation first = this.callee.take(Invocation.class);
		assertThat(first.details()).isEqualTo(MORE);
		send(1, MORE, 2);
		send(1, Dict.EMPTY, 3);
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
		full.takeNothing();
	}

	@Test
	void argumentsWaitWithTheirCallForAPlace() {
		this.callee.register("com.myapp.upload", Dict.of("concurrency", 1, "x_waiting_calls", 1));
		send(1, Dict.EMPTY, "running");
		Invocation running = this.callee.take(Invocation.class);
		send(2, MORE, 1);
		send(2, MORE, 2);
		send(2, Dict.EMPTY, 3);
		this.callee.takeNothing();
		this.callee.yield(running.request());
		Invocation first = this.callee.take(Invocation.class);
		takeArguments(first, true, 2);
		takeArguments(first, false, 3);
	}

	@Test
	void aStreamCountsAsOneCall() {
		Invocation first = begin(Dict.EMPTY);
		for (int i = 0; i < 100; i++) {
			send(1, MORE, i);
		}
		assertThat(this.router.statistics("realm1").pendingCalls()).isEqualTo(1);
		this.callee.yield(first.request());
		this.caller.take(Result.class);
		Awaitility.await().until(() -> this.router.statistics("realm1").pendingCalls() == 0);
	}

}

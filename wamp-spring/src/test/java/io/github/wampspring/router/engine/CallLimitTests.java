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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Request IDs in use, and messages that are too large for one side.
 */
class CallLimitTests {

	private static final Dict PROGRESS = Dict.of("progress", true);

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient caller = TestClient.joined(this.router);

	private final TestClient callee = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	@Test
	void aRequestIdMayNotBeUsedAgainWhileTheCallGoesOn() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.send(new Call(2, Dict.EMPTY, "com.myapp.slow", Payload.NONE));
		this.callee.yield(invocation.request());
		this.caller.take(Result.class);
		this.caller.send(new Call(1, Dict.EMPTY, "com.myapp.slow", Payload.NONE));
		assertThat(this.caller.channel.closeReason()).isNull();
		this.caller.send(new Call(2, Dict.EMPTY, "com.myapp.slow", Payload.NONE));
		this.caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@ParameterizedTest
	@CsvSource({ "1, 2, true", "1, 3, false", "2, 3, false", "1, 1, false" })
	void requestIdsCountUpByOneWhereTheRouterIsStrict(long first, long second, boolean allowed) {
		DefaultWampRouter strict = TestRouters.open((realm) -> {
		}, (settings) -> settings.strictRequestIds(true));
		TestClient client = TestClient.joined(strict);
		client.send(new Register(first, Dict.EMPTY, "com.myapp.first"));
		client.send(new Call(second, Dict.EMPTY, "com.myapp.none", Payload.NONE));
		if (allowed) {
			client.take(Registered.class);
			client.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		}
		assertThat(client.channel.closeReason() == null).isEqualTo(allowed);
		strict.close();
	}

	@Test
	void aCallThatIsTooLargeFailsAlone() {
		this.caller.sendOversized(MessageType.CALL, 5);
		Error error = this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(error.requestType()).isEqualTo(MessageType.CALL);
		assertThat(error.request()).isEqualTo(5);
		assertNamesTheRoutersProperty(error);
		invocation(this.callee, Dict.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUBLISH", "REGISTER", "UNREGISTER", "SUBSCRIBE", "UNSUBSCRIBE" })
	void otherRequestsThatAreTooLargeFailAlone(MessageType type) {
		this.caller.sendOversized(type, 5);
		assertThat(this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED).requestType()).isEqualTo(type);
		assertThat(this.caller.channel.closeReason()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "YIELD", "ERROR" })
	void anAnswerThatIsTooLargeEndsTheCallWithAnError(MessageType type) {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.callee.sendOversized(type, invocation.request());
		assertNamesTheRoutersProperty(this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED));
		this.callee.yield(invocation.request(), "late");
		this.caller.takeNothing();
		assertThat(this.callee.channel.closeReason()).isNull();
	}

	private static void assertNamesTheRoutersProperty(Error error) {
		assertThat(((Payload.Values) error.payload()).arguments().get(0).toString()).contains("limit")
			.contains("(property wamp.router.max-message-size)")
			.doesNotContain("wamp.max-message-size");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GOODBYE", "CANCEL", "EVENT" })
	void whatMustNotBeTooLargeIsAViolation(MessageType type) {
		this.caller.sendOversized(type, 1);
		this.caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void anInvocationThatIsTooLargeForTheCalleeFailsAtTheCaller() {
		this.callee.register("com.myapp.slow", Dict.of("concurrency", 1));
		this.callee.channel.refuseAsTooLarge(Invocation.class::isInstance);
		this.caller.call("com.myapp.slow", Dict.EMPTY, "large");
		assertNamesTheRoutersProperty(this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED));
		this.callee.channel.refuseAsTooLarge((message) -> false);
		this.caller.call("com.myapp.slow", Dict.EMPTY, "small");
		assertThat(this.callee.take(Invocation.class).request()).isEqualTo(1);
	}

	@Test
	void aResultThatIsTooLargeForTheCallerBecomesAnError() {
		Invocation invocation = invocation(this.callee, Dict.EMPTY);
		this.caller.channel.refuseAsTooLarge(Result.class::isInstance);
		this.callee.yield(invocation.request(), "large");
		this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
	}

	@Test
	void aProgressiveResultThatIsTooLargeForTheCallerEndsTheCall() {
		Invocation invocation = invocation(this.callee, Dict.of("receive_progress", true));
		this.caller.channel.refuseAsTooLarge(Result.class::isInstance);
		this.callee.send(new Yield(invocation.request(), PROGRESS, Payload.of("large")));
		this.caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		this.callee.take(Interrupt.class);
	}

	private Invocation invocation(TestClient callee, Dict options) {
		callee.register("com.myapp.slow", Dict.EMPTY);
		this.caller.call("com.myapp.slow", options);
		return callee.take(Invocation.class);
	}

}

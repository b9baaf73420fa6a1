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

import java.util.ArrayList;
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
import io.github.wampspring.protocol.WampMessage.Yield;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls whose callee says that it is not available. See the section "Call Re-Routing" of
 * the specification.
 */
class CallReroutingTests {

	private static final String URI = "com.myapp.work";

	private static final Dict ROLES = Dict.of("roles", Map.of("callee", Map.of("features",
			Map.of("call_reroute", true, "call_canceling", true, "progressive_call_results", true))));

	private final DefaultWampRouter router = TestRouters.open((realm) -> {
	}, (router) -> {
	});

	private final TestClient caller = TestClient.joined(this.router);

	private final List<TestClient> callees = new ArrayList<>();

	@AfterEach
	void close() {
		this.router.close();
	}

	private void callees(String policy, Dict... options) {
		for (Dict option : options) {
			TestClient callee = TestClient.joined(this.router, ROLES);
			callee.register(URI, option.with("invoke", policy));
			this.callees.add(callee);
		}
	}

	private static void unavailable(TestClient callee, Invocation invocation, Object... reason) {
		callee.send(new Error(MessageType.INVOCATION, invocation.request(), Dict.EMPTY, ErrorUris.UNAVAILABLE,
				Payload.of(reason)));
	}

	@ParameterizedTest
	@CsvSource({ "roundrobin, 0, 1, 2", "first, 0, 1, 2", "last, 2, 1, 0" })
	void thePolicySaysWhichCalleeIsNext(String policy, int first, int second, int third) {
		callees(policy, Dict.EMPTY, Dict.EMPTY, Dict.EMPTY);
		long request = this.caller.call(URI, Dict.EMPTY, "argument");
		for (int next : new int[] { first, second }) {
			Invocation invocation = this.callees.get(next).take(Invocation.class);
			unavailable(this.callees.get(next), invocation);
		}
		Invocation invocation = this.callees.get(third).take(Invocation.class);
		assertThat(TestClient.arguments(invocation)).isEqualTo(List.of("argument"));
		this.caller.takeNothing();
		this.callees.get(third).yield(invocation.request(), "done");
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(request, Dict.EMPTY, Payload.of("done")));
		this.callees.forEach(TestClient::takeNothing);
	}

	@Test
	void randomAsksEachCalleeOnce() {
		callees("random", Dict.EMPTY, Dict.EMPTY, Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		for (int i = 0; i < 3; i++) {
			TestClient asked = this.callees.stream().filter((callee) -> !callee.channel.isEmpty()).findFirst().get();
			unavailable(asked, asked.take(Invocation.class), "reason " + i);
		}
		assertThat(TestClient.arguments(this.caller.takeError(ErrorUris.NO_AVAILABLE_CALLEE)))
			.isEqualTo(List.of("reason 2"));
		this.callees.forEach(TestClient::takeNothing);
	}

	@Test
	void theOnlyCalleeOfAProcedureIsTheLastOne() {
		callees("single", Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		unavailable(this.callees.get(0), this.callees.get(0).take(Invocation.class), "maintenance");
		assertThat(TestClient.arguments(this.caller.takeError(ErrorUris.NO_AVAILABLE_CALLEE)))
			.isEqualTo(List.of("maintenance"));
	}

	@Test
	void aCalleeThatDoesNotAnnounceItIsTakenByItsWord() {
		for (int i = 0; i < 2; i++) {
			TestClient callee = TestClient.joined(this.router);
			callee.register(URI, Dict.of("invoke", "first"));
			this.callees.add(callee);
		}
		this.caller.call(URI, Dict.EMPTY);
		unavailable(this.callees.get(0), this.callees.get(0).take(Invocation.class));
		this.caller.takeError(ErrorUris.UNAVAILABLE);
		this.callees.get(1).takeNothing();
	}

	@Test
	void whatHasBegunStaysWhereItIs() {
		callees("first", Dict.EMPTY, Dict.EMPTY);
		this.caller.call(URI, Dict.of("receive_progress", true));
		Invocation invocation = this.callees.get(0).take(Invocation.class);
		this.callees.get(0).send(new Yield(invocation.request(), Dict.of("progress", true), Payload.of(1)));
		this.caller.take(Result.class);
		unavailable(this.callees.get(0), invocation);
		this.caller.takeError(ErrorUris.UNAVAILABLE);
		this.callees.get(1).takeNothing();
	}

	@Test
	void aCallThatIsBeingKilledGoesNowhereElse() {
		callees("first", Dict.EMPTY, Dict.EMPTY);
		long request = this.caller.call(URI, Dict.EMPTY);
		Invocation invocation = this.callees.get(0).take(Invocation.class);
		this.caller.send(new Cancel(request, Dict.of("mode", "kill")));
		this.callees.get(0).take(Interrupt.class);
		unavailable(this.callees.get(0), invocation);
		this.caller.takeError(ErrorUris.UNAVAILABLE);
		this.callees.get(1).takeNothing();
	}

	@Test
	void aCalleeAtItsLimitIsNotAsked() {
		callees("first", Dict.EMPTY, Dict.of("concurrency", 1), Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		unavailable(this.callees.get(0), this.callees.get(0).take(Invocation.class));
		this.callees.get(1).take(Invocation.class);
		this.caller.call(URI, Dict.EMPTY);
		unavailable(this.callees.get(0), this.callees.get(0).take(Invocation.class));
		this.callees.get(2).take(Invocation.class);
		this.callees.get(1).takeNothing();
	}

	@Test
	void callsForWhichNoSpaceIsLeftAreNotSentOnceMore() {
		try (DefaultWampRouter small = TestRouters.open((realm) -> realm
			.sessionLimits(io.github.wampspring.router.SessionLimits.builder().heldCallSize(1000).build()))) {
			TestClient first = TestClient.joined(small, ROLES);
			first.register(URI, Dict.of("invoke", "first"));
			TestClient second = TestClient.joined(small, ROLES);
			second.register(URI, Dict.of("invoke", "first"));
			TestClient client = TestClient.joined(small);
			for (int i = 0; i < 3; i++) {
				client.call(URI, Dict.EMPTY, "x".repeat(1000));
				unavailable(first, first.take(Invocation.class));
				client.takeError(ErrorUris.NO_AVAILABLE_CALLEE);
				client.call(URI, Dict.EMPTY, "x");
				unavailable(first, first.take(Invocation.class));
				second.yield(second.take(Invocation.class).request());
				client.take(Result.class);
			}
		}
	}

	@Test
	void shardedCallsAreRefused() {
		callees("single", Dict.EMPTY);
		this.caller.call(URI, Dict.of("runmode", "partition", "rkey", "a"));
		this.caller.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		this.callees.get(0).takeNothing();
	}

}

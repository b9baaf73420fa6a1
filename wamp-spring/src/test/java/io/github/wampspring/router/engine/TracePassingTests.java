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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.TraceContext;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.router.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the router hands on of the trace that a message belongs to.
 */
class TracePassingTests {

	private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private static final Dict TRACE = Dict.of(TraceContext.TRACEPARENT, PARENT, TraceContext.TRACESTATE, "a=b")
		.with(TraceContext.BAGGAGE, "tenant=blue");

	private final DefaultWampRouter router = TestRouters
		.open((realm) -> realm.sessionLimits(SessionLimits.builder().retainedEvents(1).build()));

	private final TestClient one = TestClient.joined(this.router);

	private final TestClient other = TestClient.joined(this.router);

	@AfterEach
	void close() {
		this.router.close();
	}

	@Test
	void aTraceGoesOnWithCallsAndEvents() {
		this.other.register("com.myapp.p", Dict.EMPTY);
		this.other.subscribe("com.myapp.t", Dict.EMPTY);
		this.one.call("com.myapp.p", TRACE.with("_other", "stays").with("timeout", 1000));
		assertThat(this.other.take(Invocation.class).details()).isEqualTo(TRACE);
		this.one.publish("com.myapp.t", TRACE.with("_other", "stays"));
		assertThat(this.other.take(Event.class).details()).isEqualTo(TRACE);
	}

	@Test
	void whatIsTooLongOrNoStringStays() {
		this.other.register("com.myapp.p", Dict.EMPTY);
		this.one.call("com.myapp.p", Dict.of(TraceContext.TRACEPARENT, "x".repeat(129), TraceContext.TRACESTATE, 7)
			.with(TraceContext.BAGGAGE, "b".repeat(1024)));
		assertThat(this.other.take(Invocation.class).details())
			.isEqualTo(Dict.of(TraceContext.BAGGAGE, "b".repeat(1024)));
	}

	@Test
	void aRetainedEventHasNoTraceForThoseWhoComeLater() {
		this.one.publish("com.myapp.t", TRACE.with("retain", true), 1);
		this.other.subscribe("com.myapp.t", Dict.of("get_retained", true));
		await().until(() -> !this.other.channel.isEmpty());
		assertThat(this.other.take(Event.class).details().asMap()).containsOnlyKeys("retained");
	}

}

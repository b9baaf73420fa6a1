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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.CancelMode;
import io.github.wampspring.WampException;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session over a fake channel, and what its observer saw.
 */
class SessionHarness implements SessionObserver {

	static final Dict ROUTER = Dict
		.of("roles",
				Map.of("broker", Map.of(), "dealer",
						Map.of("features", Map.of("call_canceling", true, "progressive_call_results", true))))
		.with("authid", "me")
		.with("authrole", "user")
		.with("authmethod", "ticket");

	final FakeChannel channel = new FakeChannel();

	final ClientSession session;

	final List<Object> seen = new ArrayList<>();

	SessionHarness() {
		this(CancelMode.KILLNOWAIT);
	}

	SessionHarness(CancelMode mode) {
		this(mode, new PayloadCodec(List.of(), new ValuesMapper()));
	}

	SessionHarness(CancelMode mode, PayloadCodec payloads) {
		this.session = new ClientSession(this.channel, new ConnectionSettings.OfSession(new ValuesMapper(), payloads,
				mode, Duration.ofSeconds(1), Duration.ofMillis(50), new ConnectionThreads("test"), new AtomicBoolean()),
				this);
		this.channel.handler(this.session);
	}

	static SessionHarness joined() {
		return new SessionHarness().join(ROUTER);
	}

	SessionHarness join(Dict welcome) {
		this.session.hello(new Hello("realm1", Dict.EMPTY));
		this.channel.receive(new Welcome(77, welcome));
		this.channel.sent.clear();
		return this;
	}

	void receive(WampMessage message) {
		this.channel.receive(message);
	}

	SessionEnd end() {
		return this.seen.stream()
			.filter(SessionEnd.class::isInstance)
			.map(SessionEnd.class::cast)
			.findFirst()
			.orElseThrow(() -> new AssertionError("the session goes on: " + this.seen));
	}

	@Override
	public void onChallenge(Challenge challenge) {
		this.seen.add(challenge);
	}

	@Override
	public void onWelcome() {
		this.seen.add("welcome");
	}

	@Override
	public void onEnd(SessionEnd end, boolean joined) {
		this.seen.add(end);
		this.seen.add(joined ? "was joined" : "was not joined");
	}

	@Override
	public void onClose(ChannelClose close) {
		this.seen.add(close);
	}

	static WampException failure(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		Throwable[] failure = new Throwable[1];
		future.whenComplete((value, ex) -> failure[0] = ex);
		assertThat(failure[0]).isInstanceOf(WampException.class);
		return (WampException) failure[0];
	}

}

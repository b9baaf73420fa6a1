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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.WampChannelHandler;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that talks to the router message by message.
 */
class TestClient {

	/** A client that announces everything. */
	static final Dict ROLES = Dict.of("roles",
			Map.of("caller", Map.of(), "publisher", Map.of(), "subscriber",
					Map.of("features", Map.of("subscription_revocation", true)), "callee",
					Map.of("features", Map.of("call_canceling", true, "progressive_call_results", true,
							"registration_revocation", true, "call_timeout", true))));

	/** A client of the basic profile. */
	static final Dict BASIC_ROLES = Dict.of("roles",
			Map.of("caller", Map.of(), "publisher", Map.of(), "subscriber", Map.of(), "callee", Map.of()));

	final RecordingChannel channel;

	private final WampChannelHandler handler;

	private long lastRequest;

	Welcome welcome;

	TestClient(DefaultWampRouter router, boolean local) {
		this(router, new RecordingChannel(local));
	}

	TestClient(DefaultWampRouter router, RecordingChannel channel) {
		this.channel = channel;
		this.handler = TestCluster.next(router).accept(this.channel);
		this.channel.setHandler(this.handler);
	}

	/** A client that has joined realm1 anonymously. */
	static TestClient joined(DefaultWampRouter router) {
		return joined(router, ROLES);
	}

	static TestClient joined(DefaultWampRouter router, Dict details) {
		return joined(new TestClient(router, false), "realm1", details);
	}

	static TestClient joined(TestClient client, String realm, Dict details) {
		client.send(new Hello(realm, details));
		client.welcome = client.take(Welcome.class);
		return client;
	}

	long id() {
		return this.welcome.session();
	}

	/** Sends as a channel would deliver, and lets it arrive everywhere. */
	void send(WampMessage message) {
		post(message);
		DirectEngine.settleAll();
	}

	/** Sends as a channel would deliver. */
	void post(WampMessage message) {
		try {
			this.handler.onMessage(message);
		}
		catch (ProtocolViolation ex) {
			this.handler.onViolation(ex);
		}
	}

	/** What was sent could not be decoded. */
	void violate(ProtocolViolation violation) {
		this.handler.onViolation(violation);
		DirectEngine.settleAll();
	}

	void sendOversized(MessageType type, long request) {
		try {
			this.handler.onOversized(type, request, RecordingChannel.LIMIT);
		}
		catch (ProtocolViolation ex) {
			this.handler.onViolation(ex);
		}
		DirectEngine.settleAll();
	}

	long nextRequest() {
		return ++this.lastRequest;
	}

	long register(String procedure, Dict options) {
		send(new Register(nextRequest(), options, procedure));
		return take(Registered.class).registration();
	}

	long subscribe(String topic, Dict options) {
		send(new Subscribe(nextRequest(), options, topic));
		return take(Subscribed.class).subscription();
	}

	long call(String procedure, Dict options, Object... arguments) {
		long request = nextRequest();
		send(new Call(request, options, procedure, Payload.of(arguments)));
		return request;
	}

	long publish(String topic, Dict options, Object... arguments) {
		long request = nextRequest();
		send(new Publish(request, options, topic, Payload.of(arguments)));
		return request;
	}

	void yield(long invocation, Object... arguments) {
		send(new Yield(invocation, Dict.EMPTY, Payload.of(arguments)));
	}

	/** What the router has sent next, of that type; waited for, if need be. */
	<T extends WampMessage> T take(Class<T> type) {
		if (this.channel.isEmpty()) {
			Awaitility.await().atMost(TestCluster.patience()).until(() -> {
				DirectEngine.settleAll();
				return !this.channel.isEmpty();
			});
		}
		WampMessage message = this.channel.poll();
		assertThat(message).isInstanceOf(type);
		return type.cast(message);
	}

	<T extends WampMessage> List<T> takeAll(Class<T> type) {
		List<T> messages = new ArrayList<>();
		for (WampMessage message = this.channel.poll(); message != null; message = this.channel.poll()) {
			assertThat(message).isInstanceOf(type);
			messages.add(type.cast(message));
		}
		return messages;
	}

	Error takeError(String uri) {
		Error error = take(Error.class);
		assertThat(error.error()).isEqualTo(uri);
		return error;
	}

	Abort takeAbort(String reason) {
		Abort abort = take(Abort.class);
		assertThat(abort.reason()).isEqualTo(reason);
		// a thread that is still sending what came before may be the one that sends ABORT
		Awaitility.await().until(() -> this.channel.closeReason() != null);
		return abort;
	}

	void takeNothing() {
		WampMessage message = this.channel.poll();
		assertThat(message).isNull();
		assertThat(this.channel.unflushed()).isZero();
	}

	/** The connection is lost. */
	void disconnect() {
		this.channel.disconnect();
		DirectEngine.settleAll();
	}

	static Payload args(Object... arguments) {
		return Payload.of(arguments);
	}

	static List<?> arguments(WampMessage message) {
		return ((Payload.Values) TestCluster.values(message.payload())).arguments();
	}

}

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
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations and subscriptions that are taken away by meta procedures.
 */
class RevocationTests {

	private static final String REMOVE_CALLEE = "wamp.registration.remove_callee";

	private static final String REMOVE_SUBSCRIBER = "wamp.subscription.remove_subscriber";

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient admin = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);

	private final TestClient client = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	private void call(String procedure, Object... arguments) {
		this.admin.call(procedure, Dict.EMPTY, arguments);
		assertThat(this.admin.take(Result.class).payload()).isEqualTo(Payload.of((Object) null));
	}

	private void callFails(String error, String procedure, Object... arguments) {
		this.admin.call(procedure, Dict.EMPTY, arguments);
		this.admin.takeError(error);
	}

	@Test
	void aRegistrationIsTakenAwayAndItsCalleeIsTold() {
		long id = this.client.register("com.myapp.procedure", Dict.EMPTY);
		call(REMOVE_CALLEE, id, this.client.id());
		Unregistered revoked = this.client.take(Unregistered.class);
		assertThat(revoked.request()).isZero();
		assertThat(revoked.details()).isEqualTo(Dict.of("registration", id));
		this.admin.call("com.myapp.procedure", Dict.EMPTY);
		this.admin.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.client.send(new Unregister(this.client.nextRequest(), id, Dict.EMPTY));
		this.client.takeError(ErrorUris.NO_SUCH_REGISTRATION);
		assertThat(this.client.register("com.myapp.procedure", Dict.EMPTY)).isNotEqualTo(id);
	}

	@Test
	void aSubscriptionIsTakenAwayAndItsSubscriberIsTold() {
		long id = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		call(REMOVE_SUBSCRIBER, id, this.client.id());
		Unsubscribed revoked = this.client.take(Unsubscribed.class);
		assertThat(revoked.request()).isZero();
		assertThat(revoked.details()).isEqualTo(Dict.of("subscription", id));
		this.admin.publish("com.myapp.topic", Dict.EMPTY);
		this.client.takeNothing();
		this.client.send(new Unsubscribe(this.client.nextRequest(), id, Dict.EMPTY));
		this.client.takeError(ErrorUris.NO_SUCH_SUBSCRIPTION);
		this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		this.admin.publish("com.myapp.topic", Dict.EMPTY);
		this.client.take(Event.class);
	}

	@Test
	void theReasonIsPassedOnByKeywordOrPosition() {
		long registration = this.client.register("com.myapp.procedure", Dict.EMPTY);
		long subscription = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		this.admin.send(new Call(this.admin.nextRequest(), Dict.EMPTY, REMOVE_CALLEE,
				Payload.of(List.of(registration, this.client.id()), Map.of("reason", "com.myapp.moved"))));
		this.admin.take(Result.class);
		assertThat(this.client.take(Unregistered.class).details().getString("reason")).isEqualTo("com.myapp.moved");
		call(REMOVE_SUBSCRIBER, subscription, this.client.id(), "com.myapp.moved");
		assertThat(this.client.take(Unsubscribed.class).details().getString("reason")).isEqualTo("com.myapp.moved");
	}

	@Test
	void onlyTheOneCalleeIsTakenFromASharedRegistration() {
		TestClient other = TestClient.joined(this.router);
		long id = this.client.register("com.myapp.procedure", Dict.of("invoke", "first"));
		other.register("com.myapp.procedure", Dict.of("invoke", "first"));
		call(REMOVE_CALLEE, id, this.client.id());
		this.client.take(Unregistered.class);
		this.admin.call("com.myapp.procedure", Dict.EMPTY);
		other.take(Invocation.class);
		this.client.takeNothing();
	}

	@Test
	void whatIsUnderWayGoesOn() {
		long id = this.client.register("com.myapp.procedure", Dict.EMPTY);
		this.admin.call("com.myapp.procedure", Dict.EMPTY);
		Invocation invocation = this.client.take(Invocation.class);
		call(REMOVE_CALLEE, id, this.client.id());
		this.client.take(Unregistered.class);
		this.client.yield(invocation.request(), "done");
		assertThat(TestClient.arguments(this.admin.take(Result.class))).isEqualTo(List.of("done"));
	}

	@Test
	void sessionsThatDoNotKnowRevocationAreNotTold() {
		TestClient basic = TestClient.joined(this.router, TestClient.BASIC_ROLES);
		long registration = basic.register("com.myapp.procedure", Dict.EMPTY);
		long subscription = basic.subscribe("com.myapp.topic", Dict.EMPTY);
		call(REMOVE_CALLEE, registration, basic.id());
		call(REMOVE_SUBSCRIBER, subscription, basic.id());
		this.admin.publish("com.myapp.topic", Dict.EMPTY);
		basic.takeNothing();
		callFails(ErrorUris.NO_SUCH_PROCEDURE, "com.myapp.procedure");
	}

	@Test
	void metaEventsTellOfIt() {
		long registration = this.client.register("com.myapp.procedure", Dict.EMPTY);
		long subscription = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		TestClient watcher = TestClient.joined(this.router);
		watcher.subscribe("wamp.registration", Dict.of("match", "prefix"));
		watcher.subscribe("wamp.subscription", Dict.of("match", "prefix"));
		watcher.takeAll(Event.class);
		call(REMOVE_CALLEE, registration, this.client.id());
		call(REMOVE_SUBSCRIBER, subscription, this.client.id());
		assertThat(watcher.takeAll(Event.class))
			.extracting((event) -> event.details().getString("topic") + TestClient.arguments(event))
			.containsExactly("wamp.registration.on_unregister" + List.of(this.client.id(), registration),
					"wamp.registration.on_delete" + List.of(this.client.id(), registration),
					"wamp.subscription.on_unsubscribe" + List.of(this.client.id(), subscription),
					"wamp.subscription.on_delete" + List.of(this.client.id(), subscription));
	}

	@Test
	void ofASubscriptionToMetaEventsTheyTellNothing() {
		TestClient watcher = TestClient.joined(this.router);
		long id = this.client.subscribe("wamp.session.on_join", Dict.EMPTY);
		watcher.subscribe("wamp.subscription", Dict.of("match", "prefix"));
		watcher.takeAll(Event.class);
		call(REMOVE_SUBSCRIBER, id, this.client.id());
		this.client.take(Unsubscribed.class);
		watcher.takeNothing();
	}

	@Test
	void aSessionMayRevokeWhatIsItsOwn() {
		long id = this.admin.subscribe("com.myapp.topic", Dict.EMPTY);
		this.admin.call(REMOVE_SUBSCRIBER, Dict.EMPTY, id, this.admin.id());
		this.admin.take(Unsubscribed.class);
		this.admin.take(Result.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { REMOVE_CALLEE, REMOVE_SUBSCRIBER })
	void whatIsNotThereCannotBeTakenAway(String procedure) {
		long registration = this.client.register("com.myapp.procedure", Dict.EMPTY);
		long subscription = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		boolean callee = procedure.equals(REMOVE_CALLEE);
		long id = callee ? registration : subscription;
		String nothing = callee ? ErrorUris.NO_SUCH_REGISTRATION : ErrorUris.NO_SUCH_SUBSCRIPTION;
		callFails(nothing, procedure, 4711L, this.client.id());
		callFails(nothing, procedure, id, this.admin.id());
		callFails(ErrorUris.NO_SUCH_SESSION, procedure, id, 4711L);
		callFails(ErrorUris.INVALID_ARGUMENT, procedure, id);
		callFails(ErrorUris.INVALID_ARGUMENT, procedure, "one", this.client.id());
		callFails(ErrorUris.INVALID_URI, procedure, id, this.client.id(), "no uri");
		callFails(ErrorUris.INVALID_URI, procedure, id, this.client.id(), 7);
		this.client.takeNothing();
	}

	@Test
	void aReasonThatIsNoUriKillsNobody() {
		for (Object reason : new Object[] { "", "no uri", 7, "x".repeat(1001) }) {
			this.admin.send(new Call(this.admin.nextRequest(), Dict.EMPTY, "wamp.session.kill",
					Payload.of(List.of(this.client.id()), Map.of("reason", reason))));
			assertThat(this.admin.take(Error.class).error()).isEqualTo(ErrorUris.INVALID_URI);
		}
		this.client.takeNothing();
	}

}

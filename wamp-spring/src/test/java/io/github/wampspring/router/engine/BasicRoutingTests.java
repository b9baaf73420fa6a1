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
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The basic profile.
 */
class BasicRoutingTests {

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient alice = TestClient.joined(this.router);

	private final TestClient bob = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.alice.disconnect();
		this.bob.disconnect();
		this.router.close();
	}

	@Test
	void aCallReachesTheCalleeAndItsResultTheCaller() {
		long registration = this.alice.register("com.myapp.add2", Dict.EMPTY);
		Payload arguments = Payload.of(List.of(2, 3), Map.of("base", 10));
		this.bob.send(new Call(1, Dict.EMPTY, "com.myapp.add2", arguments));
		Invocation invocation = this.alice.take(Invocation.class);
		assertThat(invocation).isEqualTo(new Invocation(1, registration, Dict.EMPTY, arguments));
		assertThat(invocation.payload()).isSameAs(arguments);
		Payload result = Payload.of(5);
		this.alice.send(new Yield(1, Dict.EMPTY, result));
		assertThat(this.bob.take(Result.class)).isEqualTo(new Result(1, Dict.EMPTY, result));
		this.bob.takeNothing();
	}

	@Test
	void theErrorOfACalleeReachesTheCallerWithItsArguments() {
		this.alice.register("com.myapp.fail", Dict.EMPTY);
		this.bob.call("com.myapp.fail", Dict.EMPTY);
		Invocation invocation = this.alice.take(Invocation.class);
		Payload arguments = Payload.of(List.of("no"), Map.of("severity", 3));
		this.alice
			.send(new Error(MessageType.INVOCATION, invocation.request(), Dict.EMPTY, "com.myapp.error.no", arguments));
		assertThat(this.bob.take(Error.class))
			.isEqualTo(new Error(MessageType.CALL, 1, Dict.EMPTY, "com.myapp.error.no", arguments));
	}

	@Test
	void invocationsAreNumberedByOneWithinASession() {
		this.alice.register("com.myapp.a", Dict.EMPTY);
		this.alice.register("com.myapp.b", Dict.EMPTY);
		for (int i = 1; i <= 5; i++) {
			this.bob.call((i % 2 == 0) ? "com.myapp.a" : "com.myapp.b", Dict.EMPTY);
			assertThat(this.alice.take(Invocation.class).request()).isEqualTo(i);
		}
	}

	@Test
	void aSessionMayCallItself() {
		this.alice.register("com.myapp.echo", Dict.EMPTY);
		long request = this.alice.call("com.myapp.echo", Dict.EMPTY, "hello");
		Invocation invocation = this.alice.take(Invocation.class);
		this.alice.yield(invocation.request(), "hello");
		assertThat(this.alice.take(Result.class).request()).isEqualTo(request);
	}

	@Test
	void whatNobodyRegisteredCannotBeCalled() {
		this.bob.call("com.myapp.nothing", Dict.EMPTY);
		this.bob.takeError(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void aProcedureIsRegisteredOnce() {
		this.alice.register("com.myapp.add2", Dict.EMPTY);
		this.bob.send(new Register(7, Dict.EMPTY, "com.myapp.add2"));
		Error error = this.bob.takeError(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		assertThat(error.requestType()).isEqualTo(MessageType.REGISTER);
		assertThat(error.request()).isEqualTo(7);
	}

	@Test
	void anUnregisteredProcedureCanBeRegisteredByAnother() {
		long registration = this.alice.register("com.myapp.add2", Dict.EMPTY);
		this.alice.send(new Unregister(9, registration, Dict.EMPTY));
		assertThat(this.alice.take(Unregistered.class)).isEqualTo(new Unregistered(9, Dict.EMPTY));
		this.bob.call("com.myapp.add2", Dict.EMPTY);
		this.bob.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.bob.send(new Register(2, Dict.EMPTY, "com.myapp.add2"));
		assertThat(this.bob.take(Registered.class).registration()).isNotEqualTo(registration);
	}

	@Test
	void onlyTheCalleeItselfMayUnregister() {
		long registration = this.alice.register("com.myapp.add2", Dict.EMPTY);
		this.bob.send(new Unregister(1, registration, Dict.EMPTY));
		this.bob.takeError(ErrorUris.NO_SUCH_REGISTRATION);
		this.bob.call("com.myapp.add2", Dict.EMPTY);
		this.alice.take(Invocation.class);
	}

	@Test
	void aCallUnderWayEndsAfterItsProcedureWasUnregistered() {
		long registration = this.alice.register("com.myapp.add2", Dict.EMPTY);
		this.bob.call("com.myapp.add2", Dict.EMPTY);
		Invocation invocation = this.alice.take(Invocation.class);
		this.alice.send(new Unregister(this.alice.nextRequest(), registration, Dict.EMPTY));
		this.alice.take(Unregistered.class);
		this.alice.yield(invocation.request(), 5);
		assertThat(TestClient.arguments(this.bob.take(Result.class))).isEqualTo(List.of(5));
	}

	@Test
	void anEventReachesAllSubscribersButItsPublisher() {
		long subscription = this.alice.subscribe("com.myapp.oncounter", Dict.EMPTY);
		assertThat(this.bob.subscribe("com.myapp.oncounter", Dict.EMPTY)).isEqualTo(subscription);
		TestClient carol = TestClient.joined(this.router);
		carol.subscribe("com.myapp.oncounter", Dict.EMPTY);
		Payload payload = Payload.of(List.of(1), Map.of("unit", "m"));
		carol.send(new Publish(2, Dict.EMPTY, "com.myapp.oncounter", payload));
		Event event = this.alice.take(Event.class);
		assertThat(event).isEqualTo(new Event(subscription, event.publication(), Dict.EMPTY, payload));
		assertThat(event.payload()).isSameAs(payload);
		assertThat(this.bob.take(Event.class)).isSameAs(event);
		carol.takeNothing();
	}

	@Test
	void aPublicationIsAcknowledgedWhereThePublisherAsksForIt() {
		this.alice.subscribe("com.myapp.oncounter", Dict.EMPTY);
		this.bob.send(new Publish(3, Dict.of("acknowledge", true), "com.myapp.oncounter", Payload.of(1)));
		Published published = this.bob.take(Published.class);
		assertThat(published.request()).isEqualTo(3);
		assertThat(this.alice.take(Event.class).publication()).isEqualTo(published.publication());
	}

	@Test
	void subscribingTwiceGivesTheSameSubscriptionAndOneEvent() {
		long subscription = this.alice.subscribe("com.myapp.oncounter", Dict.EMPTY);
		this.alice.send(new Subscribe(8, Dict.EMPTY, "com.myapp.oncounter"));
		assertThat(this.alice.take(Subscribed.class)).isEqualTo(new Subscribed(8, subscription));
		this.bob.publish("com.myapp.oncounter", Dict.EMPTY, 1);
		this.alice.take(Event.class);
		this.alice.takeNothing();
	}

	@Test
	void anUnsubscribedSessionGetsNoEvents() {
		long subscription = this.alice.subscribe("com.myapp.oncounter", Dict.EMPTY);
		this.alice.send(new Unsubscribe(5, subscription, Dict.EMPTY));
		assertThat(this.alice.take(Unsubscribed.class)).isEqualTo(new Unsubscribed(5, Dict.EMPTY));
		this.bob.publish("com.myapp.oncounter", Dict.EMPTY, 1);
		this.alice.takeNothing();
		this.alice.send(new Unsubscribe(6, subscription, Dict.EMPTY));
		this.alice.takeError(ErrorUris.NO_SUCH_SUBSCRIPTION);
	}

	@Test
	void realmsKnowNothingOfEachOther() {
		DefaultWampRouter router = new DefaultWampRouter(RouterSettings.builder()
			.realm(RealmSettings.builder("realm1").anonymous("guest").build())
			.realm(RealmSettings.builder("realm2").anonymous("guest").build())
			.build(), new ValuesMapper());
		TestClient one = TestClient.joined(new TestClient(router, false), "realm1", TestClient.ROLES);
		TestClient two = TestClient.joined(new TestClient(router, false), "realm2", TestClient.ROLES);
		one.register("com.myapp.add2", Dict.EMPTY);
		one.subscribe("com.myapp.oncounter", Dict.EMPTY);
		two.call("com.myapp.add2", Dict.EMPTY);
		two.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		two.publish("com.myapp.oncounter", Dict.EMPTY, 1);
		one.takeNothing();
		assertThat(router.sessions("realm2")).extracting(SessionInfo::id).containsExactly(two.id());
		assertThat(router.registrations("realm1")).extracting(RegistrationInfo::procedure)
			.containsExactly("com.myapp.add2");
		assertThat(router.subscriptions("realm2")).isEmpty();
		one.disconnect();
		two.disconnect();
		router.close();
	}

}

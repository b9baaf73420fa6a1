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
import java.util.stream.LongStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Interrupt;
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
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.ReregisterPolicy;
import io.github.wampspring.router.SessionLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stranger can make the router keep or take over is bounded.
 */
class RoutingLimitTests {

	private static final Dict ACKNOWLEDGE = Dict.of("acknowledge", true);

	private static DefaultWampRouter router(SessionLimits.Builder limits) {
		return TestRouters.open((realm) -> realm.sessionLimits(limits.build()));
	}

	private static DefaultWampRouter router(RealmLimits.Builder limits) {
		return TestRouters.open((realm) -> realm.limits(limits.build()));
	}

	private static TestClient trusted(DefaultWampRouter router) {
		return TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
	}

	@Test
	void aSessionHasABoundedNumberOfRegistrations() {
		DefaultWampRouter router = router(SessionLimits.builder().registrations(2));
		TestClient client = TestClient.joined(router);
		long first = client.register("com.myapp.p1", Dict.EMPTY);
		client.register("com.myapp.p2", Dict.EMPTY);
		client.send(new Register(client.nextRequest(), Dict.EMPTY, "com.myapp.p3"));
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		client.send(new Unregister(client.nextRequest(), first, Dict.EMPTY));
		client.take(Unregistered.class);
		client.register("com.myapp.p3", Dict.EMPTY);
		TestClient trusted = trusted(router);
		for (int i = 0; i < 5; i++) {
			trusted.register("com.myapp.trusted" + i, Dict.EMPTY);
		}
		router.close();
	}

	@Test
	void aRealmHasABoundedNumberOfRegistrationsAndTheApplicationItsOwn() {
		DefaultWampRouter router = router(RealmLimits.builder().registrations(1));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.register("com.myapp.p1", Dict.EMPTY);
		other.send(new Register(1, Dict.EMPTY, "com.myapp.p2"));
		other.takeError(ErrorUris.LIMIT_EXCEEDED);
		TestClient trusted = trusted(router);
		trusted.register("com.myapp.p3", Dict.EMPTY);
		client.disconnect();
		trusted.disconnect();
		other.register("com.myapp.p2", Dict.EMPTY);
		router.close();
	}

	@Test
	void aRefusedRegistrationCostsNothing() {
		DefaultWampRouter router = router(RealmLimits.builder().registrations(2));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.register("com.myapp.p1", Dict.EMPTY);
		for (int i = 0; i < 5; i++) {
			other.send(new Register(other.nextRequest(), Dict.EMPTY, "com.myapp.p1"));
			other.takeError(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		}
		other.register("com.myapp.p2", Dict.EMPTY);
		router.close();
	}

	@Test
	void aSessionHasABoundedNumberOfSubscriptions() {
		DefaultWampRouter router = router(SessionLimits.builder().subscriptions(2));
		TestClient client = TestClient.joined(router);
		long first = client.subscribe("com.myapp.t1", Dict.EMPTY);
		client.subscribe("com.myapp.", Dict.of("match", "prefix"));
		client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.myapp.t3"));
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		assertThat(client.subscribe("com.myapp.t1", Dict.EMPTY)).isEqualTo(first);
		client.send(new Unsubscribe(client.nextRequest(), first, Dict.EMPTY));
		client.take(Unsubscribed.class);
		client.subscribe("com.myapp.t3", Dict.EMPTY);
		router.close();
	}

	@Test
	void aRealmHasABoundedNumberOfSubscriptions() {
		DefaultWampRouter router = router(RealmLimits.builder().subscriptions(2));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.subscribe("com.myapp.t1", Dict.EMPTY);
		client.subscribe("com.myapp.t2", Dict.EMPTY);
		other.send(new Subscribe(1, Dict.EMPTY, "com.myapp.t1"));
		other.takeError(ErrorUris.LIMIT_EXCEEDED);
		client.disconnect();
		other.subscribe("com.myapp.t1", Dict.EMPTY);
		router.close();
	}

	@Test
	void aSessionHasABoundedNumberOfCallsUnderWay() {
		DefaultWampRouter router = router(SessionLimits.builder().pendingCalls(2));
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.slow", Dict.EMPTY);
		TestClient caller = TestClient.joined(router);
		caller.call("com.myapp.slow", Dict.EMPTY);
		caller.call("com.myapp.slow", Dict.EMPTY);
		caller.call("com.myapp.slow", Dict.EMPTY);
		caller.takeError(ErrorUris.LIMIT_EXCEEDED);
		callee.yield(callee.take(Invocation.class).request());
		caller.take(Result.class);
		caller.call("com.myapp.slow", Dict.EMPTY);
		caller.takeNothing();
		router.close();
	}

	@Test
	void aRealmHasABoundedNumberOfCallsUnderWay() {
		DefaultWampRouter router = router(RealmLimits.builder().pendingCalls(1));
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.slow", Dict.EMPTY);
		TestClient caller = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		for (int i = 0; i < 3; i++) {
			caller.call("com.myapp.nothing", Dict.EMPTY);
			caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		}
		caller.call("com.myapp.slow", Dict.EMPTY);
		other.call("com.myapp.slow", Dict.EMPTY);
		other.takeError(ErrorUris.LIMIT_EXCEEDED);
		caller.disconnect();
		other.call("com.myapp.slow", Dict.EMPTY);
		other.takeNothing();
		router.close();
	}

	@Test
	void theListsOfAPublicationAreBounded() {
		DefaultWampRouter router = router(SessionLimits.builder().filterEntries(10));
		TestClient client = TestClient.joined(router);
		List<Long> ids = LongStream.rangeClosed(1, 6).boxed().toList();
		client.publish("com.myapp.topic", Dict.of("acknowledge", true, "exclude", ids));
		client.take(Published.class);
		client.publish("com.myapp.topic", Dict.of("acknowledge", true, "exclude", ids).with("eligible", ids));
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		client.publish("com.myapp.topic", Dict.of("exclude", ids, "eligible", ids));
		client.takeNothing();
		router.close();
	}

	@Test
	void theTestamentsOfASessionAreBoundedByNumberAndSize() {
		DefaultWampRouter router = router(SessionLimits.builder().testaments(2).testamentSize(1000));
		TestClient client = TestClient.joined(router);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of("x".repeat(2000)), Map.of());
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		for (int i = 0; i < 2; i++) {
			client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of("x"), Map.of());
			client.take(Result.class);
		}
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of("x"), Map.of());
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		client.call("wamp.session.flush_testaments", Dict.EMPTY);
		client.take(Result.class);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of("x"), Map.of());
		client.take(Result.class);
		router.close();
	}

	@Test
	void theTestamentsOfARealmAreBoundedAndGivenBackWhenTheSessionEnds() {
		DefaultWampRouter router = router(RealmLimits.builder().testaments(1));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of(), Map.of());
		client.take(Result.class);
		other.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of(), Map.of());
		other.takeError(ErrorUris.LIMIT_EXCEEDED);
		client.disconnect();
		other.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.t", List.of(), Map.of());
		other.take(Result.class);
		router.close();
	}

	@Test
	void theOptionsOfATestamentAreCheckedWhenItIsAdded() {
		DefaultWampRouter router = router(SessionLimits.builder().filterEntries(10));
		TestClient client = TestClient.joined(router);
		for (Map<String, ?> options : List.of(Map.of("eligible", List.of("no ID")), Map.of("retain", 1),
				Map.of("exclude_authid", "no list"))) {
			client.send(new Call(client.nextRequest(), Dict.EMPTY, "wamp.session.add_testament",
					Payload.of(List.of("com.myapp.t", List.of(), Map.of()), Map.of("publish_options", options))));
			client.takeError(ErrorUris.INVALID_ARGUMENT);
		}
		List<Long> ids = LongStream.rangeClosed(1, 11).boxed().toList();
		client.send(new Call(client.nextRequest(), Dict.EMPTY, "wamp.session.add_testament", Payload
			.of(List.of("com.myapp.t", List.of(), Map.of()), Map.of("publish_options", Map.of("exclude", ids)))));
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		router.close();
	}

	@Test
	void urisAreBoundedAndQuotedShort() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		String uri = "a".repeat(100_000);
		client.send(new Register(client.nextRequest(), Dict.EMPTY, uri));
		assertShort(client.takeError(ErrorUris.INVALID_URI));
		client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, uri));
		assertShort(client.takeError(ErrorUris.INVALID_URI));
		client.send(new Publish(client.nextRequest(), ACKNOWLEDGE, uri, Payload.NONE));
		assertShort(client.takeError(ErrorUris.INVALID_URI));
		client.call(uri, Dict.EMPTY);
		assertShort(client.takeError(ErrorUris.INVALID_URI));
		client.call("wamp." + uri, Dict.EMPTY);
		assertShort(client.take(Error.class));
		client.send(new Subscribe(client.nextRequest(), Dict.of("match", "wildcard"), ".".repeat(100)));
		client.takeError(ErrorUris.INVALID_URI);
		router.close();
	}

	private static void assertShort(Error error) {
		assertThat(TestClient.arguments(error).toString()).hasSizeLessThan(400);
	}

	@ParameterizedTest
	@EnumSource(ReregisterPolicy.class)
	void nobodyFromOutsideTakesOverAProcedureOfTheApplication(ReregisterPolicy policy) {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.reregister(policy));
		TestClient trusted = trusted(router);
		trusted.register("com.myapp.login", Dict.EMPTY);
		TestClient stranger = TestClient.joined(router);
		stranger.send(new Register(1, Dict.of("force_reregister", true), "com.myapp.login"));
		stranger.takeError(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		trusted.takeNothing();
		TestClient other = trusted(router);
		other.register("com.myapp.login", Dict.of("force_reregister", true));
		trusted.take(Unregistered.class);
		router.close();
	}

	@Test
	void byDefaultOnlyTheSameAuthidTakesOverARegistration() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		client.register("com.myapp.procedure", Dict.EMPTY);
		TestClient stranger = TestClient.joined(router);
		stranger.send(new Register(1, Dict.of("force_reregister", true), "com.myapp.procedure"));
		stranger.takeError(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		client.takeNothing();
		client.send(new Register(client.nextRequest(), Dict.of("force_reregister", true), "com.myapp.procedure"));
		client.take(Unregistered.class);
		client.take(Registered.class);
		router.close();
	}

	@Test
	void onlySessionsOfTheSameRoleJoinASharedRegistration() {
		Dict shared = Dict.of("invoke", "roundrobin");
		DefaultWampRouter router = TestRouters.open();
		TestClient trusted = trusted(router);
		trusted.register("com.myapp.trusted", shared);
		TestClient client = TestClient.joined(router);
		client.send(new Register(client.nextRequest(), shared, "com.myapp.trusted"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.register("com.myapp.shared", shared);
		TestClient.joined(router).register("com.myapp.shared", shared);
		trusted.register("com.myapp.shared", shared);
		router.close();
	}

	@Test
	void aPolicyThatTheRouterDoesNotHaveIsRefused() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		client.send(new Register(1, Dict.of("invoke", "load"), "com.myapp.procedure"));
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		router.close();
	}

	@Test
	void aCallToACalleeThatDoesNotReadFailsAndTheCalleeStays() {
		DefaultWampRouter router = TestRouters.open();
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.procedure", Dict.EMPTY);
		TestClient caller = TestClient.joined(router);
		callee.channel.fillUp();
		caller.call("com.myapp.procedure", Dict.EMPTY);
		caller.takeError(ErrorUris.UNAVAILABLE);
		assertThat(callee.channel.closeReason()).isNull();
		callee.channel.makeRoom();
		caller.call("com.myapp.procedure", Dict.EMPTY);
		callee.yield(callee.take(Invocation.class).request());
		caller.take(Result.class);
		router.close();
	}

	@Test
	void aSharedCallGoesToACalleeThatHasRoom() {
		Dict shared = Dict.of("invoke", "first");
		DefaultWampRouter router = TestRouters.open();
		TestClient first = TestClient.joined(router);
		first.register("com.myapp.procedure", shared);
		TestClient second = TestClient.joined(router);
		second.register("com.myapp.procedure", shared);
		first.channel.fillUp();
		TestClient caller = TestClient.joined(router);
		caller.call("com.myapp.procedure", Dict.EMPTY);
		second.take(Invocation.class);
		router.close();
	}

	@Test
	void anOversizedProgressiveResultInterruptsTheCallee() {
		DefaultWampRouter router = TestRouters.open();
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.procedure", Dict.EMPTY);
		TestClient caller = TestClient.joined(router);
		caller.call("com.myapp.procedure", Dict.of("receive_progress", true));
		long invocation = callee.take(Invocation.class).request();
		callee.sendOversized(MessageType.YIELD, invocation);
		caller.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(callee.take(Interrupt.class).request()).isEqualTo(invocation);
		callee.yield(invocation);
		caller.takeNothing();
		router.close();
	}

	@Test
	void anOversizedCallWithAnIdInUseIsAViolationAndNotTheEndOfThatCall() {
		DefaultWampRouter router = TestRouters.open();
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.procedure", Dict.EMPTY);
		TestClient caller = TestClient.joined(router);
		long request = caller.call("com.myapp.procedure", Dict.EMPTY);
		caller.sendOversized(MessageType.CALL, request);
		caller.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		router.close();
	}

	@Test
	void aNewRetainedEventTakesThePlaceOfTheOldest() {
		DefaultWampRouter router = router(RealmLimits.builder().retainedEvents(2));
		TestClient client = TestClient.joined(router);
		for (int i = 1; i <= 3; i++) {
			client.publish("com.myapp.t" + i, Dict.of("retain", true, "acknowledge", true), i);
			client.take(Published.class);
		}
		assertThat(retained(router, "com.myapp.")).containsExactly(2, 3);
		router.close();
	}

	@Test
	void retainedEventsAreBoundedBySize() {
		DefaultWampRouter router = router(RealmLimits.builder().retainedSize(1000));
		TestClient client = TestClient.joined(router);
		client.publish("com.myapp.large", Dict.of("retain", true, "acknowledge", true), "x".repeat(2000));
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		for (int i = 1; i <= 3; i++) {
			client.publish("com.myapp.t" + i, Dict.of("retain", true), "x".repeat(400));
		}
		assertThat(retained(router, "com.myapp.")).hasSize(2);
		router.close();
	}

	@Test
	void onePublisherHasAShareOfTheRetainedEvents() {
		DefaultWampRouter router = router(SessionLimits.builder().retainedEvents(2));
		TestClient other = TestClient.joined(router);
		other.publish("com.myapp.other", Dict.of("retain", true), 0);
		TestClient client = TestClient.joined(router);
		for (int i = 1; i <= 5; i++) {
			client.publish("com.myapp.t" + i, Dict.of("retain", true), i);
		}
		assertThat(retained(router, "com.myapp.")).containsExactly(0, 4, 5);
		router.close();
	}

	private static List<Object> retained(DefaultWampRouter router, String prefix) {
		TestClient client = TestClient.joined(router);
		client.subscribe(prefix, Dict.of("match", "prefix", "get_retained", true));
		return client.takeAll(Event.class).stream().<Object>map((event) -> TestClient.arguments(event).get(0)).toList();
	}

	@Test
	void anEventForSomeDoesNotTakeThePlaceOfTheOneForAll() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		TestClient chosen = TestClient.joined(router);
		client.publish("com.myapp.topic", Dict.of("retain", true), "for all");
		client.publish("com.myapp.topic", Dict.of("retain", true, "eligible", List.of(chosen.id())), "for one");
		assertThat(retained(router, "com.myapp.")).containsExactly("for all");
		chosen.subscribe("com.myapp.topic", Dict.of("get_retained", true));
		assertThat(TestClient.arguments(chosen.take(Event.class)).get(0)).isEqualTo("for one");
		client.publish("com.myapp.topic", Dict.of("retain", true), "for all again");
		assertThat(retained(router, "com.myapp.")).containsExactly("for all again");
		router.close();
	}

	@Test
	void retainedEventsComeInTheirOrder() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		for (int i = 0; i < 100; i++) {
			client.publish("com.myapp.t" + (i * 37 % 100), Dict.of("retain", true), i);
		}
		client.publish("com.myapp.t0", Dict.of("retain", true), 100);
		assertThat(retained(router, "com.myapp.")).hasSize(100).isSortedAccordingTo((a, b) -> (int) a - (int) b);
		router.close();
	}

	@Test
	void retainedEventsWaitForRoomAndWhatIsOverIsLeftOut() throws Exception {
		DefaultWampRouter router = TestRouters.open();
		TestClient publisher = TestClient.joined(router);
		for (int i = 0; i < 10; i++) {
			publisher.publish("com.myapp.t" + i, Dict.of("retain", true), i);
		}
		LiveClient live = new LiveClient(router);
		live.client.channel.fillUp();
		live.client.send(new Subscribe(1, Dict.of("match", "prefix", "get_retained", true), "com.myapp."));
		assertThat(live.poll()).isInstanceOf(Subscribed.class);
		assertThat(TestClient.arguments(live.poll()).get(0)).isEqualTo(0);
		assertThat(live.poll()).isNull();
		publisher.publish("com.myapp.t1", Dict.of("retain", true), "new");
		assertThat(TestClient.arguments(live.poll()).get(0)).isEqualTo("new");
		live.client.channel.makeRoom();
		for (int i = 2; i < 10; i++) {
			assertThat(TestClient.arguments(live.poll(30_000)).get(0)).isEqualTo(i);
		}
		assertThat(live.poll()).isNull();
		router.close();
	}

	@Test
	void theMetaApiDoesNotTellOfSubscriptionsToItself() {
		DefaultWampRouter router = TestRouters.open();
		TestClient watcher = TestClient.joined(router);
		for (String event : List.of("on_create", "on_subscribe", "on_unsubscribe", "on_delete")) {
			watcher.subscribe("wamp.subscription." + event, Dict.EMPTY);
		}
		TestClient client = TestClient.joined(router);
		client.subscribe("wamp.session.on_join", Dict.EMPTY);
		client.subscribe("wamp.subscription.", Dict.of("match", "prefix"));
		client.disconnect();
		watcher.takeNothing();
		router.close();
	}

	@Test
	void aLookupWithAnUnknownPolicyIsRefused() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		for (String procedure : List.of("wamp.subscription.lookup", "wamp.registration.lookup")) {
			for (Object match : List.of("fuzzy", 1)) {
				client.call(procedure, Dict.EMPTY, "com.myapp.topic", Map.of("match", match));
				client.takeError(ErrorUris.INVALID_ARGUMENT);
			}
			client.call(procedure, Dict.EMPTY, "com.myapp.topic", Map.of("match", "exact"));
			client.take(Result.class);
		}
		router.close();
	}

	@Test
	void manyMetaEventsArriveInTheirOrder() throws Exception {
		DefaultWampRouter router = TestRouters.open();
		LiveClient watcher = new LiveClient(router);
		watcher.client.send(new Subscribe(1, Dict.EMPTY, "wamp.subscription.on_unsubscribe"));
		assertThat(watcher.poll()).isInstanceOf(Subscribed.class);
		TestClient client = TestClient.joined(router);
		for (int i = 0; i < 500; i++) {
			client.subscribe("com.myapp.t" + i, Dict.EMPTY);
		}
		client.disconnect();
		for (int i = 0; i < 500; i++) {
			assertThat(watcher.poll(30_000)).isInstanceOf(Event.class);
		}
		router.close();
	}

	@Test
	void aRegistrationOfASessionThatIsGoneIsForgotten() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		client.send(new Register(1, Dict.EMPTY, "com.myapp.procedure"));
		client.take(Registered.class);
		client.disconnect();
		assertThat(router.registrations("realm1")).isEmpty();
		router.close();
	}

}

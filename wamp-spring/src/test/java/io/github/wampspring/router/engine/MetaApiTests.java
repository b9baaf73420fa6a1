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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.ReregisterPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The procedures and events of the router itself.
 */
class MetaApiTests {

	private final DefaultWampRouter router = TestRouters.open((realm) -> realm.reregister(ReregisterPolicy.ANYBODY));

	private final TestClient admin = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);

	private final TestClient client = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	@Test
	void sessionsAreCountedListedAndDescribed() {
		assertThat(call("wamp.session.count")).isEqualTo(2);
		assertThat(call("wamp.session.count", List.of("anonymous"))).isEqualTo(1);
		assertThat((List<?>) call("wamp.session.list")).hasSize(2);
		assertThat(call("wamp.session.list", List.of("anonymous"))).isEqualTo(List.of(this.client.id()));
		Map<?, ?> details = (Map<?, ?>) call("wamp.session.get", this.client.id());
		assertThat(details.get("session")).isEqualTo(this.client.id());
		assertThat(details.get("authrole")).isEqualTo("anonymous");
		assertThat(details.get("authmethod")).isEqualTo("anonymous");
		assertThat(details.get("authid")).isEqualTo(this.client.welcome.details().getString("authid"));
		assertThat(((Map<?, ?>) details.get("transport")).get("peer")).isEqualTo("203.0.113.7");
		callFails(ErrorUris.NO_SUCH_SESSION, "wamp.session.get", 1L);
	}

	@Test
	void sessionsThatJoinAndLeaveAreAnnounced() {
		this.admin.subscribe("wamp.session.on_join", Dict.EMPTY);
		this.admin.subscribe("wamp.session.on_leave", Dict.EMPTY);
		TestClient other = TestClient.joined(this.router);
		Event joined = this.admin.take(Event.class);
		assertThat(((Map<?, ?>) TestClient.arguments(joined).get(0)).get("session")).isEqualTo(other.id());
		other.disconnect();
		assertThat(TestClient.arguments(this.admin.take(Event.class)))
			.isEqualTo(List.of(other.id(), other.welcome.details().getString("authid"), "anonymous"));
		this.admin.takeNothing();
	}

	@Test
	void aSessionCanBeKilled() {
		this.client.register("com.myapp.procedure", Dict.EMPTY);
		this.admin.subscribe("wamp.registration.on_unregister", Dict.EMPTY);
		this.admin.send(new Call(50, Dict.EMPTY, "wamp.session.kill",
				Payload.of(List.of(this.client.id()), Map.of("reason", "com.myapp.kicked", "message", "go away"))));
		Goodbye goodbye = this.client.take(Goodbye.class);
		assertThat(goodbye.reason()).isEqualTo("com.myapp.kicked");
		assertThat(goodbye.details().getString("message")).isEqualTo("go away");
		assertThat(Stream.of(this.admin.take(WampMessage.class), this.admin.take(WampMessage.class)))
			.extracting(WampMessage::type)
			.containsExactlyInAnyOrder(MessageType.RESULT, MessageType.EVENT);
		assertThat(call("wamp.session.count")).isEqualTo(1);
		assertThat(this.router.registrations("realm1")).isEmpty();
		callFails(ErrorUris.NO_SUCH_SESSION, "wamp.session.kill", this.client.id());
		callFails(ErrorUris.NO_SUCH_SESSION, "wamp.session.kill", this.admin.id());
	}

	@Test
	void sessionsAreKilledByAuthidAuthroleOrAllButTheCaller() {
		TestClient other = TestClient.joined(this.router);
		assertThat(call("wamp.session.kill_by_authid", other.welcome.details().getString("authid")))
			.isEqualTo(List.of(other.id()));
		assertThat(other.take(Goodbye.class).reason()).isEqualTo(CloseUris.KILLED);
		assertThat(call("wamp.session.kill_by_authrole", "nobody")).isEqualTo(0);
		assertThat(call("wamp.session.kill_by_authrole", "anonymous")).isEqualTo(1);
		this.client.take(Goodbye.class);
		TestClient third = TestClient.joined(this.router);
		assertThat(call("wamp.session.kill_all")).isEqualTo(1);
		third.take(Goodbye.class);
		assertThat(this.admin.channel.closeReason()).isNull();
	}

	@Test
	void aMalformedReasonKillsNobody() {
		this.admin.send(new Call(this.admin.nextRequest(), Dict.EMPTY, "wamp.session.kill",
				Payload.of(List.of(this.client.id()), Map.of("reason", "not a uri"))));
		this.admin.takeError(ErrorUris.INVALID_URI);
		this.client.takeNothing();
	}

	@Test
	void registrationsAreListedAndDescribed() {
		long exact = this.client.register("com.myapp.procedure", Dict.of("invoke", "roundrobin"));
		long prefix = this.client.register("com.myapp", Dict.of("match", "prefix"));
		Map<String, Object> lists = new HashMap<>();
		lists.put("exact", List.of(exact));
		lists.put("prefix", List.of(prefix));
		lists.put("wildcard", List.of());
		assertThat(call("wamp.registration.list")).isEqualTo(lists);
		assertThat(call("wamp.registration.lookup", "com.myapp.procedure")).isEqualTo(exact);
		assertThat(call("wamp.registration.lookup", "com.myapp", Map.of("match", "prefix"))).isEqualTo(prefix);
		assertThat(call("wamp.registration.lookup", "com.myapp")).isNull();
		assertThat(call("wamp.registration.match", "com.myapp.other")).isEqualTo(prefix);
		assertThat(call("wamp.registration.match", "org.other")).isNull();
		Map<?, ?> details = (Map<?, ?>) call("wamp.registration.get", exact);
		assertThat(details.get("id")).isEqualTo(exact);
		assertThat(details.get("uri")).isEqualTo("com.myapp.procedure");
		assertThat(details.get("match")).isEqualTo("exact");
		assertThat(details.get("invoke")).isEqualTo("roundrobin");
		assertThat((String) details.get("created")).endsWith("Z");
		assertThat(call("wamp.registration.list_callees", exact)).isEqualTo(List.of(this.client.id()));
		assertThat(call("wamp.registration.count_callees", exact)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "get", "list_callees", "count_callees" })
	void aRegistrationThatIsNotThereCannotBeDescribed(String name) {
		callFails(ErrorUris.NO_SUCH_REGISTRATION, "wamp.registration." + name, 4711L);
	}

	@Test
	void subscriptionsAreListedAndDescribed() {
		long exact = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		long wildcard = this.client.subscribe("com..topic", Dict.of("match", "wildcard"));
		Map<?, ?> lists = (Map<?, ?>) call("wamp.subscription.list");
		assertThat(lists.get("exact")).isEqualTo(List.of(exact));
		assertThat(lists.get("wildcard")).isEqualTo(List.of(wildcard));
		assertThat(call("wamp.subscription.lookup", "com.myapp.topic")).isEqualTo(exact);
		assertThat(call("wamp.subscription.lookup", "org.topic")).isNull();
		assertThat(call("wamp.subscription.match", "com.myapp.topic")).isEqualTo(List.of(exact, wildcard));
		assertThat(call("wamp.subscription.match", "org.topic")).isNull();
		assertThat(((Map<?, ?>) call("wamp.subscription.get", wildcard)).get("uri")).isEqualTo("com..topic");
		assertThat(call("wamp.subscription.list_subscribers", exact)).isEqualTo(List.of(this.client.id()));
		assertThat(call("wamp.subscription.count_subscribers", exact)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "get", "list_subscribers", "count_subscribers" })
	void aSubscriptionThatIsNotThereCannotBeDescribed(String name) {
		callFails(ErrorUris.NO_SUCH_SUBSCRIPTION, "wamp.subscription." + name, 4711L);
	}

	@Test
	void theLifeOfARegistrationIsAnnouncedInOrder() {
		this.admin.subscribe("wamp.registration", Dict.of("match", "prefix"));
		TestClient second = TestClient.joined(this.router);
		long id = this.client.register("com.myapp.procedure", Dict.of("invoke", "first"));
		second.register("com.myapp.procedure", Dict.of("invoke", "first"));
		this.client.send(new Unregister(9, id, Dict.EMPTY));
		this.client.take(Unregistered.class);
		second.disconnect();
		List<Event> events = this.admin.takeAll(Event.class);
		assertThat(events).extracting((event) -> event.details().getString("topic"))
			.containsExactly("wamp.registration.on_create", "wamp.registration.on_register",
					"wamp.registration.on_register", "wamp.registration.on_unregister",
					"wamp.registration.on_unregister", "wamp.registration.on_delete");
		Map<?, ?> created = (Map<?, ?>) TestClient.arguments(events.get(0)).get(1);
		assertThat(created.get("id")).isEqualTo(id);
		assertThat(TestClient.arguments(events.get(0)).get(0)).isEqualTo(this.client.id());
		assertThat(TestClient.arguments(events.get(2))).isEqualTo(List.of(second.id(), id));
		assertThat(TestClient.arguments(events.get(3))).isEqualTo(List.of(this.client.id(), id));
		assertThat(TestClient.arguments(events.get(5))).isEqualTo(List.of(second.id(), id));
	}

	@Test
	void aRegistrationTakenOverByForceIsDeletedBeforeTheNewOneIsCreated() {
		TestClient second = TestClient.joined(this.router);
		this.client.register("com.myapp.procedure", Dict.EMPTY);
		this.admin.subscribe("wamp.registration", Dict.of("match", "prefix"));
		second.register("com.myapp.procedure", Dict.of("force_reregister", true));
		assertThat(this.admin.takeAll(Event.class)).extracting((event) -> event.details().getString("topic"))
			.containsExactly("wamp.registration.on_unregister", "wamp.registration.on_delete",
					"wamp.registration.on_create", "wamp.registration.on_register");
	}

	@Test
	void theLifeOfASubscriptionIsAnnouncedInOrder() {
		this.admin.subscribe("wamp.subscription", Dict.of("match", "prefix"));
		this.admin.takeAll(Event.class);
		TestClient second = TestClient.joined(this.router);
		long id = this.client.subscribe("com.myapp.topic", Dict.EMPTY);
		second.subscribe("com.myapp.topic", Dict.EMPTY);
		this.client.send(new Unsubscribe(9, id, Dict.EMPTY));
		this.client.take(Unsubscribed.class);
		second.disconnect();
		assertThat(this.admin.takeAll(Event.class)).extracting((event) -> event.details().getString("topic"))
			.containsExactly("wamp.subscription.on_create", "wamp.subscription.on_subscribe",
					"wamp.subscription.on_subscribe", "wamp.subscription.on_unsubscribe",
					"wamp.subscription.on_unsubscribe", "wamp.subscription.on_delete");
	}

	@Test
	void metaProceduresCanBeNeitherRegisteredNorPublished() {
		this.admin.send(new Register(1, Dict.EMPTY, "wamp.session.count"));
		this.admin.takeError(ErrorUris.INVALID_URI);
		this.admin.publish("wamp.session.on_join", Dict.of("acknowledge", true));
		this.admin.takeError(ErrorUris.INVALID_URI);
	}

	@Test
	void badArgumentsAreAnErrorOfTheirOwn() {
		callFails(ErrorUris.INVALID_ARGUMENT, "wamp.session.get");
		callFails(ErrorUris.INVALID_ARGUMENT, "wamp.session.get", "one");
		callFails(ErrorUris.INVALID_ARGUMENT, "wamp.session.count", "anonymous");
		callFails(ErrorUris.INVALID_ARGUMENT, "wamp.registration.lookup", "com.myapp", "prefix");
		callFails(ErrorUris.INVALID_ARGUMENT, "wamp.subscription.match", 7);
		callFails(ErrorUris.NO_SUCH_PROCEDURE, "wamp.session.dance");
	}

	@Test
	void aTestamentIsPublishedWhenItsSessionEnds() {
		this.admin.subscribe("com.myapp.gone", Dict.EMPTY);
		this.client.send(new Call(1, Dict.EMPTY, "wamp.session.add_testament",
				Payload.of("com.myapp.gone", List.of("destroyed"), Map.of("name", "client"))));
		this.client.take(Result.class);
		this.client.send(new Call(2, Dict.EMPTY, "wamp.session.add_testament",
				Payload.of(List.of("com.myapp.gone", List.of("detached"), Map.of()), Map.of("scope", "detached"))));
		this.client.take(Result.class);
		this.admin.takeNothing();
		this.client.disconnect();
		List<Event> events = this.admin.takeAll(Event.class);
		assertThat(events).extracting(Event::payload)
			.containsExactly(Payload.of("detached"), Payload.of(List.of("destroyed"), Map.of("name", "client")));
	}

	@Test
	void aTestamentThatWasFlushedIsNotPublished() {
		this.admin.subscribe("com.myapp.gone", Dict.EMPTY);
		this.client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.gone", List.of(), Map.of());
		this.client.take(Result.class);
		this.client.call("wamp.session.flush_testaments", Dict.EMPTY);
		this.client.take(Result.class);
		this.client.disconnect();
		this.admin.takeNothing();
	}

	@Test
	void aTestamentThatCouldNotBePublishedIsRefused() {
		this.client.call("wamp.session.add_testament", Dict.EMPTY, "wamp.my.topic", List.of(), Map.of());
		this.client.takeError(ErrorUris.INVALID_URI);
		DefaultWampRouter strict = TestRouters.open((realm) -> realm
			.permission(new RolePermission("anonymous", "wamp.", MatchPolicy.PREFIX, Set.of(WampAction.CALL))));
		TestClient other = TestClient.joined(strict);
		other.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.gone", List.of(), Map.of());
		other.takeError(ErrorUris.NOT_AUTHORIZED);
		strict.close();
	}

	@Test
	void closingTheRouterSaysGoodbyeToAll() {
		this.router.close();
		for (TestClient each : List.of(this.admin, this.client)) {
			assertThat(each.take(Goodbye.class).reason()).isEqualTo(CloseUris.SYSTEM_SHUTDOWN);
			assertThat(each.channel.closeReason()).isNotNull();
		}
		TestClient late = new TestClient(this.router, false);
		late.takeAbort(CloseUris.SYSTEM_SHUTDOWN);
	}

	private Object call(String procedure, Object... arguments) {
		this.admin.call(procedure, Dict.EMPTY, arguments);
		List<?> results = TestClient.arguments(this.admin.take(Result.class));
		assertThat(results).hasSize(1);
		return results.get(0);
	}

	private void callFails(String error, String procedure, Object... arguments) {
		this.admin.call(procedure, Dict.EMPTY, arguments);
		this.admin.takeError(error);
	}

}

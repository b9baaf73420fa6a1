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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.SessionAttributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What sessions say in HELLO and are given later, and the lists of publications that go
 * by it.
 */
class SessionAttributeTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final String MODIFY = "wamp.session.modify_details";

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient admin = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);

	private final TestClient acme = TestClient.joined(this.router, TestClient.ROLES.with("org", "acme"));

	private final TestClient other = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	private Map<?, ?> details(TestClient asking, TestClient of) {
		asking.call("wamp.session.get", Dict.EMPTY, of.id());
		return (Map<?, ?>) TestClient.arguments(asking.take(Result.class)).get(0);
	}

	private void modify(TestClient session, Map<String, @Nullable Object> details) {
		this.admin.call(MODIFY, Dict.EMPTY, session.id(), details);
		this.admin.take(Result.class);
	}

	@ParameterizedTest
	@CsvSource({ "eligible_org, acme, true, false", "exclude_org, acme, false, true",
			"eligible_org, none, false, false", "exclude_org, none, true, true", "eligible_floor, acme, false, false",
			"exclude_floor, acme, true, true", "eligible_authmethod, anonymous, true, true",
			"exclude_authprovider, router, false, false", "eligible_, acme, false, false",
			"eligible_roles, acme, false, false" })
	void listsMayNameWhatSessionsSaidInHello(String option, String value, boolean acmeGetsIt, boolean otherGetsIt) {
		this.acme.subscribe(TOPIC, Dict.EMPTY);
		this.other.subscribe(TOPIC, Dict.EMPTY);
		this.admin.publish(TOPIC, Dict.of(option, List.of("something", value)), 1);
		assertThat(this.acme.takeAll(Event.class)).hasSize(acmeGetsIt ? 1 : 0);
		assertThat(this.other.takeAll(Event.class)).hasSize(otherGetsIt ? 1 : 0);
	}

	@Test
	void theyHoldForRetainedEventsAndTestaments() {
		this.admin.publish(TOPIC, Dict.of("retain", true), "all");
		this.admin.publish(TOPIC, Dict.of("retain", true, "eligible_org", List.of("acme")), "some");
		this.acme.subscribe(TOPIC, Dict.of("get_retained", true));
		this.other.subscribe(TOPIC, Dict.of("get_retained", true));
		assertThat(TestClient.arguments(this.acme.take(Event.class))).isEqualTo(List.of("some"));
		assertThat(TestClient.arguments(this.other.take(Event.class))).isEqualTo(List.of("all"));
		TestClient mortal = TestClient.joined(this.router);
		mortal.send(new Call(mortal.nextRequest(), Dict.EMPTY, "wamp.session.add_testament",
				Payload.of(List.of(TOPIC, List.of("gone"), Map.of()),
						Map.of("publish_options", Map.of("exclude_org", List.of("acme"))))));
		mortal.take(Result.class);
		mortal.disconnect();
		assertThat(TestClient.arguments(this.other.take(Event.class))).isEqualTo(List.of("gone"));
		this.acme.takeNothing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "eligible_org", "exclude_org" })
	void aListThatIsNoneIsRefused(String option) {
		this.acme.subscribe(TOPIC, Dict.EMPTY);
		for (Object value : new Object[] { "acme", true, List.of(7), Map.of() }) {
			this.admin.publish(TOPIC, Dict.of("acknowledge", true, option, value), 1);
			this.admin.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		}
		this.acme.takeNothing();
	}

	@Test
	void thereMayBeOnlySoManyLists() {
		this.acme.subscribe(TOPIC, Dict.EMPTY);
		Dict options = Dict.of("acknowledge", true);
		for (int i = 0; i < 16; i++) {
			options = options.with("exclude_" + i, List.of("x"));
		}
		this.other.publish(TOPIC, options, 1);
		this.other.take(Published.class);
		this.acme.take(Event.class);
		this.other.publish(TOPIC, options.with("exclude_16", List.of()), 1);
		this.other.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		this.acme.takeNothing();
	}

	@Test
	void whatASessionWasGivenGoesBeforeWhatItSaid() {
		this.acme.subscribe(TOPIC, Dict.EMPTY);
		modify(this.acme, Map.of("org", "other"));
		this.admin.publish(TOPIC, Dict.of("eligible_org", List.of("acme")), 1);
		this.acme.takeNothing();
		this.admin.publish(TOPIC, Dict.of("eligible_org", List.of("other")), 1);
		this.acme.take(Event.class);
		Map<String, @Nullable Object> nothing = new HashMap<>();
		nothing.put("org", null);
		modify(this.acme, nothing);
		this.admin.publish(TOPIC, Dict.of("eligible_org", List.of("acme", "other")), 1);
		this.acme.takeNothing();
	}

	@Test
	void everybodyIsToldWhatASessionWasGivenAndNotWhatItSaid() {
		TestClient talkative = TestClient.joined(this.router,
				TestClient.ROLES.with("key", "secret").with("authextra", Map.of("key", "secret")));
		modify(talkative, Map.of("team", "red", "pi", 3.14, "on", true));
		Map<?, ?> details = details(this.other, talkative);
		assertThat(details.get("team")).isEqualTo("red");
		assertThat(details.get("pi")).isEqualTo(3.14);
		assertThat(details.get("on")).isEqualTo(true);
		assertThat(details.toString()).doesNotContain("secret");
		Map<?, ?> complete = details(this.admin, talkative);
		assertThat(complete.get("team")).isEqualTo("red");
		assertThat(complete.get("key")).isEqualTo("secret");
	}

	@Test
	void nobodyBecomesSomebodyElse() {
		for (String name : List.of("session", "authid", "authrole", "authmethod", "authprovider", "transport", "roles",
				"joined", "", "x".repeat(257))) {
			this.admin.call(MODIFY, Dict.EMPTY, this.acme.id(), Map.of(name, "admin"));
			this.admin.takeError(ErrorUris.INVALID_ARGUMENT);
		}
		assertThat(details(this.admin, this.acme).get("authrole")).isEqualTo("anonymous");
	}

	@Test
	void whatCannotBeModifiedIsAnError() {
		this.admin.call(MODIFY, Dict.EMPTY, 4711L, Map.of("team", "red"));
		this.admin.takeError(ErrorUris.NO_SUCH_SESSION);
		for (Object details : new Object[] { "red", Map.of("team", List.of()), Map.of("team", "x".repeat(257)) }) {
			this.admin.call(MODIFY, Dict.EMPTY, this.acme.id(), details);
			this.admin.takeError(ErrorUris.INVALID_ARGUMENT);
		}
	}

	@Test
	void aSessionHasOnlySoManyAttributes() {
		Dict hello = TestClient.ROLES;
		Map<String, @Nullable Object> many = new HashMap<>();
		for (int i = 0; i < SessionAttributes.MAX_COUNT; i++) {
			hello = hello.with("a" + i, "x");
			many.put("b" + i, "x");
		}
		TestClient client = TestClient.joined(this.router,
				hello.with("more", "x").with("long", "x".repeat(SessionAttributes.MAX_LENGTH + 1)));
		modify(client, many);
		this.admin.call(MODIFY, Dict.EMPTY, client.id(), Map.of("one", "more"));
		this.admin.takeError(ErrorUris.LIMIT_EXCEEDED);
		modify(client, Map.of("b0", "y"));
		Map<?, ?> details = details(this.admin, client);
		assertThat(details.get("a0")).isEqualTo("x");
		assertThat(details.get("b0")).isEqualTo("y");
		assertThat(details.containsKey("more")).isFalse();
		assertThat(details.containsKey("long")).isFalse();
	}

}

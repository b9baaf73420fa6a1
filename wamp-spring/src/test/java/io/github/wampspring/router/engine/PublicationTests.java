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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.ClientHalf;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets an event, and what it tells.
 */
class PublicationTests {

	private static final String TOPIC = "com.myapp.topic";

	private final DefaultWampRouter router = TestRouters
		.open((realm) -> realm.user(new WampUser("peter", "s", "frontend")).user(new WampUser("mary", "s", "backend")));

	private final TestClient publisher = TestClient.joined(this.router);

	private final TestClient peter = user("peter");

	private final TestClient mary = user("mary");

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	@Test
	void aPublisherGetsItsOwnEventWhereItWantsTo() {
		this.publisher.subscribe(TOPIC, Dict.EMPTY);
		this.publisher.publish(TOPIC, Dict.of("exclude_me", false), 1);
		this.publisher.take(Event.class);
		this.publisher.publish(TOPIC, Dict.of("exclude_me", true), 1);
		this.publisher.takeNothing();
	}

	@ParameterizedTest
	@CsvSource({ "eligible, PETER, true, false", "exclude, PETER, false, true", "eligible_authid, peter, true, false",
			"exclude_authid, peter, false, true", "eligible_authrole, frontend, true, false",
			"exclude_authrole, frontend, false, true", "eligible_authrole, none, false, false" })
	void thePublisherChoosesWhoGetsAnEvent(String option, String value, boolean peterGetsIt, boolean maryGetsIt) {
		this.peter.subscribe(TOPIC, Dict.EMPTY);
		this.mary.subscribe(TOPIC, Dict.EMPTY);
		Object item = value.equals("PETER") ? (Object) this.peter.id() : value;
		this.publisher.publish(TOPIC, Dict.of(option, List.of(item)), 1);
		assertThat(this.peter.takeAll(Event.class)).hasSize(peterGetsIt ? 1 : 0);
		assertThat(this.mary.takeAll(Event.class)).hasSize(maryGetsIt ? 1 : 0);
	}

	@Test
	void anEventMustPassAllLists() {
		this.peter.subscribe(TOPIC, Dict.EMPTY);
		this.mary.subscribe(TOPIC, Dict.EMPTY);
		this.publisher.publish(TOPIC,
				Dict.of("eligible", List.of(this.peter.id(), this.mary.id()), "exclude_authid", List.of("mary")), 1);
		this.peter.take(Event.class);
		this.mary.takeNothing();
		this.publisher.publish(TOPIC, Dict.of("eligible", List.of()), 1);
		this.peter.takeNothing();
	}

	@Test
	void aSessionGetsAnEventOnceForEachSubscriptionThatMatches() {
		long exact = this.peter.subscribe(TOPIC, Dict.EMPTY);
		long prefix = this.peter.subscribe("com.my", Dict.of("match", "prefix"));
		long wildcard = this.peter.subscribe("com..topic", Dict.of("match", "wildcard"));
		this.peter.subscribe("com.myapp", Dict.EMPTY);
		this.publisher.publish(TOPIC, Dict.EMPTY, 1);
		List<Event> events = this.peter.takeAll(Event.class);
		assertThat(events).extracting(Event::subscription).containsExactlyInAnyOrder(exact, prefix, wildcard);
		assertThat(events).extracting(Event::publication).containsOnly(events.get(0).publication());
		for (Event event : events) {
			assertThat(event.details().getString("topic")).isEqualTo((event.subscription() == exact) ? null : TOPIC);
		}
	}

	@Test
	void aPublisherIsDisclosedWhereItAsksForIt() {
		this.peter.subscribe(TOPIC, Dict.EMPTY);
		this.mary.publish(TOPIC, Dict.of("disclose_me", true), 1);
		Dict details = this.peter.take(Event.class).details();
		assertThat(details.getLong("publisher")).isEqualTo(this.mary.id());
		assertThat(details.getString("publisher_authid")).isEqualTo("mary");
		assertThat(details.getString("publisher_authrole")).isEqualTo("backend");
		this.mary.publish(TOPIC, Dict.EMPTY, 1);
		assertThat(this.peter.take(Event.class).details()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void aCallerIsDisclosedWhereItAsksForItOrTheCalleeDoes() {
		this.peter.register("com.myapp.a", Dict.EMPTY);
		this.peter.register("com.myapp.b", Dict.of("disclose_caller", true));
		this.mary.call("com.myapp.a", Dict.EMPTY);
		assertThat(this.peter.take(Invocation.class).details()).isEqualTo(Dict.EMPTY);
		this.mary.call("com.myapp.a", Dict.of("disclose_me", true));
		Dict asked = this.peter.take(Invocation.class).details();
		this.mary.call("com.myapp.b", Dict.EMPTY);
		assertThat(this.peter.take(Invocation.class).details()).isEqualTo(asked);
		assertThat(asked.getLong("caller")).isEqualTo(this.mary.id());
		assertThat(asked.getString("caller_authid")).isEqualTo("mary");
		assertThat(asked.getString("caller_authrole")).isEqualTo("backend");
	}

	@Test
	void nobodyIsDisclosedWhereTheRealmForbidsIt() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.disclosure(Disclosure.NEVER));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		other.subscribe(TOPIC, Dict.EMPTY);
		other.register("com.myapp.a", Dict.EMPTY);
		client.call("com.myapp.a", Dict.of("disclose_me", true));
		client.takeError(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME);
		client.publish(TOPIC, Dict.of("disclose_me", true, "acknowledge", true), 1);
		client.takeError(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME);
		client.publish(TOPIC, Dict.of("disclose_me", true), 1);
		client.takeNothing();
		client.send(new Register(9, Dict.of("disclose_caller", true), "com.myapp.b"));
		client.takeError(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME);
		other.takeNothing();
		router.close();
	}

	@Test
	void everybodyIsDisclosedWhereTheRealmSaysSo() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.disclosure(Disclosure.ALWAYS));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		other.subscribe(TOPIC, Dict.EMPTY);
		other.register("com.myapp.a", Dict.EMPTY);
		client.call("com.myapp.a", Dict.EMPTY);
		assertThat(other.take(Invocation.class).details().getLong("caller")).isEqualTo(client.id());
		client.publish(TOPIC, Dict.EMPTY, 1);
		assertThat(other.take(Event.class).details().getLong("publisher")).isEqualTo(client.id());
		router.close();
	}

	@Test
	void aRetainedEventReachesThoseWhoSubscribeLater() {
		this.publisher.publish(TOPIC, Dict.of("retain", true), "old");
		this.publisher.publish(TOPIC, Dict.of("retain", true), "new");
		this.publisher.publish(TOPIC, Dict.EMPTY, "not retained");
		this.publisher.publish("com.myapp.other", Dict.of("retain", true), "other");
		long subscription = this.peter.subscribe(TOPIC, Dict.of("get_retained", true));
		Event event = this.peter.take(Event.class);
		assertThat(event.subscription()).isEqualTo(subscription);
		assertThat(event.details()).isEqualTo(Dict.of("retained", true));
		assertThat(TestClient.arguments(event)).isEqualTo(List.of("new"));
		this.peter.takeNothing();
		this.mary.subscribe(TOPIC, Dict.EMPTY);
		this.mary.takeNothing();
		this.mary.subscribe("com.myapp", Dict.of("match", "prefix", "get_retained", true));
		assertThat(this.mary.takeAll(Event.class)).extracting((retained) -> retained.details().getString("topic"))
			.containsExactlyInAnyOrder(TOPIC, "com.myapp.other");
	}

	@Test
	void aRetainedEventReachesOnlyThoseWhoWouldHaveGotIt() {
		this.publisher.publish(TOPIC, Dict.of("retain", true, "exclude_authid", List.of("peter")), 1);
		this.peter.subscribe(TOPIC, Dict.of("get_retained", true));
		this.peter.takeNothing();
		this.publisher.subscribe(TOPIC, Dict.of("get_retained", true));
		this.publisher.takeNothing();
		this.mary.subscribe(TOPIC, Dict.of("get_retained", true));
		this.mary.take(Event.class);
	}

	@Test
	void onlySoManyTopicsHaveARetainedEvent() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedEvents(1).build()));
		TestClient client = TestClient.joined(router);
		client.publish("com.myapp.one", Dict.of("retain", true), 1);
		client.publish("com.myapp.two", Dict.of("retain", true), 2);
		client.publish("com.myapp.one", Dict.of("retain", true), 3);
		TestClient other = TestClient.joined(router);
		other.subscribe("com.myapp", Dict.of("match", "prefix", "get_retained", true));
		assertThat(other.takeAll(Event.class)).singleElement()
			.satisfies((event) -> assertThat(TestClient.arguments(event)).isEqualTo(List.of(3)));
		router.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wamp.my.topic", "com..topic", "com.my topic", "" })
	void reservedAndMalformedTopicsCannotBePublishedTo(String topic) {
		this.peter.subscribe("", Dict.of("match", "prefix"));
		assertThat(this.peter.takeAll(Event.class)).allMatch((event) -> topicOf(event).startsWith("wamp."));
		this.publisher.send(new Publish(1, Dict.of("acknowledge", true), topic, Payload.NONE));
		this.publisher.takeError(ErrorUris.INVALID_URI);
		this.publisher.send(new Publish(2, Dict.EMPTY, topic, Payload.NONE));
		this.publisher.takeNothing();
		this.peter.takeNothing();
	}

	@Test
	void aMalformedTopicCannotBeSubscribedTo() {
		this.peter.send(new Subscribe(1, Dict.EMPTY, "com..topic"));
		this.peter.takeError(ErrorUris.INVALID_URI);
		this.peter.send(new Subscribe(2, Dict.of("match", "wildcard"), "com..topic"));
		this.peter.take(Subscribed.class);
	}

	@Test
	void aSubscriberThatCannotTakeAnEventHarmsNobodyElse() {
		this.peter.subscribe(TOPIC, Dict.EMPTY);
		this.mary.subscribe(TOPIC, Dict.EMPTY);
		this.peter.channel.refuseAsTooLarge(Event.class::isInstance);
		this.publisher.publish(TOPIC, Dict.of("acknowledge", true), 1);
		this.mary.take(Event.class);
		this.publisher.take(Published.class);
		this.mary.channel.fill();
		this.peter.channel.refuseAsTooLarge((message) -> false);
		this.publisher.publish(TOPIC, Dict.EMPTY, 2);
		this.peter.take(Event.class);
	}

	@Test
	void aSessionThatLeavesTakesItsSubscriptionsAlong() {
		this.peter.subscribe(TOPIC, Dict.EMPTY);
		this.mary.subscribe(TOPIC, Dict.EMPTY);
		this.peter.disconnect();
		this.publisher.publish(TOPIC, Dict.EMPTY, 1);
		this.mary.take(Event.class);
		assertThat(this.router.subscriptions("realm1")).singleElement()
			.satisfies((subscription) -> assertThat(subscription.subscribers()).containsExactly(this.mary.id()));
		this.mary.disconnect();
		assertThat(this.router.subscriptions("realm1")).isEmpty();
	}

	private static String topicOf(Event event) {
		return event.details().getString("topic");
	}

	private TestClient user(String authId) {
		TestClient client = new TestClient(this.router, false);
		client
			.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", authId)));
		client.send(ClientHalf.answer(new TicketAuthenticator(authId, "s"), client.take(Challenge.class)));
		client.welcome = client.take(Welcome.class);
		return client;
	}

}

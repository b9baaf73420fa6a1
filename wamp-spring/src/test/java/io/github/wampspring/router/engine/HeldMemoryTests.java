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

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RealmStatistics;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All of what a stranger makes the router keep counts, and what had to go can be seen.
 */
class HeldMemoryTests {

	private static final Dict RETAIN = Dict.of("retain", true, "acknowledge", true);

	@Test
	void aRetainedEventThatHadToGoIsCounted() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedEvents(2).build()));
		TestClient client = TestClient.joined(router);
		for (int i = 1; i <= 5; i++) {
			client.publish("com.myapp.t" + i, RETAIN, i);
			client.take(Published.class);
		}
		RealmStatistics statistics = router.statistics("realm1");
		assertThat(statistics.retainedEvents()).isEqualTo(2);
		assertThat(statistics.retainedSize()).isPositive();
		assertThat(statistics.droppedRetainedEvents()).isEqualTo(3);
		assertThat(statistics.sessions()).isOne();
		assertThat(router.statistics("com.other")).isEqualTo(RealmStatistics.NONE);
		router.close();
	}

	@Test
	void aPublisherHasNoMoreRoomForRetainedEventsThanItsShare() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedSize(20_000).build())
				.sessionLimits(SessionLimits.builder().retainedSize(10_000).build()));
		TestClient other = TestClient.joined(router);
		other.publish("com.other.topic", RETAIN, "x".repeat(4000));
		other.take(Published.class);
		TestClient client = TestClient.joined(router);
		for (int i = 1; i <= 8; i++) {
			client.publish("com.myapp.t" + i, RETAIN, "x".repeat(4000));
			client.take(Published.class);
		}
		assertThat(router.statistics("realm1").retainedEvents()).isEqualTo(3);
		assertThat(router.statistics("realm1").droppedRetainedEvents()).isEqualTo(6);
		client.publish("com.myapp.large", RETAIN, "x".repeat(11_000));
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		client.publish("com.myapp.t7", RETAIN);
		client.take(Published.class);
		client.publish("com.myapp.t9", RETAIN, "x".repeat(4000));
		client.take(Published.class);
		other.subscribe("com.", Dict.of("match", "prefix", "get_retained", true));
		assertThat(other.takeAll(Event.class)).hasSize(2);
		TestClient subscriber = TestClient.joined(router);
		subscriber.subscribe("com.", Dict.of("match", "prefix", "get_retained", true));
		assertThat(subscriber.takeAll(Event.class)).extracting((event) -> event.details().getString("topic"))
			.containsExactly("com.other.topic", "com.myapp.t8", "com.myapp.t9");
		assertThat(router.statistics("realm1").droppedRetainedEvents()).isEqualTo(6);
		router.close();
	}

	@Test
	void aPublisherThatComesAgainAndAgainDoesNotDriveOutTheRetainedEventsOfOthers() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedSize(20_000).build())
				.sessionLimits(SessionLimits.builder().retainedSize(10_000).build()));
		retain(anonymous(router, "198.51.100.1:1"), "com.other.a");
		retain(anonymous(router, "198.51.100.2:1"), "com.other.b");
		for (int i = 0; i < 5; i++) {
			TestClient stranger = anonymous(router, "203.0.113.9:" + i);
			retain(stranger, "com.stranger.a" + i);
			retain(stranger, "com.stranger.b" + i);
			stranger.disconnect();
		}
		// nobody has more than a share, and the one who has most gives
		retain(anonymous(router, "198.51.100.3:1"), "com.other.c");
		TestClient subscriber = TestClient.joined(router);
		subscriber.subscribe("com.", Dict.of("match", "prefix", "get_retained", true));
		assertThat(subscriber.takeAll(Event.class)).extracting((event) -> event.details().getString("topic"))
			.containsExactly("com.other.a", "com.other.b", "com.stranger.b4", "com.other.c");
		router.close();
	}

	@Test
	void theManyRetainedEventsOfOneDoNotMakeRoomForThoseOfAnother() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedEvents(10).build())
				.sessionLimits(SessionLimits.builder().retainedEvents(2).build()));
		for (int i = 0; i < 7; i++) {
			retain(anonymous(router, "198.51.100.1:" + i), "com.other." + i);
		}
		for (int i = 0; i < 20; i++) {
			retain(anonymous(router, "203.0.113.9:" + i), "com.stranger." + i);
		}
		TestClient subscriber = TestClient.joined(router);
		subscriber.subscribe("com.other.", Dict.of("match", "prefix", "get_retained", true));
		assertThat(subscriber.takeAll(Event.class)).hasSize(7);
		router.close();
	}

	private static TestClient anonymous(DefaultWampRouter router, String address) {
		return TestClient.joined(
				new TestClient(router,
						new RecordingChannel(new ChannelInfo("websocket", "none", address, Map.of(), null, false))),
				"realm1", TestClient.ROLES);
	}

	private static void retain(TestClient client, String topic) {
		client.publish(topic, RETAIN, "x".repeat(4000));
		client.take(Published.class);
	}

	@Test
	void anEventOfWhichAnotherOneTakesThePlaceIsNotCountedAsDropped() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		client.publish("com.myapp.topic", RETAIN, 1);
		client.publish("com.myapp.topic", RETAIN, 2);
		assertThat(router.statistics("realm1").droppedRetainedEvents()).isZero();
		assertThat(router.statistics("realm1").retainedEvents()).isOne();
		router.close();
	}

	@Test
	void theListsOfARetainedEventCount() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedSize(1000).build()));
		TestClient client = TestClient.joined(router);
		client.publish("com.myapp.topic", RETAIN.with("exclude_authid", List.of("x".repeat(2000))), 1);
		client.takeError(ErrorUris.OPTION_NOT_ALLOWED);
		assertThat(router.statistics("realm1").retainedEvents()).isZero();
		router.close();
	}

	@Test
	void theListsOfATestamentCount() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.sessionLimits(SessionLimits.builder().testamentSize(1000).build()));
		TestClient client = TestClient.joined(router);
		call(client, Map.of("publish_options", Map.of("eligible_authid", List.of("x".repeat(2000)))));
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		call(client, Map.of("publish_options", Map.of("x_unknown", "x".repeat(2000))));
		client.take(Result.class);
		router.close();
	}

	private static void call(TestClient client, Map<String, Object> keywords) {
		client.send(new Call(client.nextRequest(), Dict.EMPTY, "wamp.session.add_testament",
				Payload.of(List.of("com.myapp.gone", List.of()), keywords)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack", "cbor" })
	void aRetainedEventDoesNotKeepTheFrameThatItCameIn(String serializer) {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		Publish publish = (Publish) Codecs.get(serializer)
			.decode(Codecs.get(serializer)
				.encode(new Publish(1, Dict.of("retain", true, "x_large", "x".repeat(500)), "com.myapp.topic",
						Payload.of("small"))));
		client.send(publish);
		TestClient subscriber = TestClient.joined(router);
		subscriber.subscribe("com.myapp.topic", Dict.of("get_retained", true));
		Payload.Encoded kept = (Payload.Encoded) subscriber.take(Event.class).payload();
		assertThat(kept).isNotSameAs(publish.payload());
		assertThat(kept.bytes()).isEqualTo(((Payload.Encoded) publish.payload()).bytes());
		assertThat(kept.compact()).as("has its own bytes").isSameAs(kept);
		assertThat(Codecs.MAPPER.arguments(kept)).isEqualTo(List.of("small"));
		router.close();
	}

	@Test
	void aFilterOfRolesIsAListOfStrings() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		for (String procedure : List.of("wamp.session.count", "wamp.session.list")) {
			for (Object odd : List.of(List.of("Aa"), Map.of("a", 1), 1)) {
				client.call(procedure, Dict.EMPTY, List.of("anonymous", odd));
				client.takeError(ErrorUris.INVALID_ARGUMENT);
			}
			client.call(procedure, Dict.EMPTY, List.of("anonymous"));
			client.take(Result.class);
		}
		router.close();
	}

	@Test
	void aFilterOfRolesIsReadOnceHoweverManySessionsThereAre() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		for (int i = 0; i < 50; i++) {
			TestClient.joined(router);
		}
		AtomicInteger reads = new AtomicInteger();
		List<String> roles = new AbstractList<>() {
			@Override
			public String get(int index) {
				reads.incrementAndGet();
				return "role" + index;
			}

			@Override
			public int size() {
				return 1000;
			}
		};
		client.call("wamp.session.count", Dict.EMPTY, roles);
		assertThat(TestClient.arguments(client.take(Result.class)).get(0)).isEqualTo(0);
		assertThat(reads).hasValueLessThan(5000);
		router.close();
	}

	@Test
	void oneBrokenCallerDoesNotKeepTheCallsOfOthersFromEnding() {
		DefaultWampRouter router = TestRouters.open();
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.procedure", Dict.EMPTY);
		List<TestClient> callers = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			RecordingChannel channel = new RecordingChannel(false);
			TestClient caller = TestClient.joined(new TestClient(router, channel), "realm1", TestClient.ROLES);
			caller.call("com.myapp.procedure", Dict.EMPTY);
			if (i % 2 == 0) {
				boolean error = i == 0;
				channel.refuseAsTooLarge((message) -> {
					if (message.type() != MessageType.ERROR) {
						return false;
					}
					if (error) {
						throw new NoClassDefFoundError("broken");
					}
					throw new IllegalStateException("broken");
				});
			}
			else {
				callers.add(caller);
			}
		}
		callee.disconnect();
		callers.forEach((caller) -> caller.takeError(ErrorUris.CANCELED));
		assertThat(router.registrations("realm1")).isEmpty();
		router.close();
	}

	@Test
	void nobodyJoinsTheApplicationInASharedRegistrationThoughAStrangerWasThereFirst() {
		DefaultWampRouter router = TestRouters.open();
		Dict shared = Dict.of("invoke", "roundrobin");
		TestClient.joined(router).register("com.myapp.procedure", shared);
		TestClient application = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		application.register("com.myapp.procedure", shared);
		TestClient second = TestClient.joined(router);
		second.send(new Register(1, shared, "com.myapp.procedure"));
		second.takeError(ErrorUris.NOT_AUTHORIZED);
		router.close();
	}

}

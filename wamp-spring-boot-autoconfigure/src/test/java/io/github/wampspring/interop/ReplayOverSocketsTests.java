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
package io.github.wampspring.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscriptions that miss nothing, over connections that are cut.
 */
class ReplayOverSocketsTests {

	private static final String TOPIC = "com.example.history";

	private static final Duration TIME = Duration.ofSeconds(60);

	@ParameterizedTest
	@ValueSource(strings = { "json", "cbor" })
	void nothingIsMissedIfTheConnectionIsCutAHundredTimesUnderLoad(String serializer) throws Exception {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		try (Application router = Application.router()
			.with("wamp.router.history[0].uri", TOPIC)
			.with("wamp.router.history[0].count", "100000")
			.start();
				CutRelay relay = new CutRelay(router.routerUrl());
				Application subscriber = subscriber(relay, serializer, "realm1");
				Application publisher = Application.client(router.routerUrl()).join()) {
			WampSubscription subscription = subscriber.wamp()
				.newSubscription(TOPIC)
				.replay()
				.subscribe(Integer.class, seen::add)
				.awaitActive(TIME);
			CompletableFuture<?> stop = new CompletableFuture<>();
			CompletableFuture<Integer> published = CompletableFuture
				.supplyAsync(() -> publish(publisher.wamp(), seen, stop));
			for (int i = 0; i < 100; i++) {
				int before = seen.size();
				await().until(() -> seen.size() > before);
				WampSession session = await().until(() -> subscriber.connection().getSession(),
						(joined) -> joined != null);
				relay.cut();
				await().until(() -> subscriber.connection().getSession() != session);
			}
			stop.complete(null);
			int count = published.get();
			await().until(seen::size, (handled) -> handled >= count);
			assertThat(seen).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
			assertThat(subscription.getReplayGaps()).isZero();
		}
	}

	private static int publish(WampTemplate wamp, List<Integer> seen, CompletableFuture<?> stop) {
		int number = 0;
		while (!stop.isDone()) {
			List<CompletableFuture<Long>> acknowledged = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				acknowledged.add(wamp.newPublication(TOPIC).args(number++).publishAcknowledgedAsync());
			}
			acknowledged.forEach(CompletableFuture::join);
			int published = number;
			await().until(() -> stop.isDone() || published < seen.size() + 1_000);
		}
		return number;
	}

	@Test
	@RequiresPeer(Peer.CROSSBAR)
	void crossbarTellsWhatItHasStored() throws Exception {
		List<Integer> seen = new CopyOnWriteArrayList<>();
		List<Integer> seenByOther = new CopyOnWriteArrayList<>();
		String url = PeerRouter.shared(Peer.CROSSBAR).url();
		try (CutRelay relay = new CutRelay(url);
				Application subscriber = subscriber(relay, "json", "realm-history");
				Application other = Application.client(url).with("wamp.realm", "realm-history").join();
				Application publisher = Application.client(url).with("wamp.realm", "realm-history").join()) {
			WampTemplate wamp = publisher.wamp();
			other.wamp().newSubscription(TOPIC).subscribe(Integer.class, seenByOther::add).awaitActive(TIME);
			wamp.newPublication(TOPIC).args(1).publishAcknowledged();
			await().untilAsserted(() -> assertThat(seenByOther).containsExactly(1));
			WampSubscription subscription = subscriber.wamp()
				.newSubscription(TOPIC)
				.replay()
				.subscribe(Integer.class, seen::add)
				.awaitActive(TIME);
			wamp.newPublication(TOPIC).args(2).publishAcknowledged();
			await().untilAsserted(() -> assertThat(seen).containsExactly(2));
			relay.open(false);
			relay.cut();
			for (int i = 3; i < 50; i++) {
				wamp.newPublication(TOPIC).args(i).publishAcknowledged();
			}
			await().untilAsserted(() -> assertThat(seenByOther).hasSize(49));
			relay.open(true);
			await().until(subscription::isActive);
			wamp.newPublication(TOPIC).args(50).publishAcknowledged();
			await().untilAsserted(() -> assertThat(seen).hasSize(49));
			assertThat(seen).containsExactlyElementsOf(IntStream.rangeClosed(2, 50).boxed().toList());
			assertThat(subscription.getReplayGaps()).isZero();
		}
	}

	private static Application subscriber(CutRelay relay, String serializer, String realm) {
		return Application.client(relay.url())
			.with("wamp.realm", realm)
			.with("wamp.serializers", serializer)
			.with("wamp.reconnect.initial-interval", "1ms")
			.with("wamp.reconnect.max-interval", "20ms")
			.join();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(TIME).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
	}

}

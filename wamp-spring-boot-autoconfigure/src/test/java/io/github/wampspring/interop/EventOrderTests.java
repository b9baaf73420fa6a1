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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The order of events under load, over each transport and in each serializer at once. See
 * the section "Ordering Guarantees" of the specification.
 */
class EventOrderTests {

	private static final int PUBLISHERS = 8;

	private static final int TOPICS = 8;

	private static final int SUBSCRIBERS = 16;

	private static final int EVENTS = 25;

	/** What came, by subscriber and publisher: topic by topic, in the order it came. */
	private final Map<String, ConcurrentLinkedQueue<Integer>> received = new ConcurrentHashMap<>();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void eachSubscriberSeesEachPublishersEventsOfATopicInOrderAndOnce(WebApplicationType type) throws Exception {
		try (Application router = Application.router(type).with("wamp.router.listen", "localhost:0").join();
				Application clients = clients(router)) {
			List<WampTemplate> wamp = new ArrayList<>(clients.context().getBeansOfType(WampTemplate.class).values());
			assertThat(wamp).hasSize(SUBSCRIBERS - 1);
			wamp.add(router.wamp());
			List<WampSubscription> subscriptions = new ArrayList<>();
			for (int subscriber = 0; subscriber < SUBSCRIBERS; subscriber++) {
				for (int topic = 0; topic < TOPICS; topic++) {
					subscriptions.add(subscribe(wamp.get(subscriber), subscriber, topic));
				}
			}
			subscriptions.forEach((subscription) -> subscription.awaitActive(Duration.ofSeconds(30)));
			List<CompletableFuture<?>> published = new ArrayList<>();
			for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
				WampTemplate template = wamp.get(SUBSCRIBERS - 1 - 2 * publisher);
				int number = publisher;
				published.add(CompletableFuture.runAsync(() -> publish(template, number),
						(task) -> new Thread(task).start()));
			}
			CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
			int expected = SUBSCRIBERS * PUBLISHERS * TOPICS * EVENTS;
			await().atMost(Duration.ofSeconds(120))
				.until(() -> this.received.values().stream().mapToInt(ConcurrentLinkedQueue::size).sum() >= expected);
		}
		List<Integer> inOrder = IntStream.range(0, EVENTS).boxed().toList();
		assertThat(this.received).hasSize(SUBSCRIBERS * PUBLISHERS * TOPICS)
			.allSatisfy((way, events) -> assertThat(events).as(way).containsExactlyElementsOf(inOrder));
	}

	private static Application clients(Application router) {
		String web = router.routerUrl();
		String listener = "ws://localhost:" + router.context().getEnvironment().getProperty("local.wamp.router.port")
				+ "/ws";
		Map<String, Object> connections = new LinkedHashMap<>();
		for (int i = 0; i < SUBSCRIBERS - 1; i++) {
			String connection = "wamp.connections.c" + i;
			connections.put(connection + ".urls", (i % 2 == 0) ? web : listener);
			connections.put(connection + ".serializers", Serializers.ALL.get(i % 3));
			connections.put(connection + ".transport", (i % 4 < 2) ? "netty" : "tomcat");
		}
		return Application.client().with(connections).start();
	}

	private WampSubscription subscribe(WampTemplate wamp, int subscriber, int topic) {
		return wamp.newSubscription("com.example.order" + topic).subscribe((arguments, details) -> {
			String way = "publisher " + arguments.get(0, Integer.class) + ", topic " + topic + ", subscriber "
					+ subscriber;
			this.received.computeIfAbsent(way, (unknown) -> new ConcurrentLinkedQueue<>())
				.add(arguments.get(1, Integer.class));
		});
	}

	private static void publish(WampTemplate wamp, int publisher) {
		for (int event = 0; event < EVENTS; event++) {
			for (int topic = 0; topic < TOPICS; topic++) {
				wamp.newPublication("com.example.order" + topic).args(publisher, event).excludeMe(false).publish();
			}
		}
	}

}

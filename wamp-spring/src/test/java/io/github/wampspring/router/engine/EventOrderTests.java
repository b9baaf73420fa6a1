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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of events under load. See the section "Ordering Guarantees" of the
 * specification.
 */
class EventOrderTests {

	private static final int PUBLISHERS = 8;

	private static final int TOPICS = 8;

	private static final int SUBSCRIBERS = 16;

	private final DefaultWampRouter router = TestRouters.open();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void tearDown() {
		this.executor.shutdownNow();
		this.router.close();
	}

	@Test
	void eachSubscriberSeesEachPublishersEventsInOrderAndOnce() throws Exception {
		int events = 40;
		List<TestClient> subscribers = new ArrayList<>();
		for (int i = 0; i < SUBSCRIBERS; i++) {
			TestClient subscriber = TestClient.joined(this.router);
			for (int topic = 0; topic < TOPICS; topic++) {
				subscriber.subscribe(topic(topic), Dict.EMPTY);
			}
			subscribers.add(subscriber);
		}
		List<Future<?>> publishers = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			int publisher = i;
			TestClient client = TestClient.joined(this.router);
			publishers.add(this.executor.submit(() -> {
				for (int event = 0; event < events * TOPICS; event++) {
					client.publish(topic(event % TOPICS), Dict.EMPTY, publisher, event);
				}
			}));
		}
		for (Future<?> publisher : publishers) {
			publisher.get(60, TimeUnit.SECONDS);
		}
		for (TestClient subscriber : subscribers) {
			Map<Object, Integer> next = new HashMap<>();
			List<Event> received = subscriber.takeAll(Event.class);
			assertThat(received).hasSize(PUBLISHERS * TOPICS * events);
			for (Event event : received) {
				List<?> arguments = TestClient.arguments(event);
				int expected = next.merge(arguments.get(0), 1, Integer::sum) - 1;
				assertThat(arguments.get(1)).isEqualTo(expected);
			}
		}
	}

	@Test
	void eventsComeOnlyBetweenSubscribedAndUnsubscribedAndNoneIsMissingThere() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		List<Future<?>> publishers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			int publisher = i;
			TestClient client = TestClient.joined(this.router);
			publishers.add(this.executor.submit(() -> {
				for (int event = 0; !stop.get(); event++) {
					client.send(new Publish(1, Dict.EMPTY, topic(0), Payload.of(publisher, event)));
				}
			}));
		}
		List<Future<Integer>> subscribers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			subscribers.add(this.executor.submit(() -> churn(TestClient.joined(this.router))));
		}
		int received = 0;
		for (Future<Integer> subscriber : subscribers) {
			received += subscriber.get(60, TimeUnit.SECONDS);
		}
		stop.set(true);
		for (Future<?> publisher : publishers) {
			publisher.get(60, TimeUnit.SECONDS);
		}
		assertThat(received).isPositive();
	}

	private static int churn(TestClient client) {
		int received = 0;
		for (int round = 0; round < 2000; round++) {
			client.send(new Subscribe(1, Dict.EMPTY, topic(0)));
			long subscription = client.take(Subscribed.class).subscription();
			if (round % 10 == 0) {
				Thread.yield();
			}
			client.send(new Unsubscribe(2, subscription, Dict.EMPTY));
			received += window(client);
			client.takeNothing();
		}
		return received;
	}

	private static int window(TestClient client) {
		Map<Object, Integer> last = new HashMap<>();
		int received = 0;
		for (WampMessage message = client.channel.poll(); !(message instanceof Unsubscribed); message = client.channel
			.poll()) {
			List<?> arguments = TestClient.arguments(message);
			Integer now = (Integer) arguments.get(1);
			Integer before = last.put(arguments.get(0), now);
			if (before != null) {
				assertThat(now).isEqualTo(before + 1);
			}
			received++;
		}
		return received;
	}

	private static String topic(int number) {
		return "com.myapp.topic" + number;
	}

}

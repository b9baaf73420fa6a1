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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients make an instance do is not done by the threads that other instances are
 * heard by.
 */
class ClusterThreadsTests {

	private static final Dict RETAINED = Dict.of("match", "prefix", "get_retained", true);

	private static final String PREFIX = "com.example.";

	/** What waits for a thread. */
	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final TestCluster cluster = TestCluster.ofThree((realm) -> {
	}, Duration.ofSeconds(60), this.tasks::add);

	private final TestClient client = this.cluster.join(0);

	private final TestClient publisher = this.cluster.join(1);

	@AfterEach
	void close() {
		this.cluster.close();
	}

	private void retain(int count) {
		for (int i = 0; i < count; i++) {
			this.publisher.publish(PREFIX + i, Dict.of("retain", true), i);
		}
	}

	private void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	@Test
	void retainedEventsComeByAnotherThreadThanWhatOtherInstancesTellAPortionAtATime() {
		retain(200);
		this.client.subscribe(PREFIX, RETAINED);
		this.client.takeNothing();
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		int first = this.client.takeAll(Event.class).size();
		assertThat(first).isBetween(1, 100);
		assertThat(this.tasks).hasSize(1);
		run();
		assertThat(this.client.takeAll(Event.class).stream().map((event) -> TestClient.arguments(event).get(0)))
			.isEqualTo(IntStream.range(first, 200).boxed().toList());
	}

	@Test
	void eventsOfTheMetaApiComeByAnotherThreadThanHeartbeatsATurnAtATime() {
		this.client.subscribe("wamp.registration.on_unregister", Dict.EMPTY);
		TestClient other = this.cluster.join(0);
		for (int i = 0; i < 600; i++) {
			other.register(PREFIX + i, Dict.EMPTY);
		}
		run();
		this.client.takeAll(Event.class);
		other.disconnect();
		int first = this.client.takeAll(Event.class).size();
		assertThat(first).isLessThan(100);
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		int second = this.client.takeAll(Event.class).size();
		assertThat(second).isBetween(1, 300);
		assertThat(this.tasks).hasSize(1);
		run();
		assertThat(first + second + this.client.takeAll(Event.class).size()).isEqualTo(600);
	}

	@Test
	void whatComesAsAnOrdinaryEventMeanwhileComesOnce() {
		retain(3);
		this.client.subscribe(PREFIX, RETAINED);
		this.publisher.publish(PREFIX + "1", Dict.of("retain", true), "new");
		// waits for a thread of its own
		this.client.send(new Subscribe(this.client.nextRequest(), RETAINED, PREFIX));
		assertThat(TestClient.arguments(this.client.take(Event.class)).get(0)).isEqualTo("new");
		this.client.take(Subscribed.class);
		assertThat(this.client.takeAll(Event.class)).hasSize(3);
		run();
		assertThat(this.client.takeAll(Event.class).stream().<Object>map((event) -> TestClient.arguments(event).get(0)))
			.containsExactly(0, 2);
	}

	@Test
	void whoIsNoSubscriberAnyMoreCostsNothing() {
		retain(100);
		for (int i = 0; i < 40; i++) {
			long subscription = this.client.subscribe(PREFIX, RETAINED);
			this.client.send(new Unsubscribe(this.client.nextRequest(), subscription, Dict.EMPTY));
			this.client.take(Unsubscribed.class);
			assertThat(this.tasks).hasSize(1);
			run();
			this.client.takeNothing();
		}
	}

	@Test
	void howManyMayWaitForRetainedEventsIsBounded() {
		retain(1);
		for (int i = 0; i < 40; i++) {
			this.client.send(new Subscribe(this.client.nextRequest(), RETAINED, PREFIX + i + "."));
		}
		assertThat(this.tasks).hasSize(16);
	}

}

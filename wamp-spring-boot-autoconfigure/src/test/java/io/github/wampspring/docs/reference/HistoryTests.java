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
package io.github.wampspring.docs.reference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the page on event history.
 */
@SpringBootTest(classes = HistoryTests.Application.class, webEnvironment = WebEnvironment.NONE,
		properties = { "wamp.router.enabled=true", "wamp.router.history[0].uri=com.myapp.orders.created",
				"wamp.router.history[1].uri=com.myapp.orders.", "wamp.router.history[1].match=prefix",
				"wamp.publisher.exclude-me=false", "wamp.fail-fast=true" })
class HistoryTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private WampConnection connection;

	@Autowired
	private Orders orders;

	@Test
	void missesNothing() {
		List<String> topics = new CopyOnWriteArrayList<>();
		// tag::specification[]
		WampSubscription subscription = this.wamp.newSubscription("com.myapp.orders.")
			.match(MatchPolicy.PREFIX)
			.replay()
			.subscribe((arguments, event) -> topics.add(event.topic()));
		// end::specification[]
		subscription.awaitActive(Duration.ofSeconds(30));
		this.connection.getSubscriptions().forEach((one) -> one.awaitActive(Duration.ofSeconds(30)));
		publish("tea");
		Awaitility.await().untilAsserted(() -> assertThat(this.orders.seen).containsExactly("tea"));
		this.connection.getSubscriptions().forEach(WampSubscription::stop);
		publish("cake");
		this.connection.getSubscriptions().forEach(WampSubscription::start);
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.orders.seen).containsExactly("tea", "cake");
			assertThat(topics).containsExactly("com.myapp.orders.created", "com.myapp.orders.created");
		});
	}

	private void publish(String article) {
		this.wamp.newPublication("com.myapp.orders.created").args(new Order(article)).publishAcknowledged();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Orders.class)
	static class Application {

	}

	record Order(String article) {
	}

	static class Orders {

		final List<String> seen = new CopyOnWriteArrayList<>();

		// tag::replay[]
		@WampSubscribe(topic = "com.myapp.orders.created", replay = true)
		void onOrder(Order order) {
			this.seen.add(order.article());
		}
		// end::replay[]

	}

}

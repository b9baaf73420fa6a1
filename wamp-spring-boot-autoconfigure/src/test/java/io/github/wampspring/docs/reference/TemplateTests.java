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
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = TemplateTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
class TemplateTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private ReactiveWampTemplate reactiveWamp;

	@Test
	void calls() {
		// tag::call[]
		int sum = this.wamp.call("com.myapp.add2", Integer.class, 2, 3);

		List<Reading> readings = this.wamp.call("com.myapp.readings", new ParameterizedTypeReference<List<Reading>>() {
		});

		WampResult minimum = this.wamp.newCall("com.myapp.minimum")
			.kwargs(Map.of("a", 7, "b", 4))
			.timeout(Duration.ofSeconds(2))
			.call();

		CompletableFuture<Integer> later = this.wamp.callAsync("com.myapp.add2", Integer.class, 2, 3);
		// end::call[]
		assertThat(sum).isEqualTo(5);
		assertThat(readings).containsExactly(new Reading("cpu", 0.25), new Reading("memory", 0.5));
		assertThat(minimum.getArguments()).containsExactly(4);
		assertThat(later).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(5);
	}

	@Test
	void publishes() {
		// tag::publish[]
		this.wamp.publish("com.myapp.oncounter", 42);

		long publication = this.wamp.newPublication("com.myapp.onreading")
			.kwargs(new Reading("cpu", 0.25))
			.eligibleAuthRoles("trusted", "dashboard")
			.retain()
			.publishAcknowledged();
		// end::publish[]
		assertThat(publication).isPositive();
	}

	@Test
	void registersAndSubscribes() {
		// tag::register[]
		WampRegistration registration = this.wamp.newRegistration("com.myapp.square")
			.invoke(InvocationPolicy.ROUNDROBIN)
			.register(Integer.class, (x) -> x * x);

		StringBuffer topics = new StringBuffer();
		WampSubscription subscription = this.wamp.newSubscription("com.myapp.device")
			.match(MatchPolicy.PREFIX)
			.subscribe((arguments, event) -> topics.append(event.topic()));
		// end::register[]
		await().until(() -> registration.isActive() && subscription.isActive());
		assertThat(this.wamp.call("com.myapp.square", Integer.class, 5)).isEqualTo(25);
		this.wamp.newPublication("com.myapp.device.7").excludeMe(false).publish();
		await().untilAsserted(() -> assertThat(topics).hasToString("com.myapp.device.7"));
		registration.close();
		subscription.close();
	}

	@Test
	void reacts() {
		// tag::reactive[]
		Mono<Integer> sum = this.reactiveWamp.call("com.myapp.add2", Integer.class, 2, 3);

		Mono<Long> publication = this.reactiveWamp.newPublication("com.myapp.oncounter").args(1).publishAcknowledged();

		Flux<Integer> counts = this.reactiveWamp.subscribe("com.myapp.oncounter", Integer.class);
		// end::reactive[]
		assertThat(sum.block(Duration.ofSeconds(5))).isEqualTo(5);
		assertThat(publication.block(Duration.ofSeconds(5))).isPositive();
		CompletableFuture<Integer> next = counts.next().toFuture();
		await().untilAsserted(() -> {
			this.wamp.newPublication("com.myapp.oncounter").args(8).excludeMe(false).publish();
			assertThat(next).isCompletedWithValue(8);
		});
	}

	record Reading(String sensor, double value) {
	}

	@Component
	static class Procedures {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

		@WampProcedure("com.myapp.readings")
		List<Reading> readings() {
			return List.of(new Reading("cpu", 0.25), new Reading("memory", 0.5));
		}

		@WampProcedure("com.myapp.minimum")
		int minimum(@WampKwargs Map<String, Integer> values) {
			return values.values().stream().min(Integer::compare).orElseThrow();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Procedures.class)
	static class Application {

	}

}

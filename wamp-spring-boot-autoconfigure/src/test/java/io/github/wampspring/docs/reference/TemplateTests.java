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
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.core.WampTemplateCustomizer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of the template.
 */
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
		Integer sum = this.wamp.call("com.myapp.add2", Integer.class, 2, 3);

		List<Reading> readings = this.wamp.call("com.myapp.readings", new ParameterizedTypeReference<List<Reading>>() {
		});

		WampResult minimum = this.wamp.newCall("com.myapp.minimum")
			.kwargs(Map.of("a", 7, "b", 4))
			.timeout(Duration.ofSeconds(2))
			.call();

		Integer least = this.wamp.call("com.myapp.minimum", Integer.class, Kwargs.of("a", 7).and("b", 4));

		CompletableFuture<Integer> later = this.wamp.callAsync("com.myapp.add2", Integer.class, 2, 3);
		// end::call[]
		assertThat(least).isEqualTo(4);
		assertThat(sum).isEqualTo(5);
		assertThat(readings).containsExactly(new Reading("cpu", 0.25), new Reading("memory", 0.5));
		assertThat(minimum.getArguments()).containsExactly(4);
		assertThat(later).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(5);
	}

	@Test
	void publishes() {
		// tag::publish[]
		this.wamp.publish("com.myapp.oncounter", 42);
		this.wamp.publishAsync("com.myapp.oncounter", 43);
		this.wamp.newPublication("com.myapp.oncounter").args(44).excludeMe(false).publish();

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
		registration.awaitActive(Duration.ofSeconds(5));

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
	void changesDefaults() {
		// tag::mutate[]
		WampTemplate patient = this.wamp.mutate().callTimeout(Duration.ofMinutes(5)).excludeMe(false).build();
		// end::mutate[]
		assertThat(patient.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		assertThat(patient.getConnection()).isSameAs(this.wamp.getConnection());
	}

	@Test
	void mapsErrorsOfOneCall() {
		assertThatIllegalStateException().isThrownBy(this::reserve);
	}

	private void reserve() {
		// tag::on-error[]
		this.wamp.newCall("com.myapp.reserve")
			.args("tea")
			.onError("com.myapp.error.sold_out", (error) -> new IllegalStateException("Come back later", error))
			.call();
		// end::on-error[]
	}

	@Test
	void reacts() {
		// tag::reactive[]
		Mono<Integer> sum = this.reactiveWamp.call("com.myapp.add2", Integer.class, 2, 3);

		Mono<Long> publication = this.reactiveWamp.newPublication("com.myapp.oncounter").args(1).publishAcknowledged();

		Flux<Integer> squares = this.reactiveWamp.stream("com.myapp.squares", Integer.class, 3);

		Flux<Integer> counts = this.reactiveWamp.subscribe("com.myapp.oncounter", Integer.class);
		// end::reactive[]
		assertThat(squares.collectList().block(Duration.ofSeconds(5))).containsExactly(1, 4, 9);
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

		@WampProcedure("com.myapp.squares")
		Flux<Integer> squares(int count) {
			return Flux.range(1, count).map((i) -> i * i);
		}

		@WampProcedure("com.myapp.reserve")
		void reserve(String article) {
			throw new WampException("com.myapp.error.sold_out", "There is no " + article);
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

		// tag::customizer[]
		@Bean
		WampTemplateCustomizer disclosed() {
			return (builder) -> builder.discloseMe(true);
		}
		// end::customizer[]

	}

}

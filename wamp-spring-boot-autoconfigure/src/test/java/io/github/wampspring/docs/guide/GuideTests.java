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

package io.github.wampspring.docs.guide;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the guide.
 */
@SpringBootTest(classes = GuideTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
class GuideTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private Callers callers;

	@Autowired
	private Programmatic programmatic;

	@Test
	void callsInThreeStyles() {
		assertThat(this.callers.addBlocking()).isEqualTo("call result: 5");
		assertThat(this.callers.addLater()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("call result: 5");
		assertThat(this.callers.addReactive().block(Duration.ofSeconds(5))).isEqualTo("call result: 5");
	}

	@Test
	void callsWithEverything() {
		WampResult result = this.callers.everything();
		assertThat(result.getArguments()).containsExactly("cube");
		assertThat(result.getKeywordArguments()).containsEntry("volume", 15.625);
	}

	@Test
	void answersLater() {
		assertThat(this.wamp.call("com.myapp.later", String.class, "now")).isEqualTo("now");
		assertThat(this.wamp.call("com.myapp.reactive", String.class, "now")).isEqualTo("now");
	}

	@Test
	void registersAndSubscribesByCode(@Autowired Publishers publishers) {
		try (WampRegistration registration = this.programmatic.registerMul2();
				WampSubscription subscription = this.programmatic.subscribe(new StringBuilder())) {
			assertThat(registration.whenActive()).succeedsWithin(Duration.ofSeconds(5));
			assertThat(subscription.whenActive()).succeedsWithin(Duration.ofSeconds(5));
			assertThat(this.wamp.call("com.myapp.mul2", Integer.class, 4, 5)).isEqualTo(20);
		}
		CompletableFuture<Integer> next = this.programmatic.counts().next().toFuture();
		await().untilAsserted(() -> {
			publishers.publishAcknowledged();
			assertThat(next).isCompletedWithValue(42);
		});
	}

	@Test
	void mapsErrorsBothWays(@Autowired Errors.Customer customer) {
		assertThat(customer.withdraw()).isEqualTo("Not enough money, missing: 100");
	}

	@Test
	void sendsProgressiveResults(@Autowired Progress.Watcher watcher) {
		assertThat(watcher.watch()).isEqualTo("lift-off");
		assertThat(watcher.seen).containsExactly(3, 2, 1);
		assertThat(watcher.squares().collectList().block(Duration.ofSeconds(5))).containsExactly(1, 4, 9, 16);
	}

	@Test
	void streamsArguments(@Autowired StreamedArguments.Client client) {
		assertThat(client.upload("file", List.of(new byte[3], new byte[4]))).isEqualTo(7);
		assertThat(client.averages(Flux.just(1d, 3d, 5d, 9d)).collectList().block(Duration.ofSeconds(60)))
			.containsExactly(2d, 7d);
		client.register();
		await().ignoreExceptions().untilAsserted(() -> assertThat(client.total(List.of(1, 2, 3))).isEqualTo(6));
		await().ignoreExceptions()
			.untilAsserted(() -> assertThat(client.scaled(3, List.of(1, 2)).collectList().block(Duration.ofSeconds(60)))
				.containsExactly(3, 6));
	}

	@Test
	void publishesAndSubscribes(@Autowired Counter.Listener listener, @Autowired Publishers publishers) {
		assertThat(publishers.publishAcknowledged()).isPositive();
		await().untilAsserted(() -> assertThat(listener.seen).contains(42));
	}

	@Test
	void publishesEverySecond() {
		CompletableFuture<Integer> next = new CompletableFuture<>();
		try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Application.class)
			.properties("wamp.router.enabled=true", "wamp.publisher.exclude-me=false",
					"spring.main.web-application-type=none")
			.run();
				WampSubscription subscription = other.getBean(WampTemplate.class)
					.subscribe("com.myapp.oncounter", Integer.class, next::complete)) {
			assertThat(next).succeedsWithin(Duration.ofSeconds(10));
		}
	}

	@Test
	void goesThroughTheLifecycleInOrder() {
		List<String> entries;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("wamp.router.enabled=true", "spring.main.web-application-type=none")
			.run()) {
			entries = context.getBean(Lifecycle.Diary.class).entries();
			await().until(() -> entries.contains("session joined"));
		}
		assertThat(entries).containsExactly("transport connected", "session joined", "session left",
				"transport disconnected");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan
	static class Application {

	}

}

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
package io.github.wampspring.autoconfigure.listener;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.FailedEvent;
import io.github.wampspring.core.WampEventErrorPolicy;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WampEventErrorAutoConfiguration}.
 */
class WampEventErrorAutoConfigurationTests {

	@Test
	void byDefaultNothingIsTriedAgain() {
		application().run((context) -> {
			publish(context.getBean(WampTemplate.class), "orders");
			EventErrors errors = context.getBean(EventErrors.class);
			await().until(() -> errors.getFailed() == 1);
			assertThat(context.getBean(Orders.class).seen).hasSize(1);
		});
	}

	@Test
	void propertiesHaveEventsTriedAgainAndPublishedToTheDeadLetterTopic() {
		application()
			.withPropertyValues("wamp.listener.events.retry.enabled=true", "wamp.listener.events.retry.max-retries=2",
					"wamp.listener.events.retry.initial-interval=1ms", "wamp.listener.events.dead-letter-topic=dead")
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				List<Map<String, Object>> letters = letters(wamp, "dead");
				publish(wamp, "orders");
				await().until(() -> !letters.isEmpty());
				assertThat((Map<?, ?>) letters.get(0).get("dead_letter")).extracting("topic", "attempts")
					.containsExactly("orders", 3);
				assertThat(context.getBean(Orders.class).seen).hasSize(3);
			});
	}

	@Test
	void aDeadLetterGoesOverTheConnectionOfItsEvent() {
		application()
			.withPropertyValues("wamp.connections.cloud.realm=cloud",
					"wamp.connections.cloud.publisher.exclude-me=false", "wamp.router.realms=realm1,cloud",
					"wamp.urls=", "wamp.listener.events.dead-letter-topic=dead")
			.withBean("cloudOrders", CloudOrders.class)
			.run((context) -> {
				WampTemplate cloud = context.getBean("cloudWampTemplate", WampTemplate.class);
				List<Map<String, Object>> letters = letters(cloud, "dead");
				publish(cloud, "orders");
				await().until(() -> letters.size() == 1);
				assertThat(context.getBean(Orders.class).seen).isEmpty();
			});
	}

	@Test
	void aSubscriptionMayNameAPolicy() {
		application().withUserConfiguration(Policies.class).withBean(Special.class).run((context) -> {
			assertThat(context.getBean(EventErrors.class).getRecovered()).isZero();
			publish(context.getBean(WampTemplate.class), "special");
			List<FailedEvent> recovered = context.getBean(Policies.class).recovered;
			await().until(() -> !recovered.isEmpty());
			assertThat(recovered.get(0).attempts()).isEqualTo(2);
			// the other subscription has no part in it
			publish(context.getBean(WampTemplate.class), "orders");
			await().until(() -> context.getBean(EventErrors.class).getFailed() == 1);
			assertThat(recovered).hasSize(1);
		});
	}

	@Test
	void aPolicyThatIsNotThereFailsTheStart() {
		application().withBean(Special.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("The error policy 'once' of ")
				.hasMessageContaining("is not there"));
	}

	@Test
	void theApplicationsPolicyOfThatNameIsTheOneOfAllSubscriptions() {
		application().withPropertyValues("wamp.listener.events.retry.enabled=true")
			.withUserConfiguration(OwnPolicy.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(WampEventErrorPolicy.class);
				publish(context.getBean(WampTemplate.class), "orders");
				await().until(() -> context.getBean(EventErrors.class).getRecovered() == 1);
			});
	}

	@Test
	void valuesThatMakeNoSenseFailTheStart() {
		assertThatFails("retry.multiplier", "0.5", "it must be at least 1");
		assertThatFails("retry.max-retries", "-1", "it must be at least 0");
		assertThatFails("retry.initial-interval", "-1s", "it must not be negative");
		assertThatFails("retry.max-interval", "0", "it must be at least 1ms");
		assertThatFails("dead-letter-topic", "no topic", "it must be a URI");
	}

	private static void assertThatFails(String property, String value, String reason) {
		application().withPropertyValues("wamp.listener.events." + property + "=" + value).run((context) -> {

			assertThat(context).getFailure().rootCause().hasMessageContaining(reason);
		});
	}

	@Test
	void thereIsNoneWithoutTheLibraryOrWhereItIsDisabled() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WampEventErrorAutoConfiguration.class));
		runner.withClassLoader(new FilteredClassLoader(WampConnection.class))
			.run((context) -> assertThat(context).doesNotHaveBean(WampEventErrorAutoConfiguration.BEAN_NAME));
		runner.withPropertyValues("wamp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WampEventErrorAutoConfiguration.BEAN_NAME));
	}

	private static ApplicationContextRunner application() {
		return WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.publisher.exclude-me=false")
			.withBean("orders", Orders.class);
	}

	private static void publish(WampOperations wamp, String topic) {
		wamp.newPublication(topic).args("book").excludeMe(false).publishAcknowledged();
	}

	private static List<Map<String, Object>> letters(WampTemplate wamp, String topic) throws Exception {
		List<Map<String, Object>> letters = new CopyOnWriteArrayList<>();
		wamp.newSubscription(topic)
			.subscribe((arguments, details) -> letters.add(arguments.getKeywordArguments()))
			.whenActive()
			.get(5, TimeUnit.SECONDS);
		return letters;
	}

	static class Orders {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@WampSubscribe("orders")
		void onOrder(String article) {
			this.seen.add(article);
			throw new IllegalStateException("never");
		}

	}

	static class CloudOrders {

		@WampSubscribe(topic = "orders", connection = "cloud")
		void onOrder(String article) {
			throw new IllegalStateException("never");
		}

	}

	static class Special {

		@WampSubscribe(topic = "special", errorPolicy = "${special.policy:once}")
		void onSpecial(String article) {
			throw new IllegalStateException("never");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Policies {

		final List<FailedEvent> recovered = new CopyOnWriteArrayList<>();

		@Bean
		WampEventErrorPolicy once() {
			return new WampEventErrorPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ofMillis(1)).build(),
					this.recovered::add);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPolicy {

		@Bean
		WampEventErrorPolicy wampEventErrorPolicy() {
			return new WampEventErrorPolicy(RetryPolicy.withMaxRetries(0), (event) -> {
			});
		}

	}

}

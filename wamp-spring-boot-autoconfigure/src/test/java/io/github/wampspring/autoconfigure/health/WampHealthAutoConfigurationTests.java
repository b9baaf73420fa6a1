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

package io.github.wampspring.autoconfigure.health;

import java.util.List;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.router.WampRouter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WampHealthAutoConfiguration}.
 */
class WampHealthAutoConfigurationTests {

	private static final String SECRET = "ws://joe:password@localhost:1/ws?token=secret";

	private final ApplicationContextRunner withRouter = WampAutoConfigurations.withRouter()
		.withConfiguration(AutoConfigurations.of(WampHealthAutoConfiguration.class));

	private final ApplicationContextRunner givingUp = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withConfiguration(AutoConfigurations.of(WampHealthAutoConfiguration.class))
		.withPropertyValues("wamp.url=" + SECRET, "wamp.auth.authid=joe", "wamp.auth.ticket=my-ticket",
				"wamp.reconnect.max-retries=0");

	private static Health health(ApplicationContext context, String connection) {
		HealthContributor contributor = context.getBean("wampHealthContributor", CompositeHealthContributor.class)
			.getContributor(connection);
		assertThat(contributor).isInstanceOf(HealthIndicator.class);
		return ((HealthIndicator) contributor).health();
	}

	private static String status(ApplicationContext context, String bean) {
		return context.getBean(bean, HealthIndicator.class).health().getStatus().getCode();
	}

	@Test
	void eachConnectionHasAnIndicatorThatTellsItsSession() {
		this.withRouter
			.withPropertyValues("wamp.realm=realm1", "wamp.connections.two.url=ws://localhost:1/ws",
					"wamp.connections.three.url=ws://localhost:1/ws", "wamp.connections.three.auto-startup=false")
			.run((context) -> {
				Health one = health(context, "default");
				assertThat(one.getStatus().getCode()).isEqualTo("UP");
				assertThat(one.getDetails()).containsEntry("state", "joined")
					.containsEntry("realm", "realm1")
					.containsEntry("url", "in-process:router")
					.containsKeys("since", "session")
					.doesNotContainKeys("reason", "refused", "attempts");
				await().untilAsserted(() -> assertThat(health(context, "two").getDetails())
					.containsEntry("url", "ws://localhost:1/ws")
					.containsKeys("since", "reason", "attempts"));
				assertThat(health(context, "two").getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
				assertThat(health(context, "three").getStatus().getCode()).isEqualTo("UNKNOWN");
				assertThat(status(context, "wampLivenessHealthIndicator")).isEqualTo("UP");
				assertThat(status(context, "wampRouterHealthIndicator")).isEqualTo("UP");
			});
	}

	@Test
	void aConnectionThatHasGivenUpIsDownAndNotAliveAndTellsNoSecret() {
		this.givingUp.run((context) -> {
			WampConnection connection = context.getBean(WampConnection.class);
			await().until(() -> connection.getState().status() == Status.FAILED);
			Health health = health(context, "default");
			assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
			assertThat(health.toString()).contains("failed")
				.contains("ws://localhost:1/ws")
				.doesNotContain("password")
				.doesNotContain("secret")
				.doesNotContain("my-ticket");
			assertThat(status(context, "wampLivenessHealthIndicator")).isEqualTo("DOWN");
			assertThat(context).doesNotHaveBean("wampRouterHealthIndicator");
		});
	}

	@Test
	void aConnectionWhoseLoginIsRefusedIsAliveAndGoesOn() {
		this.withRouter
			.withPropertyValues("wamp.fail-fast=false", "wamp.router.users.joe.secret=right", "wamp.auth.authid=joe",
					"wamp.auth.secret=wrong", "wamp.reconnect.max-refusals=1", "wamp.reconnect.initial-interval=1ms",
					"wamp.reconnect.max-interval=1ms", "wamp.reconnect.max-refused-interval=1h",
					"wamp.reconnect.multiplier=10000000")
			.run((context) -> {
				WampConnection connection = context.getBean(WampConnection.class);
				await().until(() -> connection.getState().status() == Status.WAITING
						&& connection.getState().attempts() == 2);
				assertThat(health(context, "default").getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
				assertThat(health(context, "default").getDetails()).hasEntrySatisfying("reason",
						(reason) -> assertThat(reason).asString().contains("wamp.error.authentication_denied"));
				assertThat(status(context, "wampLivenessHealthIndicator")).isEqualTo("UP");
			});
	}

	@Test
	void aRefusedRegistrationIsTold() {
		this.withRouter
			.withPropertyValues("wamp.fail-fast=false", "wamp.realm=realm1", "wamp.connections.two.realm=realm1")
			.withBean(Twice.class)
			.run((context) -> {
				await().untilAsserted(() -> assertThat(refusals(context)).hasSize(1));
				assertThat(refusals(context).get(0)).contains("com.myapp.add2")
					.contains("wamp.error.procedure_already_exists");
			});
	}

	@SuppressWarnings("unchecked")
	private static List<String> refusals(ApplicationContext context) {
		return List.of("default", "two")
			.stream()
			.map((name) -> (List<String>) health(context, name).getDetails().get("refusals"))
			.filter((refusals) -> refusals != null)
			.flatMap(List::stream)
			.toList();
	}

	@Test
	void theRoutersHealthCountsSessionsAndEndsWithTheRouter() {
		this.withRouter.run((context) -> {
			HealthIndicator indicator = context.getBean("wampRouterHealthIndicator", HealthIndicator.class);
			assertThat(indicator.health().getDetails()).hasToString("{sessions={realm1=1}}");
			context.getBean(WampRouter.class).close();
			assertThat(indicator.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
		});
	}

	@Test
	void groupsForReadinessAndLivenessTakeThem() {
		this.givingUp
			.withConfiguration(AutoConfigurations.of(HealthContributorRegistryAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
			.withBean(ApplicationAvailabilityBean.class)
			.withPropertyValues("wamp.auto-startup=false", "management.endpoint.health.group.readiness.include=wamp",
					"management.endpoint.health.group.liveness.include=wampLiveness",
					"management.endpoint.health.group.one.include=wamp/default")
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(status(endpoint, "liveness")).isEqualTo("UP");
				assertThat(status(endpoint, "readiness")).isEqualTo("UNKNOWN");
				context.getBean(DefaultWampConnection.class).start();
				await().untilAsserted(() -> assertThat(status(endpoint, "liveness")).isEqualTo("DOWN"));
				assertThat(status(endpoint, "readiness")).isEqualTo("DOWN");
				assertThat(status(endpoint, "one")).isEqualTo("DOWN");
			});
	}

	private static String status(HealthEndpoint endpoint, String group) {
		HealthDescriptor descriptor = endpoint.healthForPath(group);
		assertThat(descriptor).isNotNull();
		return descriptor.getStatus().getCode();
	}

	@Test
	void indicatorsCanBeDisabledAndReplaced() {
		this.withRouter
			.withPropertyValues("management.health.wamp.enabled=false", "management.health.wampliveness.enabled=false",
					"management.health.wamprouter.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
		this.withRouter.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
		HealthIndicator own = () -> Health.up().build();
		this.withRouter.withBean("wampHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(CompositeHealthContributor.class));
	}

	@Test
	void withoutTheHealthModuleOrAConnectionThereIsNone() {
		this.withRouter.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wampHealthContributor"));
		this.withRouter.withPropertyValues("wamp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("wampHealthContributor")
				.doesNotHaveBean("wampLivenessHealthIndicator")
				.hasBean("wampRouterHealthIndicator"));
	}

	static class Twice {

		@WampProcedure("com.myapp.add2")
		int one(int x, int y) {
			return x + y;
		}

		@WampProcedure(uri = "com.myapp.add2", connection = "two")
		int two(int x, int y) {
			return x + y;
		}

	}

}

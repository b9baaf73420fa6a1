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

package io.github.wampspring.autoconfigure.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The meters of connections and router, and the dashboard that shows them.
 */
class WampMetricsAutoConfigurationTests {

	private static final Path DASHBOARD = Path.of("").toAbsolutePath().getParent().resolve("docs/grafana/wamp.json");

	private static final Pattern METRIC = Pattern.compile("\\bwamp_[a-z_]+(?=[\\[{)]|$)");

	private static final Pattern DOCUMENTED = Pattern.compile("`(wamp_[a-z_]+)`");

	private static final Pattern LABELS = Pattern.compile("by \\(([a-z_, ]+)\\)|\\{([a-z_]+)!?=|\\{\\{([a-z_]+)}}");

	private final ApplicationContextRunner runner = WampAutoConfigurations.withRouter()
		.withConfiguration(AutoConfigurations.of(WampObservationAutoConfiguration.class,
				WampMetricsAutoConfiguration.class, ObservationAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("wamp.publisher.exclude-me=false")
		.withBean(Handlers.class);

	private final ApplicationContextRunner simple = this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void aConnectionTellsWhatItHolds() {
		this.simple.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			Handlers handlers = context.getBean(Handlers.class);
			assertThat(meters.get("wamp.client.joined").tag("wamp.connection", "default").gauge().value()).isOne();
			assertThat(gauge(meters, "wamp.client.registrations")).isEqualTo(1);
			assertThat(gauge(meters, "wamp.client.subscriptions")).isEqualTo(1);
			context.getBean(WampTemplate.class).callAsync("com.myapp.wait");
			context.getBean(WampTemplate.class).publish("com.myapp.topic");
			context.getBean(WampTemplate.class).publish("com.myapp.topic");
			await().untilAsserted(() -> assertThat(gauge(meters, "wamp.client.invocations.running")).isEqualTo(1));
			assertThat(gauge(meters, "wamp.client.requests.pending")).isEqualTo(1);
			assertThat(gauge(meters, "wamp.router.calls.pending")).isEqualTo(1);
			await().untilAsserted(() -> assertThat(gauge(meters, "wamp.client.events.waiting")).isEqualTo(1));
			handlers.latch.countDown();
			await().untilAsserted(() -> assertThat(gauge(meters, "wamp.client.requests.pending")).isZero());
			assertThat(gauge(meters, "wamp.router.sessions")).isEqualTo(1);
		});
	}

	@Test
	void eachConnectionHasMetersOfItsOwn() {
		this.simple
			.withPropertyValues("wamp.realm=realm1", "wamp.connections.two.realm=realm1",
					"wamp.connections.two.fail-fast=true")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				for (String connection : List.of("default", "two")) {
					assertThat(meters.get("wamp.client.joined").tag("wamp.connection", connection).gauge().value())
						.isOne();
				}
			});
	}

	@Test
	void reconnectsAndDroppedEventsAreCounted() {
		this.simple.withPropertyValues("wamp.listener.event-queue-capacity=1").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(counter(meters, "wamp.client.reconnects")).isZero();
			for (int i = 0; i < 5; i++) {
				context.getBean(WampTemplate.class).publish("com.myapp.topic");
			}
			await().untilAsserted(
					() -> assertThat(counter(meters, "wamp.client.events.dropped")).isGreaterThanOrEqualTo(3));
			context.getBean(Handlers.class).latch.countDown();
			DefaultWampConnection connection = context.getBean(DefaultWampConnection.class);
			connection.stop();
			assertThat(gauge(meters, "wamp.client.joined")).isZero();
			connection.start();
			await().untilAsserted(() -> assertThat(counter(meters, "wamp.client.reconnects")).isEqualTo(1));
		});
	}

	@Test
	void retainedEventsAreCounted() {
		this.simple.withPropertyValues("wamp.router.limits.realm.retained-events=1").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			WampTemplate wamp = context.getBean(WampTemplate.class);
			for (int i = 0; i < 3; i++) {
				wamp.newPublication("com.myapp.kept." + i).args(i).retain().publishAcknowledged();
			}
			assertThat(gauge(meters, "wamp.router.events.retained")).isEqualTo(1);
			assertThat(gauge(meters, "wamp.router.events.retained.size")).isPositive();
			assertThat(counter(meters, "wamp.router.events.retained.dropped")).isEqualTo(2);
		});
	}

	@Test
	void theDashboardShowsMetricsThatThereAre() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
		List<String> expressions = dashboard.findValuesAsString("expr");
		List<String> legends = dashboard.findValuesAsString("legendFormat");
		assertThat(expressions).hasSizeGreaterThan(20);
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.runner.withPropertyValues("wamp.observation.router=true")
			.withBean(MeterRegistry.class, () -> prometheus)
			.withBean(ClusterSettings.class,
					() -> new ClusterSettings("shop", "till-0",
							() -> new InMemoryEngine().link(LinkSettings.defaults())))
			.run((context) -> {
				context.getBean(Handlers.class).latch.countDown();
				WampTemplate wamp = context.getBean(WampTemplate.class);
				wamp.call("com.myapp.wait");
				wamp.publish("com.myapp.topic");
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.nobody"))
					.satisfies((error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE));
				await().untilAsserted(() -> assertThat(prometheus.scrape()).contains("wamp_event_seconds_count"));
				String scrape = prometheus.scrape();
				Set<String> names = scrape.lines()
					.filter((line) -> line.startsWith("wamp_"))
					.map((line) -> line.split("[{ ]")[0])
					.collect(Collectors.toCollection(TreeSet::new));
				for (String expression : expressions) {
					List<String> shown = metrics(expression).toList();
					assertThat(shown).as(expression).isNotEmpty();
					assertThat(names).as(expression).containsAll(shown);
				}
				Set<String> shown = expressions.stream()
					.flatMap(WampMetricsAutoConfigurationTests::metrics)
					.collect(Collectors.toSet());
				assertThat(names)
					.filteredOn(
							(name) -> !name.endsWith("_sum") && !name.endsWith("_max") && !name.contains("_active_"))
					.as("all are shown")
					.isSubsetOf(shown);
				assertThat(names).as("what is documented")
					.containsAll(DOCUMENTED.matcher(Files.readString(DASHBOARD.resolveSibling("../observability.md")))
						.results()
						.map((match) -> match.group(1))
						.toList());
				for (String text : List.of(String.join(" ", expressions), String.join(" ", legends))) {
					LABELS.matcher(text).results().forEach((match) -> {
						String labels = (match.group(1) != null) ? match.group(1)
								: (match.group(2) != null) ? match.group(2) : match.group(3);
						for (String label : labels.split(", ")) {
							assertThat(scrape).contains(label + "=\"");
						}
					});
				}
			});
	}

	@Test
	void thereAreNoMetersWithoutARegistryOrTheLibrary() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wampConnectionMetrics"));
		WampAutoConfigurations.withRouter()
			.withConfiguration(AutoConfigurations.of(WampMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ConnectionMetrics.class));
		this.simple.withPropertyValues("wamp.router.enabled=false", "wamp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ConnectionMetrics.class)
				.doesNotHaveBean(RouterMetrics.class));
		this.simple.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterMetrics.class));
	}

	private static Stream<String> metrics(String expression) {
		return METRIC.matcher(expression.replaceAll("by \\(.*?\\)", "")).results().map(MatchResult::group);
	}

	private static double gauge(MeterRegistry meters, String name) {
		return meters.get(name).gauge().value();
	}

	private static double counter(MeterRegistry meters, String name) {
		return meters.get(name).functionCounter().count();
	}

	static class Handlers {

		final CountDownLatch latch = new CountDownLatch(1);

		@WampProcedure("com.myapp.wait")
		boolean waiting() throws InterruptedException {
			return this.latch.await(30, TimeUnit.SECONDS);
		}

		@WampSubscribe("com.myapp.topic")
		void event() throws InterruptedException {
			this.latch.await(30, TimeUnit.SECONDS);
		}

	}

}

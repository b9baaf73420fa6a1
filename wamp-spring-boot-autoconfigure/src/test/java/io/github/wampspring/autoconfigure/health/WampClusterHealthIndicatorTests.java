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
import java.util.Locale;
import java.util.Map;

import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.autoconfigure.cluster.ClusterStatuses;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.ClusterStatus.State;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WampClusterHealthIndicator}.
 */
class WampClusterHealthIndicatorTests {

	private final ApplicationContextRunner runner = WampAutoConfigurations.withRouter()
		.withConfiguration(AutoConfigurations.of(WampHealthAutoConfiguration.class));

	private static Health health(@Nullable ClusterStatus status) {
		return new WampClusterHealthIndicator(ClusterStatuses.router(status)).health();
	}

	@ParameterizedTest
	@CsvSource({ "CONNECTED, UP", "DISCONNECTED, DOWN", "DEAF, DOWN", "CLOSED, OUT_OF_SERVICE" })
	void anIslandIsDown(State state, String expected) {
		Health health = health(ClusterStatuses.status(state, null, 0));
		assertThat(health.getStatus().getCode()).isEqualTo(expected);
		assertThat(health.getDetails()).containsEntry("state", state.name().toLowerCase(Locale.ROOT))
			.containsEntry("members", 0)
			.doesNotContainKeys("problem", "synchronizing");
	}

	@Test
	void tellsWhoIsThereAndWhatIsWrong() {
		Health health = health(ClusterStatuses.status(State.CONNECTED, "An instance speaks another version", 2));
		assertThat(health.getStatus().getCode()).isEqualTo("UP");
		assertThat(health.getDetails()).containsEntry("problem", "An instance speaks another version")
			.containsEntry("cluster", "shop")
			.containsEntry("node", "till-0~0a")
			.containsEntry("members", 2)
			.containsEntry("silence", Map.of("till-1~0a", "100 ms", "till-2~0a", "200 ms"))
			.containsEntry("synchronizing", List.of("till-2~0a"))
			.containsEntry("waiting", "2 bytes")
			.containsEntry("refused", "15 frames");
	}

	@Test
	void whoIsAloneSinceItRefusesTheFramesOfOthersIsDown() {
		Health health = health(ClusterStatuses.status(State.CONNECTED, "Frames of other instances are refused.", 0));
		assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
		assertThat(health.getDetails()).containsEntry("state", "connected")
			.containsEntry("problem", "Frames of other instances are refused.");
	}

	@Test
	void theDetailsAreBounded() {
		Health health = health(ClusterStatuses.status(State.DEAF, "x".repeat(1000), 200));
		assertThat(health.getDetails()).containsEntry("members", 200);
		assertThat((Map<?, ?>) health.getDetails().get("silence")).hasSize(50);
		assertThat(String.valueOf(health.getDetails().get("problem"))).hasSize(501);
	}

	@Test
	void aRouterThatTellsNothingIsUnknown() {
		assertThat(health(null).getStatus().getCode()).isEqualTo("UNKNOWN");
	}

	@Test
	void itIsThereWhereTheRouterIsInACluster() {
		ClusterSettings settings = new ClusterSettings("shop", "till-0",
				() -> new InMemoryEngine().link(LinkSettings.defaults()));
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(WampClusterHealthIndicator.class));
		ApplicationContextRunner clustered = this.runner.withBean(ClusterSettings.class, () -> settings);
		clustered.run((context) -> assertThat(context).hasSingleBean(WampClusterHealthIndicator.class)
			.hasBean("wampClusterHealthIndicator"));
		clustered.withPropertyValues("management.health.wampcluster.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WampClusterHealthIndicator.class));
	}

}

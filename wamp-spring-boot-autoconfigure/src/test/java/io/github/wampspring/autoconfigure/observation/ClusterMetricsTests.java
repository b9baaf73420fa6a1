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

import io.github.wampspring.autoconfigure.cluster.ClusterStatuses;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.ClusterStatus.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterMetrics}.
 */
class ClusterMetricsTests {

	private static MeterRegistry meters(@Nullable ClusterStatus status) {
		MeterRegistry meters = new SimpleMeterRegistry();
		new ClusterMetrics(ClusterStatuses.router(status)).bindTo(meters);
		return meters;
	}

	@Test
	void eachFigureIsToldByItsOwnMeter() {
		MeterRegistry meters = meters(ClusterStatuses.status(State.CONNECTED, null, 3));
		assertThat(gauge(meters, "connected")).isOne();
		assertThat(gauge(meters, "members")).isEqualTo(3);
		assertThat(gauge(meters, "silence")).isEqualTo(0.3);
		assertThat(gauge(meters, "registrations")).isEqualTo(8);
		assertThat(gauge(meters, "sessions")).isEqualTo(9);
		assertThat(gauge(meters, "calls.pending")).isEqualTo(10);
		assertThat(gauge(meters, "waiting")).isEqualTo(2);
		assertThat(counter(meters, "frames.sent")).isEqualTo(3);
		assertThat(counter(meters, "frames.received")).isEqualTo(4);
		assertThat(counter(meters, "frames.lost")).isEqualTo(6 + 7);
		assertThat(counter(meters, "events.dropped")).isEqualTo(11);
		assertThat(counter(meters, "calls.refused")).isEqualTo(12);
		assertThat(counter(meters, "resynchronizations")).isEqualTo(13);
		assertThat(counter(meters, "conflicts")).isEqualTo(14);
		assertThat(counter(meters, "frames.refused")).isEqualTo(15);
	}

	@Test
	void anIslandIsNotConnected() {
		assertThat(gauge(meters(ClusterStatuses.status(State.DISCONNECTED, null, 0)), "connected")).isZero();
		assertThat(gauge(meters(ClusterStatuses.status(State.DEAF, null, 0)), "connected")).isZero();
	}

	@Test
	void whatIsNotKnownIsNoFigure() {
		assertThat(gauge(meters(null), "members")).isNaN();
		assertThat(counter(meters(null), "conflicts")).isZero();
	}

	private static double gauge(MeterRegistry meters, String name) {
		return meters.get("wamp.router.cluster." + name).gauge().value();
	}

	private static double counter(MeterRegistry meters, String name) {
		return meters.get("wamp.router.cluster." + name).functionCounter().count();
	}

}

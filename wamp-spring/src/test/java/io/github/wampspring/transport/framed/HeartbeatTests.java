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

package io.github.wampspring.transport.framed;

import java.time.Duration;

import io.github.wampspring.transport.framed.Heartbeat.Action;
import org.junit.jupiter.api.Test;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Heartbeat}, by itself and on channels.
 */
class HeartbeatTests {

	private static final ChannelSettings QUICK = ChannelSettings.defaults()
		.withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(300));

	private static long millis(long start, long millis) {
		return start + Duration.ofMillis(millis).toNanos();
	}

	@Test
	void aSilentPeerIsPingedOnceAndThenGivenUp() {
		Heartbeat heartbeat = new Heartbeat(QUICK);
		long start = System.nanoTime();
		assertThat(heartbeat.tick(millis(start, 50))).isEqualTo(Action.NOTHING);
		assertThat(heartbeat.tick(millis(start, 110))).isEqualTo(Action.PING);
		heartbeat.pinged(millis(start, 110));
		assertThat(heartbeat.tick(millis(start, 250))).isEqualTo(Action.NOTHING);
		assertThat(heartbeat.tick(millis(start, 420))).isEqualTo(Action.DEAD);
	}

	@Test
	void theTimeOfAPingRunsWhenItIsWritten() {
		Heartbeat heartbeat = new Heartbeat(QUICK);
		long start = System.nanoTime();
		assertThat(heartbeat.tick(millis(start, 110))).isEqualTo(Action.PING);
		assertThat(heartbeat.tick(millis(start, 10_000))).isEqualTo(Action.NOTHING);
		heartbeat.pinged(millis(start, 10_000));
		assertThat(heartbeat.tick(millis(start, 10_200))).isEqualTo(Action.NOTHING);
		assertThat(heartbeat.tick(millis(start, 10_400))).isEqualTo(Action.DEAD);
	}

	@Test
	void anythingHeardIsASignOfLife() {
		Heartbeat heartbeat = new Heartbeat(QUICK);
		long start = System.nanoTime();
		assertThat(heartbeat.tick(millis(start, 110))).isEqualTo(Action.PING);
		heartbeat.heard();
		assertThat(heartbeat.tick(millis(start, 420))).isEqualTo(Action.NOTHING);
		assertThat(heartbeat.tick(millis(start, 510))).isEqualTo(Action.NOTHING);
		assertThat(heartbeat.tick(millis(start, 530))).isEqualTo(Action.PING);
	}

	@Test
	void withoutAnIntervalThereAreNoPings() {
		Heartbeat heartbeat = new Heartbeat(QUICK.withHeartbeat(Duration.ZERO, Duration.ofMillis(1)));
		assertThat(heartbeat.tick(millis(System.nanoTime(), 1_000_000))).isEqualTo(Action.NOTHING);
	}

}

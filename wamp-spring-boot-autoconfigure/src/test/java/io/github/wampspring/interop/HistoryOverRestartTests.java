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
package io.github.wampspring.interop;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.client.WampSubscription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A router that is started again with its database.
 */
class HistoryOverRestartTests {

	private static final String TOPIC = "com.example.history";

	private static final Duration TIME = Duration.ofSeconds(60);

	private final int port = PeerRouter.freePorts();

	private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	@Test
	void nothingIsMissedIfTheRouterIsStartedAgain() {
		List<Integer> seen = new CopyOnWriteArrayList<>();
		Application router = router();
		try (Application subscriber = Application.client("ws://127.0.0.1:" + this.port + "/ws")
			.with("wamp.reconnect.initial-interval", "50ms")
			.with("wamp.reconnect.max-interval", "50ms")
			.join()) {
			WampSubscription subscription = subscriber.wamp()
				.newSubscription(TOPIC)
				.replay()
				.subscribe(Integer.class, seen::add)
				.awaitActive(TIME);
			publish(router, 1);
			Awaitility.await().atMost(TIME).untilAsserted(() -> assertThat(seen).containsExactly(1));
			subscription.stop();
			publish(router, 2);
			publish(router, 3);
			router.close();
			router = router();
			publish(router, 4);
			subscription.start();
			Awaitility.await().atMost(TIME).untilAsserted(() -> assertThat(seen).hasSize(4));
			assertThat(seen).containsExactly(1, 2, 3, 4);
			assertThat(subscription.getReplayGaps()).isZero();
		}
		finally {
			router.close();
		}
	}

	private static void publish(Application router, int number) {
		router.wamp().newPublication(TOPIC).args(number).publishAcknowledged();
	}

	private Application router() {
		return Application.router()
			.with("server.port", Integer.toString(this.port))
			.with("wamp.router.history[0].uri", TOPIC)
			.with("wamp.router.event-store.type", "jdbc")
			.with("spring.datasource.url", this.database)
			.with("spring.datasource.type", SimpleDriverDataSource.class.getName())
			.join();
	}

}

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

package io.github.wampspring.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.client.WampConnectionEvent.Challenged;
import io.github.wampspring.client.WampConnectionEvent.Connected;
import io.github.wampspring.client.WampConnectionEvent.Disconnected;
import io.github.wampspring.client.WampConnectionEvent.GaveUp;
import io.github.wampspring.client.WampConnectionEvent.Joined;
import io.github.wampspring.client.WampConnectionEvent.Left;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Welcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how listeners are told.
 */
class ConnectionListeningTests extends AbstractConnectionTests {

	private final List<String> told = Collections.synchronizedList(new ArrayList<>());

	private final WampConnectionListener listener = (event) -> {
		if (event instanceof Connected connected) {
			this.told.add("connect " + connected.url());
		}
		else if (event instanceof Challenged challenged) {
			this.told.add("challenge " + challenged.method());
		}
		else if (event instanceof Joined) {
			this.told.add("join");
		}
		else if (event instanceof Left left) {
			this.told.add((left.wasJoined() ? "leave " : "refused ") + left.reason());
		}
		else if (event instanceof Disconnected) {
			this.told.add("disconnect");
		}
		else if (event instanceof GaveUp) {
			this.told.add("give up");
		}
	};

	@Test
	void theLifeOfASessionIsToldInItsOrder() {
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Challenge("ticket", Dict.EMPTY)));
		this.router.answers.put(MessageType.AUTHENTICATE,
				(channel, answer) -> channel.later(new Welcome(5, SessionHarness.ROUTER)));
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener))
			.authenticators(List.of(new Secret("ticket", "secret"))));
		join(connection);
		connection.stop();
		assertThat(this.told).containsExactly("connect ws://one.example/ws", "challenge ticket", "join",
				"leave " + CloseUris.SYSTEM_SHUTDOWN, "disconnect");
	}

	@Test
	void aLostConnectionIsALeaveToo() {
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener)));
		join(connection);
		this.router.last().loseLater();
		await().untilAsserted(() -> assertThat(this.told).hasSize(6));
		assertThat(this.told).containsExactly("connect ws://one.example/ws", "join",
				"leave " + SessionEnd.TRANSPORT_LOST, "disconnect", "connect ws://one.example/ws", "join");
	}

	@Test
	void aRefusalIsToldWithItsReason() {
		this.router.abort(ErrorUris.NO_SUCH_REALM);
		DefaultWampConnection connection = connection(
				(settings) -> settings.maxRefusals(1).listeners(List.of(this.listener)));
		connection.start();
		await().untilAsserted(() -> assertThat(this.told).containsExactly("connect ws://one.example/ws",
				"refused " + ErrorUris.NO_SUCH_REALM, "disconnect", "give up"));
	}

	@Test
	void aListenerThatFailsHarmsNobody() {
		WampConnectionListener bad = (event) -> {
			if (event instanceof Joined) {
				throw new AssertionError("test");
			}
			throw new IllegalStateException("test");
		};
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(bad, this.listener)));
		join(connection);
		await().untilAsserted(() -> assertThat(this.told).containsExactly("connect ws://one.example/ws", "join"));
	}

	@Test
	void aListenerThatBlocksDoesNotKeepTheConnectionFromComingBack() {
		CountDownLatch never = new CountDownLatch(1);
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of((event) -> {
			if (event instanceof Joined) {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		})));
		join(connection);
		this.router.last().loseLater();
		awaitChannels(2);
		assertThat(connection.session(LONG)).succeedsWithin(LONG);
	}

}

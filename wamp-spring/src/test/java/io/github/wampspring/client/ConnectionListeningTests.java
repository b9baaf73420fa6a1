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

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how listeners are told.
 */
class ConnectionListeningTests extends AbstractConnectionTests {

	private final List<String> told = Collections.synchronizedList(new ArrayList<>());

	private final WampSessionListener listener = new WampSessionListener() {

		@Override
		public void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
			ConnectionListeningTests.this.told.add("connect " + url.getHost());
		}

		@Override
		public void onChallenge(WampConnection connection, Challenge challenge) {
			ConnectionListeningTests.this.told.add("challenge " + challenge.method());
		}

		@Override
		public void onJoin(WampConnection connection, WampSession session) {
			ConnectionListeningTests.this.told.add("join");
		}

		@Override
		public void onLeave(WampConnection connection, LeaveDetails details) {
			ConnectionListeningTests.this.told.add((details.wasJoined() ? "leave " : "refused ") + details.reason());
		}

		@Override
		public void onDisconnect(WampConnection connection, ChannelClose close) {
			ConnectionListeningTests.this.told.add("disconnect");
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
		assertThat(this.told).containsExactly("connect one.example", "challenge ticket", "join",
				"leave " + CloseUris.SYSTEM_SHUTDOWN, "disconnect");
	}

	@Test
	void aLostConnectionIsALeaveToo() {
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.listener)));
		join(connection);
		this.router.last().loseLater();
		await().untilAsserted(() -> assertThat(this.told).hasSize(6));
		assertThat(this.told).containsExactly("connect one.example", "join", "leave " + SessionEnd.TRANSPORT_LOST,
				"disconnect", "connect one.example", "join");
	}

	@Test
	void aRefusalIsToldWithItsReason() {
		this.router.abort(ErrorUris.NO_SUCH_REALM);
		DefaultWampConnection connection = connection(
				(settings) -> settings.maxRefusals(1).listeners(List.of(this.listener)));
		connection.start();
		await().untilAsserted(() -> assertThat(this.told).containsExactly("connect one.example",
				"refused " + ErrorUris.NO_SUCH_REALM, "disconnect"));
	}

	@Test
	void aListenerThatFailsHarmsNobody() {
		WampSessionListener bad = new WampSessionListener() {

			@Override
			public void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
				throw new IllegalStateException("test");
			}

			@Override
			public void onJoin(WampConnection connection, WampSession session) {
				throw new AssertionError("test");
			}

		};
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(bad, this.listener)));
		join(connection);
		await().untilAsserted(() -> assertThat(this.told).containsExactly("connect one.example", "join"));
	}

	@Test
	void aListenerThatBlocksDoesNotKeepTheConnectionFromComingBack() {
		CountDownLatch never = new CountDownLatch(1);
		DefaultWampConnection connection = connection(
				(settings) -> settings.listeners(List.of(new WampSessionListener() {

					@Override
					public void onJoin(WampConnection connection, WampSession session) {
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

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

package io.github.wampspring.transport.suite;

import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for peers that do not read.
 */
@ParameterizedClass
@EnumSource
class SlowReaderTests {

	@Parameter
	private Transport transport;

	private static final int QUEUE = 1024 * 1024;

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults()
		.withSendLimits(QUEUE, Duration.ofSeconds(30));

	private final List<WampChannel> channels = new CopyOnWriteArrayList<>();

	/** Sends what comes from one to all. */
	private TestServer broadcaster(ChannelSettings settings, AtomicLong accepted) {
		return this.transport.server(settings, (channel) -> {
			this.channels.add(channel);
			return new RecordingHandler() {

				@Override
				public void onMessage(WampMessage message) {
					SharedMessage shared = new SharedMessage(new SharedPayload(message.payload()),
							(payload) -> message);
					for (WampChannel other : SlowReaderTests.this.channels) {
						if (other.enqueue(shared) && other != channel) {
							accepted.incrementAndGet();
						}
						other.flush();
					}
				}

				@Override
				public void onClose(ChannelClose close) {
					SlowReaderTests.this.channels.remove(channel);
					super.onClose(close);
				}

			};
		});
	}

	@Test
	void aPeerThatDoesNotReadIsCutOffWhileTheOthersAreServed() throws Exception {
		AtomicLong accepted = new AtomicLong();
		try (TestServer server = broadcaster(SETTINGS, accepted);
				RawPeer slow = RawPeer.client(server.port(), "wamp.2.json", 4096);
				TestConnector connector = this.transport.connector(TestMessages.only("json"), SETTINGS)) {
			slow.readHead();
			RecordingHandler cutOff = server.nextHandler();
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			String text = "x".repeat(10_000);
			int sent = 0;
			while (!cutOff.close.isDone()) {
				channel.send(publish(++sent, text));
				assertThat(request(handler.next())).isEqualTo(sent);
			}
			assertThat(cutOff.closed().code()).isEqualTo(1006);
			assertThat(cutOff.closed().reason()).contains("does not read");
			// what the kernel takes comes on top of the queue
			assertThat(accepted.get() * text.length()).isBetween((long) QUEUE, 64L * 1024 * 1024);
			channel.send(publish(1, "afterwards"));
			assertThat(arguments(handler.next())).containsExactly("afterwards");
			slow.socket.setSoTimeout(20_000);
			assertThatTheSocketEnds(slow);
		}
	}

	@Test
	void aPeerThatDoesNotReadIsCutOffAfterATimeEvenIfTheQueueHasRoom() throws Exception {
		ChannelSettings impatient = ChannelSettings.defaults()
			.withSendLimits(256 * 1024 * 1024, Duration.ofMillis(500));
		AtomicLong accepted = new AtomicLong();
		try (TestServer server = broadcaster(impatient, accepted);
				RawPeer slow = RawPeer.client(server.port(), "wamp.2.cbor", 4096)) {
			slow.readHead();
			RecordingHandler cutOff = server.nextHandler();
			WampChannel channel = server.nextChannel();
			for (int i = 1; i <= 1000; i++) {
				channel.send(publish(i, "x".repeat(50_000)));
			}
			assertThat(cutOff.closed().reason()).contains("does not read");
			assertThat(channel.isOpen()).isFalse();
		}
	}

	@Test
	void manyPeersThatDoNotReadHoldUpNobody() throws Exception {
		AtomicLong accepted = new AtomicLong();
		RawPeer[] slow = new RawPeer[20];
		ChannelSettings patient = SETTINGS.withSendLimits(256 * 1024 * 1024, Duration.ofSeconds(60));
		try (TestServer server = broadcaster(patient, accepted);
				TestConnector connector = this.transport.connector(TestMessages.only("json"), SETTINGS)) {
			for (int i = 0; i < slow.length; i++) {
				slow[i] = RawPeer.client(server.port(), "wamp.2.json", 4096);
				slow[i].readHead();
				server.nextChannel();
			}
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			String text = "x".repeat(100_000);
			for (int i = 1; i <= 100; i++) {
				channel.send(publish(i, text));
				assertThat(request(handler.next())).isEqualTo(i);
			}
			assertThat(accepted).hasValue(100L * slow.length);
		}
		finally {
			for (RawPeer peer : slow) {
				if (peer != null) {
					peer.close();
				}
			}
		}
	}

	@Test
	void aClientWaitsForRoomUntilItsTimeIsOver() throws Exception {
		try (RawPeer.Server server = RawPeer.Server.webSocket("Sec-WebSocket-Protocol: wamp.2.json\r\n",
				(peer) -> Thread.sleep(60_000));
				TestConnector connector = this.transport.connector(TestMessages.only("json"),
						SETTINGS.withSendLimits(QUEUE, Duration.ofSeconds(1)))) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			assertThat(channel.awaitRoom(Duration.ZERO)).isTrue();
			String text = "x".repeat(100_000);
			int sent = 0;
			while (channel.isOpen()) {
				if (channel.awaitRoom(Duration.ofMillis(200))) {
					channel.send(publish(++sent, text));
				}
			}
			assertThat(sent).isGreaterThanOrEqualTo(QUEUE / text.length());
			assertThat(handler.closed().reason()).contains("does not read");
			assertThat(channel.awaitRoom(Duration.ofSeconds(20))).isFalse();
		}
	}

	@Test
	void roomComesBackWhenThePeerReads() throws Exception {
		try (TestServer server = this.transport.server(SETTINGS);
				TestConnector connector = this.transport.connector(TestMessages.only("msgpack"),
						SETTINGS.withSendLimits(10_000, Duration.ofSeconds(30)))) {
			WampChannel channel = connector.connect(server.url(), (opened) -> new RecordingHandler());
			RecordingHandler handler = server.nextHandler();
			for (int i = 1; i <= 500; i++) {
				assertThat(channel.awaitRoom(Duration.ofSeconds(20))).isTrue();
				channel.send(publish(i, "x".repeat(5_000)));
			}
			await().untilAsserted(() -> assertThat(handler.messages).hasSize(500));
		}
	}

	private static void assertThatTheSocketEnds(RawPeer peer) throws Exception {
		byte[] buffer = new byte[65536];
		try {
			while (peer.socket.getInputStream().read(buffer) >= 0) {
				assertThat(peer.socket.isClosed()).isFalse();
			}
		}
		catch (SocketException ex) {
			assertThatThrownBy(() -> {
				throw ex;
			}).hasMessageContaining("reset");
		}
	}

}

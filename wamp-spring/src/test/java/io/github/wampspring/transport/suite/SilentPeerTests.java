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

import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for peers that are silent, and for those that only seem to be.
 */
@ParameterizedClass
@EnumSource
class SilentPeerTests {

	@Parameter
	private Transport transport;

	/** So much of a large message is read slowly; the kernel may have the rest. */
	private static final int SLOWLY = 8 * 1024 * 1024;

	private static final ChannelSettings QUICK = ChannelSettings.defaults()
		.withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(300));

	@Test
	void aServerThatNeverAnswersIsNoticed() throws Exception {
		try (RawPeer.Server server = RawPeer.Server.webSocket("Sec-WebSocket-Protocol: wamp.2.json\r\n",
				(peer) -> Thread.sleep(60_000));
				TestConnector connector = this.transport.connector(TestMessages.only("json"), QUICK)) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			assertThat(handler.closed()).extracting(ChannelClose::code, ChannelClose::reason)
				.containsExactly(1006, "The peer is silent: no answer to a ping within 300 ms");
			assertThat(channel.isOpen()).isFalse();
		}
	}

	@Test
	void aClientThatNeverAnswersIsNoticed() throws Exception {
		try (TestServer server = this.transport.server(QUICK);
				RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			assertThat(peer.readFrame()).startsWith("89");
			assertThat(server.nextHandler().closed().reason()).contains("silent");
		}
	}

	@Test
	void aPeerThatIsNotReadIsNotTakenForDead() throws Exception {
		try (TestServer server = this.transport.server(QUICK);
				RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			WampChannel channel = server.nextChannel();
			channel.pause();
			peer.readHead();
			RecordingHandler handler = server.nextHandler();
			await().during(Duration.ofSeconds(1)).until(() -> !handler.close.isDone());
			channel.resume();
			assertThat(handler.closed().reason()).contains("silent");
		}
	}

	@Test
	void aPeerThatReadsALargeMessageSlowlyIsNotTakenForDead() throws Exception {
		int length = 16 * 1024 * 1024;
		ChannelSettings settings = ChannelSettings.defaults()
			.withMaxMessageSize(2 * length)
			.withHeartbeat(Duration.ofMillis(50), Duration.ofMillis(1000));
		try (TestServer server = this.transport.server(settings);
				RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 4096)) {
			peer.readHead();
			server.nextChannel().send(publish(1, "x".repeat(length)));
			InputStream in = peer.socket.getInputStream();
			byte[] buffer = new byte[128 * 1024];
			// it takes longer than the answer to a ping may, and answers none
			for (int read = 0; read < length; read += buffer.length) {
				assertThat(in.readNBytes(buffer, 0, buffer.length)).as("after " + read + " bytes")
					.isEqualTo(buffer.length);
				if (read < SLOWLY) {
					Thread.sleep(20);
				}
			}
			assertThat(server.nextHandler().close).isNotDone();
		}
	}

	@Test
	void aPeerThatSendsALargeMessageSlowlyIsNotTakenForDead() throws Exception {
		try (TestServer server = this.transport.server(QUICK);
				RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			byte[] message = RawPeer.frame(0x81,
					("[16,1,{},\"com.example.topic\",[\"" + "x".repeat(20_000) + "\"]]").getBytes(), 4711);
			// far longer than a silent peer would be left alone, and no pong can come
			// within the frame
			for (int i = 0; i < message.length; i += 500) {
				peer.write(Arrays.copyOfRange(message, i, Math.min(i + 500, message.length)));
				Thread.sleep(40);
			}
			RecordingHandler handler = server.nextHandler();
			assertThat(request(handler.next())).isEqualTo(1);
		}
	}

	@Test
	void aServerThatReadsALargeMessageSlowlyIsNotTakenForDead() throws Exception {
		int length = 12 * 1024 * 1024;
		CountDownLatch read = new CountDownLatch(1);
		try (RawPeer.Server server = RawPeer.Server.webSocket("Sec-WebSocket-Protocol: wamp.2.json\r\n", (peer) -> {
			InputStream in = peer.socket.getInputStream();
			byte[] buffer = new byte[128 * 1024];
			for (int i = 0; i < length; i += buffer.length) {
				in.readNBytes(buffer, 0, buffer.length);
				if (i < SLOWLY) {
					Thread.sleep(20);
				}
			}
			read.countDown();
			Thread.sleep(60_000);
		});
				TestConnector connector = this.transport.connector(TestMessages.only("json"),
						ChannelSettings.defaults().withHeartbeat(Duration.ofMillis(50), Duration.ofMillis(1000)))) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			channel.send(publish(1, "x".repeat(length)));
			assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(handler.close).isNotDone();
		}
	}

	@Test
	void aPeerThatAnswersPingsStays() throws Exception {
		try (TestServer server = this.transport.echo(QUICK);
				TestConnector connector = this.transport.connector(TestMessages.only("json"),
						QUICK.withHeartbeat(Duration.ofMillis(20), Duration.ofSeconds(20)))) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			RecordingHandler served = server.nextHandler();
			// far longer than the server's patience with a silent peer
			await().during(Duration.ofSeconds(1)).until(() -> !served.close.isDone());
			channel.send(publish(1, "x"));
			assertThat(request(handler.next())).isEqualTo(1);
			assertThat(served.close).isNotDone();
		}
	}

}

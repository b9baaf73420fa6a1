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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for peers of a server that read slowly, or not at all.
 */
@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@EnumSource
class SlowPeerTests {

	@Parameter
	private Transport transport;

	private static final Log logger = LogFactory.getLog(SlowPeerTests.class);

	private static final int MIB = 1024 * 1024;

	/** Threads that have to do with the server's writing or handling. */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("wamp-server") || thread.getName().startsWith("wamp-netty")
					|| thread.getName().contains("-exec-"))
			.count();
	}

	private TestServer server(ChannelSettings settings, boolean secure) {
		TestServer.Setup setup = new TestServer.Setup(settings, (channel) -> new RecordingHandler());
		return this.transport.server(secure ? setup.withTls("localhost") : setup);
	}

	private static RawPeer client(TestServer server, String subprotocol, boolean secure) throws IOException {
		return secure ? RawPeer.secureClient(server.port(), subprotocol, 4096)
				: RawPeer.client(server.port(), subprotocol, 4096);
	}

	@ParameterizedTest(name = "over TLS: {0}")
	@ValueSource(booleans = { false, true })
	void aLargeMessageMayTakeFarLongerThanTheSendTimeout(boolean secure) throws Exception {
		ChannelSettings settings = ChannelSettings.defaults()
			.withSendLimits(MIB, Duration.ofMillis(600))
			.withHeartbeat(Duration.ofMillis(200), Duration.ofSeconds(30));
		for (String subprotocol : List.of("wamp.2.json", "wamp.2.msgpack")) {
			try (TestServer server = server(settings, secure); RawPeer slow = client(server, subprotocol, secure)) {
				slow.readHead();
				WampChannel channel = server.nextChannel();
				RecordingHandler handler = server.nextHandler();
				// more than the kernel's buffers take
				assertThat(channel.send(publish(1, "x".repeat(12 * MIB)))).isTrue();
				// the message on its way leaves its room to others
				channel.room().toCompletableFuture().get(30, TimeUnit.SECONDS);
				assertThat(channel.send(publish(2, "behind it"))).isTrue();
				long start = System.nanoTime();
				InputStream in = slow.socket.getInputStream();
				byte[] buffer = new byte[256 * 1024];
				int read = 0;
				// reads at a steady rate, and answers no ping
				while (read < 12 * MIB) {
					int count = in.readNBytes(buffer, 0, buffer.length);
					assertThat(count).as("after " + read + " bytes").isEqualTo(buffer.length);
					read += count;
					Thread.sleep(60);
				}
				logger.info("12 MiB were read in " + Duration.ofNanos(System.nanoTime() - start).toMillis()
						+ " ms, with a send timeout of 600 ms");
				assertThat(handler.close).isNotDone();
				assertThat(channel.isOpen()).isTrue();
			}
		}
	}

	@ParameterizedTest(name = "over TLS: {0}")
	@ValueSource(booleans = { false, true })
	void aPeerThatDoesNotReadIsCutOffWithALineInTheLogAndNoHalfFrameIsFollowedByAClose(boolean secure,
			CapturedOutput output) throws Exception {
		try (TestServer server = server(ChannelSettings.defaults().withSendLimits(64 * MIB, Duration.ofMillis(500)),
				secure); RawPeer slow = client(server, "wamp.2.msgpack", secure)) {
			slow.readHead();
			WampChannel channel = server.nextChannel();
			channel.established("session 4711");
			int length = 12 * MIB;
			byte[] content = new byte[length];
			channel.send(publish(1, content));
			assertThat(server.nextHandler().closed().reason()).contains("does not read");
			await().untilAsserted(() -> assertThat(output).contains("Cut off session 4711, websocket msgpack 127.0.0.1:"
					+ slow.socket.getLocalPort() + ": The peer does not read: it took nothing of a write for 500 ms"));
			slow.socket.setSoTimeout(30_000);
			ByteArrayOutputStream rest = new ByteArrayOutputStream();
			byte[] buffer = new byte[64 * 1024];
			try {
				for (int n = slow.socket.getInputStream().read(buffer); n > 0; n = slow.socket.getInputStream()
					.read(buffer)) {
					rest.write(buffer, 0, n);
				}
			}
			catch (SocketException | SSLException ex) {
				// reset: as good an end
			}
			assertThatItEndsWithoutAClose(ByteBuffer.wrap(rest.toByteArray()));
		}
	}

	private static void assertThatItEndsWithoutAClose(ByteBuffer in) {
		while (in.remaining() >= 10) {
			int first = in.get() & 0xFF;
			assertThat(first & 0xF).isIn(0x0, 0x2, 0x9);
			long length = in.get();
			length = (length == 126) ? in.getShort() & 0xFFFF : (length == 127) ? in.getLong() : length;
			in.position(in.position() + (int) Math.min(length, in.remaining()));
		}
	}

	@Test
	void aPeerThatPingsAndDoesNotReadCostsNoThread() throws Exception {
		try (TestServer server = this.transport.server(ChannelSettings.defaults()
			.withSendLimits(64 * MIB, Duration.ofSeconds(60))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10)))) {
			List<RawPeer> peers = new ArrayList<>();
			try {
				for (int i = 0; i < 20; i++) {
					RawPeer peer = RawPeer.client(server.port(), "wamp.2.msgpack", 4096);
					peers.add(peer);
					peer.readHead();
					server.nextChannel().send(publish(1, new byte[8 * MIB]));
				}
				for (RawPeer peer : peers) {
					for (int i = 0; i < 100; i++) {
						peer.writeFrame(0x89, "ping " + i);
					}
				}
				assertThatOthersAreServed(server);
			}
			finally {
				for (RawPeer peer : peers) {
					peer.close();
				}
			}
		}
	}

	private void assertThatOthersAreServed(TestServer server) throws Exception {
		try (TestConnector connector = this.transport.connector(TestMessages.only("json"),
				ChannelSettings.defaults())) {
			RecordingHandler client = new RecordingHandler();
			connector.connect(server.url(), (opened) -> client);
			WampChannel channel = server.nextChannel();
			for (int i = 1; i <= 100; i++) {
				channel.send(publish(i, "x"));
				assertThat(request(client.next())).isEqualTo(i);
			}
		}
	}

	@ParameterizedTest(name = "over TLS: {0}")
	@ValueSource(booleans = { false, true })
	void pongsOvertakeALargeMessage(boolean secure) throws Exception {
		ChannelSettings settings = ChannelSettings.defaults()
			.withSendLimits(64 * MIB, Duration.ofSeconds(60))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10));
		try (TestServer server = server(settings, secure); RawPeer peer = client(server, "wamp.2.msgpack", secure)) {
			peer.readHead();
			server.nextChannel().send(publish(1, new byte[12 * MIB]));
			peer.socket.setSoTimeout(30_000);
			InputStream in = peer.socket.getInputStream();
			int data = 0;
			for (boolean pong = false; !pong;) {
				int first = in.read();
				long length = in.read();
				length = (length == 126) ? ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF
						: (length == 127) ? ByteBuffer.wrap(in.readNBytes(8)).getLong() : length;
				byte[] payload = in.readNBytes((int) length);
				if (first == 0x8A) {
					assertThat(payload).asString().isEqualTo("hello");
					pong = true;
				}
				else {
					if (data == 0) {
						peer.writeFrame(0x89, "hello");
					}
					data += payload.length;
				}
			}
			assertThat(data).isBetween(1, 12 * MIB - 1);
		}
	}

	@Test
	void aThousandPeersThatDoNotReadCostNoThreads() throws Exception {
		int count = 1000;
		try (TestServer server = this.transport.server(ChannelSettings.defaults()
			.withSendLimits(MIB / 4, Duration.ofSeconds(120))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10)))) {
			List<RawPeer> peers = new ArrayList<>();
			List<WampChannel> channels = new ArrayList<>();
			try {
				logger.info("Alone: " + roundTrips(server) + ", threads: " + threads());
				for (int i = 0; i < count; i++) {
					RawPeer peer = RawPeer.client(server.port(), "wamp.2.msgpack", 2048);
					peers.add(peer);
					peer.readHead();
					channels.add(server.nextChannel());
				}
				SharedMessage message = new SharedMessage(new SharedPayload(publish(1, new byte[100_000]).payload()),
						(payload) -> new Publish(1, Dict.EMPTY, "com.example.topic", payload));
				for (WampChannel channel : channels) {
					// until the kernel's buffers and the queue are full
					for (int i = 0; channel.isOpen() && channel.hasRoom(); i++) {
						channel.enqueue(message);
						channel.flush();
						if (i > 200) {
							break;
						}
					}
				}
				long threads = threads();
				logger
					.info("With " + count + " peers that do not read: " + roundTrips(server) + ", threads: " + threads);
				assertThat(threads).isLessThan(100);
				assertThat(channels).allMatch(WampChannel::isOpen);
			}
			finally {
				for (RawPeer peer : peers) {
					peer.close();
				}
			}
			await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server.channelCount()).isZero());
		}
	}

	/** Joins and messages of somebody else, in microseconds. */
	private String roundTrips(TestServer server) throws Exception {
		try (TestConnector connector = this.transport.connector(TestMessages.only("json"),
				ChannelSettings.defaults())) {
			long start = System.nanoTime();
			RecordingHandler client = new RecordingHandler();
			connector.connect(server.url(), (opened) -> client);
			WampChannel channel = server.nextChannel();
			long connected = System.nanoTime();
			for (int i = 1; i <= 500; i++) {
				channel.send(publish(i, "x"));
				assertThat(request(client.next())).isEqualTo(i);
			}
			return "connected in " + (connected - start) / 1000 + " us, one message in "
					+ (System.nanoTime() - connected) / 500_000 + " us";
		}
	}

	@Test
	void whoHasNotJoinedMaySendLittle() throws Exception {
		RecordingHandler handler = new RecordingHandler();
		List<WampChannel> channels = new ArrayList<>();
		try (TestServer server = this.transport
			.server(new TestServer.Setup(ChannelSettings.defaults().withMaxHelloSize(10_000), (channel) -> {
				channels.add(channel);
				return handler;
			}).forStrangers());
				TestConnector connector = this.transport.connector(TestMessages.only("cbor"),
						ChannelSettings.defaults())) {
			WampChannel client = connector.connect(server.url(), (opened) -> new RecordingHandler());
			client.send(publish(1, "x".repeat(9_000)));
			assertThat(request(handler.next())).isEqualTo(1);
			client.send(publish(2, "x".repeat(11_000)));
			assertThat(handler.nextOversized()).isEqualTo("PUBLISH 2 10000");
			channels.get(0).established("session 1");
			client.send(publish(3, "x".repeat(200_000)));
			assertThat(request(handler.next())).isEqualTo(3);
		}
	}

	@Test
	void aPausedChannelReadsNothingUntilItIsResumed() throws Exception {
		try (TestServer server = this.transport.server(ChannelSettings.defaults());
				TestConnector connector = this.transport.connector(TestMessages.only("cbor"),
						ChannelSettings.defaults().withSendLimits(MIB, Duration.ofSeconds(60)))) {
			WampChannel client = connector.connect(server.url(), (opened) -> new RecordingHandler());
			WampChannel channel = server.nextChannel();
			RecordingHandler handler = server.nextHandler();
			channel.pause();
			int sent = 0;
			// until the client's own queue is full, since nobody reads
			while (client.awaitRoom(Duration.ofMillis(500))) {
				client.send(publish(++sent, "x".repeat(500_000)));
				assertThat(sent).isLessThan(1000);
			}
			assertThat(handler.messages).hasSizeLessThan(sent);
			channel.resume();
			for (int i = 1; i <= sent; i++) {
				assertThat(request(handler.next())).isEqualTo(i);
			}
		}
	}

}

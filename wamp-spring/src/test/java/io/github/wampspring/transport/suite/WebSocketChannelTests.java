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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeRules;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for channels over WebSocket, with a real server.
 */
@ParameterizedClass
@EnumSource
class WebSocketChannelTests {

	@Parameter
	private Transport transport;

	private static final int LIMIT = 2 * 1024 * 1024;

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults().withMaxMessageSize(LIMIT);

	private static TestServer server;

	@BeforeParameterizedClassInvocation
	static void start(Transport transport) {
		server = transport.echo(SETTINGS);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	private TestConnector connector(String... serializers) {
		return this.transport.connector(TestMessages.SERIALIZERS.only(List.of(serializers)).all(), SETTINGS, null,
				(url, headers) -> headers.add("X-Test", "yes"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack", "cbor" })
	void messagesComeBackInOrder(String serializer) throws Exception {
		try (TestConnector connector = connector(serializer)) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			for (int i = 1; i <= 2000; i++) {
				assertThat(channel.send(publish(i, "héllo \uD83D\uDE00", i))).isTrue();
			}
			for (int i = 1; i <= 2000; i++) {
				WampMessage message = handler.next();
				assertThat(request(message)).isEqualTo(i);
				assertThat(arguments(message)).containsExactly("héllo \uD83D\uDE00", i);
			}
			assertThat(channel.info().serializer()).isEqualTo(serializer);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack", "cbor" })
	void largeMessagesComeInPartsAndArriveWhole(String serializer) throws Exception {
		try (TestConnector connector = connector(serializer)) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			for (int size : new int[] { 1, 125, 126, 4096, 8191, 8192, 8193, 65535, 65536, 200_000, 1024 * 1024 }) {
				String text = "aé€\uD83D\uDE00".repeat(size / 10) + "!";
				channel.send(publish(size, text));
				WampMessage message = handler.next();
				assertThat(request(message)).isEqualTo(size);
				assertThat(arguments(message)).containsExactly(text);
			}
		}
	}

	@Test
	void theClientsOrderOfSerializersDecides() throws Exception {
		try (TestConnector connector = connector("cbor", "json")) {
			WampChannel channel = connector.connect(server.url(), (opened) -> new RecordingHandler());
			assertThat(channel.info().serializer()).isEqualTo("cbor");
		}
	}

	@Test
	void unknownSubprotocolsArePassedOver() throws Exception {
		try (RawPeer peer = RawPeer.client(server.port(), "wamp.2.cbor.batched, wamp.2.flatbuffers, wamp.2.json",
				65536)) {
			assertThat(peer.readHead()).contains("101").containsIgnoringCase("Sec-WebSocket-Protocol: wamp.2.json");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "wamp", "chat, wamp.2.flatbuffers" })
	void aClientWithoutAWampSubprotocolIsToldWhatToOffer(String subprotocols) throws Exception {
		try (RawPeer peer = RawPeer.client(server.port(), subprotocols, 65536)) {
			assertThat(peer.readHead()).contains("101").doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
			assertThat(peer.readFrame()).startsWith("88 \u0003\u00EA").contains("wamp.2.json");
		}
	}

	@Test
	void compressionIsNotNegotiatedSinceItWouldCostEachSessionMuchMemory() throws Exception {
		try (TestServer other = this.transport.echo(SETTINGS)) {
			assertThat(other.handshake("Sec-WebSocket-Extensions: permessage-deflate"))
				.containsIgnoringCase("Sec-WebSocket-Protocol: wamp.2.json")
				.doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
		}
	}

	@Test
	void pagesOfOtherOriginsAreRefusedUnlessTheyAreAllowed() throws Exception {
		try (TestServer other = this.transport.server(new TestServer.Setup(SETTINGS, Transport::echoing)
			.withGuard(new HandshakeRules(List.of("https://*.example.org"), List.of())))) {
			assertThat(other.handshake("Origin: https://evil.example")).startsWith("HTTP/1.1 403");
			assertThat(other.handshake("Origin: null")).startsWith("HTTP/1.1 403");
			assertThat(other.handshake("Origin: http://127.0.0.1:1")).startsWith("HTTP/1.1 403");
			assertThat(other.handshake("Origin: http://127.0.0.1:" + other.port())).startsWith("HTTP/1.1 101");
			assertThat(other.handshake("Origin: https://app.example.org")).startsWith("HTTP/1.1 101");
			assertThat(other.handshake("X-Origin: none")).startsWith("HTTP/1.1 101");
		}
	}

	@Test
	void bothSidesKnowEachOther() throws Exception {
		try (TestServer other = this.transport.echo(SETTINGS); TestConnector connector = connector("json")) {
			WampChannel client = connector.connect(other.url(), (opened) -> new RecordingHandler());
			assertThat(client.info().transport()).isEqualTo("websocket");
			assertThat(client.info().remoteAddress()).isEqualTo("127.0.0.1:" + other.port());
			assertThat(client.info().headers()).containsEntry("sec-websocket-protocol", List.of("wamp.2.json"));
			ChannelInfo info = other.nextChannel().info();
			assertThat(info.serializer()).isEqualTo("json");
			assertThat(info.remoteAddress()).startsWith("127.0.0.1:");
			assertThat(info.headers()).containsEntry("x-test", List.of("yes"));
			assertThat(info.local()).isFalse();
		}
	}

	@Test
	void manyThreadsLoseNothingAndKeepTheirOrder() throws Exception {
		int threads = 8;
		int each = 3000;
		try (TestConnector connector = connector("msgpack")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			List<Thread> senders = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				int thread = t;
				senders.add(new Thread(() -> {
					for (int i = 1; i <= each; i++) {
						channel.send(publish(i, thread, (i % 100 == 0) ? "x".repeat(20_000) : "small"));
					}
				}));
			}
			senders.forEach(Thread::start);
			Map<Object, Long> last = new ConcurrentHashMap<>();
			for (int i = 0; i < threads * each; i++) {
				WampMessage message = handler.next();
				Object thread = arguments(message).get(0);
				assertThat(request(message)).isEqualTo(last.getOrDefault(thread, 0L) + 1);
				last.put(thread, request(message));
			}
			assertThat(handler.messages).isEmpty();
			assertThat(handler.collisions).hasValue(0);
		}
	}

	@Test
	void aMessageOverTheLimitIsNotSent() throws Exception {
		try (TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			String text = "x".repeat(LIMIT);
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> channel.enqueue(publish(1, text)))
				.withMessageContaining("wamp.max-message-size");
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> channel.prepare(Payload.of(text)));
			channel.send(publish(2, "fits"));
			assertThat(request(handler.next())).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack", "cbor" })
	void aMessageOverTheLimitIsSkippedAndTheChannelGoesOn(String serializer) throws Exception {
		ChannelSettings small = SETTINGS.withMaxMessageSize(100_000);
		try (TestServer other = this.transport.server(small); TestConnector connector = connector(serializer)) {
			WampChannel channel = connector.connect(other.url(), (opened) -> new RecordingHandler());
			RecordingHandler handler = other.nextHandler();
			channel.send(publish(1, "before"));
			channel.send(publish(4711, "x".repeat(1024 * 1024)));
			channel.send(publish(3, "after"));
			assertThat(request(handler.next())).isEqualTo(1);
			assertThat(request(handler.next())).isEqualTo(3);
			assertThat(handler.nextOversized()).isEqualTo("PUBLISH 4711 100000");
			assertThat(handler.violations).isEmpty();
			assertThat(channel.isOpen()).isTrue();
		}
	}

	@Test
	void whatIsNoMessageIsAViolation() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS);
				RawPeer peer = RawPeer.client(other.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			RecordingHandler handler = other.nextHandler();
			peer.writeFrame(0x81, "hello?");
			assertThat(handler.nextViolation()).isNotNull();
			peer.writeFrame(0x82, "[16,1,{},\"com.example.topic\"]");
			assertThat(handler.nextViolation()).hasMessageContaining("binary").hasMessageContaining("wamp.2.json");
			peer.writeFrame(0x01, "[16,1,{},\"com.exa");
			peer.writeFrame(0x89, "still there?");
			peer.writeFrame(0x80, "mple.topic\"]");
			assertThat(request(handler.next())).isEqualTo(1);
			assertThat(peer.readFrame()).isEqualTo("8a still there?");
		}
	}

	@Test
	void anAcceptorThatFailsEndsItsConnectionAndNoOther() throws Exception {
		AtomicBoolean failing = new AtomicBoolean(true);
		try (TestServer other = this.transport.server(SETTINGS, (channel) -> {
			if (failing.get()) {
				throw new IllegalStateException("a bug, thrown on purpose by this test");
			}
			return new RecordingHandler();
		}); TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			connector.connect(other.url(), (opened) -> handler);
			assertThat(handler.closed().code()).isEqualTo(1011);
			await().untilAsserted(() -> assertThat(other.channelCount()).isZero());
			failing.set(false);
			connector.connect(other.url(), (opened) -> new RecordingHandler()).send(publish(1, "x"));
			assertThat(request(other.nextHandler().next())).isEqualTo(1);
		}
	}

	@Test
	void textIsAViolationWhereBinaryWasAgreed() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS);
				RawPeer peer = RawPeer.client(other.port(), "wamp.2.cbor", 65536)) {
			peer.readHead();
			peer.writeFrame(0x81, "[16,1,{},\"com.example.topic\"]");
			assertThat(other.nextHandler().nextViolation()).hasMessageContaining("text");
		}
	}

	@Test
	void whatTheHandlerRefusesIsAViolation() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS, (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				throw new ProtocolViolation("out of place");
			}

			@Override
			public void onViolation(ProtocolViolation violation) {
				channel.send(publish(1, violation.getMessage()));
				channel.close(ChannelClose.violation("enough"));
			}

		}); TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			connector.connect(other.url(), (opened) -> handler).send(publish(1, "x"));
			assertThat(arguments(handler.next())).containsExactly("out of place");
			assertThat(handler.closed()).extracting(ChannelClose::code, ChannelClose::reason)
				.containsExactly(1002, "enough");
		}
	}

	@Test
	void aHandlerThatFailsClosesItsChannelOnly() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS, (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				if (request(message) == 13) {
					throw new IllegalStateException("a bug, thrown on purpose by this test");
				}
				channel.send(message);
			}

		}); TestConnector connector = connector("json")) {
			RecordingHandler unlucky = new RecordingHandler();
			RecordingHandler lucky = new RecordingHandler();
			WampChannel one = connector.connect(other.url(), (opened) -> unlucky);
			WampChannel two = connector.connect(other.url(), (opened) -> lucky);
			one.send(publish(13, "x"));
			assertThat(unlucky.closed().code()).isEqualTo(1011);
			two.send(publish(1, "x"));
			assertThat(request(lucky.next())).isEqualTo(1);
		}
	}

	@Test
	void aCloseComesAfterAllMessagesWithItsCodeAndReason() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS); TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(other.url(), (opened) -> handler);
			RecordingHandler served = other.nextHandler();
			for (int i = 1; i <= 500; i++) {
				channel.enqueue(publish(i, "last words"));
			}
			channel.close(new ChannelClose(3001, "see you, " + "ö".repeat(100), null));
			assertThat(channel.isOpen()).isFalse();
			assertThat(channel.send(publish(501, "too late"))).isFalse();
			assertThat(served.closed().code()).isEqualTo(3001);
			assertThat(served.closed().reason()).startsWith("see you, ö").endsWith("...");
			assertThat(served.messages).hasSize(500);
			assertThat(handler.closed().reason()).isEqualTo("see you, " + "ö".repeat(100));
			channel.close(ChannelClose.normal("again"));
			await().untilAsserted(() -> assertThat(other.channelCount()).isZero());
			assertThat(handler.afterClose).hasValue(0);
			assertThat(served.afterClose).hasValue(0);
			assertThat(handler.collisions).hasValue(0);
		}
	}

	@Test
	void aConnectionThatBreaksIsReportedOnBothSides() throws Exception {
		try (TestServer other = this.transport.server(SETTINGS);
				RawPeer peer = RawPeer.client(other.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			RecordingHandler served = other.nextHandler();
			peer.close();
			assertThat(served.closed().code()).isEqualTo(1006);
			assertThat(served.closed().reason()).contains("lost");
		}
		try (RawPeer.Server dropping = RawPeer.Server.webSocket("Sec-WebSocket-Protocol: wamp.2.json\r\n", (peer) -> {
		}); TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(dropping.url(), (opened) -> handler);
			assertThat(handler.closed().code()).isEqualTo(1006);
			assertThat(handler.closed().reason()).contains("lost");
			assertThat(channel.isOpen()).isFalse();
			assertThat(channel.send(publish(1, "x"))).isFalse();
		}
	}

	@Test
	void anInterruptedThreadSendsLikeAnyOther() throws Exception {
		try (TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			for (int i = 1; i <= 200; i++) {
				Thread.currentThread().interrupt();
				channel.send(publish(i, "x"));
				assertThat(Thread.interrupted()).isTrue();
				assertThat(request(handler.next())).isEqualTo(i);
			}
			assertThat(channel.isOpen()).isTrue();
		}
	}

	@Test
	void halfACharacterDoesNotBreakTheChannel() throws Exception {
		try (TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			try {
				channel.send(publish(1, "half \uD83D"));
			}
			catch (RuntimeException ex) {
				// refused, which is just as well
			}
			channel.send(publish(2, "whole"));
			await().untilAsserted(() -> assertThat(handler.messages).anyMatch((message) -> request(message) == 2));
		}
	}

	@Test
	void aFrameIsEncodedOnceForAllReceivers() throws Exception {
		WampMessage message = publish(1, "for all");
		SharedMessage shared = new SharedMessage(new SharedPayload(message.payload()), (payload) -> message);
		assertThat(shared.frame(TestMessages.only("json").get(0)))
			.isSameAs(shared.frame(TestMessages.only("json").get(0)))
			.isNotSameAs(shared.frame(TestMessages.only("cbor").get(0)));
		try (TestConnector connector = connector("json")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			channel.enqueue(shared);
			channel.flush();
			assertThat(arguments(handler.next())).containsExactly("for all");
		}
	}

	@Test
	void aUrlThatIsNoWebSocketsIsRefused() {
		try (TestConnector connector = connector("json")) {
			for (String url : List.of("http://localhost/ws", "ws:/ws", "localhost:8080")) {
				assertThatExceptionOfType(ConnectFailedException.class)
					.isThrownBy(() -> connector.connect(URI.create(url), (opened) -> new RecordingHandler()))
					.withMessageContaining("ws://host:port/path")
					.satisfies((ex) -> assertThat(ex.isPermanent()).isTrue());
			}
		}
	}

	@Test
	void optionsOfMessagesTravelToo() throws Exception {
		try (TestConnector connector = connector("cbor")) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(server.url(), (opened) -> handler);
			channel.send(new WampMessage.Publish(9, Dict.of("acknowledge", true), "com.example.topic", Payload.NONE));
			assertThat(((WampMessage.Publish) handler.next()).options().isTrue("acknowledge")).isTrue();
		}
	}

}

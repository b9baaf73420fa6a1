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

package io.github.wampspring.transport.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.NettyTestServer;
import io.github.wampspring.transport.suite.NoLeaks;
import io.github.wampspring.transport.suite.RawPeer;
import io.github.wampspring.transport.suite.ReadBy;
import io.github.wampspring.transport.suite.TestServer;
import io.github.wampspring.transport.suite.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyWebSocketConnector}.
 */
@ExtendWith(NoLeaks.class)
class NettyWebSocketConnectorTests {

	private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults()
		.withConnectTimeout(Duration.ofSeconds(5));

	private final NettyWebSocketConnector connector = new NettyWebSocketConnector(TestMessages.only("json"), SETTINGS,
			null, HandshakeCustomizer.NONE);

	@AfterEach
	void close() {
		this.connector.close();
	}

	/** A server that sends bytes in the packet of its answer. */
	private static RawPeer.Server server(byte[] bytes) throws IOException {
		return new RawPeer.Server((peer) -> {
			Matcher key = KEY.matcher(peer.readHead());
			assertThat(key.find()).isTrue();
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			answer.writeBytes(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: upgrade\r\n"
					+ "Sec-WebSocket-Protocol: wamp.2.json\r\nSec-WebSocket-Accept: "
					+ WebSocketOpening.accept(key.group(1)) + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			answer.writeBytes(bytes);
			peer.write(answer.toByteArray());
			peer.socket.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
		});
	}

	private static byte[] frame(int first, byte[] payload) {
		byte[] frame = new byte[2 + payload.length];
		frame[0] = (byte) first;
		frame[1] = (byte) payload.length;
		System.arraycopy(payload, 0, frame, 2, payload.length);
		return frame;
	}

	private ConnectFailedException failure(URI url) throws InterruptedException {
		try {
			this.connector.connect(url, (opened) -> {
				throw new AssertionError("there must be no channel");
			});
		}
		catch (ConnectFailedException ex) {
			return ex;
		}
		throw new AssertionError("there is a channel");
	}

	/** An operation counts as receiving while it starts, since it must not block. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whoSendsALoneMessageNeedsNoOtherThread(boolean operation) throws Exception {
		CountDownLatch goOn = new CountDownLatch(1);
		try (TestServer server = new NettyTestServer(new TestServer.Setup(SETTINGS, (opened) -> new RecordingHandler()),
				1)) {
			CountDownLatch busy = new CountDownLatch(1);
			WampChannel channel = this.connector.connect(server.url(), (opened) -> new RecordingHandler() {

				@Override
				public void onMessage(WampMessage message) {
					busy.countDown();
					try {
						goOn.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}

			});
			server.nextChannel().send(publish(1, "one"));
			busy.await();
			boolean before = operation && ReceivingThread.enter();
			channel.send(publish(2, "two"));
			if (operation) {
				ReceivingThread.exit(before);
			}
			assertThat(request(server.nextHandler().next())).isEqualTo(2);
		}
		finally {
			goOn.countDown();
		}
	}

	@Test
	void aServersFirstMessagesMayComeInThePacketOfItsAnswer() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(frame(0x81, ReadBy.json(1, "one")));
		bytes.writeBytes(frame(0x81, ReadBy.json(2, "two")));
		bytes.writeBytes(frame(0x88, new byte[] { 3, (byte) 0xE9 }));
		try (RawPeer.Server server = server(bytes.toByteArray())) {
			RecordingHandler handler = new RecordingHandler();
			this.connector.connect(server.url(), (opened) -> handler);
			assertThat(request(handler.next())).isEqualTo(1);
			assertThat(request(handler.next())).isEqualTo(2);
			assertThat(handler.closed().code()).isEqualTo(1001);
		}
	}

	@Test
	void aServerThatMasksIsLeft() throws Exception {
		try (RawPeer.Server server = server(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711))) {
			RecordingHandler handler = new RecordingHandler();
			this.connector.connect(server.url(), (opened) -> handler);
			assertThat(handler.closed().code()).isEqualTo(1002);
			assertThat(handler.messages).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n",
			"HTTP/1.1 404 Not Found\r\nContent-Length: 100000000000\r\n\r\n",
			"HTTP/1.1 404 Not Found\r\nX-Anything: else\r\n\r\n" })
	void aPageWithoutEndIsNotAwaited(String head) throws Exception {
		try (RawPeer.Server server = endless(head, "5\r\nhello\r\n".repeat(1000))) {
			assertThat(failure(server.url())).hasMessageContaining("404");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 ", "HTTP/1.1 101 Switching Protocols\r\nX-Long: ",
			"HTTP/1.1 101 Switching Protocols\r\n" })
	void aHeadWithoutEndIsNotKept(String head) throws Exception {
		try (RawPeer.Server server = endless(head,
				head.endsWith("\n") ? "X-More: x\r\n".repeat(500) : "x".repeat(2000))) {
			assertThat(failure(server.url())).hasMessageContaining("does not answer as a WebSocket endpoint");
		}
	}

	private static RawPeer.Server endless(String head, String more) throws IOException {
		return new RawPeer.Server((peer) -> {
			peer.readHead();
			peer.write(head);
			while (true) {
				peer.write(more);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Protocol: wamp.2.json\r\nSec-WebSocket-Extensions: permessage-deflate\r\n",
			"Sec-WebSocket-Protocol: wamp.2.cbor\r\n", "Sec-WebSocket-Protocol: wamp.2.json,wamp.2.json\r\n" })
	void whatWasNotOfferedIsNotTaken(String header) throws Exception {
		try (RawPeer.Server server = RawPeer.Server.webSocket(header, RawPeer::read)) {
			assertThat(failure(server.url())).hasMessageContaining("not offered");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade: websocket\r\nConnection: Upgrade\r\n",
			"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
			"Upgrade: h2c\r\nConnection: Upgrade\r\n" })
	void anAnswerToAnotherRequestIsNone(String headers) throws Exception {
		try (RawPeer.Server server = RawPeer.Server.answering(
				"HTTP/1.1 101 Switching Protocols\r\n" + headers + "Sec-WebSocket-Protocol: wamp.2.json\r\n\r\n")) {
			assertThat(failure(server.url())).hasMessageContaining("does not belong to the request");
		}
	}

	private static InetAddress ipv6() throws UnknownHostException {
		InetAddress address = InetAddress.getByName("::1");
		try (ServerSocket socket = new ServerSocket(0, 1, address)) {
			return address;
		}
		catch (IOException ex) {
			Assumptions.abort("no IPv6 here");
			throw new AssertionError(ex);
		}
	}

	private static NettyWebSocketServer echo(InetAddress address) {
		return new NettyWebSocketServer(new NettyServerSettings(new InetSocketAddress(address, 0), "/ws", 1, 10),
				Transport::echoing, TestMessages.serializers(), SETTINGS, HandshakeGuard.NONE, null);
	}

	@Test
	void anAddressMayBeOfTheSixthVersion() throws Exception {
		try (NettyWebSocketServer server = echo(ipv6())) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = this.connector.connect(URI.create("ws://[::1]:" + server.start().getPort() + "/ws"),
					(opened) -> handler);
			channel.send(publish(1, "x"));
			assertThat(arguments(handler.next())).containsExactly("x");
		}
	}

	@Test
	void allAddressesOfAHostAreTried() throws Exception {
		this.connector.resolver(
				(host) -> new InetAddress[] { InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1") });
		try (NettyWebSocketServer server = echo(InetAddress.getByName("127.0.0.1"))) {
			RecordingHandler handler = new RecordingHandler();
			this.connector
				.connect(URI.create("ws://localhost:" + server.start().getPort() + "/ws"), (opened) -> handler)
				.send(publish(1, "x"));
			assertThat(arguments(handler.next())).containsExactly("x");
		}
	}

	@Test
	void whoIsInterruptedLeavesNoChannelBehind() throws Exception {
		try (TestServer server = new NettyTestServer(
				new TestServer.Setup(SETTINGS, (channel) -> new RecordingHandler()))) {
			for (int i = 0; i < 20; i++) {
				Thread.currentThread().interrupt();
				assertThatExceptionOfType(InterruptedException.class)
					.isThrownBy(() -> this.connector.connect(server.url(), (opened) -> new RecordingHandler()));
			}
			RecordingHandler handler = new RecordingHandler();
			this.connector.connect(server.url(), (opened) -> handler);
			await().untilAsserted(() -> assertThat(server.channelCount()).isEqualTo(1));
			assertThat(handler.close).isNotDone();
		}
	}

	@Test
	void aConnectorMayBeClosedWhileItConnects() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		try (RawPeer.Server server = new RawPeer.Server((peer) -> {
			peer.readHead();
			asked.countDown();
			peer.read();
		})) {
			CompletableFuture<ConnectFailedException> failure = new CompletableFuture<>();
			new Thread(() -> {
				try {
					failure.complete(failure(server.url()));
				}
				catch (InterruptedException | AssertionError ex) {
					failure.completeExceptionally(ex);
				}
			}).start();
			assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
			this.connector.close();
			assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessage("The connector is closed");
			assertThat(failure(server.url())).hasMessage("The connector is closed");
		}
	}

	@Test
	void aClosedConnectorLeavesNoThreadAtAll() throws Exception {
		Set<Thread> before;
		try (TestServer server = new NettyTestServer(
				new TestServer.Setup(SETTINGS, (channel) -> new RecordingHandler()))) {
			before = Thread.getAllStackTraces().keySet();
			this.connector.connect(server.url(), (opened) -> new RecordingHandler());
			server.nextHandler();
			assertThat(Thread.getAllStackTraces().keySet())
				.anyMatch((thread) -> thread.getName().startsWith("wamp-client") && thread.isDaemon());
			this.connector.close();
		}
		await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> !before.contains(thread)
					&& (thread.getName().startsWith("wamp") || thread.getName().startsWith("globalEventExecutor"))));
	}

}

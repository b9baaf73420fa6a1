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
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLEngine;

import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.NoLeaks;
import io.github.wampspring.transport.suite.RawPeer;
import io.github.wampspring.transport.suite.ReadBy;
import io.github.wampspring.transport.suite.TestCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what comes to a {@link NettyWebSocketServer} before a WebSocket is open.
 */
@ExtendWith({ OutputCaptureExtension.class, NoLeaks.class })
class ServerHandshakeTests {

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults()
		.withConnectTimeout(Duration.ofMillis(700));

	private static final String GOOD = """
			Host: localhost
			Upgrade: websocket
			Connection: keep-alive, Upgrade
			Sec-WebSocket-Version: 13
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
			Sec-WebSocket-Protocol: wamp.2.json
			""".replace("\n", "\r\n");

	private static final List<RecordingHandler> handlers = new ArrayList<>();

	private static final AtomicInteger accepted = new AtomicInteger();

	private static volatile boolean failing;

	private static NettyWebSocketServer server;

	private static NettyWebSocketServer secure;

	private static int port;

	private static int securePort;

	private final List<Socket> sockets = new ArrayList<>();

	@BeforeAll
	static void start() {
		ChannelAcceptor acceptor = (channel) -> {
			accepted.incrementAndGet();
			if (failing) {
				throw new IllegalStateException("a bug, thrown on purpose by this test");
			}
			RecordingHandler handler = new RecordingHandler();
			synchronized (handlers) {
				handlers.add(handler);
			}
			return handler;
		};
		server = server(acceptor, 100, false);
		port = server.start().getPort();
		secure = server(acceptor, 100, true);
		securePort = secure.start().getPort();
	}

	private static NettyWebSocketServer server(ChannelAcceptor acceptor, int connections, boolean tls) {
		return new NettyWebSocketServer(
				new NettyServerSettings(new InetSocketAddress("127.0.0.1", 0), "/ws", 1, connections), acceptor,
				TestMessages.serializers(), SETTINGS, HandshakeGuard.NONE, tls ? ServerHandshakeTests::engine : null);
	}

	private static SSLEngine engine() {
		SSLEngine engine = TestCertificates.identity("localhost").createSSLEngine();
		engine.setUseClientMode(false);
		return engine;
	}

	@AfterAll
	static void stop() {
		server.close();
		secure.close();
	}

	@AfterEach
	void disconnect() throws IOException {
		failing = false;
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private RawPeer connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(20_000);
		this.sockets.add(socket);
		return new RawPeer(socket);
	}

	/** All that comes until the end of the connection. */
	private static String rest(RawPeer peer) throws IOException {
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		try {
			peer.socket.getInputStream().transferTo(rest);
		}
		catch (SocketException ex) {
			// reset: as good an end
		}
		return rest.toString(StandardCharsets.UTF_8);
	}

	private String answer(String request) throws IOException {
		RawPeer peer = connect(port);
		peer.write(request);
		return rest(peer);
	}

	private static RecordingHandler handler(int index) {
		await().until(() -> {
			synchronized (handlers) {
				return handlers.size() > index;
			}
		});
		return handlers.get(index);
	}

	private void assertThatOthersAreServed() throws IOException {
		int index = handlers.size();
		RawPeer peer = connect(port);
		peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
		assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
		handler(index);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET /other HTTP/1.1        | ''                                       | 404 | There is nothing here
			GET /ws/ HTTP/1.1          | ''                                       | 404 | There is nothing here
			GET /%77s HTTP/1.1         | ''                                       | 404 | There is nothing here
			POST /ws HTTP/1.1          | Content-Length: 0                        | 426 | WAMP is spoken here
			OPTIONS /ws HTTP/1.1       | ''                                       | 426 | WAMP is spoken here
			GET /ws HTTP/1.0           | ''                                       | 426 | WAMP is spoken here
			GET /ws HTTP/1.1           | Sec-WebSocket-Version: 8                 | 426 | WAMP is spoken here
			GET /ws HTTP/1.1           | Upgrade: h2c                             | 426 | WAMP is spoken here
			GET /ws HTTP/1.1           | Connection: close                        | 426 | WAMP is spoken here
			GET /ws HTTP/1.1           | Sec-WebSocket-Key: short                 | 400 | Sec-WebSocket-Key
			GET /ws HTTP/1.1           | Sec-WebSocket-Key: ????????????????????== | 400 | Sec-WebSocket-Key
			GET /ws HTTP/1.1           | Sec-WebSocket-Key:                       | 400 | Sec-WebSocket-Key
			GET /ws HTTP/1.1           | Host:                                    | 400 | Host
			GET /ws HTTP/1.1           | Host: two words                          | 400 | Host
			GET /ws HTTP/1.1           | Host: a/b                                | 400 | Host
			GET /ws HTTP/1.1           | Host: a:65536                            | 400 | Host
			""")
	void whatIsNoHandshakeGetsAStatusAndASentence(String line, String header, int status, String text)
			throws IOException {
		int before = accepted.get();
		String name = header.contains(":") ? header.substring(0, header.indexOf(':') + 1) : "none";
		StringBuilder headers = new StringBuilder();
		GOOD.lines().filter((good) -> !good.startsWith(name)).forEach((good) -> headers.append(good).append("\r\n"));
		String answer = answer(line + "\r\n" + headers + (header.isEmpty() ? "" : header + "\r\n") + "\r\n");
		assertThat(answer).startsWith("HTTP/1.1 " + status).contains(text).containsIgnoringCase("connection: close");
		assertThat(accepted).hasValue(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000\u0001\u0002garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n\r\n", "GET\r\n\r\n",
			"\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", "GET /ws HTTP/9.9\r\nno colon\r\n\r\n",
			"GET /ws HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" })
	void garbageIsAnsweredOnceAndItsConnectionEnds(String garbage) throws IOException {
		int before = accepted.get();
		assertThat(answer(garbage)).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1");
		assertThat(accepted).hasValue(before);
		assertThatOthersAreServed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /", "GET /ws HTTP/1.1\r\nX-Long: ", "GET /ws HTTP/1.1\r\n" })
	void aRequestWithoutEndIsCutOff(String beginning) throws IOException {
		RawPeer peer = connect(port);
		peer.write(beginning);
		String more = beginning.endsWith("\n") ? "X-More: and more\r\n".repeat(100) : "x".repeat(1800);
		int written = 0;
		try {
			while (written < 100 * 1024 * 1024) {
				peer.write(more);
				written += more.length();
			}
		}
		catch (SocketException ex) {
			// cut off
		}
		assertThat(written).isLessThan(100 * 1024 * 1024);
		assertThatOthersAreServed();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aHandshakeThatTakesTooLongIsCutOff(boolean tls) throws IOException {
		RawPeer peer = connect(tls ? securePort : port);
		// a byte now and then does not help
		Thread dripping = new Thread(() -> {
			try {
				while (true) {
					peer.write(tls ? "\u0016" : "G");
					Thread.sleep(50);
				}
			}
			catch (IOException | InterruptedException ex) {
				// cut off
			}
		});
		dripping.start();
		rest(peer);
		dripping.interrupt();
		assertThatOthersAreServed();
	}

	@Test
	void silenceIsCutOff() throws IOException {
		assertThat(rest(connect(port))).isEmpty();
		assertThat(rest(connect(securePort))).isEmpty();
	}

	@Test
	void plainTextToAPortWithTlsIsNoHandshake() throws IOException {
		int before = accepted.get();
		RawPeer peer = connect(securePort);
		peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
		assertThat(rest(peer)).doesNotContain("101");
		assertThat(accepted).hasValue(before);
	}

	@Test
	void afterARefusalNothingIsRead() throws IOException {
		int before = accepted.get();
		String answer = answer("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
		assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("101").containsOnlyOnce("HTTP/1.1");
		assertThat(accepted).hasValue(before);
	}

	@Test
	void aRequestAfterTheHandshakeIsNoFrame() throws Exception {
		int index = handlers.size();
		RawPeer peer = connect(port);
		peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\nGET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
		assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
		assertThat(peer.readClose()).isEqualTo(1002);
		assertThat(handler(index).closed().code()).isEqualTo(1002);
	}

	@Test
	void framesMayComeInThePacketOfTheRequest() throws Exception {
		int index = handlers.size();
		RawPeer peer = connect(port);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(("GET /ws?any=thing HTTP/1.1\r\n" + GOOD + "\r\n").getBytes(StandardCharsets.US_ASCII));
		for (int i = 1; i <= 3; i++) {
			bytes.writeBytes(RawPeer.frame(0x81, ReadBy.json(i, "x"), 4711));
		}
		bytes.write(RawPeer.frame(0x81, ReadBy.json(4, "x"), 4711), 0, 10);
		peer.write(bytes.toByteArray());
		assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
		byte[] last = RawPeer.frame(0x81, ReadBy.json(4, "x"), 4711);
		peer.write(Arrays.copyOfRange(last, 10, last.length));
		for (int i = 1; i <= 4; i++) {
			assertThat(request(handler(index).next())).isEqualTo(i);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" })
	void aBodyIsPassedOver(String body) throws Exception {
		int index = handlers.size();
		RawPeer peer = connect(port);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(("GET /ws HTTP/1.1\r\n" + GOOD + body).getBytes(StandardCharsets.US_ASCII));
		bytes.writeBytes(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
		peer.write(bytes.toByteArray());
		assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
		assertThat(request(handler(index).next())).isEqualTo(1);
	}

	@Test
	void aLargeBodyIsRefused() throws Exception {
		int before = accepted.get();
		assertThat(answer("GET /ws HTTP/1.1\r\n" + GOOD + "Content-Length: 5000\r\n\r\n" + "x".repeat(5000)))
			.startsWith("HTTP/1.1 413");
		assertThat(accepted).hasValue(before);
	}

	@Test
	void anAcceptorThatFailsEndsTheConnectionWithACodeAndALineInTheLog(CapturedOutput output) throws Exception {
		failing = true;
		RawPeer peer = connect(port);
		peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
		peer.readHead();
		assertThat(peer.readClose()).isEqualTo(1011);
		await().untilAsserted(() -> assertThat(output).contains("a bug, thrown on purpose by this test"));
		failing = false;
		assertThatOthersAreServed();
	}

	@Test
	void connectionsOverTheLimitAreClosedAtOnceAndCountNoMore(CapturedOutput output) throws Exception {
		try (NettyWebSocketServer small = server((channel) -> new RecordingHandler(), 3, false)) {
			int port = small.start().getPort();
			List<RawPeer> peers = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				RawPeer peer = connect(port);
				peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
				assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
				peers.add(peer);
			}
			for (int i = 0; i < 20; i++) {
				assertThat(rest(connect(port))).isEmpty();
			}
			assertThat(output).contains("wamp.router.max-connections");
			peers.get(0).close();
			await().untilAsserted(() -> {
				RawPeer peer = connect(port);
				peer.write("GET /ws HTTP/1.1\r\n" + GOOD + "\r\n");
				assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
			});
		}
	}

}

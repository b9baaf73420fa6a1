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

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what {@link TestConnector} says where there is no WAMP router.
 */
@ParameterizedClass
@EnumSource(names = { "TOMCAT", "NETTY" })
class ConnectFailureTests {

	@Parameter
	private Transport transport;

	private TestConnector connector;

	@BeforeEach
	void open() {
		this.connector = this.transport.connector(TestMessages.serializers(),
				ChannelSettings.defaults().withConnectTimeout(Duration.ofSeconds(1)));
	}

	@AfterEach
	void close() {
		this.connector.close();
	}

	private AbstractThrowableAssert<?, ConnectFailedException> assertFailure(URI url, boolean permanent) {
		ConnectFailedException failure = catchThrowableOfType(ConnectFailedException.class,
				() -> this.connector.connect(url, (channel) -> {
					throw new AssertionError("there must be no channel");
				}));
		assertThat(failure.isPermanent()).isEqualTo(permanent);
		return assertThat(failure).hasMessageStartingWith(url + " ");
	}

	@Test
	void nothingListens() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertFailure(URI.create("ws://127.0.0.1:" + port + "/ws"), false)
			.hasMessageContaining("nothing listens there");
	}

	@Test
	void theHostIsUnknown() {
		assertFailure(URI.create("ws://router.invalid/ws"), false).hasMessageContaining("host name is unknown");
	}

	@ParameterizedTest
	@CsvSource({ "404 Not Found, no WebSocket endpoint at this path", "200 OK, no WAMP endpoint at this path",
			"426 Upgrade Required, no WAMP endpoint at this path", "403 Forbidden, credentials",
			"503 Service Unavailable, 503 Service Unavailable" })
	void anHttpServerAnswersWithAStatus(String status, String text) throws IOException {
		try (RawPeer.Server server = RawPeer.Server.answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
			assertFailure(server.url(), false).hasMessageContaining("HTTP status " + status).hasMessageContaining(text);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'WWW-Authenticate: Basic realm=\"x\"'", "'WWW-Authenticate: Bearer'", "'X-Nothing: here'" })
	void credentialsAreMissing(String header) throws IOException {
		try (RawPeer.Server server = RawPeer.Server
			.answering("HTTP/1.1 401 Unauthorized\r\n" + header + "\r\nContent-Length: 0\r\n\r\n")) {
			assertFailure(server.url(), false).hasMessageContaining("HTTP status 401 Unauthorized")
				.hasMessageContaining("credentials");
		}
	}

	@Test
	void redirectsAreNotFollowed() throws IOException {
		try (RawPeer.Server server = RawPeer.Server
			.answering("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/ws\r\nContent-Length: 0\r\n\r\n")) {
			assertFailure(server.url(), false).hasMessageContaining("redirects to wss://elsewhere.example/ws")
				.hasMessageContaining("not followed");
		}
	}

	@Test
	void theServerSpeaksSomethingElse() throws IOException {
		try (RawPeer.Server server = RawPeer.Server.answering("SSH-2.0-OpenSSH_9.6\r\n\r\n")) {
			assertFailure(server.url(), false).hasMessageContaining("SSH-2.0");
		}
	}

	@Test
	void theServerHangsUp() throws IOException {
		try (RawPeer.Server server = RawPeer.Server.answering("")) {
			assertFailure(server.url(), false).hasMessageContaining("closed the connection without an answer");
		}
	}

	@Test
	void theServerDoesNotAnswer() throws IOException {
		try (RawPeer.Server server = new RawPeer.Server((peer) -> Thread.sleep(60_000))) {
			assertFailure(server.url(), false).hasMessageContaining("did not answer within 1000 ms");
			URI secure = URI.create(server.url().toString().replace("ws:", "wss:"));
			assertFailure(secure, false).hasMessageContaining("did not answer within 1000 ms");
		}
	}

	@Test
	void theEndpointSpeaksOnlyTheFirstVersionOfWamp() throws IOException {
		try (RawPeer.Server server = RawPeer.Server.webSocket(
				"Sec-WebSocket-Protocol: wamp\r\nServer: AutobahnPython/0.7.0\r\n", (peer) -> peer.readFrame())) {
			assertFailure(server.url(), true).hasMessageContaining("only WAMP v1")
				.hasMessageContaining("offered were wamp.2.json, wamp.2.msgpack, wamp.2.cbor")
				.hasMessageContaining("AutobahnPython/0.7.0");
		}
	}

	@Test
	void theEndpointSpeaksNoWamp() throws IOException {
		try (RawPeer.Server server = RawPeer.Server.webSocket("", (peer) -> peer.readFrame())) {
			assertFailure(server.url(), true).hasMessageContaining("accepted none of the WAMP v2 subprotocols");
		}
		try (RawPeer.Server server = RawPeer.Server.webSocket("Sec-WebSocket-Protocol: mqtt\r\n",
				(peer) -> peer.readFrame())) {
			assertFailure(server.url(), true).hasMessageContaining("chose the subprotocol mqtt");
		}
	}

	@Test
	void aThreadThatIsInterruptedStopsConnecting() throws Exception {
		try (RawPeer.Server server = new RawPeer.Server((peer) -> Thread.sleep(60_000))) {
			Thread thread = Thread.currentThread();
			Thread interrupter = new Thread(thread::interrupt);
			interrupter.start();
			assertThatExceptionOfType(InterruptedException.class)
				.isThrownBy(() -> this.connector.connect(server.url(), (channel) -> new RecordingHandler()));
			interrupter.join();
		}
	}

	@Test
	void anUnderscoreInTheHostNameIsNamed() {
		try (TestConnector connector = this.transport.connector(TestMessages.serializers(),
				ChannelSettings.defaults())) {
			assertThatThrownBy(
					() -> connector.connect(URI.create("ws://my_router:8080/ws"), (opened) -> new RecordingHandler()))
				.isInstanceOf(ConnectFailedException.class)
				.hasMessageContaining("ws://my_router:8080/ws has an underscore in its host name");
		}
	}

	@Test
	void aConnectorThatIsNotUsedHasNoThreads() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (TestConnector connector = this.transport.connector(TestMessages.serializers(),
				ChannelSettings.defaults())) {
			assertThat(connector).isNotNull();
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.noneMatch((thread) -> thread.getName().startsWith("wamp-client"));
		}
	}

}

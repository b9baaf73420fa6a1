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

import javax.net.ssl.SSLContext;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code wss}.
 */
@ParameterizedClass(name = "a server on {0}, a client on {1}")
@CsvSource({ "TOMCAT, TOMCAT", "TOMCAT, NETTY", "NETTY, NETTY", "NETTY, TOMCAT", "WEBFLUX, NETTY", "WEBFLUX, TOMCAT" })
class TlsTests {

	@Parameter(0)
	private Transport transport;

	@Parameter(1)
	private Transport client;

	private TestServer server(String host) {
		return this.transport
			.server(new TestServer.Setup(ChannelSettings.defaults(), Transport::echoing).withTls(host));
	}

	private TestConnector connector(String serializer, SSLContext context) {
		return this.client.connector(TestMessages.only(serializer), ChannelSettings.defaults(), context,
				HandshakeCustomizer.NONE);
	}

	private static URI url(TestServer server) {
		return URI.create("wss://localhost:" + server.port() + "/ws");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack" })
	void aTrustedServerIsConnected(String serializer) throws Exception {
		try (TestServer server = server("localhost");
				TestConnector connector = connector(serializer, TestCertificates.trusting("localhost"))) {
			RecordingHandler handler = new RecordingHandler();
			WampChannel channel = connector.connect(url(server), (opened) -> handler);
			for (int i = 1; i <= 500; i++) {
				channel.send(publish(i, "x".repeat(i * 10)));
			}
			for (int i = 1; i <= 500; i++) {
				assertThat(request(handler.next())).isEqualTo(i);
			}
			channel.send(publish(501, "y".repeat(1024 * 1024)));
			assertThat(arguments(handler.next())).containsExactly("y".repeat(1024 * 1024));
		}
	}

	@Test
	void anUnknownCertificateIsRefusedByDefault() throws Exception {
		try (TestServer server = server("localhost"); TestConnector connector = connector("json", null)) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(url(server) + " failed the TLS handshake");
		}
	}

	@Test
	void aCertificateOfAnotherHostIsRefusedEvenIfItIsTrusted() throws Exception {
		try (TestServer server = server("example.org");
				TestConnector connector = connector("json", TestCertificates.trusting("example.org"))) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(url(server) + " failed the TLS handshake")
				.withMessageContaining("localhost");
		}
	}

	@Test
	void aPlainServerIsNoTlsServer() throws Exception {
		try (TestServer server = this.transport.echo(ChannelSettings.defaults());
				TestConnector connector = connector("json", TestCertificates.trusting("localhost"))) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(
						url(server) + " failed the TLS handshake: what listens there does not speak TLS");
		}
	}

}

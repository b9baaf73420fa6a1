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

package io.github.wampspring.transport.websocket;

import java.io.InputStream;
import java.net.URI;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code wss}.
 */
class TlsTests {

	private static WampTestServer server(String host) {
		return WampTestServer.echo(TestMessages.serializers(), WebSocketSettings.defaults(),
				"server.ssl.key-store=classpath:tls/" + host + ".p12", "server.ssl.key-store-password=changeit");
	}

	private static SSLContext trusting(String host) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = TlsTests.class.getResourceAsStream("/tls/" + host + ".p12")) {
			store.load(in, "changeit".toCharArray());
		}
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("server", store.getCertificate("server"));
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trust);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

	private static WebSocketConnector connector(String serializer, SSLContext context) {
		return new WebSocketConnector(TestMessages.only(serializer), WebSocketSettings.defaults(), context,
				HandshakeCustomizer.NONE);
	}

	private static URI url(WampTestServer server) {
		return URI.create("wss://localhost:" + server.port() + "/ws");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "msgpack" })
	void aTrustedServerIsConnected(String serializer) throws Exception {
		try (WampTestServer server = server("localhost");
				WebSocketConnector connector = connector(serializer, trusting("localhost"))) {
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
		try (WampTestServer server = server("localhost"); WebSocketConnector connector = connector("json", null)) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(url(server) + " failed the TLS handshake");
		}
	}

	@Test
	void aCertificateOfAnotherHostIsRefusedEvenIfItIsTrusted() throws Exception {
		try (WampTestServer server = server("example.org");
				WebSocketConnector connector = connector("json", trusting("example.org"))) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(url(server) + " failed the TLS handshake")
				.withMessageContaining("localhost");
		}
	}

	@Test
	void aPlainServerIsNoTlsServer() throws Exception {
		try (WampTestServer server = WampTestServer.echo(TestMessages.serializers(), WebSocketSettings.defaults());
				WebSocketConnector connector = connector("json", trusting("localhost"))) {
			assertThatExceptionOfType(ConnectFailedException.class)
				.isThrownBy(() -> connector.connect(url(server), (opened) -> new RecordingHandler()))
				.withMessageStartingWith(url(server) + " failed the TLS handshake");
		}
	}

}

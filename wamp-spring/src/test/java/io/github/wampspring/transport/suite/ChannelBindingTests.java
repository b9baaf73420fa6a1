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

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.transport.ChannelBindingException;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.TlsChannelBindings;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyServerSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.netty.NettyWebSocketServer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What both ends of a connection tell about its TLS.
 */
class ChannelBindingTests {

	private static final Provider BOUNCY_CASTLE = new BouncyCastleJsseProvider(new BouncyCastleProvider());

	@ParameterizedTest
	@EnumSource
	void bothEndsKnowTheServersCertificate(Transport transport) throws Exception {
		try (Tls tls = new Tls(transport)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(getClass().getResourceAsStream("/tls/localhost.p12"), "changeit".toCharArray());
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(store.getCertificate("server").getEncoded());
			Ends ends = tls.connect();
			assertThat(ends.client().get(ChannelBinding.TLS_SERVER_END_POINT)).isEqualTo(hash);
			assertThat(ends.server().get(ChannelBinding.TLS_SERVER_END_POINT)).isEqualTo(hash);
		}
	}

	@ParameterizedTest
	@EnumSource
	@EnabledForJreRange(min = JRE.JAVA_25)
	void bothEndsExportTheSameAndNobodyElseDoes(Transport transport) throws Exception {
		try (Tls tls = new Tls(transport)) {
			Ends first = tls.connect();
			Ends second = tls.connect();
			byte[] exported = first.client().get(ChannelBinding.TLS_EXPORTER);
			assertThat(exported).hasSize(32).isEqualTo(first.server().get(ChannelBinding.TLS_EXPORTER));
			assertThat(second.client().get(ChannelBinding.TLS_EXPORTER)).isNotEqualTo(exported)
				.isEqualTo(second.server().get(ChannelBinding.TLS_EXPORTER));
			assertThat(first.client().get(ChannelBinding.TLS_EXPORTER)).isEqualTo(exported);
		}
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_24)
	void anOlderJdkSaysThatItExportsNothing() throws Exception {
		try (Tls tls = new Tls(Transport.NETTY)) {
			Ends ends = tls.connect();
			assertNone(ends.client(), ChannelBinding.TLS_EXPORTER, "it takes JDK 25 or newer");
			assertNone(ends.server(), ChannelBinding.TLS_EXPORTER, "it takes JDK 25 or newer");
		}
	}

	@Test
	void nothingIsExportedBeforeTls13() throws Exception {
		try (Netty netty = new Netty(null, "TLSv1.2")) {
			Ends ends = netty.connect();
			assertNone(ends.client(), ChannelBinding.TLS_EXPORTER, "it takes TLS 1.3");
			assertNone(ends.server(), ChannelBinding.TLS_EXPORTER, "it takes TLS 1.3");
		}
	}

	@Test
	void theTlsOfTheJdkSaysThatItDoesNotTellItsFinishedMessages() throws Exception {
		try (Netty netty = new Netty(null, "TLSv1.2")) {
			Ends ends = netty.connect();
			assertNone(ends.client(), ChannelBinding.TLS_UNIQUE, "org.bouncycastle:bctls-jdk18on");
			assertNone(ends.server(), ChannelBinding.TLS_UNIQUE, "org.bouncycastle:bctls-jdk18on");
		}
	}

	@Test
	void withBouncyCastleBothEndsHaveTheSameFinishedMessageAndNobodyElseHas() throws Exception {
		try (Netty netty = new Netty(BOUNCY_CASTLE, "TLSv1.2")) {
			Ends first = netty.connect();
			byte[] finished = first.client().get(ChannelBinding.TLS_UNIQUE);
			assertThat(finished).hasSize(12).isEqualTo(first.server().get(ChannelBinding.TLS_UNIQUE));
			// one that resumes the session of the first
			Ends second = netty.connect();
			assertThat(second.client().get(ChannelBinding.TLS_UNIQUE)).isNotEqualTo(finished)
				.isEqualTo(second.server().get(ChannelBinding.TLS_UNIQUE));
			assertThat(second.client().get(ChannelBinding.TLS_SERVER_END_POINT))
				.isEqualTo(first.server().get(ChannelBinding.TLS_SERVER_END_POINT))
				.isEqualTo(second.server().get(ChannelBinding.TLS_SERVER_END_POINT));
		}
	}

	@Test
	void tlsUniqueIsNotDefinedForTls13() throws Exception {
		for (Provider provider : new Provider[] { null, BOUNCY_CASTLE }) {
			try (Netty netty = new Netty(provider, "TLSv1.3")) {
				Ends ends = netty.connect();
				assertNone(ends.client(), ChannelBinding.TLS_UNIQUE, "for which it is not defined");
				assertNone(ends.server(), ChannelBinding.TLS_UNIQUE, "for which it is not defined");
			}
		}
	}

	@Test
	void bouncyCastleSaysThatItExportsNothing() throws Exception {
		try (Netty netty = new Netty(BOUNCY_CASTLE, "TLSv1.3")) {
			assertNone(netty.connect().client(), ChannelBinding.TLS_EXPORTER, "");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aConnectionWithoutTlsHasNoBinding(Transport transport) throws Exception {
		try (TestServer server = transport.echo(ChannelSettings.defaults());
				TestConnector connector = Transport.NETTY.connector(TestMessages.only("json"),
						ChannelSettings.defaults())) {
			WampChannel channel = connector.connect(server.url(), (opened) -> new RecordingHandler());
			WampChannel accepted = server.nextChannel();
			for (ChannelBinding binding : ChannelBinding.values()) {
				assertNone(channel.info().bindings(), binding, "has no TLS");
				assertNone(accepted.info().bindings(), binding, "has no TLS");
			}
		}
	}

	@Test
	void theClientOfTomcatSaysThatItTellsNothing() throws Exception {
		try (TestServer server = Transport.NETTY
			.server(new TestServer.Setup(ChannelSettings.defaults(), Transport::echoing).withTls("localhost"));
				TestConnector connector = Transport.TOMCAT.connector(TestMessages.only("json"),
						ChannelSettings.defaults(), TestCertificates.trusting("localhost"), HandshakeCustomizer.NONE)) {
			WampChannel channel = connector.connect(server.url(), (opened) -> new RecordingHandler());
			for (ChannelBinding binding : ChannelBinding.values()) {
				assertNone(channel.info().bindings(), binding, "wamp.transport=netty");
			}
		}
	}

	@Test
	void beforeTheHandshakeNothingIsKnown() throws Exception {
		ChannelBindings bindings = TlsChannelBindings.of(SSLContext.getDefault().createSSLEngine());
		for (ChannelBinding binding : ChannelBinding.values()) {
			assertNone(bindings, binding, "");
		}
	}

	private static void assertNone(ChannelBindings bindings, ChannelBinding binding, String reason) {
		assertThatExceptionOfType(ChannelBindingException.class).isThrownBy(() -> bindings.get(binding))
			.withMessageStartingWith("There is no channel binding " + binding.wireName() + ": ")
			.withMessageContaining(reason);
	}

	/** What either end of a connection tells. */
	private record Ends(ChannelBindings client, ChannelBindings server) {
	}

	/** A server of a transport, and a client on Netty. */
	private static final class Tls implements AutoCloseable {

		private final TestServer server;

		private final TestConnector connector = Transport.NETTY.connector(TestMessages.only("json"),
				ChannelSettings.defaults(), TestCertificates.trusting("localhost"), HandshakeCustomizer.NONE);

		Tls(Transport transport) {
			this.server = transport
				.server(new TestServer.Setup(ChannelSettings.defaults(), Transport::echoing).withTls("localhost"));
		}

		Ends connect() throws InterruptedException {
			WampChannel client = this.connector.connect(this.server.url(), (opened) -> new RecordingHandler());
			return new Ends(client.info().bindings(), this.server.nextChannel().info().bindings());
		}

		@Override
		public void close() {
			this.connector.close();
			this.server.close();
		}

	}

	/** Netty on both sides, with the TLS of a provider. */
	private static final class Netty implements AutoCloseable {

		private final BlockingQueue<WampChannel> accepted = new LinkedBlockingQueue<>();

		private final NettyWebSocketServer server;

		private final NettyWebSocketConnector connector;

		private final URI url;

		Netty(Provider provider, String protocol) {
			SSLContext context = TestCertificates.identity("localhost", provider);
			this.server = new NettyWebSocketServer(NettyServerSettings.of(new InetSocketAddress("127.0.0.1", 0), "/ws"),
					(channel) -> {
						this.accepted.add(channel);
						return new RecordingHandler();
					}, TestMessages.only("json"), ChannelSettings.defaults(), HandshakeGuard.NONE, () -> {
						SSLEngine engine = context.createSSLEngine();
						engine.setUseClientMode(false);
						engine.setEnabledProtocols(new String[] { protocol });
						return engine;
					});
			this.url = URI.create("wss://localhost:" + this.server.start().getPort() + "/ws");
			this.connector = new NettyWebSocketConnector(TestMessages.only("json"), ChannelSettings.defaults(),
					TestCertificates.trusting("localhost", provider), HandshakeCustomizer.NONE);
		}

		Ends connect() throws InterruptedException {
			WampChannel client = this.connector.connect(this.url, (opened) -> new RecordingHandler());
			WampChannel server = this.accepted.poll(20, TimeUnit.SECONDS);
			if (server == null) {
				throw new AssertionError("no channel in time");
			}
			return new Ends(client.info().bindings(), server.info().bindings());
		}

		@Override
		public void close() {
			this.connector.close();
			this.server.close();
		}

	}

}

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

package io.github.wampspring.interop;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;

import io.github.wampspring.autoconfigure.TlsBundles;
import io.github.wampspring.autoconfigure.TlsRelay;
import io.github.wampspring.client.ConnectionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cryptosign that is bound to its TLS connection, with others at the other end: they have
 * {@code tls-unique} only.
 */
class ChannelBindingInteropTests {

	private static final String KEY = "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2";

	private static final String PUBLIC_KEY = "29f47f7e265035f73912d42b4f3c00c46f739c707b72049e2c742790562ef889";

	/**
	 * It speaks TLS 1.3 only, and has only the binding that is not defined for it.
	 */
	@Test
	@RequiresPeer(Peer.CROSSBAR)
	void theClientDoesNotJoinCrossbarThatCannotBeBound() {
		PeerRouter crossbar = PeerRouter.shared(Peer.CROSSBAR);
		try (Application application = Application.client(crossbar.tlsUrl("/auth"))
			.with("wamp.transport", "netty")
			.with("wamp.ssl.bundle", "router")
			.with("spring.ssl.bundle.pem.router.truststore.certificate",
					"file:" + crossbar.directory().resolve("server.pem"))
			.with("wamp.auth.private-key", KEY)
			.with("wamp.auth.channel-binding", "tls-unique")
			.with("wamp.reconnect.max-refusals", 1)
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(15))
				.until(() -> application.state().status() == ConnectionState.Status.FAILED);
			assertThat(application.state().failure()).hasMessageContaining("it is not defined");
		}
	}

	@Test
	@RequiresPeer(Peer.AUTOBAHN_PYTHON)
	void autobahnIsBoundAtOurRouter(@TempDir Path directory) throws Exception {
		Path certificate = certificate(directory);
		try (Application router = router("TLSv1.2", false).start(); TlsRelay relay = new TlsRelay(port(router))) {
			Drive drive = drive("wss://localhost:" + port(router) + "/ws", certificate, "1.2");
			assertThat(drive.join()).startsWith("PASS join").contains("authid keyed", "method cryptosign");
			assertThat(drive(relay.url(), certificate, "1.2").join()).startsWith("FAIL join")
				.contains("wamp.error.authentication_denied");
			assertThat(relay.connections()).isPositive();
		}
	}

	@Test
	@RequiresPeer(Peer.AUTOBAHN_PYTHON)
	void autobahnOverTls13IsRefused(@TempDir Path directory) throws Exception {
		Path certificate = certificate(directory);
		try (Application router = router("TLSv1.3", false).start()) {
			assertThat(drive("wss://localhost:" + port(router) + "/ws", certificate, "1.3").join())
				.startsWith("FAIL join")
				.contains("wamp.error.authentication_required", "it takes TLS 1.2");
		}
	}

	@Test
	@RequiresPeer(Peer.AUTOBAHN_PYTHON)
	void aRouterThatRequiresABindingWantsMoreThanAutobahnHas(@TempDir Path directory) throws Exception {
		Path certificate = certificate(directory);
		try (Application router = router("TLSv1.2", true).start()) {
			assertThat(drive("wss://localhost:" + port(router) + "/ws", certificate, "1.2").join())
				.startsWith("FAIL join")
				.contains("wamp.error.authentication_required", "_channel_binding");
		}
	}

	private static Application.Builder router(String protocol, boolean required) {
		return Application.router(WebApplicationType.NONE)
			.with(BouncyCastleServer.class)
			.with("test.protocol", protocol)
			.with("wamp.router.listen", "localhost:0")
			.with("wamp.router.ssl.bundle", "bouncy-castle")
			.with("wamp.router.channel-binding-required", required)
			.with("wamp.router.users.keyed.public-keys", PUBLIC_KEY);
	}

	private static int port(Application router) {
		return router.context().getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class);
	}

	private static Drive drive(String url, Path certificate, String tls) {
		return Drive.python(url)
			.with("ca", certificate.toString())
			.with("tls", tls)
			.with("auth", "cryptosign")
			.with("authid", "keyed")
			.with("secret", KEY)
			.with("channel-binding", "tls-unique");
	}

	private static Path certificate(Path directory) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream stream = ChannelBindingInteropTests.class.getResourceAsStream("/tls/localhost.p12")) {
			store.load(stream, "changeit".toCharArray());
		}
		Certificate certificate = store.getCertificate("server");
		return Files.writeString(directory.resolve("localhost.pem"), "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
	}

	static class BouncyCastleServer {

		@Bean
		SslBundleRegistrar bundles(@Value("${test.protocol}") String protocol) {
			return (registry) -> registry.registerBundle("bouncy-castle",
					TlsBundles.bouncyCastle(protocol).getBundle("server"));
		}

	}

}

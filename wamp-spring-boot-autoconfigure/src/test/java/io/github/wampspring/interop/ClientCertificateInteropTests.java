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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that show Crossbar.io a certificate, and the procedures that it asks about
 * them, behind the embedded router as well.
 */
@RequiresPeer(Peer.CROSSBAR)
class ClientCertificateInteropTests {

	private final PeerRouter crossbar = PeerRouter.shared(Peer.CROSSBAR);

	private Path directory() {
		return this.crossbar.directory();
	}

	/** A client with one of the certificates that belong to the node. */
	private Application.Builder client(String url, String certificate) {
		return Application.client(url)
			.with("wamp.ssl.bundle", "router")
			.with("spring.ssl.bundle.pem.router.truststore.certificate", "file:" + directory().resolve("server.pem"))
			.with(keys("router", certificate))
			.with("wamp.auth.methods", "tls");
	}

	private Map<String, Object> keys(String bundle, String certificate) {
		String store = "spring.ssl.bundle.pem." + bundle + ".keystore.";
		return Map.of(store + "certificate", "file:" + directory().resolve(certificate + ".pem"), store + "private-key",
				"file:" + directory().resolve(certificate + ".key"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "tomcat" })
	void joinsByItsCertificate(String transport) {
		for (String serializer : Serializers.ALL) {
			try (Application application = client(this.crossbar.clientCertificateUrl("/auth"), "tls-joe")
				.with("wamp.transport", transport)
				.with("wamp.serializers", serializer)
				.join()) {
				WampSession session = application.connection().getSession();
				assertThat(session.getAuthId()).isEqualTo("tls-joe");
				assertThat(session.getAuthRole()).isEqualTo("user");
				assertThat(session.getAuthMethod()).isEqualTo("tls");
				assertThat(application.wamp().call("wamp.session.count", Integer.class)).isPositive();
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "stranger, netty, wamp.error.not_authorized", "stranger, tomcat, wamp.error.not_authorized",
			"wrong-host, netty, TLS", "wrong-host, tomcat, TLS" })
	void goesOnAndSaysWhyWithAnother(String certificate, String transport, String reason) {
		try (Application application = client(this.crossbar.clientCertificateUrl("/auth"), certificate)
			.with("wamp.transport", transport)
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(15))
				.until(() -> application.state().status() == ConnectionState.Status.WAITING);
			assertThat(application.state().failure()).hasMessageContaining(reason);
		}
	}

	@Test
	@RequiresPeer({ Peer.CROSSBAR, Peer.AUTOBAHN_PYTHON })
	void theSameAuthenticatorLetsTheSameInBehindBothRouters() {
		Map<?, ?> expected;
		Map<?, ?> actual;
		try (PeerProcess authenticator = DynamicAuthenticatorTests.Run.start(this.crossbar.url(), List.of("tls"))) {
			expected = asked(authenticator, this.crossbar.clientCertificateUrl("/dynamic"));
		}
		try (Application router = DynamicAuthenticatorTests.router("anonymous", "tls")
			.with("wamp.router.listen", "localhost:0")
			.with("wamp.router.ssl.bundle", "listener")
			.with("wamp.router.ssl.client-auth", "need")
			.with(keys("listener", "server"))
			.with("spring.ssl.bundle.pem.listener.truststore.certificate",
					"file:" + directory().resolve("client-ca.pem"))
			.start();
				PeerProcess authenticator = DynamicAuthenticatorTests.Run.start(router.routerUrl(), List.of("tls"))) {
			String port = router.context().getEnvironment().getRequiredProperty("local.wamp.router.port");
			actual = asked(authenticator, "wss://localhost:" + port + "/ws");
		}
		for (String told : List.of("md5", "sha1", "sha256", "subject", "issuer", "not_before", "not_after", "expired",
				"version", "signature_algorithm")) {
			assertThat(expected.get(told)).as(told).isNotNull();
			assertThat(actual.get(told)).as(told).isEqualTo(expected.get(told));
		}
	}

	/**
	 * Lets in whom the authenticator knows, and nobody else.
	 * @return what it was told about the certificate
	 */
	private Map<?, ?> asked(PeerProcess authenticator, String url) {
		try (Application application = client(url, "tls-joe").join()) {
			assertThat(application.connection().getSession().getAuthId()).isEqualTo("tls-joe");
			assertThat(application.connection().getSession().getAuthRole()).isEqualTo("user");
		}
		try (Application application = client(url, "stranger").start()) {
			Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> application.state().failure() != null);
			assertThat(application.state().status()).isNotEqualTo(ConnectionState.Status.JOINED);
		}
		String line = authenticator.output()
			.stream()
			.filter((told) -> told.startsWith("CALLED tls "))
			.findFirst()
			.orElseThrow();
		Map<String, Object> details = JsonMapper.shared()
			.convertValue(JsonMapper.shared().readTree(line.substring(line.indexOf('['))).get(2).get("transport"),
					new TypeReference<>() {
					});
		return (Map<?, ?>) details.get("client_cert");
	}

}

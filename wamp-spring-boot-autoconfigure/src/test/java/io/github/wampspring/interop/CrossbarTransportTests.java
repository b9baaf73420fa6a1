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

import java.time.Duration;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS, size limits and pings between the client and Crossbar.io.
 */
@RequiresPeer(Peer.CROSSBAR)
class CrossbarTransportTests {

	private final PeerRouter router = PeerRouter.shared(Peer.CROSSBAR);

	@Test
	void trustsACertificateOfTheSslBundle() {
		try (Application application = trusting(this.router.tlsUrl("/ws"), "server.pem").join()) {
			assertThat(application.wamp().call("wamp.session.count", Integer.class)).isPositive();
		}
	}

	@Test
	void trustsNoUnknownCertificateByDefault() {
		try (Application application = Application.client(this.router.tlsUrl("/ws")).start()) {
			assertThat(awaitFailure(application)).rootCause().hasMessageContaining("certification path");
		}
	}

	@Test
	void refusesTheCertificateOfAnotherHost() {
		try (Application application = trusting(this.router.wrongHostUrl(), "wrong-host.pem").start()) {
			assertThat(awaitFailure(application)).rootCause().hasMessageContaining("localhost");
		}
	}

	private Application.Builder trusting(String url, String certificate) {
		return Application.client(url)
			.with("wamp.ssl.bundle", "router")
			.with("spring.ssl.bundle.pem.router.truststore.certificate",
					"file:" + this.router.directory().resolve(certificate));
	}

	private static Throwable awaitFailure(Application application) {
		Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> application.state().failure() != null);
		assertThat(application.state().status()).isNotEqualTo(ConnectionState.Status.JOINED);
		return application.state().failure();
	}

	@Test
	void comesBackAfterAMessageThatTheRouterFindsTooLarge() {
		try (Application application = Application.client(this.router.url("/small"))
			.with("wamp.reconnect.initial-interval", "100ms")
			.join()) {
			WampSession first = application.connection().getSession();
			assertThatExceptionOfType(WampConnectionException.class)
				.isThrownBy(() -> application.wamp().call("com.example.large", String.class, "x".repeat(100_000)));
			Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
				WampSession session = application.connection().getSession();
				return session != null && session != first;
			});
			assertThat(application.wamp().call("wamp.session.count", Integer.class)).isPositive();
		}
	}

	@Test
	void answersPings() {
		try (Application application = Application.client(this.router.url("/ping")).join()) {
			WampSession session = application.connection().getSession();
			// the router pings each second and gives it a second to answer
			Awaitility.await()
				.during(Duration.ofMillis(3500))
				.atMost(Duration.ofSeconds(6))
				.until(() -> session.isOpen() && application.connection().getSession() == session);
		}
	}

}

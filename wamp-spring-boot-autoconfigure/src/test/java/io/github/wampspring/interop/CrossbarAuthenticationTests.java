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

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.scram.ScramAuthenticator;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.auth.scram.ScramLimits;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client proves to Crossbar.io who it is.
 */
@RequiresPeer(Peer.CROSSBAR)
class CrossbarAuthenticationTests {

	private final PeerRouter router = PeerRouter.shared(Peer.CROSSBAR);

	@ParameterizedTest
	@CsvSource({ "ticket, ticket-joe, ticket", "wampcra, cra-joe, secret", "wampcra, salted-joe, secret" })
	void joinsWithTheRightSecret(String method, String authid, String property) {
		for (String serializer : Serializers.ALL) {
			try (Application application = Application.client(this.router.url("/auth"))
				.with("wamp.serializers", serializer)
				.with("wamp.auth.authid", authid)
				.with("wamp.auth." + property, authid + "-secret")
				.join()) {
				WampSession session = application.connection().getSession();
				assertThat(session.getAuthId()).isEqualTo(authid);
				assertThat(session.getAuthRole()).isEqualTo("user");
				assertThat(session.getAuthMethod()).isEqualTo(method);
				assertThat(application.wamp().call("wamp.session.count", Integer.class)).isPositive();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "argon-joe", "pbkdf2-joe" })
	void joinsByScram(String authid) {
		try (Application application = scram(authid, authid + "-secret").join()) {
			assertThat(application.connection().getSession().getAuthId()).isEqualTo(authid);
			assertThat(application.connection().getSession().getAuthMethod()).isEqualTo("scram");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cryptosign-joe", "" })
	void joinsByCryptosign(String authid) {
		Application.Builder client = Application.client(this.router.url("/auth"))
			.with("wamp.auth.private-key", "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2");
		if (!authid.isEmpty()) {
			client = client.with("wamp.auth.authid", authid);
		}
		try (Application application = client.join()) {
			assertThat(application.connection().getSession().getAuthId()).isEqualTo("cryptosign-joe");
			assertThat(application.connection().getSession().getAuthMethod()).isEqualTo("cryptosign");
		}
	}

	@Test
	void joinsByScramWithAKeyThatIsDerivedAsSpecified() {
		try (Application application = Application.client(this.router.url("/auth")).with(RawKey.class).join()) {
			assertThat(application.connection().getSession().getAuthId()).isEqualTo("argonspec-joe");
			assertThat(application.connection().getSession().getAuthMethod()).isEqualTo("scram");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "argon-joe", "pbkdf2-joe", "argonspec-joe" })
	void saysWhyWithAWrongPassword(String authid) {
		try (Application application = scram(authid, "wrong").start()) {
			assertThat(awaitRefusal(application)).hasMessageContaining("wamp.error.not_authorized");
		}
	}

	private Application.Builder scram(String authid, String secret) {
		return Application.client(this.router.url("/auth"))
			.with("wamp.auth.authid", authid)
			.with("wamp.auth.secret", secret)
			.with("wamp.auth.methods", "scram");
	}

	static class RawKey {

		@Bean
		WampAuthenticator rawKey() {
			return new ScramAuthenticator(ScramDialect.DRAFT_RAW_KEY, "argonspec-joe", "argonspec-joe-secret",
					ScramLimits.DEFAULT);
		}

	}

	@ParameterizedTest
	@CsvSource({ "ticket-joe, ticket", "cra-joe, secret", "salted-joe, secret" })
	void saysWhyWithAWrongSecret(String authid, String property) {
		try (Application application = Application.client(this.router.url("/auth"))
			.with("wamp.auth.authid", authid)
			.with("wamp.auth." + property, "wrong")
			.start()) {
			assertThat(awaitRefusal(application)).hasMessageContaining("wamp.error.not_authorized");
		}
	}

	@Test
	void stopsAndSaysWhyWithoutAnyIdentity() {
		try (Application application = Application.client(this.router.url("/auth"))
			.with("wamp.reconnect.max-refusals", 1)
			.start()) {
			assertThat(awaitFailure(application)).hasMessageContaining("wamp.error.no_auth_method");
		}
	}

	@Test
	void stopsAndSaysWhyInAnUnknownRealm() {
		try (Application application = Application.client(this.router.url())
			.with("wamp.realm", "nothing")
			.with("wamp.reconnect.max-refusals", 1)
			.start()) {
			assertThat(awaitFailure(application)).hasMessageContaining("wamp.error.no_such_realm")
				.hasMessageContaining("nothing");
		}
	}

	private static Throwable awaitRefusal(Application application) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.until(() -> application.state().status() == ConnectionState.Status.WAITING);
		return application.state().failure();
	}

	private static Throwable awaitFailure(Application application) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.until(() -> application.state().status() == ConnectionState.Status.FAILED);
		return application.state().failure();
	}

}

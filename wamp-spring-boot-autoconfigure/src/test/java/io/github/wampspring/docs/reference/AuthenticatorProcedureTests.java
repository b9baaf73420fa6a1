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

package io.github.wampspring.docs.reference;

import java.util.Map;
import java.util.Objects;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the authenticator of the page about authentication, and its settings.
 */
@SpringBootTest(classes = AuthenticatorProcedureTests.Application.class,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
				"spring.config.location=classpath:docs/authentication-procedures.yml", "wamp.router.enabled=true" })
class AuthenticatorProcedureTests {

	@LocalServerPort
	private int port;

	@Test
	void whomTheProcedureKnowsJoins() {
		try (ConfigurableApplicationContext client = client("wonderland")) {
			WampConnection connection = client.getBean(WampConnection.class);
			WampSession session = await().until(connection::getSession, Objects::nonNull);
			assertThat(session.getAuthId()).isEqualTo("alice");
			assertThat(session.getAuthRole()).isEqualTo("customer");
		}
	}

	@Test
	void othersDoNot() {
		try (ConfigurableApplicationContext client = client("looking-glass")) {
			WampConnection connection = client.getBean(WampConnection.class);
			await().until(() -> connection.getState().status() == ConnectionState.Status.WAITING);
			assertThat(connection.getState().failure()).hasMessageContaining(ErrorUris.AUTHENTICATION_DENIED);
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void theRoutersOwnSessionDoesNotComplainWhenItStops(CapturedOutput output) {
		try (ConfigurableApplicationContext router = new SpringApplicationBuilder(Application.class)
			.properties("spring.config.location=classpath:docs/authentication-procedures.yml",
					"wamp.router.enabled=true", "server.port=0")
			.run()) {
			String port = router.getEnvironment().getProperty("local.server.port", "");
			try (ConfigurableApplicationContext client = client("wonderland", Integer.parseInt(port))) {
				await().until(client.getBean(WampConnection.class)::getSession, Objects::nonNull);
			}
		}
		assertThat(output).contains("Connection 'router-realm1' has joined")
			.doesNotContain("Connection 'router-realm1' has lost");
	}

	private ConfigurableApplicationContext client(String secret) {
		return client(secret, this.port);
	}

	private static ConfigurableApplicationContext client(String secret, int port) {
		return new SpringApplicationBuilder(Client.class)
			.properties("spring.main.web-application-type=none", "wamp.urls=ws://localhost:" + port + "/ws",
					"wamp.auth.authid=alice", "wamp.auth.secret=" + secret, "wamp.auth.methods=wampcra")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Authenticator.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

	// tag::procedure[]
	@Component
	static class Authenticator {

		private final Map<String, String> secrets = Map.of("alice", "wonderland");

		@WampProcedure("com.myapp.authenticate")
		Map<String, Object> authenticate(String realm, String authId, Map<String, Object> details) {
			String secret = this.secrets.get(authId);
			if (secret == null) {
				throw new WampException("com.myapp.error.unknown_user");
			}
			return Map.of("role", "customer", "secret", secret);
		}

	}
	// end::procedure[]

}

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

package io.github.wampspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From properties to settings, where the effect shows elsewhere.
 */
class WampPropertiesTests {

	private static final String KEY = "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2";

	private final MockEnvironment environment = new MockEnvironment();

	private WampProperties client() {
		return Binder.get(this.environment).bindOrCreate("wamp", WampProperties.class);
	}

	@Test
	void theClientsLimits() {
		assertThat(WebSocketLimits.of("wamp", client())).isEqualTo(ChannelSettings.defaults());
		this.environment.withProperty("wamp.max-message-size", "1MB")
			.withProperty("wamp.send-queue-size", "2MB")
			.withProperty("wamp.send-timeout", "3s")
			.withProperty("wamp.connect-timeout", "4s")
			.withProperty("wamp.heartbeat.interval", "5s")
			.withProperty("wamp.heartbeat.timeout", "6s");
		assertThat(WebSocketLimits.of("wamp", client())).isEqualTo(new ChannelSettings(1 << 20, 64 << 10, 2 << 20,
				Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6)));
	}

	@Test
	void everyPropertyIsDescribed() throws IOException {
		try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode properties = JsonMapper.shared().readTree(metadata).get("properties");
			assertThat(properties).hasSizeGreaterThan(40).allSatisfy((property) -> {
				assertThat(property.path("name").asString())
					.matches("(wamp|management\\.endpoint\\.wamp|management\\.health\\.wamp\\w*)\\..+");
				assertThat(property.path("description").asString()).as(property.path("name").asString())
					.endsWith(".")
					.doesNotContain("{@");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reconnect.multiplier=0.5", "reconnect.multiplier=NaN", "reconnect.initial-interval=0",
			"reconnect.initial-interval=-1s", "reconnect.max-interval=0", "reconnect.jitter=-1s",
			"reconnect.max-retries=-1", "reconnect.max-refusals=0", "reconnect.max-refused-interval=0s",
			"call-timeout=-1s", "call-timeout=200000000000d", "join-timeout=-1s", "connect-timeout=0",
			"send-timeout=-5s", "shutdown-timeout=-1s", "resume-within=-1s", "heartbeat.interval=-1s",
			"heartbeat.timeout=0", "max-message-size=-1B", "send-queue-size=0", "listener.event-queue-capacity=0",
			"listener.event-queue-size=-1B", "listener.threads=0", "listener.queue-capacity=-1",
			"router.handshake-timeout=0", "router.shutdown-timeout=-1s", "router.authorization-timeout=-1s",
			"router.send-timeout=0", "router.heartbeat.timeout=0", "router.limits.session.registrations=-1",
			"router.path=ws", "urls=ws://my_router:8080/ws", "urls=http://localhost/ws" })
	void whatCannotBeFailsTheStartAndNamesTheProperty(String property) {
		new WebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.urls=ws://localhost:1/ws", "wamp." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp." + property.substring(0, property.indexOf('='))));
	}

	@ParameterizedTest
	@CsvSource({ "ticket, ticket, wampcra", "secret, secret, ticket", "private-key, " + KEY + ", wampcra",
			"private-key-file, a.key, ticket", "oauth2-registration, meter, wampcra" })
	void aCredentialForNoneOfTheMethodsFailsTheStart(String name, String value, String methods) {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.connections.a.url=ws://localhost:1/ws", "wamp.connections.a.auto-startup=false",
					"wamp.connections.a.auth.authid=joe", "wamp.connections.a.auth.methods=" + methods,
					"wamp.connections.a.auth." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.connections.a.auth.methods")
				.hasMessageContaining("auth." + name + " is for none of these methods"));
	}

	@Test
	void aHostNameWithAnUnderscoreIsNamedAsTheReason() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=ws://my_router:8080/ws")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("underscore"));
	}

	@Test
	void aConnectionThatIsNotToBeStartedIsNot() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.auto-startup=false", "wamp.fail-fast=true")
			.run((context) -> assertThat(context.getBean(WampConnection.class).getState().status())
				.isEqualTo(ConnectionState.Status.IDLE));
	}

}

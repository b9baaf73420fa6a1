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
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.transport.websocket.WebSocketSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

	private final MockEnvironment environment = new MockEnvironment();

	private WampProperties client() {
		return Binder.get(this.environment).bindOrCreate("wamp", WampProperties.class);
	}

	private WampRouterProperties router() {
		return Binder.get(this.environment).bindOrCreate("wamp.router", WampRouterProperties.class);
	}

	@Test
	void theClientsLimits() {
		assertThat(WebSocketLimits.of("wamp", client())).isEqualTo(WebSocketSettings.defaults());
		this.environment.withProperty("wamp.max-message-size", "1MB")
			.withProperty("wamp.send-queue-size", "2MB")
			.withProperty("wamp.send-timeout", "3s")
			.withProperty("wamp.connect-timeout", "4s")
			.withProperty("wamp.heartbeat.interval", "5s")
			.withProperty("wamp.heartbeat.timeout", "6s");
		assertThat(WebSocketLimits.of("wamp", client())).isEqualTo(new WebSocketSettings(1 << 20, 64 << 10, 2 << 20,
				Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6)));
	}

	@Test
	void theRoutersLimits() {
		assertThat(WebSocketLimits.of(router())).isEqualTo(WebSocketSettings.defaults());
		this.environment.withProperty("wamp.router.max-message-size", "1MB")
			.withProperty("wamp.router.send-queue-size", "2MB")
			.withProperty("wamp.router.send-timeout", "3s")
			.withProperty("wamp.router.heartbeat.interval", "5s")
			.withProperty("wamp.router.heartbeat.timeout", "6s");
		WebSocketSettings settings = WebSocketLimits.of(router());
		assertThat(settings).isEqualTo(new WebSocketSettings(1 << 20, 64 << 10, 2 << 20, Duration.ofSeconds(3),
				settings.connectTimeout(), Duration.ofSeconds(5), Duration.ofSeconds(6)));
	}

	@Test
	void theRoutersSettings() {
		this.environment.withProperty("wamp.router.realms", "realm1,realm2")
			.withProperty("wamp.router.strict-uris", "true")
			.withProperty("wamp.router.strict-request-ids", "true")
			.withProperty("wamp.router.handshake-timeout", "7s")
			.withProperty("wamp.router.shutdown-timeout", "8s")
			.withProperty("wamp.router.limits.realm.retained-events", "9")
			.withProperty("wamp.router.disclosure", "always")
			.withProperty("wamp.router.anonymous.enabled", "true")
			.withProperty("wamp.router.anonymous.role", "guest")
			.withProperty("wamp.router.users.joe.secret", "c2VjcmV0")
			.withProperty("wamp.router.users.joe.role", "clerk")
			.withProperty("wamp.router.users.joe.realms", "realm2")
			.withProperty("wamp.router.users.joe.salt", "salt123")
			.withProperty("wamp.router.users.joe.iterations", "2000")
			.withProperty("wamp.router.users.joe.key-length", "16")
			.withProperty("wamp.router.users.ann.secret", "secret")
			.withProperty("wamp.router.permissions[0].role", "clerk")
			.withProperty("wamp.router.permissions[0].uri", "com.myapp.")
			.withProperty("wamp.router.permissions[0].match", "prefix")
			.withProperty("wamp.router.permissions[0].allow", "call,subscribe")
			.withProperty("wamp.router.permissions[0].disclose", "true")
			.withProperty("wamp.router.permissions[0].realms", "realm1");
		RouterSettings settings = new RouterSettingsMapper(router()).map().build();
		assertThat(settings.strictUris()).isTrue();
		assertThat(settings.strictRequestIds()).isTrue();
		assertThat(settings.handshakeTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(8));
		assertThat(settings.realms()).allSatisfy((realm) -> {
			assertThat(realm.limits().retainedEvents()).isEqualTo(9);
			assertThat(realm.disclosure()).isEqualTo(Disclosure.ALWAYS);
			assertThat(realm.anonymousRole()).isEqualTo("guest");
		});
		WampUser ann = new WampUser("ann", "secret", "user");
		WampUser joe = new WampUser("joe", "c2VjcmV0", "clerk", new WampUser.Salting("salt123", 2000, 16));
		RealmSettings realm1 = realm(settings, "realm1");
		assertThat(realm1.users()).containsExactly(ann);
		assertThat(realm1.permissions()).containsExactly(new RolePermission("clerk", "com.myapp.", MatchPolicy.PREFIX,
				Set.of(WampAction.CALL, WampAction.SUBSCRIBE), true));
		RealmSettings realm2 = realm(settings, "realm2");
		assertThat(realm2.users()).containsExactlyInAnyOrder(ann, joe);
		assertThat(realm2.permissions()).isEmpty();
	}

	private static RealmSettings realm(RouterSettings settings, String name) {
		return settings.realms().stream().filter((realm) -> realm.name().equals(name)).findFirst().orElseThrow();
	}

	@Test
	void byDefaultNobodyGetsIn() {
		RouterSettings settings = new RouterSettingsMapper(router()).map().build();
		RealmSettings realm = realm(settings, "realm1");
		assertThat(realm.anonymousRole()).isNull();
		assertThat(realm.users()).isEmpty();
	}

	@Test
	void everyPropertyIsDescribed() throws IOException {
		try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode properties = JsonMapper.shared().readTree(metadata).get("properties");
			assertThat(properties).hasSizeGreaterThan(40).allSatisfy((property) -> {
				assertThat(property.path("name").asString()).startsWith("wamp.");
				assertThat(property.path("description").asString()).as(property.path("name").asString())
					.endsWith(".")
					.doesNotContain("{@");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reconnect.multiplier=0.5", "reconnect.multiplier=NaN", "reconnect.initial-interval=0",
			"reconnect.initial-interval=-1s", "reconnect.max-interval=0", "reconnect.jitter=-1s",
			"reconnect.max-retries=-1", "reconnect.max-refusals=0", "call-timeout=-1s", "call-timeout=200000000000d",
			"join-timeout=-1s", "connect-timeout=0", "send-timeout=-5s", "shutdown-timeout=-1s",
			"heartbeat.interval=-1s", "heartbeat.timeout=0", "max-message-size=-1B", "send-queue-size=0",
			"listener.event-queue-capacity=0", "listener.event-queue-size=-1B", "listener.threads=0",
			"listener.queue-capacity=-1", "router.handshake-timeout=0", "router.shutdown-timeout=-1s",
			"router.authorization-timeout=-1s", "router.send-timeout=0", "router.heartbeat.timeout=0",
			"router.limits.session.registrations=-1", "router.path=ws", "urls=ws://my_router:8080/ws",
			"urls=http://localhost/ws" })
	void whatCannotBeFailsTheStartAndNamesTheProperty(String property) {
		new WebApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.urls=ws://localhost:1/ws", "wamp." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp." + property.substring(0, property.indexOf('='))));
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

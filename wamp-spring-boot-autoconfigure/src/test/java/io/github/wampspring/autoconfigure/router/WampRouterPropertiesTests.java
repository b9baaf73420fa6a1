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

package io.github.wampspring.autoconfigure.router;

import java.time.Duration;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.autoconfigure.common.SecretPropertyException;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.resume.ReplayLimits;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.TopicHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From properties to settings, where the effect shows elsewhere.
 */
class WampRouterPropertiesTests {

	private static final String KEY = "207a067892821e25d770f1fba0c47c11ff4b813e54162ece9eb839e076231ab6";

	private final MockEnvironment environment = new MockEnvironment();

	private WampRouterProperties router() {
		return Binder.get(this.environment).bindOrCreate("wamp.router", WampRouterProperties.class);
	}

	@Test
	void theRoutersLimits() {
		assertThat(WebSocketLimits.of(router())).isEqualTo(ChannelSettings.defaults());
		this.environment.withProperty("wamp.router.max-message-size", "1MB")
			.withProperty("wamp.router.send-queue-size", "2MB")
			.withProperty("wamp.router.send-timeout", "3s")
			.withProperty("wamp.router.heartbeat.interval", "5s")
			.withProperty("wamp.router.heartbeat.timeout", "6s");
		ChannelSettings settings = WebSocketLimits.of(router());
		assertThat(settings).isEqualTo(new ChannelSettings(1 << 20, 64 << 10, 2 << 20, Duration.ofSeconds(3),
				settings.connectTimeout(), Duration.ofSeconds(5), Duration.ofSeconds(6)));
	}

	@Test
	void theRoutersHistories() {
		this.environment.withProperty("wamp.router.realms", "realm1,realm2")
			.withProperty("wamp.router.history-timeout", "3s")
			.withProperty("wamp.router.history[0].uri", "com.myapp.")
			.withProperty("wamp.router.history[0].match", "prefix")
			.withProperty("wamp.router.history[0].realms", "realm2")
			.withProperty("wamp.router.history[0].count", "7")
			.withProperty("wamp.router.history[0].size", "8KB")
			.withProperty("wamp.router.history[0].age", "1h");
		RouterSettings settings = new RouterSettingsMapper(router()).map().build();
		assertThat(settings.historyTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(realm(settings, "realm1").histories()).isEmpty();
		assertThat(realm(settings, "realm2").histories()).containsExactly(new TopicHistory("realm2", "com.myapp.",
				MatchPolicy.PREFIX, new HistoryLimits(7, 8192, Duration.ofHours(1))));
	}

	@ParameterizedTest
	@CsvSource({ "uri, wamp.session.on_join, reserved", "uri, com.myapp., no URI", "count, 0, room for at least one",
			"age, 0s, must be positive", "realms, realm9, has only the realms", "uri, com.myapp.b, two histories" })
	void aHistoryThatMakesNoSenseIsRefused(String name, String value, String reason) {
		this.environment.withProperty("wamp.router.history[0].uri", "com.myapp.a")
			.withProperty("wamp.router.history[1].uri", "com.myapp.b")
			.withProperty("wamp.router.history[0]." + name, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> assertThat(ex.getReason()).contains(reason));
	}

	@Test
	void theRoutersResumptions() {
		assertThat(realm(new RouterSettingsMapper(router()).map().build(), "realm1").resumption().isOn()).isFalse();
		this.environment.withProperty("wamp.router.resumption.within", "20s")
			.withProperty("wamp.router.resumption.messages", "3")
			.withProperty("wamp.router.resumption.size", "4KB")
			.withProperty("wamp.router.resumption.total-size", "8KB")
			.withProperty("wamp.router.resumption.sessions", "5");
		assertThat(realm(new RouterSettingsMapper(router()).map().build(), "realm1").resumption())
			.isEqualTo(new ResumptionSettings(Duration.ofSeconds(20), new ReplayLimits(3, 4096), 8192, 5));
	}

	@ParameterizedTest
	@CsvSource({ "within, -1s", "messages, 0", "size, 0B", "sessions, -1" })
	void aResumptionThatMakesNoSenseIsRefused(String name, String value) {
		this.environment.withProperty("wamp.router.resumption." + name, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("wamp.router.resumption." + name));
	}

	@Test
	void moreThanIsSentAtOnceCannotBeKeptForAClient() {
		this.environment.withProperty("wamp.router.resumption.size", "2MB")
			.withProperty("wamp.router.send-queue-size", "2MB");
		new RouterSettingsMapper(router()).map();
		this.environment.withProperty("wamp.router.resumption.within", "20s");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("wamp.router.resumption.size");
				assertThat(ex.getReason()).contains("less than wamp.router.send-queue-size, 2097152B");
			});
		this.environment.withProperty("wamp.router.send-queue-size", "3MB");
		new RouterSettingsMapper(router()).map();
	}

	@Test
	void lessForAllClientsThanForOneIsRefused() {
		this.environment.withProperty("wamp.router.resumption.size", "2MB")
			.withProperty("wamp.router.resumption.total-size", "1MB");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("wamp.router.resumption.total-size");
				assertThat(ex.getReason()).contains("not be less than wamp.router.resumption.size, 2097152B");
			});
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
			.withProperty("wamp.router.users.joe.secret", "c2VjcmV0LW9mLTE2LWJ5dA==")
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
		WampUser joe = new WampUser("joe", "c2VjcmV0LW9mLTE2LWJ5dA==", "clerk",
				new WampUser.Salting("salt123", 2000, 16));
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

	@ParameterizedTest
	@ValueSource(strings = { "wonderland", "c2VjcmV0", "c2VjcmV0LW9mLTE2LWJ5dA", "c2VjcmV0LW9mLTE2LWJ5dB==" })
	void aSaltedSecretThatIsNoDerivedKeyIsRefusedAndNotShown(String secret) {
		this.environment.withProperty("wamp.router.users.joe.secret", secret)
			.withProperty("wamp.router.users.joe.salt", "salt123")
			.withProperty("wamp.router.users.joe.key-length", "16");
		assertThatExceptionOfType(SecretPropertyException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.withMessageContaining("wamp.router.users.joe.secret")
			.withMessageContaining("16 bytes (key-length) in Base64")
			.withMessageNotContaining(secret);
	}

	@Test
	void aSaltedSecretHasAThousandIterationsAndThirtyTwoBytesByDefault() {
		WampUser.Salting salting = new WampUser.Salting("salt123", 1000, 32);
		this.environment.withProperty("wamp.router.users.joe.secret", salting.derive("secret"))
			.withProperty("wamp.router.users.joe.salt", "salt123");
		assertThat(realm(new RouterSettingsMapper(router()).map().build(), "realm1").users())
			.containsExactly(new WampUser("joe", salting.derive("secret"), "user", salting));
	}

	@ParameterizedTest
	@CsvSource({ "secret, iterations, 1000, set salt too", "secret, key-length, 32, set salt too",
			"public-keys, salt, salt123, set secret too" })
	void howASecretWasDerivedIsRefusedWithoutAllOfIt(String has, String name, String value, String remedy) {
		this.environment.withProperty("wamp.router.users.joe." + has, KEY)
			.withProperty("wamp.router.users.joe." + name, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("wamp.router.users.joe." + name);
				assertThat(ex.getReason()).contains(remedy);
			});
	}

	@ParameterizedTest
	@CsvSource({ "public-keys, " + KEY + ", public key", "certificates, uri:spiffe://acme.example/gateway, certificate",
			"certificates, sha256:" + KEY + ", certificate" })
	void whatWouldTellOfTwoUsersIsRefused(String name, String value, String what) {
		this.environment.withProperty("wamp.router.realms", "realm1,realm2")
			.withProperty("wamp.router.users.joe." + name, value)
			.withProperty("wamp.router.users.joe.realms", "realm1")
			.withProperty("wamp.router.users.ann." + name, value)
			.withProperty("wamp.router.users.ann.realms", "realm2");
		new RouterSettingsMapper(router()).map();
		this.environment.withProperty("wamp.router.users.ann.realms", "");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RouterSettingsMapper(router()).map())
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("wamp.router.users");
				assertThat(ex.getReason()).contains("'joe'", "'ann'", "the same " + what, "one of its own");
			});
	}

	@ParameterizedTest
	@CsvSource({ "allowed-origins, example.com", "allowed-origins, https://example.com/app",
			"allowed-origins, https://", "allowed-hosts, https://example.com", "allowed-hosts, example.com:8080",
			"allowed-hosts, *.example.com", "allowed-hosts, ::1" })
	void anOriginOrHostThatNoBrowserSendsIsRefused(String name, String value) {
		this.environment.withProperty("wamp.router." + name, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> AllowedPages.check(router()))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("wamp.router." + name + "[0]"));
	}

	@ParameterizedTest
	@CsvSource({ "allowed-origins, *", "allowed-origins, null", "allowed-origins, https://*.example.com:[8080]",
			"allowed-origins, *://localhost:*", "allowed-origins, https://example.com/", "allowed-hosts, *",
			"allowed-hosts, my_host.example.com", "allowed-hosts, [::1]", "allowed-hosts, 10.1.2.3" })
	void anOriginOrHostThatABrowserSendsIsTaken(String name, String value) {
		this.environment.withProperty("wamp.router." + name, value);
		AllowedPages.check(router());
	}

	@Test
	void byDefaultNobodyGetsIn() {
		RouterSettings settings = new RouterSettingsMapper(router()).map().build();
		RealmSettings realm = realm(settings, "realm1");
		assertThat(realm.anonymousRole()).isNull();
		assertThat(realm.users()).isEmpty();
	}

}

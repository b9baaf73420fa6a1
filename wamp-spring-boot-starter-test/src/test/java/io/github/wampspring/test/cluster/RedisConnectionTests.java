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

package io.github.wampspring.test.cluster;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.redis.RedisLink;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

/**
 * How a link connects to Redis, by the settings of an application.
 */
@Timeout(180)
@EnabledIf(value = "io.github.wampspring.test.cluster.RedisServer#isInstalled",
		disabledReason = "Not installed: redis-server (see .ci/peers/README.md)")
class RedisConnectionTests {

	private static final LinkSettings SETTINGS = LinkSettings.defaults();

	private static final LettuceClientConfiguration CLIENT = LettuceClientConfiguration.defaultConfiguration();

	private final String cluster = "shop." + UUID.randomUUID();

	private LinkedNode started(RedisLink link) {
		return new LinkedNode("node", link).start(this.cluster);
	}

	private void hearsItself(LinkedNode node) {
		node.awaitConnected();
		node.broadcast(1, 0);
		node.send(node.id(), 1, 1);
		LinkedNode.await("its own frames", () -> node.numbers(1).size() == 2);
	}

	private static String refusal(LinkedNode node) {
		LinkedNode.await("the refusal", () -> !node.reasons().isEmpty());
		assertThat(node.connections()).isZero();
		return node.reasons().get(0);
	}

	private static RedisStandaloneConfiguration with(RedisServer server, String user, String password) {
		RedisStandaloneConfiguration configuration = server.configuration();
		configuration.setUsername(user);
		configuration.setPassword(password);
		return configuration;
	}

	@ParameterizedTest
	@EnumSource(value = ProtocolVersion.class, names = { "RESP2", "RESP3" })
	void theSettingsOfAnApplicationAreTakenAndItsConnectionsAreNot(ProtocolVersion version) {
		ClientOptions options = ClientOptions.builder()
			.protocolVersion(version)
			.timeoutOptions(TimeoutOptions.enabled())
			.build();
		try (RedisServer server = new RedisServer("--requirepass", "secret")) {
			LettuceConnectionFactory factory = new LettuceConnectionFactory(with(server, null, "secret"),
					LettuceClientConfiguration.builder().clientOptions(options).clientName("shop").build());
			try (LinkedNode node = started(new RedisLink(factory, SETTINGS))) {
				hearsItself(node);
				// the application's own is not even started
				assertThat(factory.isRunning()).isFalse();
			}
		}
	}

	@Test
	void aUserWithAPasswordIsLetInAndNeedsTheChannelsOfTheClusterOnly() {
		try (RedisServer server = new RedisServer("--user", "default", "off", "--user", "joe", "on", ">secret",
				"resetchannels", "&wamp:" + this.cluster + ":*", "-@all", "+publish", "+subscribe", "+ping", "+hello",
				"+client");
				LinkedNode joe = started(new RedisLink(with(server, "joe", "secret"), CLIENT, SETTINGS));
				LinkedNode stranger = started(new RedisLink(with(server, "joe", "wrong"), CLIENT, SETTINGS));
				LinkedNode nobody = started(new RedisLink(server.configuration(), CLIENT, SETTINGS));
				LinkedNode elsewhere = new LinkedNode("node",
						new RedisLink(with(server, "joe", "secret"), CLIENT, SETTINGS))
					.start("elsewhere")) {
			hearsItself(joe);
			NodeId never = NodeId.create("never");
			joe.send(never, 1, 2);
			LinkedNode.await("the hint", () -> joe.suspects().contains(never));
			assertThat(refusal(stranger)).isNotBlank().doesNotContain("wrong");
			assertThat(refusal(nobody)).isNotBlank();
			assertThat(refusal(elsewhere)).containsIgnoringCase("permissions");
		}
	}

	@Test
	void theConnectionMayBeSecureOnBothSides() {
		TestCertificates certificates = TestCertificates.create("dns:localhost");
		TestCertificates others = TestCertificates.create("dns:localhost");
		try (RedisServer server = new TlsRedisServer(certificates);
				LinkedNode trusting = started(new RedisLink(localhost(server), secure(certificates), SETTINGS));
				LinkedNode distrusting = started(new RedisLink(localhost(server), secure(others), SETTINGS));
				LinkedNode plain = started(
						new RedisLink(server.configuration(), CLIENT, SETTINGS.withTimeout(Duration.ofSeconds(2))))) {
			hearsItself(trusting);
			assertThat(refusal(distrusting)).isNotBlank();
			assertThat(refusal(plain)).isNotBlank();
		}
	}

	@Test
	void anotherHostsCertificateIsRefused() {
		TestCertificates certificates = TestCertificates.create("dns:elsewhere.example.com");
		try (RedisServer server = new TlsRedisServer(certificates);
				LinkedNode node = started(new RedisLink(localhost(server), secure(certificates), SETTINGS))) {
			assertThat(refusal(node)).isNotBlank();
		}
	}

	private static RedisStandaloneConfiguration localhost(RedisServer server) {
		return new RedisStandaloneConfiguration("localhost", server.port());
	}

	private static LettuceClientConfiguration secure(TestCertificates certificates) {
		SslOptions ssl = SslOptions.builder()
			.jdkSslProvider()
			.keystore(certificates.file("store.p12").toFile(), TestCertificates.PASSWORD.toCharArray())
			.truststore(certificates.file("trust.p12").toFile(), TestCertificates.PASSWORD)
			.build();
		return LettuceClientConfiguration.builder()
			.clientOptions(ClientOptions.builder().sslOptions(ssl).build())
			.useSsl()
			.build();
	}

	@Test
	void ofAClusterTheNextNodeIsTakenWhereOneIsMissingAndNothingIsHinted() {
		try (RedisServer server = new RedisServer("--cluster-enabled", "yes")) {
			RedisClusterConfiguration nodes = new RedisClusterConfiguration(
					List.of("127.0.0.1:1", "127.0.0.1:" + server.port()));
			LettuceConnectionFactory factory = new LettuceConnectionFactory(nodes);
			try (LinkedNode node = started(new RedisLink(factory, SETTINGS))) {
				node.awaitConnected();
				node.send(NodeId.create("never"), 1, 2);
				hearsItself(node);
				assertThat(node.suspects()).isEmpty();
			}
		}
	}

	@Test
	void thePrimaryIsAskedOfSentinel() {
		try (RedisServer server = new RedisServer(); RedisServer sentinel = RedisServer.sentinel(server)) {
			LettuceConnectionFactory factory = new LettuceConnectionFactory(
					new RedisSentinelConfiguration().master("shop").sentinel("127.0.0.1", sentinel.port()));
			try (LinkedNode node = started(new RedisLink(factory, SETTINGS))) {
				hearsItself(node);
			}
		}
	}

	@Test
	void aNodeThatReadsTooSlowlyIsDroppedByTheServer() throws Exception {
		LinkSettings patient = SETTINGS.withTimeout(Duration.ofSeconds(60));
		try (RedisServer server = new RedisServer("--client-output-buffer-limit", "pubsub 1mb 1mb 1");
				StallingRelay relay = new StallingRelay(server.port())) {
			SlowNode.isDropped(new RedisLink(server.configuration(), CLIENT, patient),
					new RedisLink(server.configuration(), CLIENT, patient),
					new RedisLink(new RedisStandaloneConfiguration("127.0.0.1", relay.port()), CLIENT, patient), relay);
		}
	}

	@Test
	void whatCannotWorkIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RedisLink(mock(RedisConnectionFactory.class), SETTINGS))
			.withMessageContaining("spring.data.redis.client-type");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RedisLink(new RedisStaticMasterReplicaConfiguration("localhost"), CLIENT, SETTINGS))
			.withMessageContaining("replica");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RedisLink(new RedisClusterConfiguration(), CLIENT, SETTINGS));
	}

	private static final class TlsRedisServer extends RedisServer {

		TlsRedisServer(TestCertificates certificates) {
			super("--tls-cert-file", certificates.file("cert.pem").toString(), "--tls-key-file",
					certificates.file("key.pem").toString(), "--tls-ca-cert-file",
					certificates.file("cert.pem").toString(), "--tls-auth-clients", "yes");
		}

		@Override
		String portOption() {
			return "--tls-port";
		}

	}

}

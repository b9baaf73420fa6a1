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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.PartedLink;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.cluster.link.SignedLink;
import io.github.wampspring.router.cluster.link.nats.NatsLink;
import io.github.wampspring.router.cluster.link.nats.NatsSettings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How a link connects to NATS, and what NATS and strangers on it may do.
 */
@Timeout(180)
@EnabledIf(value = "io.github.wampspring.test.cluster.NatsServer#isInstalled",
		disabledReason = "Not installed: nats-server (see .ci/peers/README.md)")
class NatsConnectionTests {

	private static final LinkSettings SETTINGS = LinkSettings.defaults();

	private final String cluster = "shop." + UUID.randomUUID();

	private LinkedNode started(NatsSettings nats) {
		return new LinkedNode("node", new NatsLink(nats, SETTINGS)).start(this.cluster);
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

	@Test
	void aUserWithAPasswordIsLetIn() {
		try (NatsServer server = new NatsServer("--user", "joe", "--pass", "secret");
				LinkedNode joe = started(server.settings().withUser("joe", "secret"));
				LinkedNode stranger = started(server.settings().withUser("joe", "wrong"));
				LinkedNode nobody = started(server.settings())) {
			hearsItself(joe);
			assertThat(refusal(stranger)).containsIgnoringCase("auth").doesNotContain("wrong");
			assertThat(refusal(nobody)).containsIgnoringCase("auth");
		}
	}

	@Test
	void aTokenIsLetIn() {
		try (NatsServer server = new NatsServer("--auth", "a-token");
				LinkedNode joe = started(server.settings().withToken("a-token"));
				LinkedNode stranger = started(server.settings().withToken("wrong"))) {
			hearsItself(joe);
			assertThat(refusal(stranger)).containsIgnoringCase("auth");
		}
	}

	@Test
	void theConnectionMayBeSecureOnBothSides() {
		TestCertificates certificates = TestCertificates.create("dns:localhost");
		try (NatsServer server = new NatsServer("--tlsverify", "--tlscert", certificates.file("cert.pem").toString(),
				"--tlskey", certificates.file("key.pem").toString(), "--tlscacert",
				certificates.file("cert.pem").toString());
				LinkedNode trusting = started(
						NatsSettings.of("tls://localhost:" + server.port()).withSslContext(certificates::context));
				LinkedNode distrusting = started(NatsSettings.of("tls://localhost:" + server.port()));
				LinkedNode plain = started(server.settings())) {
			hearsItself(trusting);
			assertThat(refusal(distrusting)).isNotBlank();
			assertThat(refusal(plain)).isNotBlank();
		}
	}

	@Test
	void anotherHostsCertificateIsRefusedUnlessAnyIsGoodEnough() {
		TestCertificates certificates = TestCertificates.create("dns:elsewhere.example.com");
		try (NatsServer server = new NatsServer("--tls", "--tlscert", certificates.file("cert.pem").toString(),
				"--tlskey", certificates.file("key.pem").toString());
				LinkedNode careful = started(
						NatsSettings.of("tls://localhost:" + server.port()).withSslContext(certificates::context));
				LinkedNode careless = started(NatsSettings.of("tls://localhost:" + server.port())
					.withSslContext(certificates::context)
					.withVerifyHostname(false))) {
			hearsItself(careless);
			assertThat(refusal(careful)).isNotBlank();
		}
	}

	@Test
	void theServersLimitIsTheLinksAndLargerFramesGoInParts() {
		try (NatsServer server = NatsServer.configured("max_payload: 4096")) {
			ClusterLink engine = new NatsLink(server.settings(), SETTINGS);
			ClusterLink link = new PartedLink(new SignedLink(engine, List.of("a secret of the cluster")), 1_000_000);
			try (LinkedNode node = new LinkedNode("node", link).start(this.cluster).awaitConnected()) {
				assertThat(engine.maxFrame()).isEqualTo(4096);
				byte[] large = new byte[1_000_000];
				new Random(1).nextBytes(large);
				LinkedNode.insist(() -> link.broadcast(ByteBuffer.wrap(large)));
				LinkedNode.await("the frame", () -> !node.frames().isEmpty());
				assertThat(node.frames().get(0)).isEqualTo(ByteBuffer.wrap(large));
				assertThat(engine.broadcast(ByteBuffer.allocate(4097))).isEqualTo(Sent.TOO_LARGE);
			}
		}
	}

	@Test
	void aServerThatTakesTooLittleIsNamed() {
		try (NatsServer server = NatsServer.configured("max_payload: 512");
				LinkedNode node = started(server.settings())) {
			assertThat(refusal(node)).contains("512 bytes").contains("max_payload");
		}
	}

	@Test
	void missingPermissionsAreTold() {
		String users = "authorization { users = [ { user: joe, password: secret, permissions: { subscribe: [\"wamp.*.node.>\"] } } ] }";
		try (NatsServer server = NatsServer.configured(users);
				LinkedNode joe = started(server.settings().withUser("joe", "secret"))) {
			assertThat(refusal(joe)).containsIgnoringCase("permissions violation");
		}
	}

	@Test
	void permissionsBelowTheClustersSubjectsAreEnough() {
		String subjects = "wamp." + this.cluster.replace('.', '=') + ".>";
		String users = "authorization { users = [ { user: joe, password: secret, permissions: { subscribe: [\""
				+ subjects + "\"], publish: [\"" + subjects + "\"] } } ] }";
		try (NatsServer server = NatsServer.configured(users);
				LinkedNode joe = started(server.settings().withUser("joe", "secret"))) {
			hearsItself(joe);
			NodeId never = NodeId.create("never");
			joe.send(never, 1, 2);
			LinkedNode.await("the hint", () -> joe.suspects().contains(never));
		}
	}

	@Test
	void theNextServerIsTakenWhereOneIsMissing() {
		try (NatsServer server = new NatsServer();
				LinkedNode node = started(NatsSettings.of("nats://127.0.0.1:1", "nats://127.0.0.1:" + server.port()))) {
			hearsItself(node);
		}
	}

	@Test
	void inventedHintsDoNoHarm() throws Exception {
		try (NatsServer server = new NatsServer(); LinkedNode node = started(server.settings())) {
			hearsItself(node);
			String prefix = "wamp." + this.cluster.replace('.', '=') + ".hint."
					+ node.id().toString().substring(node.id().toString().indexOf('~') + 1) + ".";
			try (Connection stranger = Nats.connect("nats://127.0.0.1:" + server.port())) {
				stranger.publish(prefix + "nobody", new byte[0]);
				stranger.publish(prefix + "nobody", new Headers().add("Status", "503"), new byte[0]);
				stranger.publish(prefix + "x".repeat(1000), new byte[10]);
				stranger.flush(Duration.ofSeconds(30));
			}
			node.broadcast(2, 0);
			LinkedNode.await("its own frame", () -> node.numbers(2).size() == 1);
			assertThat(node.reasons()).isEmpty();
			assertThat(node.suspects()).isEmpty();
		}
	}

	@Test
	void aNodeThatReadsTooSlowlyIsDroppedByTheServer() throws Exception {
		String config = "max_pending: 1MB\nwrite_deadline: \"1s\"";
		try (NatsServer server = NatsServer.configured(config);
				StallingRelay relay = new StallingRelay(server.port())) {
			LinkSettings patient = SETTINGS.withTimeout(Duration.ofSeconds(60));
			SlowNode.isDropped(new NatsLink(server.settings(), patient), new NatsLink(server.settings(), patient),
					new NatsLink(NatsSettings.of("nats://127.0.0.1:" + relay.port()), patient), relay);
		}
	}

	@Test
	void whatCannotWorkIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(NatsSettings::of).withMessageContaining("at least one");
		assertThatIllegalArgumentException().isThrownBy(() -> NatsSettings.of("nats://"))
			.withMessageContaining("nats://localhost:4222");
		assertThatIllegalArgumentException().isThrownBy(() -> NatsSettings.of("nats://joe:secret@localhost:4222"))
			.withMessageContaining("leave them out")
			.withMessageNotContaining("secret");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new NatsSettings(List.of("localhost"), null, true, "joe", null, null, (options) -> {
			}))
			.withMessageContaining("password");
		assertThatIllegalArgumentException().isThrownBy(
				() -> new NatsSettings(List.of("localhost"), null, true, "joe", "secret", "token", (options) -> {
				}))
			.withMessageContaining("not both");
		assertThat(NatsSettings.of("localhost").withUser("joe", "secret").toString()).doesNotContain("secret");
	}

	@Test
	void optionsThatALinkCannotDoWithoutAreNamed() {
		try (NatsServer server = new NatsServer();
				LinkedNode node = started(server.settings().withCustomizer(Options.Builder::noEcho));
				LinkedNode named = started(
						server.settings().withCustomizer((options) -> options.connectionName("a name")))) {
			assertThat(refusal(node)).contains("echo");
			hearsItself(named);
		}
	}

}

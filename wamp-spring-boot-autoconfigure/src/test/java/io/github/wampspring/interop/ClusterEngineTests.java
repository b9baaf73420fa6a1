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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.NodeId;
import io.nats.client.NKey;
import io.nats.client.support.JsonSerializable;
import io.nats.client.support.JwtUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications whose properties name a cluster, and real engines.
 */
class ClusterEngineTests {

	private static final String SECRET = "a secret of the shop";

	private static Application instance(String node, String... properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		for (String property : properties) {
			int end = property.indexOf('=');
			all.put(property.substring(0, end), property.substring(end + 1));
		}
		return Application.router(WebApplicationType.NONE)
			.with("wamp.router.cluster.name", "shop")
			.with("wamp.router.cluster.node", node)
			.with("wamp.router.cluster.secret", SECRET)
			.with(all)
			.start();
	}

	@Test
	@RequiresPeer(Peer.NATS)
	void instancesMeetOverNats() {
		try (ClusterEngine engine = ClusterEngine.nats()) {
			instancesMeet("wamp.router.cluster.engine=nats",
					"wamp.router.cluster.nats.servers=nats://127.0.0.1:" + engine.port());
		}
	}

	@Test
	@RequiresPeer(Peer.NATS)
	void instancesMeetOverNatsWithAUserAndTls(@TempDir Path folder) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = new ClassPathResource("tls/localhost.p12").getInputStream()) {
			keys.load(stream, "changeit".toCharArray());
		}
		Path certificate = write(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
		Path key = write(folder.resolve("key.pem"), "PRIVATE KEY",
				keys.getKey("server", "changeit".toCharArray()).getEncoded());
		try (ClusterEngine engine = ClusterEngine.nats("--tls", "--tlscert", certificate.toString(), "--tlskey",
				key.toString(), "--user", "joe", "--pass", "swordfish")) {
			instancesMeet("wamp.router.cluster.engine=nats",
					"wamp.router.cluster.nats.servers=nats://localhost:" + engine.port(),
					"wamp.router.cluster.nats.username=joe", "wamp.router.cluster.nats.password=swordfish",
					"wamp.router.cluster.nats.ssl.bundle=nats",
					"spring.ssl.bundle.pem.nats.truststore.certificate=file:" + certificate);
		}
	}

	private static Path write(Path file, String kind, byte[] content) throws IOException {
		return Files.writeString(file,
				"-----BEGIN " + kind + "-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + kind
						+ "-----\n");
	}

	@Test
	@RequiresPeer(Peer.NATS)
	void instancesMeetOverNatsWithACredentialsFile(@TempDir Path folder) throws Exception {
		NKey operator = NKey.createOperator(null);
		NKey account = NKey.createAccount(null);
		NKey user = NKey.createUser(null);
		String accountId = new String(account.getPublicKey());
		String accountJwt = jwt(operator, accountId,
				"{\"type\":\"account\",\"version\":2,\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,"
						+ "\"imports\":-1,\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1}}");
		Path configuration = Files.writeString(folder.resolve("nats.conf"),
				"operator: "
						+ jwt(operator, new String(operator.getPublicKey()), "{\"type\":\"operator\",\"version\":2}")
						+ "\nresolver: MEMORY\nresolver_preload: { " + accountId + ": " + accountJwt + " }\n");
		Path credentials = Files.writeString(folder.resolve("shop.creds"),
				String.format(JwtUtils.NATS_USER_JWT_FORMAT,
						JwtUtils.issueUserJWT(account, accountId, new String(user.getPublicKey())),
						new String(user.getSeed())));
		try (ClusterEngine engine = ClusterEngine.nats("-c", configuration.toString())) {
			instancesMeet("wamp.router.cluster.engine=nats",
					"wamp.router.cluster.nats.servers=nats://127.0.0.1:" + engine.port(),
					"wamp.router.cluster.nats.credentials-file=" + credentials);
		}
	}

	private static String jwt(NKey key, String subject, String claims) throws GeneralSecurityException, IOException {
		JsonSerializable nats = () -> claims;
		return JwtUtils.issueJWT(key, subject, "shop", null, JwtUtils.currentTimeSeconds(),
				new String(key.getPublicKey()), nats);
	}

	@Test
	@RequiresPeer(Peer.REDIS)
	void instancesMeetOverRedis() {
		try (ClusterEngine engine = ClusterEngine.redis("--requirepass", "swordfish")) {
			instancesMeet("wamp.router.cluster.engine=redis", "spring.data.redis.host=127.0.0.1",
					"spring.data.redis.port=" + engine.port(), "spring.data.redis.password=swordfish");
		}
	}

	private static void instancesMeet(String... properties) {
		try (Application one = instance("one", properties); Application two = instance("two", properties)) {
			linksMeet(one.bean(ClusterSettings.class), two.bean(ClusterSettings.class));
			routersMeet(one.bean(WampRouter.class), two.bean(WampRouter.class));
		}
	}

	/** In a cluster of their own, so that the routers do not hear them. */
	private static void linksMeet(ClusterSettings one, ClusterSettings two) {
		try (ClusterLink first = one.links().get(); ClusterLink second = two.links().get()) {
			Recorder recorder = new Recorder();
			NodeId to = NodeId.create(two.node());
			first.start("links", NodeId.create(one.node()), new Recorder());
			second.start("links", to, recorder);
			await().atMost(Duration.ofSeconds(20))
				.until(() -> first.statistics().connected() && second.statistics().connected());
			first.send(to, ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
			first.broadcast(ByteBuffer.wrap("x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8)));
			await().atMost(Duration.ofSeconds(20)).until(() -> recorder.frames.size() == 2);
			assertThat(recorder.frames).first().isEqualTo("hello");
			assertThat(recorder.frames).last().satisfies((frame) -> assertThat(frame).hasSize(3_000_000));
			assertThat(recorder.refusals).isEmpty();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void routersMeet(WampRouter one, WampRouter two) {
		for (WampRouter router : List.of(one, two)) {
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				ClusterStatus status = router.cluster();
				assertThat(status).isNotNull();
				assertThat(status.name()).isEqualTo("shop");
				assertThat(status.state()).isEqualTo(ClusterStatus.State.CONNECTED);
				assertThat(status.problem()).isNull();
				assertThat(status.members()).singleElement()
					.satisfies((member) -> assertThat(member.node()).startsWith((router == one) ? "two~" : "one~"));
			});
		}
	}

	private static final class Recorder implements ClusterLink.Listener {

		private final Queue<String> frames = new ConcurrentLinkedQueue<>();

		private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

		@Override
		public void received(ByteBuffer frame) {
			this.frames.add(StandardCharsets.UTF_8.decode(frame).toString());
		}

		@Override
		public void refused(String reason) {
			this.refusals.add(reason);
		}

	}

}

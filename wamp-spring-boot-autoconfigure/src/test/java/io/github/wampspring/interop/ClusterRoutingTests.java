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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.WampRouter;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Applications, and foreign clients, whose routers are instances of one, over real
 * engines.
 */
class ClusterRoutingTests {

	/** What a client may do, and what the drive is to find. */
	private static final Map<String, Object> EVERYTHING = Map.ofEntries(
			Map.entry("wamp.router.permissions[0].role", "anonymous"), Map.entry("wamp.router.permissions[0].uri", ""),
			Map.entry("wamp.router.permissions[0].match", "prefix"),
			Map.entry("wamp.router.permissions[0].allow", "call,register,publish,subscribe"),
			Map.entry("wamp.router.permissions[1].role", "anonymous"),
			Map.entry("wamp.router.permissions[1].uri", "wamp."),
			Map.entry("wamp.router.permissions[1].match", "prefix"),
			Map.entry("wamp.router.permissions[1].allow", "call,subscribe"),
			Map.entry("wamp.router.permissions[2].role", "anonymous"),
			Map.entry("wamp.router.permissions[2].uri", "com.example.denied."),
			Map.entry("wamp.router.permissions[2].match", "prefix"), Map.entry("wamp.router.disclosure", "always"));

	/** The checks that concern one instance by their nature, and why. */
	private static final Map<String, String> AT_ONE_INSTANCE = Map.of("join", "a session joins one instance",
			"publish-acknowledged", "nobody has subscribed", "exclude-me",
			"the publisher and the subscriber are one session", "exclude-me-false",
			"the publisher and the subscriber are one session", "no-such-procedure", "nobody has registered",
			"not-authorized", "it is refused where the session is that asks");

	private static List<Application> instances(Map<String, Object> engine) {
		List<Application> instances = Stream.of("one", "two", "three")
			.map((node) -> Application.router()
				.with("wamp.router.cluster.name", "shop")
				.with("wamp.router.cluster.node", node)
				.with("wamp.router.cluster.secret", "a secret of the shop")
				// a machine that is busy with all these programs is not to look like
				// instances that are gone
				.with("wamp.router.cluster.timeout", "30s")
				.with(engine)
				.start())
			.toList();
		instances.forEach((instance) -> awaitMembers(instance, 2));
		return instances;
	}

	private static void awaitMembers(Application instance, int members) {
		await().until(() -> {
			ClusterStatus status = instance.bean(WampRouter.class).cluster();
			return status != null && status.state() == ClusterStatus.State.CONNECTED
					&& status.members().size() == members
					&& status.members().stream().noneMatch(ClusterStatus.Member::synchronizing);
		});
	}

	private static Map<String, Object> nats(ClusterEngine engine) {
		return Map.of("wamp.router.cluster.engine", "nats", "wamp.router.cluster.nats.servers",
				"nats://127.0.0.1:" + engine.port());
	}

	private static Map<String, Object> redis(ClusterEngine engine) {
		return new LinkedHashMap<>(Map.of("wamp.router.cluster.engine", "redis", "spring.data.redis.host", "127.0.0.1",
				"spring.data.redis.port", engine.port()));
	}

	@Test
	@RequiresPeer(Peer.NATS)
	void applicationsAreOneRealmOverNats() {
		try (ClusterEngine engine = ClusterEngine.nats()) {
			areOneRealm(instances(nats(engine)));
		}
	}

	@Test
	@RequiresPeer(Peer.REDIS)
	void applicationsAreOneRealmOverRedis() {
		try (ClusterEngine engine = ClusterEngine.redis()) {
			areOneRealm(instances(redis(engine)));
		}
	}

	private static void areOneRealm(List<Application> instances) {
		Application one = instances.get(0);
		Application two = instances.get(1);
		Application three = instances.get(2);
		try {
			instances.forEach(Application::awaitJoined);
			one.wamp().register("com.example.double", Integer.class, (number) -> 2 * number).whenActive().join();
			Queue<Integer> events = new ConcurrentLinkedQueue<>();
			three.wamp().subscribe("com.example.numbers", Integer.class, events::add).whenActive().join();
			for (int i = 0; i < 100; i++) {
				assertThat(two.wamp().call("com.example.double", Integer.class, i)).isEqualTo(2 * i);
				two.wamp().publish("com.example.numbers", i);
			}
			await().until(() -> events.size() == 100);
			assertThat(events).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
			for (Application instance : instances) {
				assertThat(instance.wamp().call("wamp.session.count", Integer.class)).isEqualTo(3);
			}
			one.close();
			awaitMembers(two, 1);
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> two.wamp().call("com.example.double", Integer.class, 1))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE));
		}
		finally {
			instances.forEach(Application::close);
		}
	}

	@TestFactory
	@RequiresPeer({ Peer.NATS, Peer.AUTOBAHN_PYTHON })
	Stream<DynamicNode> foreignClientsOfDifferentInstancesAreInOneRealmOverNats() {
		try (ClusterEngine engine = ClusterEngine.nats()) {
			return drives(nats(engine), Serializers.ALL);
		}
	}

	@TestFactory
	@RequiresPeer({ Peer.REDIS, Peer.AUTOBAHN_PYTHON })
	Stream<DynamicNode> foreignClientsOfDifferentInstancesAreInOneRealmOverRedis() {
		try (ClusterEngine engine = ClusterEngine.redis()) {
			return drives(redis(engine), List.of("cbor"));
		}
	}

	private static Stream<DynamicNode> drives(Map<String, Object> engine, List<String> serializers) {
		Map<String, Object> settings = new LinkedHashMap<>(engine);
		settings.putAll(EVERYTHING);
		for (int i = 0; i < serializers.size(); i++) {
			settings.put("wamp.router.history[" + i + "].uri", "com.example.history." + serializers.get(i));
		}
		List<Application> instances = instances(settings);
		try {
			return Parallel.map(serializers, (serializer) -> drive(instances, serializer, serializers))
				.stream()
				.flatMap(List::stream);
		}
		finally {
			instances.forEach(Application::close);
		}
	}

	/** The component of a serializer at one instance, and drives that join the others. */
	private static List<DynamicNode> drive(List<Application> instances, String serializer, List<String> callers) {
		String prefix = "com.example.py." + serializer;
		List<DynamicNode> nodes = new ArrayList<>();
		try (PeerProcess component = Component.PYTHON.start(instances.get(0).routerUrl(), serializer, prefix)) {
			for (String caller : callers) {
				DriveReport report = Drive.python(instances.get(1).routerUrl())
					.with("serializer", caller)
					.with("prefix", prefix)
					.with("suite", "callee")
					.run();
				nodes.add(DynamicContainer.dynamicContainer(caller + " calls " + serializer, report.tests()));
			}
		}
		DriveReport report = Drive.python(instances.get(1).routerUrl())
			.with("other-url", instances.get(2).routerUrl() + "," + instances.get(0).routerUrl())
			.with("serializer", serializer)
			.with("topic", "com.example.history." + serializer)
			.with("suite", "router,history,revoke,denied,disclosed")
			.run();
		nodes.add(DynamicContainer.dynamicContainer(serializer,
				Stream.concat(report.tests(), Stream.of(crossesInstances(report)))));
		return nodes;
	}

	private static DynamicTest crossesInstances(DriveReport report) {
		return DynamicTest.dynamicTest("crosses instances",
				() -> assertThat(report.checks()).filteredOn((check) -> !check.line().endsWith("(across instances)"))
					.extracting(DriveReport.Check::name)
					.containsExactlyInAnyOrderElementsOf(AT_ONE_INSTANCE.keySet()));
	}

}

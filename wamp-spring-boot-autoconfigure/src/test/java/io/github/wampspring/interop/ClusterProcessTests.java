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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.interop.RouterProcesses.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is promised of clusters, with real processes: instances in JVMs of their own,
 * which are killed, stand still, lose their engine or the way to it, and are replaced.
 */
@ParameterizedClass
@EnumSource
@RequiresPeer({ Peer.NATS, Peer.REDIS, Peer.POSTGRESQL })
class ClusterProcessTests {

	private static final String ECHO = "com.example.echo";

	private static final String HELD = "com.example.held";

	/** Where there may be one; the engine listens at its address then. */
	private static NetworkNamespace network;

	private static RouterProcesses instances;

	@Parameter
	Engine engine;

	@BeforeParameterizedClassInvocation
	static void start(Engine engine) {
		network = Peer.NETWORK_NAMESPACES.isInstalled() ? NetworkNamespace.create() : null;
		ClusterEngine server = engine.start((network != null) ? network.engineAddress() : "127.0.0.1");
		instances = new RouterProcesses(server, engine.properties(server));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		if (instances != null) {
			instances.close();
			instances = null;
		}
		if (network != null) {
			network.close();
			network = null;
		}
	}

	private void log(String figure) {
		System.out.println("Over " + this.engine + ": " + figure);
	}

	@Test
	void allEndsOnceIfAnInstanceIsKilled() {
		RouterProcess victim = instances.get(0);
		try (Clients clients = Clients.join("victim", victim.url(), "caller", victim.url(), "two",
				instances.get(1).url(), "three", instances.get(2).url())) {
			WampTemplate two = clients.wamp("two");
			Held here = Held.by(two, "com.example.held.here");
			CompletableFuture<?> ofVictim = here.call(clients.wamp("caller"));
			CompletableFuture<?> toVictim = Held.by(clients.wamp("victim"), "com.example.held.there").call(two);
			clients.wamp("victim")
				.call("wamp.session.add_testament", "com.example.testament", List.of("farewell"), Map.of());
			List<Long> sessions = List.of(clients.session("victim"), clients.session("caller"));
			Witness second = new Witness(two);
			Witness third = new Witness(clients.wamp("three"));
			victim.kill();
			Instant killed = Instant.now();
			await().until(() -> toVictim.isDone() && here.answer.isDone() && ofVictim.isDone());
			log("Calls have ended " + Duration.between(killed, Instant.now()).toMillis() + " ms after the kill");
			assertThat(here.answer).isCancelled();
			assertCanceled(toVictim);
			await().until(() -> instances.get(1).knows(1) && instances.get(2).knows(1));
			for (Witness witness : List.of(second, third)) {
				await().until(() -> witness.left.containsAll(sessions) && !witness.testaments.isEmpty());
			}
			mark(two, clients.wamp("three"), second, third);
			for (Witness witness : List.of(second, third)) {
				assertThat(witness.left).containsOnlyOnceElementsOf(sessions).hasSize(3);
				assertThat(witness.testaments).containsExactly("farewell");
			}
			instances.replace(0);
			instances.awaitOne();
			assertThat(Stream.generate(() -> two.call(RouterProcess.WHO, String.class)).limit(6).distinct()).hasSize(3);
			await().until(clients::areComplete);
			RouterProcesses.awaitSameDirectories(clients, "victim", "two", "three");
		}
	}

	/** What was sent from one to the other before has come. */
	private static void mark(WampTemplate two, WampTemplate three, Witness second, Witness third) {
		two.newPublication("com.example.mark").args("two").publishAcknowledged();
		three.newPublication("com.example.mark").args("three").publishAcknowledged();
		await().until(() -> second.marks.contains("three") && third.marks.contains("two"));
	}

	private static void assertCanceled(CompletableFuture<?> call) {
		assertThat(call).isCompletedExceptionally();
		assertThat(call.handle((result, failure) -> failure).join()).isInstanceOfSatisfying(WampException.class,
				(failure) -> assertThat(failure.getUri()).isEqualTo(ErrorUris.CANCELED));
	}

	private static WampRegistration echo(WampTemplate callee) {
		return callee.register(ECHO, Integer.class, (number) -> number).awaitActive(RouterProcesses.TIME);
	}

	@Test
	void nothingIsLostIfAnInstanceStandsStillForAMoment() {
		RouterProcess still = instances.get(0);
		try (Clients clients = Clients.join("still", still.url(), "two", instances.get(1).url(), "three",
				instances.get(2).url())) {
			Witness witness = new Witness(clients.wamp("two"));
			echo(clients.wamp("still"));
			Queue<Integer> events = new ConcurrentLinkedQueue<>();
			clients.wamp("still")
				.subscribe("com.example.numbers", Integer.class, events::add)
				.awaitActive(RouterProcesses.TIME);
			still.pause();
			CompletableFuture<Void> resumed = after(3, still::resume);
			List<CompletableFuture<Integer>> calls = IntStream.range(0, 100).mapToObj((number) -> {
				clients.wamp("two").newPublication("com.example.numbers").args(number).publishAcknowledged();
				return clients.wamp("three").callAsync(ECHO, Integer.class, number);
			}).toList();
			WampRegistration registration = clients.wamp("three")
				.register("com.example.more", (arguments, invocation, progress) -> 1);
			assertThat(resumed).isNotDone();
			await().until(() -> events.size() == 100);
			assertThat(events).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
			assertThat(calls.stream().map(CompletableFuture::join))
				.containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
			registration.awaitActive(RouterProcesses.TIME);
			assertThat(clients.wamp("still").call("com.example.more", Integer.class)).isEqualTo(1);
			instances.awaitOne();
			assertThat(witness.left).isEmpty();
			resumed.join();
		}
	}

	private static CompletableFuture<Void> after(int seconds, Runnable task) {
		return CompletableFuture.runAsync(task, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
	}

	@Test
	void anInstanceThatHasStoodStillForLongComesBack() {
		RouterProcess still = instances.get(0);
		try (Clients clients = Clients.join("still", still.url(), "two", instances.get(1).url(), "three",
				instances.get(2).url())) {
			WampTemplate two = clients.wamp("two");
			WampTemplate three = clients.wamp("three");
			echo(clients.wamp("still"));
			CompletableFuture<?> call = Held.by(clients.wamp("still"), HELD).call(three);
			assertThat(two.call(ECHO, Integer.class, 1)).isEqualTo(1);
			still.pause();
			Instant paused = Instant.now();
			CompletableFuture<Void> resumed = after(20, still::resume);
			await().until(call::isDone);
			log("A call has ended " + Duration.between(paused, Instant.now()).toMillis()
					+ " ms after its callee's instance has come to stand still");
			assertCanceled(call);
			await().until(() -> instances.get(1).knows(1) && instances.get(2).knows(1));
			for (WampTemplate other : List.of(two, three)) {
				assertNoCallee(other);
			}
			assertThat(resumed).isNotDone();
			resumed.join();
			instances.awaitOne();
			await().until(clients::areComplete);
			RouterProcesses.awaitSameDirectories(clients, "still", "two", "three");
			for (WampTemplate other : List.of(two, three)) {
				assertThat(other.call(ECHO, Integer.class, 1)).isEqualTo(1);
			}
		}
	}

	private static void assertNoCallee(WampTemplate caller) {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> caller.call(ECHO, Integer.class, 1))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE));
	}

	@Test
	void instancesAreIslandsUntilTheEngineIsBack() {
		try (Clients clients = Clients.join("one", instances.get(0).url(), "two", instances.get(1).url(), "three",
				instances.get(2).url())) {
			WampTemplate one = clients.wamp("one");
			WampTemplate two = clients.wamp("two");
			echo(one);
			CompletableFuture<?> call = Held.by(one, HELD).call(two);
			Queue<String> events = new ConcurrentLinkedQueue<>();
			one.subscribe("com.example.news", String.class, events::add).awaitActive(RouterProcesses.TIME);
			instances.killEngine();
			await().until(() -> instances.all().stream().allMatch(ClusterProcessTests::isIsland));
			assertThat(one.call(ECHO, Integer.class, 1)).isEqualTo(1);
			one.newPublication("com.example.news").args("island").excludeMe(false).publishAcknowledged();
			await().until(() -> events.contains("island"));
			await().until(call::isDone);
			assertCanceled(call);
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> two.call(ECHO, Integer.class, 1));
			instances.restartEngine();
			instances.awaitOne();
			RouterProcesses.awaitSameDirectories(clients, "one", "two", "three");
			assertThat(two.call(ECHO, Integer.class, 1)).isEqualTo(1);
			two.newPublication("com.example.news").args("realm").publishAcknowledged();
			await().until(() -> events.contains("realm"));
		}
	}

	private static boolean isIsland(RouterProcess instance) {
		return instance.health().path("status").asString().equals("DOWN");
	}

	@Test
	@RequiresPeer(Peer.NETWORK_NAMESPACES)
	void bothSidesOfACutLinkGoOnAndAgreeAfterwards() {
		RouterProcess parted = RouterProcess.start(network.address(), network.prefix(), instances.properties(0));
		try {
			parted.awaitReady();
			List<RouterProcess> all = new ArrayList<>(instances.all());
			all.add(parted);
			RouterProcesses.awaitOne(all);
			try (Clients clients = Clients.join("parted", parted.url(), "two", instances.get(1).url(), "three",
					instances.get(2).url())) {
				bothSidesGoOnAndAgreeAfterwards(all, clients);
			}
		}
		finally {
			network.mend();
			parted.close();
		}
		instances.awaitOne();
	}

	private void bothSidesGoOnAndAgreeAfterwards(List<RouterProcess> all, Clients clients) {
		RouterProcess parted = all.get(all.size() - 1);
		WampTemplate there = clients.wamp("parted");
		CompletableFuture<?> call = Held.by(there, HELD).call(clients.wamp("three"));
		network.cut();
		await().until(() -> isIsland(parted));
		log("The parted one says: " + parted.health());
		await().until(() -> instances.all().stream().allMatch((instance) -> instance.knows(RouterProcesses.COUNT - 1)));
		await().until(() -> parted.health().path("details").path("members").asInt() == 0);
		await().until(call::isDone);
		assertCanceled(call);
		WampRegistration older = echo(clients.wamp("two"));
		WampRegistration younger = there.register(ECHO, Integer.class, (number) -> -number)
			.awaitActive(RouterProcesses.TIME);
		assertThat(clients.wamp("three").call(ECHO, Integer.class, 1)).isEqualTo(1);
		assertThat(there.call(ECHO, Integer.class, 1)).isEqualTo(-1);
		network.mend();
		RouterProcesses.awaitOne(all);
		await().until(younger::isRevoked);
		assertThat(younger.getFailure()).hasMessageContaining(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		assertThat(older.isActive()).isTrue();
		RouterProcesses.awaitSameDirectories(clients, "parted", "two", "three");
		assertThat(there.call(ECHO, Integer.class, 1)).isEqualTo(1);
	}

	@Test
	void nothingIsMissedIfAllInstancesAreReplacedUnderLoad() throws Exception {
		try (ClusterLoad load = new ClusterLoad(instances.urls())) {
			load.begin();
			load.awaitProgress();
			for (int i = 0; i < RouterProcesses.COUNT; i++) {
				instances.get(i).terminate();
				load.awaitProgress();
				instances.replace(i);
				instances.awaitOne();
				load.awaitProgress();
			}
			load.end();
			log(load.toString());
			load.assertNothingIsMissed();
			try (Clients clients = Clients.join("one", instances.get(0).url(), "two", instances.get(1).url(), "three",
					instances.get(2).url())) {
				load.assertEveryRegistrationIsBack(clients, "one", "two", "three");
			}
		}
	}

	/**
	 * A procedure that does not answer.
	 *
	 * @param uri the procedure
	 * @param invoked completes when it is called
	 * @param answer is cancelled when it is told to stop
	 */
	private record Held(String uri, CompletableFuture<Void> invoked, CompletableFuture<Void> answer) {

		static Held by(WampTemplate callee, String uri) {
			Held held = new Held(uri, new CompletableFuture<>(), new CompletableFuture<>());
			callee.register(uri, (arguments, invocation, progress) -> {
				held.invoked.complete(null);
				return held.answer;
			}).awaitActive(RouterProcesses.TIME);
			return held;
		}

		CompletableFuture<?> call(WampTemplate caller) {
			CompletableFuture<?> call = caller.callAsync(this.uri);
			await().until(this.invoked::isDone);
			return call;
		}

	}

	/** What a client is told. */
	private static final class Witness {

		private final Queue<Long> left = new ConcurrentLinkedQueue<>();

		private final Queue<String> testaments = new ConcurrentLinkedQueue<>();

		private final Queue<String> marks = new ConcurrentLinkedQueue<>();

		Witness(WampTemplate wamp) {
			wamp.subscribe("wamp.session.on_leave", Long.class, this.left::add).awaitActive(RouterProcesses.TIME);
			wamp.subscribe("com.example.testament", String.class, this.testaments::add)
				.awaitActive(RouterProcesses.TIME);
			wamp.subscribe("com.example.mark", String.class, this.marks::add).awaitActive(RouterProcesses.TIME);
		}

	}

	/** What the instances share. */
	enum Engine {

		NATS {

			@Override
			ClusterEngine start(String host) {
				return ClusterEngine.natsAt(host);
			}

			@Override
			Map<String, Object> properties(ClusterEngine server) {
				return Map.of("wamp.router.cluster.engine", "nats", "wamp.router.cluster.nats.servers",
						"nats://" + server.host() + ":" + server.port());
			}

		},

		REDIS {

			@Override
			ClusterEngine start(String host) {
				return ClusterEngine.redisAt(host);
			}

			@Override
			Map<String, Object> properties(ClusterEngine server) {
				return Map.of("wamp.router.cluster.engine", "redis", "spring.data.redis.host", server.host(),
						"spring.data.redis.port", server.port());
			}

		};

		abstract ClusterEngine start(String host);

		abstract Map<String, Object> properties(ClusterEngine server);

	}

}

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
package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.memory.SteppedEngine;
import io.github.wampspring.router.engine.ModelClient.OpenCall;
import io.github.wampspring.router.engine.ModelClient.Route;
import io.github.wampspring.router.engine.ModelRealm.Instance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever clients do, several instances are like one realm; and whatever goes wrong
 * between them, each call ends once, nothing comes twice or in another order, and
 * afterwards all know the same. {@code -Dwamp.test.seeds=1-1000} runs more.
 */
class ClusterModelTests {

	private static Stream<Long> alike() {
		return seeds(LongStream.concat(LongStream.range(0, 10), LongStream.of(36)));
	}

	private static Stream<Long> faults() {
		return seeds(LongStream.concat(LongStream.range(0, 14), LongStream.of(20, 37, 41, 63, 108)));
	}

	private static Stream<Long> seeds(LongStream usual) {
		String asked = System.getProperty("wamp.test.seeds");
		if (asked == null) {
			return usual.boxed();
		}
		String[] ends = asked.split("-");
		return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])).boxed();
	}

	@ParameterizedTest
	@MethodSource("alike")
	void severalInstancesAreLikeOne(long seed) {
		ModelRealm several = ModelRealm.ofSeveral(3, LinkSettings.defaults(), seed);
		ModelRealm one = ModelRealm.ofOne();
		run(seed, List.of(several, one), (steps) -> {
			for (int i = 0; i < 200; i++) {
				if (steps.random().nextInt(12) == 0) {
					steps.pass(Duration.ofMillis(10 + steps.random().nextInt(100)));
				}
				else {
					steps.next();
				}
				several.settle();
				one.settle();
				assertThat(several.clients.keySet()).isEqualTo(one.clients.keySet());
				several.everybody.forEach((name, client) -> assertThat(client.takeNews()).as(name)
					.isEqualTo(Objects.requireNonNull(one.everybody.get(name)).takeNews()));
			}
			assertWhole(several);
		});
	}

	@ParameterizedTest
	@MethodSource("faults")
	void whateverGoesWrongAllAgreeAfterwards(long seed) {
		Random random = new Random(~seed);
		LinkSettings link = LinkSettings.defaults();
		if (random.nextInt(3) == 0) {
			link = link.withQueue(10 + random.nextInt(30), 1024 * 1024);
		}
		if (random.nextInt(4) == 0) {
			link = link.withReceiveQueue(10 + random.nextInt(30), 1024 * 1024);
		}
		ModelRealm realm = ModelRealm.ofSeveral(3 + random.nextInt(4) / 3, link, seed);
		run(seed, List.of(realm), (steps) -> {
			for (int i = 0; i < 250; i++) {
				if (random.nextInt(12) == 0) {
					fault(realm, steps, random);
				}
				else {
					steps.next();
				}
				if (random.nextInt(8) == 0) {
					steps.note("everything arrives");
					realm.settle();
				}
				else {
					realm.steps(random.nextInt(20));
				}
			}
			steps.note("all is well again");
			realm.heal();
			assertWhole(realm);
		});
	}

	private static void run(long seed, List<ModelRealm> realms, Consumer<ModelSteps> test) {
		ModelSteps steps = new ModelSteps(seed, realms);
		try {
			test.accept(steps);
			realms.forEach(ModelRealm::close);
		}
		catch (AssertionError | RuntimeException ex) {
			throw new AssertionError("With seed " + seed + ", after\n" + steps.log() + "\n" + ex.getMessage(), ex);
		}
	}

	private static void fault(ModelRealm realm, ModelSteps steps, Random random) {
		SteppedEngine engine = Objects.requireNonNull(realm.engine);
		List<Instance> instances = realm.instances;
		Instance instance = instances.get(random.nextInt(instances.size()));
		int choice = random.nextInt(20);
		if (choice < 4) {
			int percent = 1 + random.nextInt(20);
			steps.note(percent + " % of the frames are lost");
			engine.setLosses((from, to, frame) -> random.nextInt(100) < percent);
		}
		else if (choice < 6) {
			steps.note("no frames are lost");
			engine.setLosses((from, to, frame) -> false);
		}
		else if (choice < 9) {
			List<NodeId> side = instances.stream().filter((one) -> random.nextBoolean()).map(Instance::id).toList();
			steps.note("apart from the others: " + side);
			engine.partition(side);
		}
		else if (choice < 11) {
			steps.note("all are together");
			engine.heal();
		}
		else if (choice < 12) {
			steps.note("the engine stops");
			engine.stop();
		}
		else if (choice < 13) {
			steps.note("the engine stalls");
			engine.stall();
		}
		else if (choice < 14) {
			steps.note("the engine goes on");
			engine.start();
			engine.resume();
		}
		else if (choice < 15 && instances.size() > 1) {
			steps.note(instance + " dies");
			realm.kill(instance, random.nextBoolean());
			steps.note(realm.add(random.nextInt(20_000) - 10_000) + " starts");
		}
		else if (choice < 16 && instances.size() > 1) {
			steps.note(instance + " is closed");
			realm.close(instance);
			steps.note(realm.add(random.nextInt(20_000) - 10_000) + " starts");
		}
		else if (choice < 18) {
			steps.pass(Duration.ofMillis(10 + random.nextInt(500)));
		}
		else {
			steps.pass(Duration.ofMillis(500 + random.nextInt(7_000)));
		}
	}

	// afterwards

	/**
	 * All instances know the same, which is what the clients were told; whatever is
	 * registered can be called, and whoever has subscribed gets events; and nothing is
	 * left when all have gone.
	 */
	private static void assertWhole(ModelRealm realm) {
		List<ModelClient> askers = new ArrayList<>();
		for (int i = 0; i < realm.instances.size(); i++) {
			askers.add(realm.join("asker" + i, i, true, false));
		}
		realm.settle();
		answerAll(realm);
		realm.everybody.values()
			.stream()
			.filter((client) -> !client.isGone())
			.forEach((client) -> assertThat(client.openCalls()).as("calls of " + client + " that have not ended")
				.isEmpty());
		assertThat(realm.instances)
			.allMatch((instance) -> instance.router().statistics(ModelRealm.NAME).pendingCalls() == 0)
			.allMatch((instance) -> Objects.requireNonNull(instance.router().cluster()).pendingCalls() == 0);
		assertSameDirectories(realm, askers);
		if (!realm.hasLost()) {
			// not all may have got what one had that died, or what there was no room for
			assertSameRetained(realm, askers);
		}
		assertEventsComeOnce(realm, askers);
		assertCallable(realm, askers);
		assertNothingIsLeft(realm);
	}

	private static void answerAll(ModelRealm realm) {
		boolean any = true;
		while (any) {
			any = false;
			for (ModelClient client : List.copyOf(realm.clients.values())) {
				for (ModelClient.OpenInvocation invocation : List.copyOf(client.invocations.values())) {
					client.answer(invocation, "result");
					any = true;
				}
			}
			realm.settle();
		}
	}

	private static @Nullable Object ask(ModelRealm realm, ModelClient client, String procedure, Object... arguments) {
		OpenCall call = client.ask(procedure, arguments);
		realm.settle();
		return call.value();
	}

	private static void assertSameDirectories(ModelRealm realm, List<ModelClient> askers) {
		Set<Long> sessions = new HashSet<>();
		Map<Long, Set<Long>> callees = new HashMap<>();
		Map<Long, Set<Long>> subscribers = new HashMap<>();
		realm.clients.values().forEach((client) -> {
			sessions.add(client.id());
			client.registrations.keySet()
				.forEach((id) -> callees.computeIfAbsent(id, (key) -> new HashSet<>()).add(client.id()));
			client.subscriptions.keySet()
				.forEach((id) -> subscribers.computeIfAbsent(id, (key) -> new HashSet<>()).add(client.id()));
		});
		Map<String, Object> first = new LinkedHashMap<>();
		for (ModelClient asker : askers) {
			String at = "as known at " + asker.home;
			assertThat(names(realm, set(ask(realm, asker, "wamp.session.list")))).as("sessions " + at)
				.isEqualTo(names(realm, sessions));
			Map<String, Object> directory = new LinkedHashMap<>();
			Map<Long, Set<Long>> knownCallees = new HashMap<>();
			ids(ask(realm, asker, "wamp.registration.list")).forEach((id) -> {
				Map<?, ?> registration = new HashMap<>((Map<?, ?>) ask(realm, asker, "wamp.registration.get", id));
				registration.remove("created");
				List<?> list = (List<?>) ask(realm, asker, "wamp.registration.list_callees", id);
				assertThat(ask(realm, asker, "wamp.registration.count_callees", id)).isEqualTo(list.size());
				assertThat(number(ask(realm, asker, "wamp.registration.lookup", registration.get("uri"),
						Map.of("match", registration.get("match")))))
					.isEqualTo(id);
				assertThat(list)
					.hasSizeLessThanOrEqualTo(registration.get("invoke").equals("single") ? 1 : Integer.MAX_VALUE);
				directory.put("registration " + id, List.of(registration, list));
				knownCallees.put(id, set(list));
			});
			assertThat(knownCallees).as("callees " + at + " of " + realm.names).isEqualTo(callees);
			Map<Long, Set<Long>> knownSubscribers = new HashMap<>();
			ids(ask(realm, asker, "wamp.subscription.list")).forEach((id) -> {
				Map<?, ?> subscription = new HashMap<>((Map<?, ?>) ask(realm, asker, "wamp.subscription.get", id));
				subscription.remove("created");
				Set<Long> list = set(ask(realm, asker, "wamp.subscription.list_subscribers", id));
				directory.put("subscription " + id, List.of(subscription, list));
				knownSubscribers.put(id, list);
			});
			assertThat(knownSubscribers).as("subscribers " + at + " of " + realm.names).isEqualTo(subscribers);
			directory.put("matches",
					ModelSteps.CALLED.stream()
						.map((uri) -> String.valueOf(ask(realm, asker, "wamp.registration.match", uri)))
						.toList());
			if (first.isEmpty()) {
				first.putAll(directory);
			}
			assertThat(directory).as(at).isEqualTo(first);
		}
	}

	private static Set<String> names(ModelRealm realm, Set<Long> ids) {
		return ids.stream()
			.map((id) -> realm.names.getOrDefault(id, "unknown " + id))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static long number(@Nullable Object value) {
		return ((Number) Objects.requireNonNull(value)).longValue();
	}

	private static Set<Long> set(@Nullable Object list) {
		Set<Long> ids = new HashSet<>();
		((List<?>) Objects.requireNonNull(list)).forEach((id) -> assertThat(ids.add(number(id))).isTrue());
		return ids;
	}

	private static Set<Long> ids(@Nullable Object lists) {
		Set<Long> ids = new HashSet<>();
		((Map<?, ?>) Objects.requireNonNull(lists)).values().forEach((list) -> ids.addAll(set(list)));
		return ids;
	}

	private static void assertSameRetained(ModelRealm realm, List<ModelClient> askers) {
		Map<Set<String>, List<Instance>> found = new LinkedHashMap<>();
		askers.forEach((asker) -> {
			asker.subscribe(new Route(MatchPolicy.PREFIX, "com"), true);
			realm.settle();
			found.computeIfAbsent(Set.copyOf(asker.events.keySet()), (events) -> new ArrayList<>()).add(asker.home);
		});
		assertThat(found).as("retained events").hasSize(1);
	}

	private static void assertEventsComeOnce(ModelRealm realm, List<ModelClient> askers) {
		for (ModelClient asker : askers) {
			for (String topic : ModelSteps.TOPICS) {
				String token = asker.publish(topic, Dict.of("exclude_me", false));
				realm.settle();
				realm.clients.values().forEach((client) -> client.subscriptions.values().forEach((subscription) -> {
					int count = client.events.getOrDefault(subscription.route + " " + token, 0);
					assertThat(count)
						.as(subscription.route + " of " + client + " at " + client.home + ": events of " + topic
								+ " from " + asker.home)
						.isEqualTo(subscription.route.matches(topic) ? 1 : 0);
				}));
			}
		}
	}

	private static void assertCallable(ModelRealm realm, List<ModelClient> askers) {
		Set<Route> routes = new LinkedHashSet<>();
		realm.clients.values().forEach((client) -> routes.addAll(client.registrations.values()));
		for (ModelClient asker : askers) {
			for (String procedure : ModelSteps.CALLED) {
				OpenCall call = asker.call(procedure, Dict.EMPTY);
				realm.settle();
				answerAll(realm);
				assertThat(call.ended).as(call.toString()).isTrue();
				boolean registered = routes.stream().anyMatch((route) -> route.matches(procedure));
				assertThat(call.error).as(call + " from " + asker.home)
					.isEqualTo(registered ? null : "wamp.error.no_such_procedure");
			}
		}
	}

	private static void assertNothingIsLeft(ModelRealm realm) {
		List.copyOf(realm.clients.values()).forEach(ModelClient::leave);
		realm.advance(ModelRealm.TIMEOUT);
		realm.instances.forEach((instance) -> {
			DefaultWampRouter router = instance.router();
			assertThat(router.sessions(ModelRealm.NAME)).isEmpty();
			assertThat(router.registrations(ModelRealm.NAME)).isEmpty();
			assertThat(router.subscriptions(ModelRealm.NAME)).isEmpty();
			assertThat(router.statistics(ModelRealm.NAME).pendingCalls()).isZero();
			assertThat(Objects.requireNonNull(router.cluster()).sessions()).isZero();
			assertThat(router.cluster().registrations()).isZero();
			assertThat(router.cluster().pendingCalls()).isZero();
		});
	}

}

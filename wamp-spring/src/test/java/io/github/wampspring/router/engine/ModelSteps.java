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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.engine.ModelClient.OpenCall;
import io.github.wampspring.router.engine.ModelClient.OpenInvocation;
import io.github.wampspring.router.engine.ModelClient.Route;
import org.jspecify.annotations.Nullable;

/**
 * What clients do at random, in one realm or in several that are to be alike.
 */
final class ModelSteps {

	static final List<String> TOPICS = List.of("com.example.t1", "com.example.t2", "com.other.t1");

	private static final int MAX_CLIENTS = 10;

	/** How many steps are told of a failure. */
	private static final int LOG = Integer.getInteger("wamp.test.steps", 60);

	private static final List<Route> SUBSCRIPTIONS = List.of(Route.of(MatchPolicy.EXACT, "com.example.t1"),
			Route.of(MatchPolicy.EXACT, "com.example.t2"), Route.of(MatchPolicy.PREFIX, "com.example"),
			Route.of(MatchPolicy.PREFIX, "com"), Route.of(MatchPolicy.WILDCARD, "com..t1"),
			Route.of(MatchPolicy.PREFIX, "wamp"), Route.of(MatchPolicy.EXACT, "wamp.session.on_leave"),
			Route.of(MatchPolicy.EXACT, "wamp.registration.on_unregister"));

	/** What may be registered, with the options. */
	private static final List<Map.Entry<Route, Dict>> PROCEDURES = List.of(
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.single1"), Dict.EMPTY),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.single2"), Dict.EMPTY),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.limited"),
					Dict.of("concurrency", 1, "x_waiting_calls", 2)),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.turns"), Dict.of("invoke", "roundrobin")),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.first"), Dict.of("invoke", "first")),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.last"), Dict.of("invoke", "last")),
			Map.entry(Route.of(MatchPolicy.PREFIX, "com.example.prefix"), Dict.of("invoke", "first")),
			Map.entry(Route.of(MatchPolicy.PREFIX, "com.example.prefix.single"), Dict.EMPTY),
			Map.entry(Route.of(MatchPolicy.WILDCARD, "com..wild"), Dict.EMPTY),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.random"), Dict.of("invoke", "random")),
			Map.entry(Route.of(MatchPolicy.EXACT, "com.example.few"),
					Dict.of("invoke", "roundrobin").with("concurrency", 1).with("x_waiting_calls", 1)));

	/** Those before are the same in one realm and in several. */
	private static final int ALIKE = 9;

	static final List<String> CALLED = List.of("com.example.single1", "com.example.single2", "com.example.limited",
			"com.example.turns", "com.example.first", "com.example.last", "com.example.prefix.any",
			"com.example.prefix.single.any", "com.other.wild", "com.example.random", "com.example.few",
			"com.example.nothing");

	private final Random random;

	private final List<ModelRealm> realms;

	/** Where the choice is made. */
	private final ModelRealm first;

	private final Deque<String> log = new ArrayDeque<>();

	private int lastClient;

	ModelSteps(long seed, List<ModelRealm> realms) {
		this.random = new Random(seed);
		this.realms = realms;
		this.first = realms.get(0);
	}

	Random random() {
		return this.random;
	}

	/** What was done last. */
	String log() {
		return String.join("\n", this.log);
	}

	void note(String step) {
		this.log.add(step);
		if (this.log.size() > LOG) {
			this.log.remove();
		}
	}

	/** One of the clients does something. */
	void next() {
		int choice = this.random.nextInt(100);
		if (this.first.clients.size() < 3 || (choice < 7 && this.first.clients.size() < MAX_CLIENTS)) {
			join();
		}
		else if (choice < 9) {
			with("leaves", any(), (client, realm) -> client.leave());
		}
		else if (choice < 12) {
			with("loses its connection", any(), (client, realm) -> client.disconnect());
		}
		else if (choice < 24) {
			register(any());
		}
		else if (choice < 28) {
			unregister(any());
		}
		else if (choice < 46) {
			call(any());
		}
		else if (choice < 50) {
			cancel(any());
		}
		else if (choice < 68) {
			answer();
		}
		else if (choice < 75) {
			Route route = pick(SUBSCRIPTIONS);
			boolean retained = this.random.nextInt(3) == 0;
			with("subscribes to " + route + (retained ? " with retained events" : ""), any(),
					(client, realm) -> client.subscribe(route, retained));
		}
		else if (choice < 78) {
			unsubscribe(any());
		}
		else if (choice < 91) {
			publish(any());
		}
		else if (choice < 94) {
			testament(any());
		}
		else if (choice < 96) {
			takeAway();
		}
		else {
			ask(any());
		}
	}

	private boolean isAlike() {
		return this.realms.size() > 1;
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private boolean oneIn(int count) {
		return this.random.nextInt(count) == 0;
	}

	private ModelClient any() {
		return pick(List.copyOf(this.first.clients.values()));
	}

	private void with(String what, ModelClient client, BiConsumer<ModelClient, ModelRealm> step) {
		note(client + " at " + client.home + " " + what);
		each((realm) -> step.accept(realm.client(client.name), realm));
	}

	private void each(Consumer<ModelRealm> step) {
		this.realms.forEach((realm) -> {
			step.accept(realm);
			realm.hear();
		});
	}

	void join() {
		String name = "c" + ++this.lastClient;
		int instance = this.random.nextInt(this.first.instances.size());
		boolean trusted = oneIn(3);
		boolean basic = !trusted && oneIn(4);
		note(name + " joins " + this.first.instances.get(instance) + (trusted ? ", trusted" : "")
				+ (basic ? ", basic" : ""));
		each((realm) -> realm.join(name, instance, trusted, basic));
	}

	private void register(ModelClient client) {
		Map.Entry<Route, Dict> procedure = pick(isAlike() ? PROCEDURES.subList(0, ALIKE) : PROCEDURES);
		Dict options = procedure.getValue();
		if (oneIn(12)) {
			options = options.without("invoke");
		}
		if (oneIn(10) && !(isAlike() && !options.isEmpty())) {
			// with others, it takes a while: calls that wait, and those who listen to the
			// meta API, may see that nothing is registered, or both callees
			options = options.with("force_reregister", true);
		}
		if (oneIn(10)) {
			options = options.with("disclose_caller", true);
		}
		Dict all = options;
		with("registers " + procedure.getKey() + " " + options, client,
				(one, realm) -> one.register(procedure.getKey(), all));
	}

	private void unregister(ModelClient client) {
		if (!client.registrations.isEmpty()) {
			Route route = pick(List.copyOf(client.registrations.values()));
			with("unregisters " + route, client,
					(one, realm) -> one.unregister(id(one.registrations, (known) -> known.equals(route))));
		}
	}

	private static <T> long id(Map<Long, T> map, Function<T, Boolean> condition) {
		return map.entrySet()
			.stream()
			.filter((entry) -> condition.apply(entry.getValue()))
			.findFirst()
			.orElseThrow()
			.getKey();
	}

	private void call(ModelClient client) {
		String procedure = pick(CALLED);
		if (isAlike() && procedure.endsWith("turns") && client.home != this.first.instances.get(0)) {
			// each instance has turns of its own
			return;
		}
		Dict options = Dict.EMPTY;
		if (oneIn(4)) {
			options = options.with("receive_progress", true);
		}
		if (oneIn(8)) {
			options = options.with("timeout", 20L + this.random.nextInt(200));
		}
		if (oneIn(8)) {
			options = options.with("disclose_me", true);
		}
		Dict all = options;
		with("calls " + procedure + " " + all, client, (one, realm) -> one.call(procedure, all));
	}

	private void cancel(ModelClient client) {
		List<OpenCall> open = client.openCalls();
		if (!open.isEmpty()) {
			OpenCall call = pick(open);
			String mode = pick(List.of("kill", "killnowait", "skip"));
			with("cancels " + call + " by " + mode, client,
					(one, realm) -> one.cancel(one.calls.get(call.request), mode));
		}
	}

	private void answer() {
		List<OpenInvocation> open = new ArrayList<>();
		List<ModelClient> callees = new ArrayList<>();
		this.first.clients.values().forEach((client) -> client.invocations.values().forEach((invocation) -> {
			open.add(invocation);
			callees.add(client);
		}));
		if (open.isEmpty()) {
			return;
		}
		int index = this.random.nextInt(open.size());
		OpenInvocation invocation = open.get(index);
		int choice = this.random.nextInt(20);
		String how = (choice < 3 && invocation.progress) ? "progress"
				: (choice < 6) ? "error" : (choice < 8) ? "unavailable" : "result";
		with("answers " + invocation.call + " with " + how, callees.get(index),
				(one, realm) -> one.answer(one.invocations.get(invocation.request), how));
	}

	private void unsubscribe(ModelClient client) {
		if (!client.subscriptions.isEmpty()) {
			Route route = pick(List.copyOf(client.subscriptions.values())).route;
			with("unsubscribes from " + route, client,
					(one, realm) -> one.unsubscribe(id(one.subscriptions, (known) -> known.route.equals(route))));
		}
	}

	private void publish(ModelClient client) {
		String topic = pick(TOPICS);
		Dict options = Dict.EMPTY;
		for (String option : List.of("acknowledge", "disclose_me", "retain")) {
			if (oneIn(3)) {
				options = options.with(option, true);
			}
		}
		if (oneIn(4)) {
			options = options.with("exclude_me", false);
		}
		String list = oneIn(6) ? "eligible" : oneIn(6) ? "exclude" : null;
		List<String> names = List.of(any().name, any().name);
		Dict all = options;
		with("publishes to " + topic + " " + all + ((list != null) ? " " + list + " " + names : ""), client,
				(one, realm) -> one.publish(topic, (list == null) ? all
						: all.with(list, names.stream().map((name) -> realm.client(name).id()).toList())));
	}

	private void testament(ModelClient client) {
		if (oneIn(4)) {
			with("flushes its testaments", client, (one, realm) -> one.ask("wamp.session.flush_testaments"));
			return;
		}
		String topic = pick(TOPICS);
		boolean detached = oneIn(2);
		Dict options = oneIn(3) ? Dict.of("retain", true) : Dict.EMPTY;
		with("makes a testament for " + topic, client, (one, realm) -> one.addTestament(topic, options, detached));
	}

	/** Somebody ends a session, or takes something away from it. */
	private void takeAway() {
		List<ModelClient> admins = this.first.clients.values().stream().filter((client) -> client.trusted).toList();
		ModelClient other = any();
		if (admins.isEmpty()) {
			return;
		}
		ModelClient admin = pick(admins);
		if (oneIn(2)) {
			with("kills " + other, admin, (one, realm) -> one.ask("wamp.session.kill", realm.client(other.name).id()));
		}
		else if (oneIn(2) && !other.registrations.isEmpty()) {
			Route route = pick(List.copyOf(other.registrations.values()));
			with("takes " + route + " from " + other, admin, (one, realm) -> {
				ModelClient callee = realm.client(other.name);
				one.ask("wamp.registration.remove_callee", id(callee.registrations, (known) -> known.equals(route)),
						callee.id());
			});
		}
		else if (!other.subscriptions.isEmpty()) {
			Route route = pick(List.copyOf(other.subscriptions.values())).route;
			with("takes the subscription to " + route + " from " + other, admin, (one, realm) -> {
				ModelClient subscriber = realm.client(other.name);
				one.ask("wamp.subscription.remove_subscriber",
						id(subscriber.subscriptions, (known) -> known.route.equals(route)), subscriber.id());
			});
		}
	}

	/** Somebody asks the router about the realm. */
	private void ask(ModelClient client) {
		ModelClient other = any();
		Route procedure = pick(PROCEDURES).getKey();
		Route topic = pick(SUBSCRIPTIONS);
		String question = pick(List.of("wamp.session.count", "wamp.session.list", "wamp.session.get",
				"wamp.registration.list", "wamp.registration.lookup", "wamp.registration.match",
				"wamp.registration.list_callees", "wamp.registration.count_callees", "wamp.registration.get",
				"wamp.subscription.list", "wamp.subscription.lookup", "wamp.subscription.match",
				"wamp.subscription.list_subscribers", "wamp.subscription.count_subscribers", "wamp.subscription.get"));
		String called = pick(CALLED);
		with("asks " + question, client, (one, realm) -> {
			ModelClient there = realm.client(other.name);
			String which = question.substring(question.lastIndexOf('.') + 1);
			boolean ofRegistrations = question.contains(".registration.");
			Route route = ofRegistrations ? procedure : topic;
			switch (which) {
				case "lookup" -> one.ask(question, route.uri(), Map.of("match", route.match().value()));
				case "match" -> one.ask(question, ofRegistrations ? called : TOPICS.get(0));
				case "get", "list_callees", "count_callees", "list_subscribers", "count_subscribers" ->
					one.ask(question, id(there, question));
				default -> one.ask(question);
			}
		});
	}

	private static @Nullable Object id(ModelClient client, String question) {
		if (question.contains(".session.")) {
			return client.id();
		}
		Map<Long, ?> map = question.contains(".registration.") ? client.registrations : client.subscriptions;
		return map.isEmpty() ? 1L : map.keySet().iterator().next();
	}

	/** Time goes on. */
	void pass(Duration time) {
		note(time.toMillis() + " ms go by");
		this.realms.forEach((realm) -> realm.advance(time));
	}

}

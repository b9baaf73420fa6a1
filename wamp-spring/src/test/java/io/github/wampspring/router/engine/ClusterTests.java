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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.WampAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances are one realm.
 */
class ClusterTests {

	private static final Dict LIMITED = Dict.of("invoke", "roundrobin", "concurrency", 1).with("x_waiting_calls", 10);

	private final TestCluster cluster = TestCluster.ofThree((realm) -> {
	}, Duration.ofSeconds(60));

	private final TestClient one = this.cluster.join(0);

	private final TestClient two = this.cluster.join(1);

	private final TestClient three = this.cluster.join(2);

	@AfterEach
	void close() {
		this.cluster.close();
	}

	@Test
	void aCallReachesTheCalleeOfAnotherInstance() {
		this.one.register("com.example.add", Dict.EMPTY);
		long request = this.two.call("com.example.add", Dict.EMPTY, 2, 3);
		Invocation invocation = this.one.take(Invocation.class);
		assertThat(TestClient.arguments(invocation)).isEqualTo(List.of(2, 3));
		this.one.yield(invocation.request(), 5);
		Result result = this.two.take(Result.class);
		assertThat(result.request()).isEqualTo(request);
		assertThat(TestClient.arguments(result)).isEqualTo(List.of(5));
		assertThat(status(1).pendingCalls()).isZero();
	}

	@Test
	void oneOfTwoThatRegisterAtTheSameTimeIsRefused() {
		for (int i = 0; i < 20; i++) {
			this.one.register("com.example.barrier" + i, Dict.EMPTY);
			String procedure = "com.example.contended" + i;
			this.one.post(new Register(this.one.nextRequest(), Dict.EMPTY, procedure));
			this.two.post(new Register(this.two.nextRequest(), Dict.EMPTY, procedure));
			this.three.post(new Register(this.three.nextRequest(), Dict.EMPTY, procedure));
			this.cluster.engine().settle();
			List<WampMessage> answers = List.of(this.one.take(WampMessage.class), this.two.take(WampMessage.class),
					this.three.take(WampMessage.class));
			assertThat(answers.stream().filter(Registered.class::isInstance)).hasSize(1);
			assertThat(answers.stream().filter(Error.class::isInstance)).hasSize(2);
			for (int index = 0; index < 3; index++) {
				assertThat(this.cluster.router(index)
					.registrations("realm1")
					.stream()
					.filter((registration) -> registration.procedure().equals(procedure))
					.flatMap((registration) -> registration.callees().stream())).hasSize(1);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whoRegistersAtTheSameTimeAsTheApplicationIsRefused(boolean first) {
		TestClient application = TestClient.joined(new TestClient(this.cluster.router(1), true), "realm1",
				TestClient.ROLES);
		for (String policy : List.of("single", "roundrobin")) {
			for (TestClient client : first ? List.of(this.one, application) : List.of(application, this.one)) {
				client.post(new Register(client.nextRequest(), Dict.of("invoke", policy), "com.example." + policy));
			}
			this.cluster.engine().settle();
			application.take(Registered.class);
			this.one.takeError(policy.equals("single") ? ErrorUris.PROCEDURE_ALREADY_EXISTS : ErrorUris.NOT_AUTHORIZED);
		}
	}

	@Test
	void sharedCalleesOfAllInstancesGetTheirTurn() {
		Dict shared = Dict.of("invoke", "roundrobin");
		List.of(this.one, this.two, this.three).forEach((client) -> client.register("com.example.shared", shared));
		TestClient caller = this.cluster.join(1);
		for (int i = 0; i < 9; i++) {
			caller.call("com.example.shared", Dict.EMPTY);
		}
		for (TestClient callee : List.of(this.one, this.two, this.three)) {
			assertThat(callee.takeAll(Invocation.class)).hasSize(3);
		}
	}

	@Test
	void theFirstAndTheLastAreTheSameEverywhere() {
		this.two.register("com.example.first", Dict.of("invoke", "first"));
		this.one.register("com.example.first", Dict.of("invoke", "first"));
		this.three.register("com.example.last", Dict.of("invoke", "last"));
		this.two.register("com.example.last", Dict.of("invoke", "last"));
		for (int index = 0; index < 3; index++) {
			TestClient caller = this.cluster.join(index);
			caller.call("com.example.first", Dict.EMPTY);
			caller.call("com.example.last", Dict.EMPTY);
		}
		assertThat(this.two.takeAll(Invocation.class)).hasSize(6);
	}

	@Test
	void anEventGoesToEachInstanceOnce() {
		List<TestClient> subscribers = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			TestClient subscriber = this.cluster.join(i % 3);
			subscriber.subscribe("com.example.topic", Dict.EMPTY);
			subscribers.add(subscriber);
		}
		int before = this.cluster.engine().frames();
		this.one.publish("com.example.topic", Dict.of("acknowledge", true), "hello");
		this.one.take(Published.class);
		int frames = this.cluster.engine().frames() - before;
		subscribers.forEach((subscriber) -> assertThat(subscriber.takeAll(Event.class)).as("exactly once").hasSize(1));
		// heartbeats may come between
		assertThat(frames).isBetween(2, 8);
	}

	@Test
	void anInstanceWithoutSubscribersGetsNoEvents() {
		this.two.subscribe("com.example.topic", Dict.EMPTY);
		this.two.send(new WampMessage.Unsubscribe(this.two.nextRequest(),
				this.cluster.router(0).subscriptions("realm1").get(0).id(), Dict.EMPTY));
		this.two.take(Unsubscribed.class);
		assertThat(this.cluster.router(0).subscriptions("realm1")).isEmpty();
		assertThat(this.cluster.router(2).subscriptions("realm1")).isEmpty();
	}

	@Test
	void eventsOfAPublisherKeepTheirOrderAcrossTopics() {
		this.three.subscribe("com.example", Dict.of("match", "prefix"));
		for (int i = 0; i < 50; i++) {
			this.one.publish("com.example.topic" + (i % 3), Dict.EMPTY, i);
		}
		assertThat(this.three.takeAll(Event.class).stream().map((event) -> TestClient.arguments(event).get(0)).toList())
			.isEqualTo(IntStream.range(0, 50).boxed().toList());
	}

	@Test
	void listsOfReceiversCountEverywhere() {
		this.one.subscribe("com.example.topic", Dict.EMPTY);
		this.two.subscribe("com.example.topic", Dict.EMPTY);
		this.three.subscribe("com.example.topic", Dict.EMPTY);
		this.one.publish("com.example.topic", Dict.of("eligible", List.of(this.three.id(), this.one.id())), 1);
		this.one.publish("com.example.topic", Dict.of("exclude", List.of(this.three.id()), "exclude_me", false), 2);
		assertThat(this.one.takeAll(Event.class)).hasSize(1);
		assertThat(this.two.takeAll(Event.class)).hasSize(1);
		assertThat(this.three.takeAll(Event.class)).hasSize(1);
	}

	@Test
	void theMetaApiIsTheSameEverywhere() {
		this.one.register("com.example.add", Dict.EMPTY);
		this.two.subscribe("com.example.topic", Dict.EMPTY);
		Set<Object> answers = new HashSet<>();
		for (TestClient client : List.of(this.one, this.two, this.three)) {
			Object sessions = new HashSet<>((List<?>) call(client, "wamp.session.list"));
			assertThat((Set<?>) sessions).hasSize(3);
			Object registration = call(client, "wamp.registration.lookup", "com.example.add");
			Object callees = call(client, "wamp.registration.list_callees", registration);
			Object subscription = call(client, "wamp.subscription.lookup", "com.example.topic");
			Object subscribers = call(client, "wamp.subscription.list_subscribers", subscription);
			Object session = call(client, "wamp.session.get", this.one.id());
			answers.add(List.of(sessions, registration, callees, subscription, subscribers, session,
					call(client, "wamp.registration.get", registration)));
		}
		assertThat(answers).hasSize(1);
	}

	@Test
	void metaEventsComeOnceToEachSubscriber() {
		this.three.subscribe("wamp", Dict.of("match", "prefix"));
		TestClient client = this.cluster.join(0);
		client.register("com.example.add", Dict.EMPTY);
		client.subscribe("com.example.topic", Dict.EMPTY);
		client.disconnect();
		List<String> topics = this.three.takeAll(Event.class)
			.stream()
			.map((event) -> event.details().getString("topic"))
			.toList();
		assertThat(topics).containsExactlyInAnyOrder("wamp.session.on_join", "wamp.registration.on_create",
				"wamp.registration.on_register", "wamp.subscription.on_create", "wamp.subscription.on_subscribe",
				"wamp.registration.on_unregister", "wamp.registration.on_delete", "wamp.subscription.on_unsubscribe",
				"wamp.subscription.on_delete", "wamp.session.on_leave");
	}

	@Test
	void aSessionIsKilledAndLosesWhatItHasFromAnotherInstance() {
		TestClient admin = TestClient.joined(new TestClient(this.cluster.router(0), true), "realm1", TestClient.ROLES);
		long registration = this.two.register("com.example.add", Dict.EMPTY);
		long subscription = this.two.subscribe("com.example.topic", Dict.EMPTY);
		call(admin, "wamp.registration.remove_callee", registration, this.two.id());
		assertThat(this.two.take(Unregistered.class).request()).isZero();
		call(admin, "wamp.subscription.remove_subscriber", subscription, this.two.id());
		assertThat(this.two.take(Unsubscribed.class).request()).isZero();
		call(admin, "wamp.session.kill", this.two.id());
		this.two.take(Goodbye.class);
		this.cluster.await(() -> this.cluster.router(2).session("realm1", this.two.id()) == null);
	}

	@Test
	void whoseRegistrationWasRevokedFromAnotherInstanceMayRegisterAgain() {
		TestClient admin = TestClient.joined(new TestClient(this.cluster.router(0), true), "realm1", TestClient.ROLES);
		admin.subscribe("wamp.registration.on_unregister", Dict.EMPTY);
		long registration = this.two.register("com.example.add", Dict.EMPTY);
		admin.call("wamp.registration.remove_callee", Dict.EMPTY, registration, this.two.id());
		this.two.take(Unregistered.class);
		assertThat(TestClient.arguments(admin.take(Event.class))).isEqualTo(List.of(this.two.id(), registration));
		admin.take(Result.class);
		this.two.register("com.example.add", Dict.EMPTY);
		this.one.call("com.example.add", Dict.EMPTY);
		this.two.take(Invocation.class);
	}

	@Test
	void whoTakesAwayWhatAnInstanceOutOfReachHasIsToldSo() {
		TestClient admin = TestClient.joined(new TestClient(this.cluster.router(0), true), "realm1", TestClient.ROLES);
		long registration = this.two.register("com.example.add", Dict.EMPTY);
		long subscription = this.two.subscribe("com.example.topic", Dict.EMPTY);
		this.cluster.engine().setFull("node1", true);
		admin.call("wamp.registration.remove_callee", Dict.EMPTY, registration, this.two.id());
		admin.takeError(ErrorUris.UNAVAILABLE);
		admin.call("wamp.subscription.remove_subscriber", Dict.EMPTY, subscription, this.two.id());
		admin.takeError(ErrorUris.UNAVAILABLE);
		this.cluster.engine().setFull("node1", false);
		call(admin, "wamp.registration.remove_callee", registration, this.two.id());
		this.two.take(Unregistered.class);
		call(admin, "wamp.subscription.remove_subscriber", subscription, this.two.id());
		this.two.take(Unsubscribed.class);
	}

	@Test
	void aCallIsCanceledAndItsCalleeInterruptedAcrossInstances() {
		this.one.register("com.example.slow", Dict.EMPTY);
		for (String mode : List.of("kill", "killnowait", "skip")) {
			long request = this.two.call("com.example.slow", Dict.EMPTY);
			Invocation invocation = this.one.take(Invocation.class);
			this.two.send(new Cancel(request, Dict.of("mode", mode)));
			if (!mode.equals("skip")) {
				assertThat(this.one.take(Interrupt.class).options().getString("mode")).isEqualTo(mode);
			}
			if (mode.equals("kill")) {
				this.two.takeNothing();
				this.one.send(new Error(io.github.wampspring.protocol.MessageType.INVOCATION, invocation.request(),
						Dict.EMPTY, ErrorUris.CANCELED, TestClient.args()));
			}
			this.two.takeError(ErrorUris.CANCELED);
		}
		assertThat(status(1).pendingCalls()).isZero();
	}

	@Test
	void progressiveResultsComeInTheirOrder() {
		this.one.register("com.example.count", Dict.EMPTY);
		this.two.call("com.example.count", Dict.of("receive_progress", true));
		Invocation invocation = this.one.take(Invocation.class);
		for (int i = 0; i < 5; i++) {
			this.one.send(new WampMessage.Yield(invocation.request(), Dict.of("progress", true), TestClient.args(i)));
		}
		this.one.yield(invocation.request(), 5);
		List<Result> results = this.two.takeAll(Result.class);
		assertThat(results.stream().map((result) -> TestClient.arguments(result).get(0)).toList())
			.isEqualTo(List.of(0, 1, 2, 3, 4, 5));
		assertThat(results.get(5).details().isTrue("progress")).isFalse();
	}

	@Test
	void anAnswerWithoutRoomEndsItsCallOnly() {
		this.one.register("com.example.count", Dict.EMPTY);
		this.two.call("com.example.count", Dict.of("receive_progress", true));
		Invocation slow = this.one.take(Invocation.class);
		this.two.call("com.example.count", Dict.EMPTY);
		Invocation large = this.one.take(Invocation.class);
		this.two.call("com.example.count", Dict.of("receive_progress", true));
		Invocation other = this.one.take(Invocation.class);
		this.cluster.engine().setBusy("node1", true);
		this.one.send(new WampMessage.Yield(slow.request(), Dict.of("progress", true), TestClient.args(1)));
		this.two.takeError(ErrorUris.CANCELED);
		assertThat(this.one.take(Interrupt.class).request()).isEqualTo(slow.request());
		this.one.yield(large.request(), 2);
		this.two.takeError(ErrorUris.CANCELED);
		this.one.subscribe("com.example.topic", Dict.EMPTY);
		this.cluster.engine().setBusy("node1", false);
		this.one.send(new WampMessage.Yield(other.request(), Dict.of("progress", true), TestClient.args(3)));
		this.one.yield(other.request(), 4);
		assertThat(this.two.takeAll(Result.class)).hasSize(2);
		for (int index = 0; index < 3; index++) {
			assertThat(status(index).pendingCalls()).isZero();
			assertThat(status(index).resynchronizations()).isZero();
		}
	}

	@Test
	void aCalleesLimitHoldsForTheCallersOfAllInstances() {
		this.one.register("com.example.limited", Dict.of("concurrency", 1, "x_waiting_calls", 1));
		this.two.call("com.example.limited", Dict.EMPTY, 1);
		this.three.call("com.example.limited", Dict.EMPTY, 2);
		this.two.call("com.example.limited", Dict.EMPTY, 3);
		this.two.call("com.example.limited", Dict.EMPTY, 4);
		this.two.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		for (TestClient caller : List.of(this.two, this.three, this.two)) {
			Invocation invocation = this.one.take(Invocation.class);
			this.one.takeNothing();
			this.one.yield(invocation.request());
			caller.take(Result.class);
		}
		this.one.takeNothing();
		this.three.call("com.example.limited", Dict.EMPTY, 5);
		assertThat(TestClient.arguments(this.one.take(Invocation.class))).isEqualTo(List.of(5));
	}

	@Test
	void aCallThatWaitsTakesWhicheverCalleeGetsFreeOrComes() {
		this.one.register("com.example.limited", LIMITED);
		this.three.register("com.example.limited", LIMITED);
		for (int i = 1; i <= 5; i++) {
			this.two.call("com.example.limited", Dict.EMPTY, i);
		}
		Invocation atOne = this.one.take(Invocation.class);
		Invocation atThree = this.three.take(Invocation.class);
		this.three.yield(atThree.request());
		assertThat(TestClient.arguments(this.three.take(Invocation.class))).isEqualTo(List.of(3));
		this.two.take(Result.class);
		TestClient late = this.cluster.join(2);
		late.register("com.example.limited", LIMITED);
		assertThat(TestClient.arguments(late.take(Invocation.class))).isEqualTo(List.of(4));
		TestClient near = this.cluster.join(1);
		near.register("com.example.limited", LIMITED);
		assertThat(TestClient.arguments(near.take(Invocation.class))).isEqualTo(List.of(5));
		this.one.yield(atOne.request());
		this.two.take(Result.class);
		this.one.takeNothing();
		// what was offered and not wanted is there for others
		this.one.call("com.example.limited", Dict.EMPTY, 6);
		assertThat(TestClient.arguments(this.one.take(Invocation.class))).isEqualTo(List.of(6));
	}

	@Test
	void callsOfAnInstanceReachACalleeAtItsLimitInTheirOrder() {
		this.one.register("com.example.limited", Dict.of("concurrency", 2).with("x_waiting_calls", 100));
		for (int i = 0; i < 30; i++) {
			this.two.post(new Call(this.two.nextRequest(), Dict.EMPTY, "com.example.limited", Payload.of(i)));
		}
		List<Object> order = new ArrayList<>();
		List<Invocation> open = new ArrayList<>();
		for (int step = 0; step < 100_000 && order.size() < 30; step++) {
			this.cluster.engine().step();
			this.one.takeAll(Invocation.class).forEach((invocation) -> {
				open.add(invocation);
				order.add(TestClient.arguments(invocation).get(0));
			});
			// some have been refused by then, and others are still on their way
			if (step % 5 == 0) {
				open.forEach((invocation) -> this.one.post(new Yield(invocation.request(), Dict.EMPTY, Payload.NONE)));
				open.clear();
			}
		}
		assertThat(order).isEqualTo(IntStream.range(0, 30).boxed().toList());
	}

	@Test
	void whoDoesNotWaitAnyMoreGivesHisTurnToTheNext() {
		this.one.register("com.example.limited", LIMITED);
		this.one.call("com.example.limited", Dict.EMPTY, 1);
		long waiting = this.two.call("com.example.limited", Dict.EMPTY, 2);
		this.three.call("com.example.limited", Dict.EMPTY, 3);
		this.two.send(new Cancel(waiting, Dict.EMPTY));
		this.two.takeError(ErrorUris.CANCELED);
		this.two.call("com.example.limited", Dict.EMPTY, 4);
		this.cluster.router(1).close();
		Invocation first = this.one.take(Invocation.class);
		this.one.yield(first.request());
		this.one.take(Result.class);
		Invocation second = this.one.take(Invocation.class);
		assertThat(TestClient.arguments(second)).isEqualTo(List.of(3));
		this.three.disconnect();
		this.one.take(Interrupt.class);
		this.one.yield(second.request());
		this.one.call("com.example.limited", Dict.EMPTY, 5);
		assertThat(TestClient.arguments(this.one.take(Invocation.class))).isEqualTo(List.of(5));
	}

	@Test
	void aPlaceThatWasOfferedToAnInstanceThatDiesIsForOthers() {
		this.one.register("com.example.limited", LIMITED);
		this.one.call("com.example.limited", Dict.EMPTY, 1);
		Invocation first = this.one.take(Invocation.class);
		this.two.call("com.example.limited", Dict.EMPTY, 2);
		this.three.call("com.example.limited", Dict.EMPTY, 3);
		this.cluster.engine().kill("node2");
		this.one.yield(first.request());
		this.one.take(Result.class);
		assertThat(TestClient.arguments(this.one.take(Invocation.class))).isEqualTo(List.of(3));
	}

	@Test
	void anOfferThatIsLostIsMadeAgain() {
		this.one.register("com.example.limited", LIMITED);
		this.one.call("com.example.limited", Dict.EMPTY, 1);
		Invocation first = this.one.take(Invocation.class);
		this.two.call("com.example.limited", Dict.EMPTY, 2);
		this.cluster.engine().loseNext("node1");
		this.one.yield(first.request());
		this.one.take(Result.class);
		Invocation second = this.one.take(Invocation.class);
		assertThat(TestClient.arguments(second)).isEqualTo(List.of(2));
		this.one.yield(second.request());
		this.two.take(Result.class);
		assertThat(status(1).resynchronizations()).isEqualTo(1);
	}

	@Test
	void whoIsAtItsLimitElsewhereIsNotAskedAgainBeforeItHasAPlace() {
		List<TestClient> callees = busyCallees();
		String large = "x".repeat(10_000);
		this.two.call("com.example.limited", Dict.EMPTY, large);
		this.two.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		long before = this.cluster.engine().bytes();
		for (int i = 0; i < 20; i++) {
			this.two.call("com.example.limited", Dict.EMPTY, large);
			this.two.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		}
		assertThat(this.cluster.engine().bytes() - before).isLessThan(200_000);
		for (TestClient callee : List.of(callees.get(7), callees.get(13), callees.get(7))) {
			callee.yield(callee.take(Invocation.class).request());
			this.two.call("com.example.limited", Dict.EMPTY);
		}
		callees.get(7).take(Invocation.class);
	}

	@Test
	void aLargeCallDoesNotAskAllWhoAreAtTheirLimitElsewhere() {
		List<TestClient> callees = busyCallees();
		long before = this.cluster.engine().bytes();
		this.two.call("com.example.limited", Dict.EMPTY, "x".repeat(4_000_000));
		this.two.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		assertThat(this.cluster.engine().bytes() - before).isBetween(30_000_000L, 40_000_000L);
		// the others are asked next
		TestClient free = callees.get(19);
		free.yield(free.take(Invocation.class).request());
		this.two.call("com.example.limited", Dict.EMPTY, 2);
		assertThat(TestClient.arguments(free.take(Invocation.class))).isEqualTo(List.of(2));
	}

	@Test
	void aPlaceAtACalleeWithoutRoomIsOfferedWhenThereIsRoom() {
		this.one.register("com.example.limited", LIMITED);
		this.one.call("com.example.limited", Dict.EMPTY, 1);
		this.two.call("com.example.limited", Dict.EMPTY, 2);
		this.one.call("com.example.limited", Dict.EMPTY, 3);
		Invocation first = this.one.take(Invocation.class);
		this.one.channel.fillUp();
		this.one.yield(first.request());
		this.one.take(Result.class);
		this.one.takeNothing();
		this.two.takeNothing();
		this.one.channel.makeRoom();
		for (int i = 2; i <= 3; i++) {
			Invocation next = this.one.take(Invocation.class);
			assertThat(TestClient.arguments(next)).isEqualTo(List.of(i));
			this.one.yield(next.request());
		}
		this.one.take(Result.class);
		this.two.take(Result.class);
	}

	/** As many as take a call at once, elsewhere and for others, and have one. */
	private List<TestClient> busyCallees() {
		Dict options = Dict.of("invoke", "roundrobin", "concurrency", 1);
		List<TestClient> callees = IntStream.range(0, 20).mapToObj((i) -> this.cluster.join(0)).toList();
		callees.forEach((callee) -> callee.register("com.example.limited", options));
		callees.forEach((callee) -> this.one.call("com.example.limited", Dict.EMPTY));
		return callees;
	}

	@Test
	void whatIsTooLargeForTheEngineEndsItsCallOnly() {
		String large = "x".repeat(DirectEngine.MAX_FRAME);
		this.one.register("com.example.large", Dict.EMPTY);
		this.two.call("com.example.large", Dict.EMPTY, large);
		this.two.take(Error.class);
		this.two.call("com.example.large", Dict.EMPTY);
		long slow = this.two.call("com.example.large", Dict.EMPTY);
		this.one.yield(this.one.take(Invocation.class).request(), large);
		this.two.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		this.one.yield(this.one.take(Invocation.class).request());
		assertThat(this.two.take(Result.class).request()).isEqualTo(slow);
		assertThat(status(1).resynchronizations()).isZero();
	}

	@Test
	void whenACalleeLeavesItsCallsEnd() {
		this.one.register("com.example.slow", Dict.EMPTY);
		this.two.call("com.example.slow", Dict.EMPTY);
		this.one.take(Invocation.class);
		this.one.disconnect();
		this.two.takeError(ErrorUris.CANCELED);
		this.two.call("com.example.slow", Dict.EMPTY);
		this.two.takeError(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void whenAnInstanceDiesItsCallsEndAndItsSessionsLeaveWithTheirTestaments() {
		this.three.subscribe("com.example.will", Dict.EMPTY);
		this.three.subscribe("wamp.session.on_leave", Dict.EMPTY);
		this.one.call("wamp.session.add_testament", Dict.EMPTY, "com.example.will", List.of("gone"), Map.of());
		this.one.take(Result.class);
		this.one.register("com.example.slow", Dict.EMPTY);
		this.two.register("com.example.other", Dict.EMPTY);
		this.two.call("com.example.slow", Dict.EMPTY);
		this.one.take(Invocation.class);
		this.one.call("com.example.other", Dict.EMPTY);
		this.two.take(Invocation.class);
		this.cluster.engine().kill("node1");
		// a frame that does not arrive is the hint
		this.two.call("com.example.slow", Dict.EMPTY);
		this.two.takeError(ErrorUris.CANCELED);
		List<WampMessage> others = List.of(this.two.take(WampMessage.class), this.two.take(WampMessage.class));
		assertThat(others).anyMatch(Error.class::isInstance).anyMatch(Interrupt.class::isInstance);
		// node3 has the same hint from a call of its own, or sees the silence
		this.three.call("com.example.slow", Dict.EMPTY);
		List<WampMessage> seen = new ArrayList<>();
		this.cluster.await(() -> {
			seen.addAll(this.three.takeAll(WampMessage.class));
			return seen.size() >= 3;
		});
		assertThat(seen.stream().filter(Event.class::isInstance)).hasSize(2);
		assertThat(this.cluster.router(2).registrations("realm1")).hasSize(1);
		assertThat(this.cluster.router(2).sessions("realm1")).hasSize(2);
	}

	@Test
	void theCallOfASingleCalleeThatIsNotAvailableGoesToNobodyElse() {
		TestClient callee = TestClient.joined(this.cluster.router(0),
				Dict.of("roles", Map.of("callee", Map.of("features", Map.of("call_reroute", true)))));
		long registration = callee.register("com.example.add", Dict.EMPTY);
		this.two.call("com.example.add", Dict.EMPTY);
		Invocation invocation = callee.take(Invocation.class);
		callee.send(new WampMessage.Unregister(callee.nextRequest(), registration, Dict.EMPTY));
		this.three.register("com.example.add", Dict.EMPTY);
		callee.send(new Error(io.github.wampspring.protocol.MessageType.INVOCATION, invocation.request(), Dict.EMPTY,
				ErrorUris.UNAVAILABLE, TestClient.args()));
		this.two.takeError(ErrorUris.NO_AVAILABLE_CALLEE);
		this.three.takeNothing();
	}

	@Test
	void aRetainedEventIsThereForWhoJoinsElsewhere() {
		this.one.publish("com.example.state", Dict.of("retain", true), "on");
		this.three.subscribe("com.example.state", Dict.of("get_retained", true));
		assertThat(TestClient.arguments(this.three.take(Event.class))).isEqualTo(List.of("on"));
	}

	@Test
	void aRegistrationIsTakenOverFromAnotherInstance() {
		TestClient admin = TestClient.joined(new TestClient(this.cluster.router(2), true), "realm1", TestClient.ROLES);
		this.one.register("com.example.add", Dict.EMPTY);
		admin.register("com.example.add", Dict.of("force_reregister", true));
		this.one.take(Unregistered.class);
		for (int index = 0; index < 3; index++) {
			this.cluster.join(index).call("com.example.add", Dict.EMPTY);
		}
		assertThat(admin.takeAll(Invocation.class)).hasSize(3);
	}

	@Test
	void anInstanceThatClosesIsGoneForTheOthers() {
		this.one.register("com.example.add", Dict.EMPTY);
		this.cluster.router(0).close();
		this.cluster.engine().settle();
		assertThat(this.cluster.router(1).registrations("realm1")).isEmpty();
		assertThat(this.cluster.router(1).sessions("realm1")).hasSize(2);
		assertThat(status(1).members()).hasSize(1);
		this.cluster.router(0).start();
		this.cluster.awaitMembers(1, 2);
	}

	@Test
	void anInstanceThatClosesPublishesNoTestamentsOfOthers() {
		this.two.send(new Call(this.two.nextRequest(), Dict.EMPTY, "wamp.session.add_testament",
				Payload.of(List.of("com.example.will", List.of("gone"), Map.of()),
						Map.of("publish_options", Map.of("retain", true)))));
		this.two.take(Result.class);
		this.cluster.router(0).close();
		assertThat(this.cluster.router(0).statistics("realm1").retainedEvents()).isZero();
		this.two.disconnect();
		this.cluster.await(() -> this.cluster.router(2).statistics("realm1").retainedEvents() == 1);
	}

	@Test
	void aSubscriptionIsConfirmedWhenAnInstanceThatHasJustComeKnowsOfIt() {
		this.one.subscribe("com.example.topic", Dict.EMPTY);
		TestClient another = this.cluster.join(0);
		this.cluster.router(2).close();
		this.cluster.engine().settle();
		this.cluster.router(2).start();
		while (status(0).members().size() < 2) {
			this.cluster.engine().step();
		}
		another.post(new Subscribe(another.nextRequest(), Dict.EMPTY, "com.example.topic"));
		another.takeNothing();
		another.take(Subscribed.class);
		this.cluster.join(2).publish("com.example.topic", Dict.EMPTY);
		another.take(Event.class);
	}

	@Test
	void whatFailsAfterOthersWereAskedEndsTheSessionAndLeavesNothing() {
		this.one.channel.refuseAsTooLarge(Subscribed.class::isInstance);
		this.one.send(new Subscribe(this.one.nextRequest(), Dict.EMPTY, "com.example.topic"));
		this.two.channel.refuseAsTooLarge(Registered.class::isInstance);
		this.two.send(new Register(this.two.nextRequest(), Dict.EMPTY, "com.example.add"));
		for (TestClient client : List.of(this.one, this.two)) {
			assertThat(client.channel.closeReason()).isNotNull()
				.satisfies((reason) -> assertThat(reason.code()).isEqualTo(1011));
		}
		for (int index = 0; index < 3; index++) {
			assertThat(this.cluster.router(index).subscriptions("realm1")).isEmpty();
			assertThat(this.cluster.router(index).registrations("realm1")).isEmpty();
		}
		this.three.register("com.example.add", Dict.EMPTY);
	}

	@Test
	void whatOthersAreStillAskedForCountsAgainstLimits() {
		try (TestCluster limited = TestCluster.ofThree(
				(realm) -> realm.sessionLimits(SessionLimits.builder().registrations(1).subscriptions(1).build()),
				Duration.ofSeconds(60))) {
			TestClient client = limited.join(0);
			client.post(new Register(client.nextRequest(), Dict.EMPTY, "com.example.one"));
			client.post(new Register(client.nextRequest(), Dict.EMPTY, "com.example.two"));
			client.takeError(ErrorUris.LIMIT_EXCEEDED);
			client.take(Registered.class);
			client.post(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.example.one"));
			client.post(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.example.two"));
			client.takeError(ErrorUris.LIMIT_EXCEEDED);
			client.take(Subscribed.class);
		}
	}

	@Test
	void aVerdictThatIsLostIsAskedForAgain() {
		this.one.post(new Register(this.one.nextRequest(), Dict.EMPTY, "com.example.add"));
		this.cluster.engine().loseNext("node2");
		this.cluster.engine().settle();
		this.one.takeNothing();
		this.one.take(Registered.class);
		assertThat(status(0).resynchronizations()).isEqualTo(1);
	}

	@Test
	void whoeverAsksForWhatAnInstanceCannotBeToldIsTold() {
		TestClient admin = TestClient.joined(new TestClient(this.cluster.router(0), true), "realm1", TestClient.ROLES);
		this.cluster.engine().setFull("node1", true);
		admin.call("wamp.session.kill", Dict.EMPTY, this.two.id());
		admin.takeError(ErrorUris.UNAVAILABLE);
		admin.call("wamp.session.modify_details", Dict.EMPTY, this.two.id(), Map.of("team", "red"));
		admin.takeError(ErrorUris.UNAVAILABLE);
		assertThat(attributes(0, this.two)).isEmpty();
		this.cluster.engine().setFull("node1", false);
		call(admin, "wamp.session.modify_details", this.two.id(), Map.of("team", "red"));
		for (int index = 0; index < 3; index++) {
			assertThat(attributes(index, this.two)).containsEntry("team", "red");
		}
		call(admin, "wamp.session.kill", this.two.id());
		this.two.take(Goodbye.class);
	}

	private Map<String, Object> attributes(int index, TestClient client) {
		return Objects.requireNonNull(this.cluster.router(index).session("realm1", client.id())).attributes().given();
	}

	@Test
	void callsThatWaitForCalleesOfAnInstanceThatDiesEnd() {
		this.one.register("com.example.limited", LIMITED);
		this.cluster.join(0).register("com.example.limited", LIMITED);
		this.one.register("com.example.slow", Dict.EMPTY);
		for (int i = 0; i < 4; i++) {
			this.two.call("com.example.limited", Dict.EMPTY);
		}
		this.one.take(Invocation.class);
		this.two.takeNothing();
		this.cluster.engine().kill("node1");
		// a frame that does not arrive is the hint
		this.two.call("com.example.slow", Dict.EMPTY);
		List<Error> errors = new ArrayList<>();
		this.cluster.await(() -> {
			errors.addAll(this.two.takeAll(Error.class));
			return errors.size() == 5;
		});
		assertThat(status(1).pendingCalls()).isZero();
		assertThat(this.cluster.router(1).statistics("realm1").pendingCalls()).isZero();
	}

	@Test
	void anInterceptorThatWaitsForAnotherInstanceKeepsNobodyElseWaiting() {
		AtomicReference<TestClient> asking = new AtomicReference<>();
		RouterSettings.Builder settings = RouterSettings.builder()
			.shutdownTimeout(Duration.ofMillis(10))
			.realm(RealmSettings.builder("realm1").anonymous("anonymous").build())
			.interceptor((request,
					next) -> (request.action() != WampAction.CALL || !request.uri().equals("com.example.checked"))
							? next.proceed(request) : next.proceed(request).thenApply((payload) -> {
								asking.get().call("com.example.check", Dict.EMPTY);
								return asking.get().take(Result.class).payload();
							}));
		try (TestCluster intercepted = new TestCluster(settings, 2)) {
			TestClient callee = intercepted.join(0);
			callee.register("com.example.checked", Dict.EMPTY);
			callee.register("com.example.check", Dict.EMPTY);
			TestClient caller = intercepted.join(1);
			asking.set(intercepted.join(1));
			caller.call("com.example.checked", Dict.EMPTY);
			callee.yield(callee.take(Invocation.class).request(), "result");
			callee.yield(callee.take(Invocation.class).request(), "checked");
			assertThat(TestClient.arguments(caller.take(Result.class))).isEqualTo(List.of("checked"));
		}
	}

	private ClusterStatus status(int index) {
		return Objects.requireNonNull(this.cluster.router(index).cluster());
	}

	private static Object call(TestClient client, String procedure, Object... arguments) {
		client.call(procedure, Dict.EMPTY, arguments);
		List<?> results = TestClient.arguments(client.take(Result.class));
		return (results.isEmpty() || results.get(0) == null) ? "nothing" : results.get(0);
	}

}

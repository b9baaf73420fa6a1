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
import java.util.List;
import java.util.Objects;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances that do not reach each other for a while go on, and agree afterwards.
 */
class ClusterPartitionTests {

	private static final Dict SHARED = Dict.of("invoke", "roundrobin");

	private final TestCluster cluster = TestCluster.ofThree((realm) -> {
	}, Duration.ofMillis(500));

	private final TestClient one = this.cluster.join(0);

	private final TestClient two = this.cluster.join(1);

	@AfterEach
	void close() {
		this.cluster.close();
	}

	private void separate() {
		this.cluster.engine().separate("node1");
		this.cluster.awaitMembers(0, 0);
		this.cluster.awaitMembers(1, 1);
	}

	private void heal() {
		this.cluster.engine().separate();
		this.cluster.awaitMembers(0, 2);
		this.cluster.awaitMembers(1, 2);
		this.cluster.awaitMembers(2, 2);
	}

	@Test
	void bothSidesGoOnAndTheOlderOfTwoCalleesStays() {
		separate();
		this.two.register("com.example.add", Dict.EMPTY);
		long registered = System.currentTimeMillis();
		this.cluster.await(() -> System.currentTimeMillis() > registered);
		this.one.register("com.example.add", Dict.EMPTY);
		this.one.call("com.example.add", Dict.EMPTY);
		this.one.take(Invocation.class);
		heal();
		Unregistered revoked = this.one.take(Unregistered.class);
		assertThat(revoked.request()).isZero();
		assertThat(revoked.details().getString("reason")).isEqualTo(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		for (int index = 0; index < 3; index++) {
			awaitCallees(index, List.of(this.two.id()));
			this.cluster.join(index).call("com.example.add", Dict.EMPTY);
		}
		assertThat(this.two.takeAll(Invocation.class)).hasSize(3);
		assertThat(Objects.requireNonNull(this.cluster.router(0).cluster()).conflicts()).isEqualTo(1);
	}

	@Test
	void nobodyFromOutsideGetsIntoARegistrationOfTheApplication() {
		TestClient application = trusted();
		application.register("com.example.pay", SHARED);
		separate();
		this.one.register("com.example.pay", SHARED);
		heal();
		assertRevokedFor(application, "com.example.pay");
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "roundrobin" })
	void theApplicationsOwnCalleeStaysThoughItIsYounger(String policy) {
		TestClient application = trusted();
		separate();
		this.one.register("com.example.pay", Dict.of("invoke", policy));
		long registered = System.currentTimeMillis();
		this.cluster.await(() -> System.currentTimeMillis() > registered);
		application.register("com.example.pay", Dict.of("invoke", policy));
		heal();
		assertRevokedFor(application, "com.example.pay");
	}

	@Test
	void whoseRegistrationTheApplicationHasJoinedKeepsIt() {
		TestClient application = trusted();
		this.one.register("com.example.shared", SHARED);
		application.register("com.example.shared", SHARED);
		separate();
		heal();
		for (int index = 0; index < 3; index++) {
			awaitCallees(index, List.of(this.one.id(), application.id()));
		}
		this.one.takeNothing();
	}

	private TestClient trusted() {
		return TestClient.joined(new TestClient(this.cluster.router(1), true), "realm1", TestClient.ROLES);
	}

	private void assertRevokedFor(TestClient callee, String procedure) {
		assertThat(this.one.take(Unregistered.class).details().getString("reason"))
			.isEqualTo(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		for (int index = 0; index < 3; index++) {
			awaitCallees(index, List.of(callee.id()));
			TestClient caller = this.cluster.join(index);
			caller.call(procedure, Dict.EMPTY);
			caller.call(procedure, Dict.EMPTY);
		}
		assertThat(callee.takeAll(Invocation.class)).hasSize(6);
		callee.takeNothing();
	}

	private void awaitCallees(int index, List<Long> sessions) {
		this.cluster.await(() -> this.cluster.router(index)
			.registrations("realm1")
			.stream()
			.flatMap((registration) -> registration.callees().stream())
			.toList()
			.equals(sessions));
	}

	@Test
	void callsThatAreUnderWayEndOnBothSides() {
		this.one.register("com.example.slow", Dict.EMPTY);
		this.two.call("com.example.slow", Dict.EMPTY);
		Invocation invocation = this.one.take(Invocation.class);
		separate();
		this.two.takeError(ErrorUris.CANCELED);
		this.one.take(WampMessage.Interrupt.class);
		heal();
		// too late, and nobody is harmed
		this.one.yield(invocation.request());
		this.two.takeNothing();
		this.two.call("com.example.slow", Dict.EMPTY);
		this.one.yield(this.one.take(Invocation.class).request(), 1);
		this.two.take(Result.class);
	}

	@Test
	void whatHasChangedMeanwhileIsKnownAfterwards() {
		this.one.register("com.example.before", Dict.EMPTY);
		this.two.subscribe("com.example.topic", Dict.EMPTY);
		separate();
		this.one.disconnect();
		TestClient late = this.cluster.join(0);
		late.register("com.example.after", Dict.EMPTY);
		heal();
		this.cluster.await(() -> this.cluster.router(1)
			.registrations("realm1")
			.stream()
			.map((registration) -> registration.procedure())
			.toList()
			.equals(List.of("com.example.after")));
		late.publish("com.example.topic", Dict.EMPTY, 1);
		assertThat(TestClient.arguments(this.two.take(Event.class))).isEqualTo(List.of(1));
	}

}

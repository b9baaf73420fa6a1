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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.SteppedEngine;
import io.github.wampspring.router.engine.ModelClient.Route;
import io.github.wampspring.router.engine.ModelRealm.Instance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is lost between instances, step by step.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterLossTests {

	private static final Route PROCEDURE = new Route(MatchPolicy.EXACT, "com.example.procedure");

	private static final Dict TURNS = Dict.of("invoke", "roundrobin");

	private static long lastSeed;

	/** In another order each time. */
	private final ModelRealm realm = ModelRealm.ofSeveral(3, LinkSettings.defaults(), ++lastSeed);

	private final SteppedEngine engine = Objects.requireNonNull(this.realm.engine);

	private final ModelClient one = this.realm.join("one", 0, true, false);

	private final ModelClient two = this.realm.join("two", 1, false, false);

	private final ModelClient three = this.realm.join("three", 2, false, false);

	@BeforeEach
	void settle() {
		this.realm.settle();
	}

	private void loseAll() {
		this.engine.setLosses((from, to, frame) -> true);
	}

	private void assertCallees(ModelClient... callees) {
		for (Instance instance : this.realm.instances) {
			assertThat(instance.router()
				.registrations(ModelRealm.NAME)
				.stream()
				.flatMap((registration) -> registration.callees().stream())).as("at " + instance)
				.containsExactlyElementsOf(List.of(callees).stream().map(ModelClient::id).toList());
		}
	}

	@Test
	void aCalleeThatHasGoneAndComeAgainUnheardIsTheLast() {
		Dict first = Dict.of("invoke", "first");
		this.one.register(PROCEDURE, first);
		this.realm.settle();
		this.two.register(PROCEDURE, first);
		this.realm.settle();
		assertCallees(this.one, this.two);
		loseAll();
		this.one.unregister(this.one.registrations.keySet().iterator().next());
		this.one.register(PROCEDURE, first);
		this.realm.settle();
		this.realm.heal();
		assertCallees(this.two, this.one);
	}

	@RepeatedTest(10)
	void anOlderCalleeWaitsWhileOthersAreAskedAboutOneOfHere() {
		this.engine.partition(List.of(this.one.home.id()));
		this.realm.advance(ModelRealm.TIMEOUT.multipliedBy(2));
		this.one.register(PROCEDURE, Dict.EMPTY);
		this.realm.advance(ModelRealm.HEARTBEAT);
		this.three.register(PROCEDURE, TURNS);
		this.realm.advance(ModelRealm.HEARTBEAT);
		// nobody answers the claim of the second one
		this.engine.setLosses((from, to, frame) -> from.equals(this.three.home.id()));
		this.two.register(PROCEDURE, TURNS);
		this.engine.heal();
		this.realm.advance(ModelRealm.HEARTBEAT.multipliedBy(2));
		assertThat(this.two.registrations).isEmpty();
		this.realm.heal();
		assertCallees(this.one);
		assertThat(this.two.registrations).isEmpty();
		assertThat(this.three.registrations).isEmpty();
	}

	@Test
	void aSessionIsKilledAlthoughTheFirstTryWasLost() {
		loseAll();
		this.one.ask("wamp.session.kill", this.two.id());
		this.realm.settle();
		assertThat(this.two.isGone()).isFalse();
		this.realm.heal();
		assertThat(this.two.isGone()).isTrue();
		for (Instance instance : this.realm.instances) {
			assertThat(instance.router().sessions(ModelRealm.NAME)).hasSize(2);
		}
	}

	@Test
	void aRegistrationIsRevokedAlthoughTheFirstTryWasLost() {
		this.two.register(PROCEDURE, Dict.EMPTY);
		this.realm.settle();
		loseAll();
		this.one.ask("wamp.registration.remove_callee", this.two.registrations.keySet().iterator().next(),
				this.two.id());
		this.realm.settle();
		assertThat(this.two.registrations).isNotEmpty();
		this.realm.heal();
		assertThat(this.two.registrations).isEmpty();
		assertCallees();
	}

	@Test
	void whatIsRetainedWhileAnInstanceCannotBeToldComesLater() {
		this.engine.stop();
		this.realm.settle();
		this.one.publish("com.example.state", Dict.of("retain", true));
		this.realm.heal();
		this.two.subscribe(new Route(MatchPolicy.EXACT, "com.example.state"), true);
		this.realm.settle();
		assertThat(this.two.events).hasSize(1);
	}

	@Test
	void theRetainedEventThatWasPublishedLastStays() {
		this.engine.partition(List.of(this.one.home.id()));
		this.two.publish("com.example.state", Dict.of("retain", true));
		this.realm.advance(ModelRealm.HEARTBEAT);
		this.one.publish("com.example.state",
				Dict.of("retain", true, "exclude", List.of(this.two.id())).with("exclude_me", false));
		this.realm.heal();
		for (int i = 0; i < 3; i++) {
			ModelClient subscriber = this.realm.join("subscriber" + i, i, false, false);
			subscriber.subscribe(new Route(MatchPolicy.EXACT, "com.example.state"), true);
			this.realm.settle();
			assertThat(subscriber.events.keySet()).containsExactly("exact com.example.state one.1");
		}
	}

}

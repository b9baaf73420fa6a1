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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.router.ReregisterPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Patterns, shared registrations and their options.
 */
class RegistrationTests {

	private static final String URI = "com.myapp.work";

	private final DefaultWampRouter router = TestRouters.open((realm) -> realm.reregister(ReregisterPolicy.ANYBODY));

	private final TestClient caller = TestClient.joined(this.router);

	private final List<TestClient> callees = new ArrayList<>();

	@BeforeEach
	void setUp() {
		for (int i = 0; i < 3; i++) {
			this.callees.add(TestClient.joined(this.router));
		}
	}

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	/**
	 * The example of the section "Pattern-based Registrations", but for one URI: that
	 * {@code a1.b2.c3} is a prefix of {@code a1.b2.c33} follows from the section's text,
	 * which the example contradicts.
	 */
	@ParameterizedTest
	@CsvSource({ "a1.b2.c3.d4.e55, 1", "a1.b2.c3.d98.e74, 2", "a1.b2.c3.d4.e325, 3", "a1.b2.c55.d4.e5, 4",
			"a1.b2.c33.d4.e5, 2", "a1.b2.c88.d4.e5.f6.g7, 6", "a2.b2.c2.d2.e2, 0" })
	void theSpecificationsExampleIsRoutedAsItSays(String procedure, int expected) {
		TestClient callee = this.callees.get(0);
		long[] registrations = { 0, callee.register("a1.b2.c3.d4.e55", Dict.EMPTY), prefix(callee, "a1.b2.c3"),
				prefix(callee, "a1.b2.c3.d4"), wildcard(callee, "a1.b2..d4.e5"), wildcard(callee, "a1.b2.c33..e5"),
				wildcard(callee, "a1.b2..d4.e5..g7"), wildcard(callee, "a1.b2..d4..f6.g7") };
		this.caller.call(procedure, Dict.EMPTY);
		if (expected == 0) {
			this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
			return;
		}
		Invocation invocation = callee.take(Invocation.class);
		assertThat(invocation.registration()).isEqualTo(registrations[expected]);
		assertThat(invocation.details().getString("procedure")).isEqualTo((expected == 1) ? null : procedure);
	}

	@Test
	void aPatternThatWasUnregisteredDoesNotMatchAnyMore() {
		TestClient callee = this.callees.get(0);
		long prefix = prefix(callee, "com.myapp");
		wildcard(callee, "com..work");
		callee.send(new Unregister(9, prefix, Dict.EMPTY));
		callee.take(Unregistered.class);
		this.caller.call(URI, Dict.EMPTY);
		assertThat(callee.take(Invocation.class).registration()).isNotEqualTo(prefix);
		callee.disconnect();
		this.caller.takeError(ErrorUris.CANCELED);
		this.caller.call(URI, Dict.EMPTY);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	void roundrobinTakesOneAfterTheOther() {
		registerAll("roundrobin");
		assertThat(takers(6)).containsExactly(0, 1, 2, 0, 1, 2);
	}

	@Test
	void firstAndLastTakeTheCalleeThatRegisteredFirstOrLast() {
		registerAll("first");
		assertThat(takers(3)).containsExactly(0, 0, 0);
		this.callees.get(0).disconnect();
		this.caller.takeAll(Error.class);
		assertThat(takers(2)).containsExactly(1, 1);
	}

	@Test
	void lastTakesTheCalleeThatRegisteredLast() {
		registerAll("last");
		assertThat(takers(3)).containsExactly(2, 2, 2);
	}

	@Test
	void randomReachesAllInTheEnd() {
		registerAll("random");
		assertThat(takers(200)).contains(0, 1, 2);
	}

	@Test
	void aSharedRegistrationHasOneIdAndGoesWithItsLastCallee() {
		List<Long> ids = registerAll("roundrobin");
		assertThat(ids).hasSize(3).containsOnly(ids.get(0));
		this.callees.get(0).disconnect();
		this.callees.get(1).disconnect();
		assertThat(takers(2)).containsExactly(2, 2);
		this.callees.get(2).disconnect();
		assertThat(this.router.registrations("realm1")).isEmpty();
	}

	@Test
	void thePolicyOfTheFirstCalleeCounts() {
		registerAll("roundrobin");
		this.caller.send(new Register(1, Dict.of("invoke", "random"), URI));
		this.caller.takeError(ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT);
		this.caller.send(new Register(2, Dict.EMPTY, URI));
		this.caller.takeError(ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT);
	}

	@Test
	void aCalleeIsInASharedRegistrationOnce() {
		registerAll("roundrobin");
		this.callees.get(0).send(new Register(9, Dict.of("invoke", "roundrobin"), URI));
		this.callees.get(0).takeError(ErrorUris.PROCEDURE_ALREADY_EXISTS);
	}

	@Test
	void aCalleeAtItsLimitIsPassedOver() {
		this.callees.get(0).register(URI, Dict.of("invoke", "first", "concurrency", 2));
		this.callees.get(1).register(URI, Dict.of("invoke", "first", "concurrency", 1));
		assertThat(takers(3)).containsExactly(0, 0, 1);
		this.caller.call(URI, Dict.EMPTY);
		this.caller.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		this.callees.get(0).yield(1);
		this.caller.take(Result.class);
		assertThat(takers(1)).containsExactly(0);
	}

	@Test
	void anInterruptedInvocationGivesItsPlaceBack() {
		this.callees.get(0).register(URI, Dict.of("concurrency", 1));
		long request = this.caller.call(URI, Dict.EMPTY);
		this.callees.get(0).take(Invocation.class);
		this.caller.send(new Cancel(request, Dict.EMPTY));
		this.callees.get(0).take(Interrupt.class);
		this.caller.takeError(ErrorUris.CANCELED);
		assertThat(takers(1)).containsExactly(0);
		this.callees.get(0).yield(1, "late");
		this.caller.call(URI, Dict.EMPTY);
		this.caller.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
	}

	@Test
	void aSkippedInvocationKeepsItsPlaceUntilTheCalleeAnswers() {
		this.callees.get(0).register(URI, Dict.of("concurrency", 1));
		long request = this.caller.call(URI, Dict.EMPTY);
		Invocation invocation = this.callees.get(0).take(Invocation.class);
		this.caller.send(new Cancel(request, Dict.of("mode", "skip")));
		this.caller.takeError(ErrorUris.CANCELED);
		this.caller.call(URI, Dict.EMPTY);
		this.caller.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
		this.callees.get(0).yield(invocation.request());
		this.caller.takeNothing();
		assertThat(takers(1)).containsExactly(0);
	}

	@Test
	void aCalleeThatIsCutOffIsPassedOver() {
		registerAll("first");
		this.callees.get(0).channel.fill();
		assertThat(takers(2)).containsExactly(1, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "roundrobin" })
	void aRegistrationCanBeTakenOverByForce(String policy) {
		TestClient old = this.callees.get(0);
		long registration = old.register(URI, Dict.of("invoke", policy));
		long underWay = this.caller.call(URI, Dict.EMPTY);
		Invocation invocation = old.take(Invocation.class);
		this.callees.get(1).send(new Register(1, Dict.of("force_reregister", true, "invoke", policy), URI));
		assertThat(this.callees.get(1).take(Registered.class).registration()).isNotEqualTo(registration);
		Unregistered revoked = old.take(Unregistered.class);
		assertThat(revoked.request()).isZero();
		assertThat(revoked.details().getLong("registration")).isEqualTo(registration);
		assertThat(takers(1)).containsExactly(1);
		old.yield(invocation.request(), "still valid");
		assertThat(this.caller.take(Result.class).request()).isEqualTo(underWay);
	}

	@Test
	void aCalleeThatDoesNotKnowRevocationIsNotToldOfIt() {
		TestClient old = TestClient.joined(this.router, TestClient.BASIC_ROLES);
		old.register(URI, Dict.EMPTY);
		this.callees.get(0).register(URI, Dict.of("force_reregister", true));
		old.takeNothing();
		assertThat(takers(1)).containsExactly(0);
	}

	@Test
	void forceWithoutAnythingThereJustRegisters() {
		this.callees.get(0).register(URI, Dict.of("force_reregister", true));
		assertThat(takers(1)).containsExactly(0);
	}

	@ParameterizedTest
	@CsvSource({ "wamp.my.procedure, exact", "wamp, prefix", "com..myapp, exact", "com.my app, exact",
			"com.my#app, exact", "'', exact" })
	void reservedAndMalformedUrisCannotBeRegistered(String uri, String match) {
		this.caller.send(new Register(1, Dict.of("match", match), uri));
		this.caller.takeError(ErrorUris.INVALID_URI);
		TestClient trusted = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);
		trusted.send(new Register(1, Dict.of("match", match), uri));
		trusted.takeError(ErrorUris.INVALID_URI);
	}

	@Test
	void aMalformedUriCannotBeCalled() {
		this.caller.call("com..myapp", Dict.EMPTY);
		this.caller.takeError(ErrorUris.INVALID_URI);
	}

	@Test
	void looseUrisAreRefusedWhereTheRouterIsStrict() {
		this.caller.register("com.MyApp.Größe", Dict.EMPTY);
		DefaultWampRouter strict = TestRouters.open((realm) -> {
		}, (settings) -> settings.strictUris(true));
		TestClient client = TestClient.joined(strict);
		client.send(new Register(1, Dict.EMPTY, "com.MyApp.Größe"));
		client.takeError(ErrorUris.INVALID_URI);
		client.register("com.myapp.size_2", Dict.EMPTY);
		strict.close();
	}

	private static long prefix(TestClient callee, String uri) {
		return callee.register(uri, Dict.of("match", "prefix"));
	}

	private static long wildcard(TestClient callee, String uri) {
		return callee.register(uri, Dict.of("match", "wildcard"));
	}

	private List<Long> registerAll(String policy) {
		return this.callees.stream().map((callee) -> callee.register(URI, Dict.of("invoke", policy))).toList();
	}

	/** Which callees get so many calls. */
	private List<Integer> takers(int calls) {
		List<Integer> takers = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			this.caller.call(URI, Dict.EMPTY);
			for (int j = 0; j < this.callees.size(); j++) {
				this.callees.get(j).takeAll(Invocation.class).forEach(taken(takers, j));
			}
		}
		return takers;
	}

	private static Consumer<Invocation> taken(List<Integer> takers, int callee) {
		return (invocation) -> takers.add(callee);
	}

}

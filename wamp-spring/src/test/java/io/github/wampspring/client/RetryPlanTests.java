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

package io.github.wampspring.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static io.github.wampspring.client.JoinFailure.LOGIN;
import static io.github.wampspring.client.JoinFailure.PERMANENT;
import static io.github.wampspring.client.JoinFailure.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryPlan}.
 */
class RetryPlanTests {

	private final ExponentialBackOff backOff = new ExponentialBackOff(100, 2);

	private final ExponentialBackOff refusedBackOff = new ExponentialBackOff(100, 2);

	RetryPlanTests() {
		this.backOff.setMaxInterval(400);
		this.refusedBackOff.setMaxInterval(5000);
	}

	private RetryPlan plan(int urls) {
		return new RetryPlan(urls, this.backOff, this.refusedBackOff, 3);
	}

	@Test
	void pausesGrow() {
		RetryPlan plan = plan(1);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(100);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(200);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(400);
	}

	@Test
	void pausesVaryWithJitterWithinTheirBounds() {
		this.backOff.setJitter(50);
		Set<Long> pauses = new HashSet<>();
		for (int i = 0; i < 50; i++) {
			pauses.add(plan(1).afterFailure(TRANSIENT));
		}
		assertThat(pauses).hasSizeGreaterThan(1).allSatisfy((pause) -> assertThat(pause).isBetween(100L, 150L));
	}

	@Test
	void urlsTakeTurnsWithoutAPauseWithinARound() {
		RetryPlan plan = plan(3);
		assertThat(plan.url()).isZero();
		assertThat(plan.afterFailure(TRANSIENT)).isZero();
		assertThat(plan.url()).isOne();
		assertThat(plan.afterFailure(TRANSIENT)).isZero();
		assertThat(plan.url()).isEqualTo(2);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(100);
		assertThat(plan.url()).isZero();
	}

	@Test
	void someRefusalsOfTheOnlyUrlEndIt() {
		RetryPlan plan = plan(1);
		assertThat(plan.afterFailure(PERMANENT)).isPositive();
		assertThat(plan.afterFailure(PERMANENT)).isPositive();
		assertThat(plan.afterFailure(PERMANENT)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void oneUrlThatMightHealKeepsTheOthersAlive() {
		RetryPlan plan = plan(2);
		assertThat(plan.afterFailure(PERMANENT)).isZero();
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(100);
		for (int round = 1; round < 3; round++) {
			assertThat(plan.afterFailure(PERMANENT)).isZero();
			assertThat(plan.afterFailure(PERMANENT)).isPositive();
		}
		assertThat(plan.afterFailure(PERMANENT)).isZero();
		assertThat(plan.afterFailure(PERMANENT)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void whatWasJoinedOnceMayRefuseForEver() {
		RetryPlan plan = plan(1);
		plan.joined();
		plan.afterSession(0);
		for (int i = 0; i < 100; i++) {
			assertThat(plan.afterFailure(PERMANENT)).isPositive();
		}
		assertThat(plan.afterFailure(PERMANENT)).isEqualTo(5000);
	}

	@Test
	void refusedLoginsAreTriedForEverAndMoreAndMoreRarely() {
		RetryPlan plan = plan(1);
		List<Long> pauses = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			pauses.add(plan.afterFailure(LOGIN));
		}
		assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
	}

	@Test
	void oneRouterThatIsAwayIsTriedAsOftenAsEver() {
		RetryPlan plan = plan(2);
		for (int i = 0; i < 8; i++) {
			assertThat(plan.afterFailure(LOGIN)).isZero();
			assertThat(plan.afterFailure(PERMANENT)).isPositive();
		}
		assertThat(plan.afterFailure(LOGIN)).isZero();
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(400);
	}

	@Test
	void refusedLoginsAreTriedQuicklyAgainAfterASession() {
		RetryPlan plan = plan(1);
		for (int i = 0; i < 8; i++) {
			plan.afterFailure(LOGIN);
		}
		plan.joined();
		assertThat(plan.afterSession(1000)).isEqualTo(100);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(200);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(400);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(400);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(800);
	}

	@Test
	void refusedLoginsEndWithTheBackOff() {
		RetryPlan plan = new RetryPlan(1, new FixedBackOff(10, 1), this.refusedBackOff, 3);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(100);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void theEndOfTheBackOffForRefusalsIsNotTheEnd() {
		RetryPlan plan = new RetryPlan(1, this.backOff, new FixedBackOff(1000, 1), 3);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(1000);
		assertThat(plan.afterFailure(LOGIN)).isEqualTo(200);
	}

	@Test
	void refusalsCountOnlyInARow() {
		RetryPlan plan = plan(1);
		for (JoinFailure other : List.of(TRANSIENT, LOGIN)) {
			assertThat(plan.afterFailure(PERMANENT)).isPositive();
			assertThat(plan.afterFailure(PERMANENT)).isPositive();
			assertThat(plan.afterFailure(other)).isPositive();
		}
		assertThat(plan.afterFailure(PERMANENT)).isPositive();
	}

	@Test
	void aSessionThatLastedStartsThePausesAnew() {
		RetryPlan plan = plan(2);
		plan.afterFailure(TRANSIENT);
		plan.afterFailure(TRANSIENT);
		plan.afterFailure(TRANSIENT);
		plan.joined();
		assertThat(plan.url()).isOne();
		assertThat(plan.afterSession(5000)).isEqualTo(100);
		assertThat(plan.url()).as("the URL that worked").isOne();
	}

	@Test
	void sessionsThatEndAtOnceDoNot() {
		RetryPlan plan = plan(1);
		plan.joined();
		assertThat(plan.afterSession(0)).isEqualTo(100);
		assertThat(plan.afterSession(10)).isEqualTo(200);
		assertThat(plan.afterSession(10)).isEqualTo(400);
	}

	@Test
	void theEndOfTheBackOffIsTheEnd() {
		BackOff twice = new FixedBackOff(10, 2);
		RetryPlan plan = new RetryPlan(1, twice, this.refusedBackOff, 3);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(10);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(10);
		assertThat(plan.afterFailure(TRANSIENT)).isEqualTo(RetryPlan.GIVE_UP);
	}

}

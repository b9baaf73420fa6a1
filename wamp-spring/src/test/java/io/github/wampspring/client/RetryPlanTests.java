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

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryPlan}.
 */
class RetryPlanTests {

	private final ExponentialBackOff backOff = new ExponentialBackOff(100, 2);

	private RetryPlan plan(int urls) {
		return new RetryPlan(urls, this.backOff, 3);
	}

	@Test
	void pausesGrow() {
		RetryPlan plan = plan(1);
		assertThat(plan.afterFailure(false)).isEqualTo(100);
		assertThat(plan.afterFailure(false)).isEqualTo(200);
		assertThat(plan.afterFailure(false)).isEqualTo(400);
	}

	@Test
	void pausesVaryWithJitterWithinTheirBounds() {
		this.backOff.setJitter(50);
		Set<Long> pauses = new HashSet<>();
		for (int i = 0; i < 50; i++) {
			pauses.add(plan(1).afterFailure(false));
		}
		assertThat(pauses).hasSizeGreaterThan(1).allSatisfy((pause) -> assertThat(pause).isBetween(100L, 150L));
	}

	@Test
	void urlsTakeTurnsWithoutAPauseWithinARound() {
		RetryPlan plan = plan(3);
		assertThat(plan.url()).isZero();
		assertThat(plan.afterFailure(false)).isZero();
		assertThat(plan.url()).isOne();
		assertThat(plan.afterFailure(false)).isZero();
		assertThat(plan.url()).isEqualTo(2);
		assertThat(plan.afterFailure(false)).isEqualTo(100);
		assertThat(plan.url()).isZero();
	}

	@Test
	void someRefusalsOfTheOnlyUrlEndIt() {
		RetryPlan plan = plan(1);
		assertThat(plan.afterFailure(true)).isPositive();
		assertThat(plan.afterFailure(true)).isPositive();
		assertThat(plan.afterFailure(true)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void oneUrlThatMightHealKeepsTheOthersAlive() {
		RetryPlan plan = plan(2);
		assertThat(plan.afterFailure(true)).isZero();
		assertThat(plan.afterFailure(false)).isEqualTo(100);
		for (int round = 1; round < 3; round++) {
			assertThat(plan.afterFailure(true)).isZero();
			assertThat(plan.afterFailure(true)).isPositive();
		}
		assertThat(plan.afterFailure(true)).isZero();
		assertThat(plan.afterFailure(true)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void whatWasJoinedOnceMayRefuseForAWhile() {
		RetryPlan plan = plan(1);
		plan.joined();
		plan.afterSession(0);
		assertThat(plan.afterFailure(true)).isPositive();
		assertThat(plan.afterFailure(true)).isPositive();
		assertThat(plan.afterFailure(true)).isEqualTo(RetryPlan.GIVE_UP);
	}

	@Test
	void refusalsCountOnlyInARow() {
		RetryPlan plan = plan(1);
		plan.joined();
		plan.afterFailure(true);
		plan.afterFailure(true);
		plan.afterFailure(false);
		assertThat(plan.afterFailure(true)).isPositive();
		assertThat(plan.afterFailure(true)).isPositive();
		plan.joined();
		assertThat(plan.afterFailure(true)).isPositive();
	}

	@Test
	void aSessionThatLastedStartsThePausesAnew() {
		RetryPlan plan = plan(2);
		plan.afterFailure(false);
		plan.afterFailure(false);
		plan.afterFailure(false);
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
		RetryPlan plan = new RetryPlan(1, twice, 3);
		assertThat(plan.afterFailure(false)).isEqualTo(10);
		assertThat(plan.afterFailure(false)).isEqualTo(10);
		assertThat(plan.afterFailure(false)).isEqualTo(RetryPlan.GIVE_UP);
	}

}

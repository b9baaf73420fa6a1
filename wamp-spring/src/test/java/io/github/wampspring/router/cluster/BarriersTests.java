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

package io.github.wampspring.router.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.router.cluster.link.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is waited for. */
class BarriersTests {

	private final NodeId b = NodeId.create("b");

	private final NodeId c = NodeId.create("c");

	private final Barriers barriers = new Barriers();

	private final List<CompletableFuture<Void>> futures = new ArrayList<>();

	private CompletableFuture<Void> begin(long id) {
		CompletableFuture<Void> future = new CompletableFuture<>();
		this.futures.add(future);
		this.barriers.begin(id, future, id);
		return future;
	}

	@Test
	void anAnswerIsOneToAllBefore() {
		this.barriers.joined(this.b);
		this.barriers.joined(this.c);
		CompletableFuture<Void> first = begin(1);
		CompletableFuture<Void> second = begin(3);
		CompletableFuture<Void> third = begin(4);
		assertThat(this.barriers.answered(this.b, 4)).isEmpty();
		assertThat(this.barriers.answered(this.c, 3)).containsExactly(first, second);
		assertThat(this.barriers.lastOf(this.b)).isZero();
		assertThat(this.barriers.lastOf(this.c)).isEqualTo(4);
		assertThat(this.barriers.answered(this.c, 4)).containsExactly(third);
	}

	@Test
	void whatIsNoBarrierCompletesNone() {
		this.barriers.joined(this.b);
		begin(1);
		assertThat(this.barriers.answered(this.b, 2)).isEmpty();
		assertThat(this.barriers.lastOf(this.b)).isEqualTo(1);
	}

	@Test
	void whoJoinsIsNotWaitedForByThoseThatHaveBegun() {
		this.barriers.joined(this.b);
		CompletableFuture<Void> first = begin(1);
		this.barriers.joined(this.c);
		CompletableFuture<Void> second = begin(2);
		assertThat(this.barriers.answered(this.b, 1)).containsExactly(first);
		assertThat(this.barriers.answered(this.b, 2)).isEmpty();
		assertThat(this.barriers.answered(this.c, 2)).containsExactly(second);
	}

	@Test
	void whoLeavesIsNotWaitedForEvenIfItComesBack() {
		this.barriers.joined(this.b);
		this.barriers.joined(this.c);
		CompletableFuture<Void> first = begin(1);
		assertThat(this.barriers.left(this.c)).isEmpty();
		this.barriers.joined(this.c);
		assertThat(this.barriers.lastOf(this.c)).isZero();
		assertThat(this.barriers.answered(this.b, 1)).containsExactly(first);
		CompletableFuture<Void> second = begin(2);
		assertThat(this.barriers.answered(this.b, 2)).isEmpty();
		assertThat(this.barriers.left(this.c)).containsExactly(second);
	}

	@Test
	void aBarrierThatNobodyIsThereForIsOver() {
		this.barriers.joined(this.b);
		this.barriers.left(this.b);
		CompletableFuture<Void> barrier = begin(1);
		assertThat(this.barriers.empty()).containsExactly(barrier);
	}

	@Test
	void whoHasNotAnsweredInTimeIsNamed() {
		this.barriers.joined(this.b);
		this.barriers.joined(this.c);
		CompletableFuture<Void> first = begin(10);
		CompletableFuture<Void> second = begin(20);
		CompletableFuture<Void> third = begin(30);
		this.barriers.answered(this.b, 20);
		Set<NodeId> late = new HashSet<>();
		assertThat(this.barriers.expired(20, late)).containsExactly(first, second);
		assertThat(late).containsExactly(this.c);
		assertThat(this.barriers.expired(30, late)).containsExactly(third);
		assertThat(late).containsExactlyInAnyOrder(this.b, this.c);
		assertThat(this.barriers.expired(40, late)).isEmpty();
	}

	/** It takes minutes if each answer is compared with all that wait. */
	@Test
	@Timeout(60)
	void anAnswerCostsTheSameHoweverManyWaitForAnotherNode() {
		int many = 300_000;
		this.barriers.joined(this.b);
		this.barriers.joined(this.c);
		for (int id = 1; id <= many; id++) {
			begin(id);
		}
		for (int id = 1; id <= many; id++) {
			assertThat(this.barriers.answered(this.b, id)).isEmpty();
		}
		assertThat(this.barriers.answered(this.c, many)).isEqualTo(this.futures);
	}

}

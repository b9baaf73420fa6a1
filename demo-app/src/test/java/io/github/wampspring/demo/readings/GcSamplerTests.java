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

package io.github.wampspring.demo.readings;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link GcSampler}.
 */
class GcSamplerTests {

	private final GarbageCollectorMXBean young = mock();

	private final GarbageCollectorMXBean old = mock();

	@Test
	void countsTheCollectionsOfAllCollectorsSinceTheLastSample() {
		given(this.young.getCollectionCount()).willReturn(10L, 12L, 12L);
		given(this.young.getCollectionTime()).willReturn(100L, 130L, 130L);
		given(this.old.getCollectionCount()).willReturn(1L, 2L, 2L);
		given(this.old.getCollectionTime()).willReturn(50L, 90L, 90L);
		GcSampler sampler = new GcSampler(List.of(this.young, this.old));
		assertThat(sampler.sample()).isEqualTo(new Reading.Gc(3, 70));
		assertThat(sampler.sample()).isEqualTo(new Reading.Gc(0, 0));
	}

	@Test
	void passesOverACollectorThatDoesNotCount() {
		given(this.young.getCollectionCount()).willReturn(1L, 2L);
		given(this.young.getCollectionTime()).willReturn(5L, 8L);
		given(this.old.getCollectionCount()).willReturn(-1L);
		given(this.old.getCollectionTime()).willReturn(-1L);
		assertThat(new GcSampler(List.of(this.young, this.old)).sample()).isEqualTo(new Reading.Gc(1, 3));
	}

}

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

import java.util.List;

import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ProcessorSampler}.
 */
class ProcessorSamplerTests {

	private static final long[] FIRST = { 1 };

	private static final long[] SECOND = { 2 };

	private static final long[] THIRD = { 3 };

	private static final long[][] CORES = {};

	private final CentralProcessor processor = mock();

	@Test
	void measuresTheTimeSinceTheLastSample() {
		given(this.processor.getSystemCpuLoadTicks()).willReturn(FIRST, SECOND, THIRD);
		given(this.processor.getProcessorCpuLoadTicks()).willReturn(CORES);
		given(this.processor.getSystemCpuLoadBetweenTicks(FIRST, SECOND)).willReturn(0.25);
		given(this.processor.getSystemCpuLoadBetweenTicks(SECOND, THIRD)).willReturn(0.75);
		given(this.processor.getProcessorCpuLoadBetweenTicks(CORES, CORES)).willReturn(new double[] { 0.1234, 1 });
		ProcessorSampler sampler = new ProcessorSampler(this.processor, () -> 0.5);
		assertThat(sampler.sample()).isEqualTo(new Reading.Processor(0.25, List.of(0.123, 1.0), 0.5));
		assertThat(sampler.sample().load()).isEqualTo(0.75);
	}

	@Test
	void showsWhatIsNotKnownAsNoLoad() {
		given(this.processor.getSystemCpuLoadTicks()).willReturn(FIRST);
		given(this.processor.getProcessorCpuLoadTicks()).willReturn(CORES);
		given(this.processor.getSystemCpuLoadBetweenTicks(FIRST, FIRST)).willReturn(Double.NaN);
		given(this.processor.getProcessorCpuLoadBetweenTicks(CORES, CORES)).willReturn(new double[] { 1.001 });
		ProcessorSampler sampler = new ProcessorSampler(this.processor, () -> -1);
		assertThat(sampler.sample()).isEqualTo(new Reading.Processor(0, List.of(1.0), 0));
	}

}

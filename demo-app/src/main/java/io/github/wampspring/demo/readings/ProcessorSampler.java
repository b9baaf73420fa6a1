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

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

import oshi.hardware.CentralProcessor;

/**
 * Measures the load of the processor from one sample to the next.
 */
class ProcessorSampler {

	private final CentralProcessor processor;

	private final DoubleSupplier processLoad;

	private long[] ticks;

	private long[][] coreTicks;

	/**
	 * Create the sampler; what it measures first is the time since then.
	 * @param processor the machine's processor
	 * @param processLoad the part of the machine's processor time that this JVM used,
	 * less than 0 where that is not known
	 */
	ProcessorSampler(CentralProcessor processor, DoubleSupplier processLoad) {
		this.processor = processor;
		this.processLoad = processLoad;
		this.ticks = processor.getSystemCpuLoadTicks();
		this.coreTicks = processor.getProcessorCpuLoadTicks();
	}

	Reading.Processor sample() {
		long[] now = this.processor.getSystemCpuLoadTicks();
		long[][] coresNow = this.processor.getProcessorCpuLoadTicks();
		double load = share(this.processor.getSystemCpuLoadBetweenTicks(this.ticks, now));
		List<Double> cores = Arrays.stream(this.processor.getProcessorCpuLoadBetweenTicks(this.coreTicks, coresNow))
			.map(ProcessorSampler::share)
			.boxed()
			.toList();
		this.ticks = now;
		this.coreTicks = coresNow;
		return new Reading.Processor(load, cores, share(this.processLoad.getAsDouble()));
	}

	/**
	 * A share with three decimals, which is as exact as ticks are; what is not a number
	 * is no load.
	 */
	private static double share(double value) {
		return (value > 0) ? Math.round(Math.min(value, 1) * 1000) / 1000.0 : 0;
	}

}

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

package io.github.wampspring.benchmarks.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of one peer.
 *
 * @param role caller, callee, publisher or subscriber
 * @param workload what a caller does: rpc-latency, rpc-throughput or startup
 * @param warmup seconds before measuring
 * @param duration seconds of measuring
 * @param count events to publish
 * @param window operations that may be open, 0 for the workload's default
 * @param procedure the procedure called or registered
 * @param life seconds after which the process ends, whatever happens
 */
@ConfigurationProperties("bench")
record BenchmarkProperties(String role, @DefaultValue("rpc-latency") String workload, @DefaultValue("5") double warmup,
		@DefaultValue("10") double duration, @DefaultValue("200000") long count, @DefaultValue("0") int window,
		@DefaultValue("bench.echo.0") String procedure, @DefaultValue("300") double life) {

	static void sleep(double seconds) {
		try {
			Thread.sleep((long) (seconds * 1000));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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

package io.github.wampspring.benchmarks.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of one peer.
 *
 * @param role caller, callee, publisher or subscriber
 * @param workload what a caller does: rpc-latency, rpc-throughput, payload or startup
 * @param warmup seconds before measuring
 * @param duration seconds of measuring
 * @param count events to publish
 * @param window operations that may be open, 0 for the workload's default
 * @param size characters of the argument, for the workload payload
 * @param procedure the procedure called or registered
 * @param life seconds after which the process ends, whatever happens
 */
@ConfigurationProperties("bench")
record BenchmarkProperties(String role, @DefaultValue("rpc-latency") String workload, @DefaultValue("5") double warmup,
		@DefaultValue("10") double duration, @DefaultValue("200000") long count, @DefaultValue("0") int window,
		@DefaultValue("1048576") int size, @DefaultValue("bench.echo.0") String procedure,
		@DefaultValue("300") double life) {

	static void sleep(double seconds) {
		try {
			Thread.sleep((long) (seconds * 1000));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

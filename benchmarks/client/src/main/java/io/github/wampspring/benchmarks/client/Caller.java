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

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

import io.github.wampspring.core.WampTemplate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Calls the echo, one call after the other or many at a time.
 */
@Component
@ConditionalOnProperty(name = "bench.role", havingValue = "caller")
class Caller implements Workload {

	private static final String ARGUMENT = "0123456789abcdef";

	private final WampTemplate wamp;

	private final BenchmarkProperties properties;

	private final LongAdder operations = new LongAdder();

	private final LongAdder errors = new LongAdder();

	private volatile boolean stopped;

	private volatile Throwable lastError;

	Caller(WampTemplate wamp, BenchmarkProperties properties) {
		this.wamp = wamp;
		this.properties = properties;
	}

	@Override
	public void run() {
		switch (this.properties.workload()) {
			case "startup" -> {
				echo();
				Report.emit("first-result");
			}
			case "rpc-latency" -> latency();
			case "rpc-throughput" -> throughput();
			case "payload" -> payload();
			default -> throw new IllegalArgumentException("There is no workload " + this.properties.workload());
		}
	}

	private void echo() {
		echo(ARGUMENT);
	}

	private void echo(String argument) {
		String result = this.wamp.call(this.properties.procedure(), String.class, argument);
		if (!argument.equals(result)) {
			throw new IllegalStateException("Wrong result of " + String.valueOf(result).length() + " characters");
		}
	}

	private void latency() {
		oneByOne(ARGUMENT);
	}

	private void payload() {
		oneByOne("x".repeat(this.properties.size()));
	}

	private void oneByOne(String argument) {
		long warm = System.nanoTime() + (long) (this.properties.warmup() * 1e9);
		while (System.nanoTime() < warm) {
			echo(argument);
		}
		Report.emit("start");
		long[] took = new long[1 << 20];
		int calls = 0;
		long start = System.nanoTime();
		long before = start;
		while (before - start < this.properties.duration() * 1e9 && calls < took.length) {
			echo(argument);
			long now = System.nanoTime();
			took[calls++] = now - before;
			before = now;
		}
		took = Arrays.copyOf(took, calls);
		Arrays.sort(took);
		double seconds = (before - start) / 1e9;
		Report.emit("result", "ops", calls, "secs", seconds, "p50_us", took[calls / 2] / 1e3, "p99_us",
				took[(int) (calls * .99)] / 1e3, "mb_per_s", argument.length() / 1e6 * calls / seconds, "errors", 0);
		Report.end();
	}

	private void throughput() {
		int window = (this.properties.window() > 0) ? this.properties.window() : 64;
		echo();
		for (int i = 0; i < window; i++) {
			next();
		}
		BenchmarkProperties.sleep(this.properties.warmup());
		Report.emit("start");
		long before = this.operations.sum();
		long start = System.nanoTime();
		BenchmarkProperties.sleep(this.properties.duration());
		long done = this.operations.sum() - before;
		double seconds = (System.nanoTime() - start) / 1e9;
		Report.emit("result", "ops", done, "secs", seconds, "rate", done / seconds, "errors", this.errors.sum(),
				"last_error", String.valueOf(this.lastError));
		this.stopped = true;
		BenchmarkProperties.sleep(.3);
		Report.end();
	}

	private void next() {
		this.wamp.callAsync(this.properties.procedure(), String.class, ARGUMENT).whenComplete((result, error) -> {
			if (ARGUMENT.equals(result)) {
				this.operations.increment();
			}
			else {
				this.errors.increment();
				this.lastError = error;
			}
			if (!this.stopped) {
				next();
			}
		});
	}

}

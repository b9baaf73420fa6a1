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
package io.github.wampspring.benchmarks.cluster;

import java.util.Arrays;

/**
 * Times, in nanoseconds.
 */
final class Samples {

	private long[] values = new long[1 << 16];

	private int size;

	synchronized void add(long nanos) {
		if (this.size == this.values.length) {
			this.values = Arrays.copyOf(this.values, 2 * this.size);
		}
		this.values[this.size++] = nanos;
	}

	synchronized void clear() {
		this.size = 0;
	}

	synchronized Samples copy() {
		Samples copy = new Samples();
		copy.values = Arrays.copyOf(this.values, Math.max(1, this.size));
		copy.size = this.size;
		Arrays.sort(copy.values, 0, copy.size);
		return copy;
	}

	/** What so many of a hundred do not exceed, in microseconds. Of a copy only. */
	double percentile(int percent) {
		return (this.size > 0) ? this.values[(int) ((long) this.size * percent / 100)] / 1000.0 : Double.NaN;
	}

}

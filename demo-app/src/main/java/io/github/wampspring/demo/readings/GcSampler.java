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
import java.util.function.ToLongFunction;

/**
 * Counts garbage collections from one sample to the next.
 */
class GcSampler {

	private final List<GarbageCollectorMXBean> collectors;

	private Reading.Gc last;

	/**
	 * Create the sampler; what it counts first are the collections since then.
	 * @param collectors the JVM's collectors
	 */
	GcSampler(List<GarbageCollectorMXBean> collectors) {
		this.collectors = collectors;
		this.last = total();
	}

	Reading.Gc sample() {
		Reading.Gc now = total();
		Reading.Gc since = new Reading.Gc(now.collections() - this.last.collections(),
				now.millis() - this.last.millis());
		this.last = now;
		return since;
	}

	private Reading.Gc total() {
		return new Reading.Gc(sum(GarbageCollectorMXBean::getCollectionCount),
				sum(GarbageCollectorMXBean::getCollectionTime));
	}

	/** A collector that does not count says -1. */
	private long sum(ToLongFunction<GarbageCollectorMXBean> counter) {
		return this.collectors.stream().mapToLong(counter).filter((value) -> value > 0).sum();
	}

}

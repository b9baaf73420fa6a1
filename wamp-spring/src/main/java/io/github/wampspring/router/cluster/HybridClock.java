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

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A hybrid logical clock: milliseconds since 1970, and 16 bits that count. It follows the
 * clock of the machine where it can, and is never behind a stamp that it has heard of.
 */
final class HybridClock {

	private static final int COUNTER_BITS = 16;

	/** About the year 3084: what is beyond was not made by a clock. */
	private static final long MAX_HEARD = (1L << 45) << COUNTER_BITS;

	private final LongSupplier millis;

	private final AtomicLong last = new AtomicLong();

	HybridClock(LongSupplier millis) {
		this.millis = millis;
	}

	/**
	 * A stamp larger than all before, and than all heard of.
	 */
	long stamp() {
		long now = this.millis.getAsLong() << COUNTER_BITS;
		return this.last.updateAndGet((last) -> Math.max(last + 1, now));
	}

	/**
	 * Takes note of the stamp of another node.
	 */
	void heard(long stamp) {
		if (stamp > this.last.get() && stamp < MAX_HEARD) {
			this.last.accumulateAndGet(stamp, Math::max);
		}
	}

}

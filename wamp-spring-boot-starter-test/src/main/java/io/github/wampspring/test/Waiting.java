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

package io.github.wampspring.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for conditions.
 */
final class Waiting {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

	private Waiting() {
	}

	/**
	 * Waits for a condition up to {@link #TIMEOUT}.
	 * @param condition the condition
	 * @param otherwise says what there is instead
	 */
	static void until(BooleanSupplier condition, Supplier<String> otherwise) {
		until(TIMEOUT, condition, otherwise);
	}

	/**
	 * Waits for a condition.
	 * @param timeout how long at the most
	 * @param condition the condition
	 * @param otherwise says what there is instead
	 */
	static void until(Duration timeout, BooleanSupplier condition, Supplier<String> otherwise) {
		if (!isMet(timeout, condition)) {
			throw new AssertionError(otherwise.get() + " (after " + timeout + ")");
		}
	}

	/**
	 * Waits for a condition.
	 * @param timeout how long at the most
	 * @param condition the condition
	 * @return whether it is met
	 */
	static boolean isMet(Duration timeout, BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start >= timeout.toNanos()) {
				return condition.getAsBoolean();
			}
			if (Thread.currentThread().isInterrupted()) {
				throw new AssertionError("The thread was interrupted while it waited");
			}
			LockSupport.parkNanos(PAUSE);
		}
		return true;
	}

}

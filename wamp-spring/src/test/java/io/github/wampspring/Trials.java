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

package io.github.wampspring;

import java.util.Random;

/**
 * Checks that are tried with much random input. A failure tells the seed of its input,
 * which {@code -Dwamp.test.seed} gives to the first try of another run.
 */
public final class Trials {

	private static final String SEED = "wamp.test.seed";

	private Trials() {
	}

	/**
	 * Runs a check many times.
	 * @param tries how often
	 * @param check what makes its input from the random numbers
	 */
	public static void run(int tries, Check check) {
		long first = Long.getLong(SEED, System.nanoTime());
		for (int i = 0; i < tries; i++) {
			long seed = first + i;
			try {
				check.accept(new Random(seed * 0x9E3779B97F4A7C15L));
			}
			catch (Throwable ex) {
				throw new AssertionError(
						"try " + (i + 1) + " of " + tries + " failed; -D" + SEED + "=" + seed + " repeats it: " + ex,
						ex);
			}
		}
	}

	/**
	 * One try.
	 */
	@FunctionalInterface
	public interface Check {

		void accept(Random random) throws Exception;

	}

}

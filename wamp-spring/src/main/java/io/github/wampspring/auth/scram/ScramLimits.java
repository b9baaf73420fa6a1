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

package io.github.wampspring.auth.scram;

/**
 * What a client lets a router ask of it. Costs that are too low would give a password
 * away to a router that is not the right one; costs that are too high would keep the
 * client busy.
 *
 * @param minIterations the fewest iterations of PBKDF2
 * @param maxIterations the most iterations of PBKDF2
 * @param minWork the least work for Argon2: the memory in KiB times the iterations
 * @param maxWork the most work for Argon2
 * @param maxMemory the most memory for Argon2, in KiB
 */
public record ScramLimits(int minIterations, int maxIterations, long minWork, long maxWork, int maxMemory) {

	/**
	 * 4,096 to 2,000,000 iterations of PBKDF2; 4 MiB to 4 GiB in all passes of Argon2,
	 * with 256 MiB at a time.
	 */
	public static final ScramLimits DEFAULT = new ScramLimits(4_096, 2_000_000, 4_096, 4_194_304, 262_144);

	void check(ScramKdf kdf, long iterations, long memory) {
		if (!kdf.isArgon2()) {
			if (iterations < this.minIterations || iterations > this.maxIterations) {
				throw new IllegalStateException(
						"The router asks for " + iterations + " iterations of PBKDF2; this client does "
								+ this.minIterations + " to " + this.maxIterations);
			}
			return;
		}
		if (iterations < 1 || iterations > this.maxWork || memory < 8 || memory > this.maxMemory
				|| iterations * memory < this.minWork || iterations * memory > this.maxWork) {
			throw new IllegalStateException("The router asks for " + iterations + " iterations of Argon2 with " + memory
					+ " KiB; this client does at most " + this.maxMemory + " KiB, and " + this.minWork + " to "
					+ this.maxWork + " KiB in all iterations");
		}
	}

}

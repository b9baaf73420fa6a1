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

package io.github.wampspring.transport.resume;

/**
 * How much of what was sent is kept for a peer that may have to ask for it once more.
 *
 * @param messages the number of messages
 * @param size their size in bytes, as they were encoded
 */
public record ReplayLimits(int messages, long size) {

	public ReplayLimits {
		if (messages <= 0 || size <= 0) {
			throw new IllegalArgumentException("messages and size must be positive");
		}
	}

	/**
	 * The defaults.
	 * @return 10,000 messages and 4 MiB
	 */
	public static ReplayLimits defaults() {
		return new ReplayLimits(10_000, 4L * 1024 * 1024);
	}

}

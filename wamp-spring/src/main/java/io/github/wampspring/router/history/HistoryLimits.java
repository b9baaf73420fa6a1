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

package io.github.wampspring.router.history;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How much a history keeps. The oldest events go first.
 *
 * @param count how many events, at least one
 * @param bytes how much space their arguments may take together, in bytes, at least one;
 * an event that is larger than that cannot be published to the topic
 * @param age how long an event is kept, {@code null} for as long as there is room
 */
public record HistoryLimits(int count, long bytes, @Nullable Duration age) {

	public HistoryLimits {
		if (count < 1 || bytes < 1) {
			throw new IllegalArgumentException("A history must have room for at least one event and one byte");
		}
		if (age != null && (age.isZero() || age.isNegative())) {
			throw new IllegalArgumentException("The age of the events of a history must be positive");
		}
	}

}

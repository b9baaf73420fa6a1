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

package io.github.wampspring.client;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What durations that an application sets must keep to.
 */
public final class Durations {

	/** About 292 years; a longer one cannot be counted in nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Durations() {
	}

	/**
	 * Lets pass what is a duration that can be waited for.
	 * @param name what it is, for people
	 * @param duration the duration
	 * @return the duration
	 * @throws IllegalArgumentException if it is less than a millisecond, or too long
	 */
	static Duration positive(String name, Duration duration) {
		Assert.isTrue(duration.compareTo(Duration.ofMillis(1)) >= 0,
				() -> "The " + name + " must be at least a millisecond");
		return notNegative(name, duration);
	}

	/**
	 * Lets pass what is zero, or a duration that can be waited for.
	 * @param name what it is, for people
	 * @param duration the duration
	 * @return the duration
	 * @throws IllegalArgumentException if it is negative, or too long
	 */
	public static Duration notNegative(String name, Duration duration) {
		Assert.isTrue(!duration.isNegative(), () -> "The " + name + " must not be negative");
		Assert.isTrue(duration.compareTo(LONGEST) <= 0, () -> "The " + name + " must not be longer than 292 years");
		return duration;
	}

}

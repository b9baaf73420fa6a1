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

package io.github.wampspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * What values of properties must keep to. Each failure names the property and the rule.
 *
 * @param prefix the prefix of the properties
 */
record PropertyRules(String prefix) {

	/** About 292 years; a longer one cannot be counted in nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	Duration positive(String name, Duration value) {
		if (value.toMillis() < 1) {
			throw invalid(name, value, "it must be at least 1ms");
		}
		return notTooLong(name, value);
	}

	Duration notNegative(String name, Duration value) {
		if (value.isNegative()) {
			throw invalid(name, value, "it must not be negative");
		}
		return notTooLong(name, value);
	}

	private Duration notTooLong(String name, Duration value) {
		if (value.compareTo(LONGEST) > 0) {
			throw invalid(name, value, "it must not be longer than 292 years");
		}
		return value;
	}

	int atLeast(int least, String name, int value) {
		return (int) atLeast((long) least, name, value);
	}

	long atLeast(long least, String name, long value) {
		if (value < least) {
			throw invalid(name, value, "it must be at least " + least);
		}
		return value;
	}

	InvalidConfigurationPropertyValueException invalid(String name, Object value, String rule) {
		return new InvalidConfigurationPropertyValueException(this.prefix + "." + name, value, rule);
	}

}

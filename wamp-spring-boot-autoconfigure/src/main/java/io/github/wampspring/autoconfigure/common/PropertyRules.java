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

package io.github.wampspring.autoconfigure.common;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * What values of properties must keep to. Each failure names the property and the rule.
 *
 * @param prefix the prefix of the properties
 */
public record PropertyRules(String prefix) {

	/** About 292 years; a longer one cannot be counted in nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private static final DataSize SMALLEST = DataSize.ofKilobytes(1);

	private static final DataSize LARGEST = DataSize.ofMegabytes(1024);

	public Duration positive(String name, Duration value) {
		if (value.toMillis() < 1) {
			throw invalid(name, value, "it must be at least 1ms");
		}
		return notTooLong(name, value);
	}

	public Duration notNegative(String name, Duration value) {
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

	public int atLeast(int least, String name, int value) {
		return (int) atLeast((long) least, name, value);
	}

	public long atLeast(long least, String name, long value) {
		if (value < least) {
			throw invalid(name, value, "it must be at least " + least);
		}
		return value;
	}

	/**
	 * The bytes of a message or a queue, as an array can hold them.
	 * @param name the property, without the prefix
	 * @param size its value
	 * @return the bytes
	 */
	public int messageBytes(String name, DataSize size) {
		if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
			throw invalid(name, size, "it must be between 1KB and 1024MB");
		}
		return (int) size.toBytes();
	}

	public InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value, String rule) {
		return new InvalidConfigurationPropertyValueException(this.prefix + "." + name, value, rule);
	}

	/**
	 * What is wrong with a value that must not be seen.
	 * @param name the property, without the prefix
	 * @param rule the rule, without any part of the value
	 * @return the exception to throw
	 */
	public SecretPropertyException invalidSecret(String name, String rule) {
		return new SecretPropertyException(this.prefix + "." + name, rule);
	}

}

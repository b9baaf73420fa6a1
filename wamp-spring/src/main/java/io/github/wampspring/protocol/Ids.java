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

package io.github.wampspring.protocol;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The IDs of WAMP: integers between 1 and 2^53. See the section "IDs" of the
 * specification.
 */
public final class Ids {

	/** The largest ID, 2^53. */
	public static final long MAX = 1L << 53;

	private Ids() {
	}

	/**
	 * An integer, whatever type a format gave it. MessagePack and CBOR of JavaScript have
	 * integers of more than 32 bits as floating point numbers.
	 * @param value what stands where an integer belongs
	 * @return the integer, {@code null} if the value is none or has more than 64 bits
	 */
	public static @Nullable Long integer(@Nullable Object value) {
		if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
			return ((Number) value).longValue();
		}
		if (value instanceof Double || value instanceof Float) {
			double number = ((Number) value).doubleValue();
			return (number == Math.rint(number) && Math.abs(number) < 0x1p63) ? (Long) (long) number : null;
		}
		return (value instanceof BigInteger big && big.bitLength() < Long.SIZE) ? (Long) big.longValue() : null;
	}

	/**
	 * Draws an ID of the global scope (sessions, publications).
	 * @return a random ID, uniformly distributed over the whole range
	 */
	public static long random() {
		return ThreadLocalRandom.current().nextLong(1, MAX + 1);
	}

	/**
	 * Counts an ID of the session scope up by one.
	 * @param id the last ID given, 0 for none
	 * @return the next ID; 1 after 2^53
	 */
	public static long next(long id) {
		return (id >= MAX) ? 1 : id + 1;
	}

}

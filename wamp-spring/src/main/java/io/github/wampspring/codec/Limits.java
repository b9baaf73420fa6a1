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

package io.github.wampspring.codec;

import java.math.BigInteger;

import tools.jackson.core.StreamReadConstraints;

/**
 * What is refused because it would cost more than it is worth. Sizes are bounded by the
 * frame, which the transport limits.
 */
public final class Limits {

	/** How deep lists and dictionaries may be nested, the message itself included. */
	public static final int DEPTH = 500;

	/** How deep the arguments of a payload may be nested, their list included. */
	public static final int PAYLOAD_DEPTH = DEPTH - 1;

	/** How deep a single argument may be nested. */
	public static final int VALUE_DEPTH = PAYLOAD_DEPTH - 1;

	/** Values in all the options or details of one message. */
	public static final int FIELD_VALUES = 1 << 16;

	/** Digits of an integer. */
	public static final int DIGITS = 1000;

	/** Characters of a number in JSON: digits, sign, decimal point and exponent. */
	public static final int NUMBER_LENGTH = DIGITS + 10;

	/** Bytes of a big number in CBOR, enough for the digits. */
	public static final int NUMBER_BYTES = 416;

	/** Decimal places, or zeros after a number. */
	public static final int SCALE = 1000;

	/** What Jackson is told of these limits. */
	public static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(DEPTH)
		.maxNumberLength(NUMBER_LENGTH)
		.maxStringLength(Integer.MAX_VALUE)
		.maxNameLength(Integer.MAX_VALUE)
		.build();

	private static final BigInteger TOO_LARGE = BigInteger.TEN.pow(DIGITS);

	private Limits() {
	}

	/**
	 * Whether an integer has more digits than are taken.
	 * @param value the integer
	 * @return {@code true} if it is to be refused
	 */
	public static boolean isTooLarge(BigInteger value) {
		return value.bitLength() >= TOO_LARGE.bitLength() && value.abs().compareTo(TOO_LARGE) >= 0;
	}

}

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

import java.math.BigDecimal;
import java.math.BigInteger;

import io.github.wampspring.PayloadException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes the values of one format, one after the other. Sizes are known beforehand.
 */
public abstract class FrameWriter {

	public abstract void startList(int size);

	public abstract void endList();

	public abstract void startDict(int size);

	public abstract void key(String key);

	public abstract void endDict();

	public abstract void string(String value);

	public abstract void integer(long value);

	public abstract void integer(BigInteger value);

	public abstract void floating(float value);

	public abstract void floating(double value);

	public abstract void decimal(BigDecimal value);

	public abstract void bool(boolean value);

	public abstract void nil();

	public abstract void binary(byte[] value, int offset, int length);

	/**
	 * A generator that writes one value at the current position.
	 * @param context of the mapper
	 * @param maxDepth how deep the value may be nested
	 * @return the generator, to be flushed after the value
	 */
	public abstract JsonGenerator generator(ObjectWriteContext context, int maxDepth);

	/**
	 * Checks that a number has not more digits than any reader takes.
	 * @param value the number
	 */
	public static void checkDigits(BigInteger value) {
		if (Limits.isTooLarge(value)) {
			throw new PayloadException("a number has more than " + Limits.DIGITS + " digits", null);
		}
	}

	public static void checkUnicode(String value) {
		if (!Utf8.isWellFormed(value)) {
			throw new PayloadException("a string has half a surrogate pair, which is not Unicode", null);
		}
	}

	public static void checkDigits(BigDecimal value) {
		checkDigits(value.unscaledValue());
		if (Math.abs((long) value.scale()) > Limits.SCALE) {
			throw new PayloadException("the exponent of a number is out of range", null);
		}
	}

}

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
import java.util.Arrays;

import io.github.wampspring.PayloadException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes the values of one format, one after the other, into bytes. Sizes are known
 * beforehand.
 */
public abstract class FrameWriter {

	/**
	 * Longer strings are worth an array of their own, which the JDK fills by the word.
	 */
	protected static final int SHORT = 48;

	/** So much of an array may be left unused. */
	private static final int SLACK = 256;

	/** What has been written, and room for more. */
	protected byte[] bytes;

	/** How many bytes have been written. */
	protected int length;

	/**
	 * Creates a writer.
	 * @param sizeHint how many bytes are expected
	 */
	protected FrameWriter(int sizeHint) {
		this.bytes = new byte[Math.max(sizeHint, 32)];
	}

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
	 * Writes what the format has between the elements of a list, for an element that is
	 * written as it stands.
	 */
	protected void separate() {
	}

	final int length() {
		return this.length;
	}

	/**
	 * What has been written, to be called at the end.
	 * @return the bytes, in an array that is not much larger
	 */
	public final Slice toSlice() {
		boolean tight = this.bytes.length - this.length <= SLACK + this.length / 8;
		return tight ? new Slice(this.bytes, 0, this.length) : Slice.of(Arrays.copyOf(this.bytes, this.length));
	}

	final void raw(Slice slice) {
		raw(slice.bytes(), slice.offset(), slice.length());
	}

	protected final void raw(byte[] source, int offset, int count) {
		ensure(count);
		System.arraycopy(source, offset, this.bytes, this.length, count);
		this.length += count;
	}

	protected final void put(int value) {
		ensure(1);
		this.bytes[this.length++] = (byte) value;
	}

	/**
	 * Makes room. A little more than asked for, since a large value is rarely the very
	 * last byte of a frame.
	 * @param more how many bytes will be written
	 */
	protected final void ensure(int more) {
		int least = this.length + more;
		if (least < 0) {
			throw new PayloadException("a message is larger than 2 GiB", null);
		}
		if (least > this.bytes.length) {
			long size = Math.max(least + SLACK / 2L, this.bytes.length * 2L);
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(least, Math.min(size, Integer.MAX_VALUE - 8)));
		}
	}

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

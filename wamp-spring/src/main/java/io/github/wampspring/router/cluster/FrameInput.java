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

package io.github.wampspring.router.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.codec.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a frame. Nothing is allocated that is larger than what is left of
 * it.
 */
final class FrameInput {

	private final ByteBuffer bytes;

	FrameInput(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	int left() {
		return this.bytes.remaining();
	}

	int get() {
		require(1);
		return this.bytes.get() & 0xFF;
	}

	boolean bool() {
		int value = get();
		if (value > 1) {
			throw new MalformedFrameException("a boolean is neither 0 nor 1");
		}
		return value == 1;
	}

	long fixed() {
		require(Long.BYTES);
		return this.bytes.getLong();
	}

	long number() {
		long value = 0;
		for (int shift = 0; shift < 70; shift += 7) {
			int next = get();
			if (shift == 63 && next > 1) {
				break;
			}
			value |= (long) (next & 0x7F) << shift;
			if (next < 0x80) {
				return value;
			}
		}
		throw new MalformedFrameException("a number has more than 64 bits");
	}

	/** A number that is not negative, and fits into 31 bits. */
	int count() {
		long value = number();
		if (value < 0 || value > Integer.MAX_VALUE) {
			throw new MalformedFrameException("a number is out of range");
		}
		return (int) value;
	}

	/**
	 * How many elements follow.
	 * @param least how many bytes each of them has at least
	 */
	int elements(int least) {
		long value = number();
		if (value < 0 || value > left() / least) {
			throw new MalformedFrameException("a list is longer than its frame");
		}
		return (int) value;
	}

	String string() {
		byte[] value = bytes();
		if (!Utf8.isValid(value, 0, value.length)) {
			throw new MalformedFrameException("a string is not UTF-8");
		}
		return new String(value, StandardCharsets.UTF_8);
	}

	@Nullable String optional() {
		return bool() ? string() : null;
	}

	byte[] bytes() {
		byte[] value = new byte[elements(1)];
		this.bytes.get(value);
		return value;
	}

	/** Bytes, behind others that are given. */
	byte[] bytes(byte[] before, int length) {
		byte[] value = new byte[before.length + length];
		System.arraycopy(before, 0, value, 0, before.length);
		this.bytes.get(value, before.length, length);
		return value;
	}

	/** What {@link FrameOutput#block} has written, which this input passes over. */
	FrameInput block() {
		int length = elements(1);
		ByteBuffer block = this.bytes.slice(this.bytes.position(), length);
		this.bytes.position(this.bytes.position() + length);
		return new FrameInput(block);
	}

	private void require(int count) {
		if (this.bytes.remaining() < count) {
			throw new MalformedFrameException("it is cut off");
		}
	}

}

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
import java.util.Arrays;

import io.github.wampspring.codec.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes of a frame.
 */
final class FrameOutput {

	private byte[] bytes;

	private int length;

	FrameOutput(int sizeHint) {
		this.bytes = new byte[sizeHint];
	}

	void put(int value) {
		ensure(1);
		this.bytes[this.length++] = (byte) value;
	}

	void bool(boolean value) {
		put(value ? 1 : 0);
	}

	/** Eight bytes, big-endian: for numbers that are mostly large. */
	void fixed(long value) {
		ensure(Long.BYTES);
		for (int shift = 56; shift >= 0; shift -= 8) {
			this.bytes[this.length++] = (byte) (value >>> shift);
		}
	}

	/** Seven bits in each byte, the lowest first: for numbers that are mostly small. */
	void number(long value) {
		ensure(10);
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes[this.length++] = (byte) (rest & 0x7F | 0x80);
			rest >>>= 7;
		}
		this.bytes[this.length++] = (byte) rest;
	}

	void string(String value) {
		bytes(Utf8.encode(value));
	}

	void optional(@Nullable String value) {
		bool(value != null);
		if (value != null) {
			string(value);
		}
	}

	void bytes(byte[] value) {
		bytes(value, 0, value.length);
	}

	void bytes(byte[] value, int offset, int count) {
		number(count);
		raw(value, offset, count);
	}

	void raw(byte[] value, int offset, int count) {
		ensure(count);
		System.arraycopy(value, offset, this.bytes, this.length, count);
		this.length += count;
	}

	/** Another output, its length before it, so that it can be skipped. */
	void block(FrameOutput block) {
		bytes(block.bytes, 0, block.length);
	}

	ByteBuffer toBuffer() {
		return ByteBuffer.wrap(this.bytes, 0, this.length);
	}

	private void ensure(int more) {
		int least = Math.addExact(this.length, more);
		if (least > this.bytes.length) {
			long size = Math.max(least, this.bytes.length * 2L);
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(size, Integer.MAX_VALUE - 8));
		}
	}

}

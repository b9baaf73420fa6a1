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

package io.github.wampspring.codec.binary;

import java.math.BigDecimal;
import java.util.Arrays;

import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Utf8;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes into bytes: what MessagePack and CBOR have in common. A container whose size
 * turns out only at its end gets its head then.
 */
abstract class BinaryWriter extends FrameWriter {

	BinaryWriter(int sizeHint) {
		super(sizeHint);
	}

	/**
	 * Writes the head of a container.
	 * @param size the number of elements or entries
	 * @param dict whether it is a dictionary
	 */
	abstract void head(int size, boolean dict);

	/**
	 * Writes the head of a string.
	 * @param size the number of bytes
	 */
	abstract void stringHead(int size);

	abstract void binaryHead(int size);

	@Override
	public void startList(int size) {
		head(size, false);
	}

	@Override
	public void endList() {
	}

	@Override
	public void startDict(int size) {
		head(size, true);
	}

	@Override
	public void key(String key) {
		string(key);
	}

	@Override
	public void endDict() {
	}

	@Override
	public void string(String value) {
		int count = value.length();
		if (count > SHORT) {
			encoded(value);
			return;
		}
		int start = this.length;
		stringHead(count);
		ensure(count);
		byte[] target = this.bytes;
		int at = this.length;
		for (int i = 0; i < count; i++) {
			char c = value.charAt(i);
			if (c >= 0x80) {
				this.length = start;
				encoded(value);
				return;
			}
			target[at + i] = (byte) c;
		}
		this.length = at + count;
	}

	private void encoded(String value) {
		byte[] utf8 = Utf8.encode(value);
		stringHead(utf8.length);
		raw(utf8, 0, utf8.length);
	}

	@Override
	public void binary(byte[] value, int offset, int count) {
		binaryHead(count);
		raw(value, offset, count);
	}

	/**
	 * Writes a decimal number: as a double where that reads back as the same number, else
	 * in the format's own way.
	 * @param value the number
	 */
	@Override
	public void decimal(BigDecimal value) {
		checkDigits(value);
		double nearest = value.doubleValue();
		if (Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(value) == 0) {
			floating(nearest);
		}
		else {
			exact(value);
		}
	}

	abstract void exact(BigDecimal value);

	@Override
	public JsonGenerator generator(ObjectWriteContext context, int maxDepth) {
		return new BinaryGenerator(context, this, maxDepth);
	}

	/**
	 * Makes room for the head of a container whose size is not known yet.
	 * @param wide whether for a head of five bytes, else of one
	 * @return the position of the head
	 */
	int reserveHead(boolean wide) {
		int position = this.length;
		if (wide) {
			put(0, 0, 4);
		}
		else {
			put(0);
		}
		return position;
	}

	/**
	 * Writes the head of a container that is complete. A head of more than the byte that
	 * is there moves the content.
	 * @param position where the container begins
	 * @param wide whether there is room for five bytes
	 * @param size the number of elements or entries
	 * @param dict whether it is a dictionary
	 */
	void writeHead(int position, boolean wide, int size, boolean dict) {
		int end = this.length;
		if (wide) {
			this.length = position;
			put(wideHead(dict), size, 4);
			this.length = end;
			return;
		}
		head(size, dict);
		int width = this.length - end;
		if (width == 1) {
			this.bytes[position] = this.bytes[end];
			this.length = end;
			return;
		}
		byte[] head = Arrays.copyOfRange(this.bytes, end, this.length);
		System.arraycopy(this.bytes, position + 1, this.bytes, position + width, end - position - 1);
		System.arraycopy(head, 0, this.bytes, position, width);
		this.length = end + width - 1;
	}

	/**
	 * The head of a container whose size follows in four bytes.
	 * @param dict whether it is a dictionary
	 * @return the byte
	 */
	abstract int wideHead(boolean dict);

	/**
	 * Writes a head byte and an integer, big-endian.
	 * @param head the byte
	 * @param value the integer
	 * @param width its bytes
	 */
	final void put(int head, long value, int width) {
		ensure(1 + width);
		this.bytes[this.length++] = (byte) head;
		for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
			this.bytes[this.length++] = (byte) (value >>> shift);
		}
	}

}

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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A message as it goes out: UTF-8 for JSON, bytes for the binary serializers. A large
 * payload that is forwarded is not copied but referred to, between what stands before and
 * behind it.
 */
public final class Frame {

	private static final Slice NOTHING = Slice.of(new byte[0]);

	private final boolean text;

	private final Slice head;

	private final Slice body;

	private final Slice tail;

	private Frame(boolean text, Slice head, Slice body, Slice tail) {
		this.text = text;
		this.head = head;
		this.body = body;
		this.tail = tail;
	}

	/**
	 * A text frame.
	 * @param utf8 the text in UTF-8
	 * @return the frame
	 */
	public static Frame text(Slice utf8) {
		return new Frame(true, utf8, NOTHING, NOTHING);
	}

	/**
	 * A text frame.
	 * @param text the text
	 * @return the frame
	 */
	public static Frame text(String text) {
		return text(Slice.of(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * A binary frame.
	 * @param bytes the bytes
	 * @return the frame
	 */
	public static Frame binary(Slice bytes) {
		return new Frame(false, bytes, NOTHING, NOTHING);
	}

	/**
	 * A frame around a payload.
	 * @param text whether it is a text frame
	 * @param head what stands before the payload
	 * @param body the payload
	 * @param tail what stands behind it, or {@code null} for nothing
	 * @return the frame
	 */
	public static Frame around(boolean text, Slice head, Slice body, @Nullable Slice tail) {
		return new Frame(text, head, body, (tail != null) ? tail : NOTHING);
	}

	/**
	 * Whether it is a text frame.
	 * @return {@code false} for a binary one
	 */
	public boolean isText() {
		return this.text;
	}

	/**
	 * The size that limits and queues count.
	 * @return bytes
	 */
	public int length() {
		return this.head.length() + this.body.length() + this.tail.length();
	}

	/**
	 * Gives a part of the frame, piece by piece.
	 * @param start where the part begins in the frame
	 * @param length its bytes
	 * @param target takes the pieces, none of them empty
	 */
	public void write(int start, int length, Target target) {
		int end = start + length;
		int at = 0;
		at = write(this.head, at, start, end, target);
		at = write(this.body, at, start, end, target);
		write(this.tail, at, start, end, target);
	}

	private static int write(Slice piece, int at, int start, int end, Target target) {
		int from = Math.max(start, at);
		int to = Math.min(end, at + piece.length());
		if (from < to) {
			target.write(piece.bytes(), piece.offset() + from - at, to - from);
		}
		return at + piece.length();
	}

	/**
	 * All bytes in one array.
	 * @return the array, not to be changed
	 */
	public byte[] toBytes() {
		if (this.body.length() == 0) {
			return this.head.toBytes();
		}
		byte[] bytes = new byte[length()];
		copy(this.tail, bytes, copy(this.body, bytes, copy(this.head, bytes, 0)));
		return bytes;
	}

	/**
	 * All bytes in one piece.
	 * @return the bytes
	 */
	public Slice toSlice() {
		return (this.body.length() == 0) ? this.head : Slice.of(toBytes());
	}

	private static int copy(Slice piece, byte[] target, int at) {
		System.arraycopy(piece.bytes(), piece.offset(), target, at, piece.length());
		return at + piece.length();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Frame frame && this.text == frame.text && toSlice().equals(frame.toSlice());
	}

	@Override
	public int hashCode() {
		return toSlice().hashCode();
	}

	@Override
	public String toString() {
		return this.text ? new String(toBytes(), StandardCharsets.UTF_8) : "Frame[length=" + length() + "]";
	}

	/** Takes the pieces of a frame. */
	@FunctionalInterface
	public interface Target {

		/**
		 * Takes a piece.
		 * @param bytes where it stands, not to be changed
		 * @param offset where it begins
		 * @param length how many bytes it has
		 */
		void write(byte[] bytes, int offset, int length);

	}

}

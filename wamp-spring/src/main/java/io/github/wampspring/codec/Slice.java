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

import java.util.Arrays;

/**
 * Bytes within an array, which nobody changes any more.
 *
 * @param bytes the array
 * @param offset where they begin
 * @param length how many they are
 */
public record Slice(byte[] bytes, int offset, int length) {

	/**
	 * All bytes of an array.
	 * @param bytes the array, not to be changed any more
	 * @return the slice
	 */
	public static Slice of(byte[] bytes) {
		return new Slice(bytes, 0, bytes.length);
	}

	/**
	 * A part of these bytes.
	 * @param start where it begins in the array
	 * @param end where it ends in the array
	 * @return the slice
	 */
	public Slice between(int start, int end) {
		return new Slice(this.bytes, start, end - start);
	}

	/**
	 * Where the bytes end.
	 * @return the offset in the array behind the last one
	 */
	public int end() {
		return this.offset + this.length;
	}

	/**
	 * The bytes in an array of their own size.
	 * @return the array, which may be this slice's own and must not be changed
	 */
	public byte[] toBytes() {
		return (this.length == this.bytes.length) ? this.bytes
				: Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Slice slice
				&& Arrays.equals(this.bytes, this.offset, end(), slice.bytes, slice.offset, slice.end());
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(toBytes());
	}

	@Override
	public String toString() {
		return "Slice[length=" + this.length + "]";
	}

}

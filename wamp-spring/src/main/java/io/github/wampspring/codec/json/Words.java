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

package io.github.wampspring.codec.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at the bytes of strings by the word.
 */
final class Words {

	/** The byte at the lowest address in the lowest bits. */
	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long SPACES = ' ' * ONES;

	private static final long QUOTES = '"' * ONES;

	private static final long BACKSLASHES = '\\' * ONES;

	private Words() {
	}

	/**
	 * Passes over what stands for itself in a string, and is ASCII.
	 * @param bytes the bytes
	 * @param start where to begin
	 * @param end where to end
	 * @return where the first quote, backslash, control character or other byte than
	 * ASCII stands, or the end
	 */
	static int skipPlain(byte[] bytes, int start, int end) {
		int i = start;
		while (i + Long.BYTES <= end) {
			long word = (long) LONGS.get(bytes, i);
			long special = (special(word) | word) & HIGH_BITS;
			if (special != 0) {
				return i + (Long.numberOfTrailingZeros(special) >> 3);
			}
			i += Long.BYTES;
		}
		while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
			i++;
		}
		return i;
	}

	/**
	 * Passes over what needs no escape in a string.
	 * @param bytes the text in UTF-8
	 * @param start where to begin
	 * @param end where to end
	 * @return where the first quote, backslash or control character stands, or the end
	 */
	static int skipUnescaped(byte[] bytes, int start, int end) {
		int i = start;
		while (i + Long.BYTES <= end) {
			long special = special((long) LONGS.get(bytes, i)) & HIGH_BITS;
			if (special != 0) {
				return i + (Long.numberOfTrailingZeros(special) >> 3);
			}
			i += Long.BYTES;
		}
		while (i < end && (bytes[i] < 0 || (bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\'))) {
			i++;
		}
		return i;
	}

	/**
	 * Sets the high bit of each byte that is a quote, a backslash or a control character.
	 * Above the first of them there may be others too.
	 */
	private static long special(long word) {
		long quotes = word ^ QUOTES;
		long backslashes = word ^ BACKSLASHES;
		return ((word - SPACES) & ~word) | ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes);
	}

}

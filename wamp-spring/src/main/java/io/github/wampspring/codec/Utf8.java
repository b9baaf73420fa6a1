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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.PayloadException;

/**
 * The check of UTF-8, which the JDK's decoder for strings leaves out: it would put
 * replacement characters in the place of what is malformed.
 */
public final class Utf8 {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long QUESTION_MARKS = '?' * ONES;

	private static final long NOT_ASCII = 0x8080808080808080L;

	private Utf8() {
	}

	public static boolean isValid(byte[] bytes, int start, int length) {
		int end = start + length;
		int i = start;
		while (i < end) {
			if (bytes[i] >= 0) {
				i = skipAscii(bytes, i, end);
				continue;
			}
			int width = width(bytes, i, end);
			if (width == 0) {
				return false;
			}
			i += width;
		}
		return true;
	}

	/**
	 * Passes over characters of one byte.
	 * @param bytes the text
	 * @param start where to begin
	 * @param end where to end
	 * @return where the first longer character begins, or the end
	 */
	public static int skipAscii(byte[] bytes, int start, int end) {
		int i = start;
		while (i + Long.BYTES <= end && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
			i += Long.BYTES;
		}
		while (i < end && bytes[i] >= 0) {
			i++;
		}
		return i;
	}

	/**
	 * The number of bytes of a character of more than one byte.
	 * @param bytes the text
	 * @param i where the character begins
	 * @param end where the text ends
	 * @return 0 if it is malformed: cut off, overlong, a surrogate or above U+10FFFF
	 */
	public static int width(byte[] bytes, int i, int end) {
		int first = bytes[i] & 0xFF;
		if (first < 0xC2 || first > 0xF4) {
			return 0;
		}
		int width = (first < 0xE0) ? 2 : ((first < 0xF0) ? 3 : 4);
		if (end - i < width) {
			return 0;
		}
		for (int k = 1; k < width; k++) {
			if ((bytes[i + k] & 0xC0) != 0x80) {
				return 0;
			}
		}
		int second = bytes[i + 1] & 0xFF;
		return switch (first) {
			case 0xE0 -> (second >= 0xA0) ? width : 0;
			case 0xED -> (second < 0xA0) ? width : 0;
			case 0xF0 -> (second >= 0x90) ? width : 0;
			case 0xF4 -> (second < 0x90) ? width : 0;
			default -> width;
		};
	}

	/**
	 * A string in UTF-8.
	 * @param string the string
	 * @return its bytes
	 * @throws PayloadException if it has half a surrogate pair
	 */
	public static byte[] encode(String string) {
		byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
		boolean wellFormed = (bytes.length != string.length()) ? isWellFormed(string) : !isReplaced(string, bytes);
		if (!wellFormed) {
			throw new PayloadException("a string has half a surrogate pair, which is not Unicode", null);
		}
		return bytes;
	}

	/**
	 * Whether the JDK has put a question mark in the place of a surrogate, where there is
	 * a byte for each character.
	 */
	private static boolean isReplaced(String string, byte[] bytes) {
		int i = 0;
		while (i < bytes.length) {
			if (i + Long.BYTES <= bytes.length) {
				long marks = (long) LONGS.get(bytes, i) ^ QUESTION_MARKS;
				if (((marks - ONES) & ~marks & NOT_ASCII) == 0) {
					i += Long.BYTES;
					continue;
				}
			}
			if (bytes[i] == '?' && string.charAt(i) != '?') {
				return true;
			}
			i++;
		}
		return false;
	}

	/**
	 * Whether a string has no surrogate without its other half.
	 * @param string the string
	 * @return {@code false} if it cannot be written as UTF-8
	 */
	public static boolean isWellFormed(String string) {
		for (int i = 0; i < string.length(); i++) {
			char c = string.charAt(i);
			if (Character.isSurrogate(c)) {
				if (!Character.isHighSurrogate(c) || i + 1 == string.length()
						|| !Character.isLowSurrogate(string.charAt(++i))) {
					return false;
				}
			}
		}
		return true;
	}

}

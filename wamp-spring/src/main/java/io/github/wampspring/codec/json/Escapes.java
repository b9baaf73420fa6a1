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

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Resolves the escapes of a string whose syntax has been checked.
 */
final class Escapes {

	private static final byte[] NULL = { '\\', 'u', '0', '0', '0', '0' };

	private Escapes() {
	}

	/**
	 * Whether the escape of U+0000 stands somewhere, for which there is but one form.
	 * @param bytes where
	 * @param start where it would begin
	 * @param end where the string ends
	 * @return {@code true} if it is there
	 */
	static boolean isNull(byte[] bytes, int start, int end) {
		return Arrays.equals(bytes, start, Math.min(start + NULL.length, end), NULL, 0, NULL.length);
	}

	/**
	 * The string without escapes, which is never longer.
	 * @param bytes where it stands
	 * @param start where it begins, behind its quote
	 * @param end where it ends, before its quote
	 * @return UTF-8
	 */
	static byte[] resolve(byte[] bytes, int start, int end) {
		byte[] plain = new byte[end - start];
		int length = 0;
		int at = start;
		while (true) {
			int escape = Words.skipUnescaped(bytes, at, end);
			System.arraycopy(bytes, at, plain, length, escape - at);
			length += escape - at;
			if (escape == end) {
				return (length < plain.length) ? Arrays.copyOf(plain, length) : plain;
			}
			at = escape + 2;
			byte kind = bytes[escape + 1];
			if (kind != 'u') {
				plain[length++] = resolve(kind);
				continue;
			}
			int c = hex(bytes, at);
			at += 4;
			if (Character.isSurrogate((char) c)) {
				c = Character.toCodePoint((char) c, (char) hex(bytes, at + 2));
				at += 6;
			}
			length = put(plain, length, c);
		}
	}

	private static byte resolve(byte kind) {
		return switch (kind) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> kind;
		};
	}

	private static int hex(byte[] bytes, int at) {
		int value = 0;
		for (int i = at; i < at + 4; i++) {
			value = (value << 4) | HexFormat.fromHexDigit(bytes[i]);
		}
		return value;
	}

	private static int put(byte[] target, int at, int c) {
		int next = at;
		if (c < 0x80) {
			target[next++] = (byte) c;
			return next;
		}
		int shift = 6;
		if (c < 0x800) {
			target[next++] = (byte) (0xC0 | (c >> 6));
		}
		else if (c < 0x10000) {
			target[next++] = (byte) (0xE0 | (c >> 12));
			shift = 12;
		}
		else {
			target[next++] = (byte) (0xF0 | (c >> 18));
			shift = 18;
		}
		for (shift -= 6; shift >= 0; shift -= 6) {
			target[next++] = (byte) (0x80 | ((c >> shift) & 0x3F));
		}
		return next;
	}

}

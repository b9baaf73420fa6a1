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

package io.github.wampspring.transport.framed;

import io.github.wampspring.codec.Utf8;

/**
 * Checks a UTF-8 text that comes in parts, which may end within a character, and counts
 * it. What is malformed is noticed with its first byte that cannot be right. For one
 * thread at a time.
 */
final class Utf8Parts {

	private static final int LOWEST = 0x80;

	private static final int HIGHEST = 0xBF;

	private long chars;

	/** How many bytes of a character are to come, and what the next one may be. */
	private int missing;

	private int lowest = LOWEST;

	private int highest = HIGHEST;

	/**
	 * Takes a part.
	 * @return {@code false} if the text is malformed
	 */
	boolean take(byte[] bytes, int start, int length) {
		int end = start + length;
		int i = start;
		while (i < end) {
			if (this.missing == 0) {
				int ascii = Utf8.skipAscii(bytes, i, end);
				this.chars += ascii - i;
				i = ascii;
				if (i < end && !first(bytes[i++] & 0xFF)) {
					return false;
				}
			}
			else if (!next(bytes[i++] & 0xFF)) {
				return false;
			}
		}
		return true;
	}

	/** No overlong form, no surrogate, and nothing above U+10FFFF. */
	private boolean first(int b) {
		if (b < 0xC2 || b > 0xF4) {
			return false;
		}
		this.missing = (b < 0xE0) ? 1 : (b < 0xF0) ? 2 : 3;
		this.chars += (b < 0xF0) ? 1 : 2;
		this.lowest = (b == 0xE0) ? 0xA0 : (b == 0xF0) ? 0x90 : LOWEST;
		this.highest = (b == 0xED) ? 0x9F : (b == 0xF4) ? 0x8F : HIGHEST;
		return true;
	}

	private boolean next(int b) {
		if (b < this.lowest || b > this.highest) {
			return false;
		}
		this.missing--;
		this.lowest = LOWEST;
		this.highest = HIGHEST;
		return true;
	}

	/**
	 * How many characters of a string have come.
	 */
	long chars() {
		return this.chars;
	}

	/**
	 * Whether no character is incomplete.
	 */
	boolean isComplete() {
		return this.missing == 0;
	}

	/**
	 * Begins another text.
	 */
	void reset() {
		this.chars = 0;
		this.missing = 0;
		this.lowest = LOWEST;
		this.highest = HIGHEST;
	}

}

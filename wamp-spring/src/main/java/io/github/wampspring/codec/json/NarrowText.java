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
import java.nio.charset.StandardCharsets;

import io.github.wampspring.codec.Utf8;
import io.github.wampspring.protocol.ProtocolViolation;

/**
 * A text with one byte for each character, which can be looked at by the word. What is
 * beyond Latin-1 becomes a question mark.
 */
final class NarrowText {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long QUESTION_MARKS = '?' * ONES;

	private NarrowText() {
	}

	/**
	 * Makes bytes of a text.
	 * @throws ProtocolViolation if it has half a surrogate pair
	 */
	static byte[] of(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		if (bytes.length == text.length()) {
			checkNoSurrogates(text, bytes);
			return bytes;
		}
		if (!Utf8.isWellFormed(text)) {
			throw JsonScanner.notUnicode();
		}
		bytes = new byte[text.length()];
		for (int i = 0; i < bytes.length; i++) {
			char c = text.charAt(i);
			bytes[i] = (byte) ((c <= 0xFF) ? c : '?');
		}
		return bytes;
	}

	/**
	 * Where there is a byte for each character there is no surrogate pair, so that each
	 * surrogate lacks its other half.
	 */
	private static void checkNoSurrogates(String text, byte[] bytes) {
		int i = 0;
		while (i < bytes.length) {
			if (i + Long.BYTES <= bytes.length) {
				long marks = (long) LONGS.get(bytes, i) ^ QUESTION_MARKS;
				if (((marks - ONES) & ~marks & HIGH_BITS) == 0) {
					i += Long.BYTES;
					continue;
				}
			}
			if (bytes[i] == '?' && Character.isSurrogate(text.charAt(i))) {
				throw JsonScanner.notUnicode();
			}
			i++;
		}
	}

}

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

package io.github.wampspring.auth.scram;

import java.text.Normalizer;

/**
 * Makes equal what looks equal: the profile SASLprep of RFC 4013, with the characters
 * that the JDK knows where the RFC goes by Unicode 3.2. ASCII stays as it is.
 */
final class SaslPrep {

	private SaslPrep() {
	}

	static String prepare(String text, String what) {
		StringBuilder mapped = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> {
			if (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR) {
				mapped.append(' ');
			}
			else if (!isNothing(c)) {
				mapped.appendCodePoint(c);
			}
		});
		String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
		if (normal.codePoints().anyMatch(SaslPrep::isProhibited)) {
			throw new IllegalArgumentException(what + " has a character that SASLprep (RFC 4013) prohibits");
		}
		if (normal.codePoints().anyMatch(SaslPrep::isRightToLeft)
				&& (normal.codePoints().anyMatch((c) -> Character.getDirectionality(c) == 0)
						|| !isRightToLeft(normal.codePointAt(0))
						|| !isRightToLeft(normal.codePointBefore(normal.length())))) {
			throw new IllegalArgumentException(
					what + " mixes directions of writing in a way that SASLprep (RFC 4013) prohibits");
		}
		return normal;
	}

	/** Table B.1 of RFC 3454. */
	private static boolean isNothing(int c) {
		return c == 0xad || c == 0x34f || c == 0x1806 || (c >= 0x180b && c <= 0x180d) || (c >= 0x200b && c <= 0x200d)
				|| c == 0x2060 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
	}

	private static boolean isProhibited(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED, Character.FORMAT,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> (c >= 0xfff9 && c <= 0xfffd) || (c >= 0x2ff0 && c <= 0x2ffb) || c == 0x340 || c == 0x341;
		};
	}

	private static boolean isRightToLeft(int c) {
		byte direction = Character.getDirectionality(c);
		return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
				|| direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
	}

}

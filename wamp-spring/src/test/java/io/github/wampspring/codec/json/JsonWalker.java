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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.wampspring.codec.Limits;

/**
 * Walks over JSON by the letter of RFC 8259, in the plainest way: what the scanner and
 * Jackson are held against.
 */
final class JsonWalker {

	/** What is JSON for Jackson, and refused here: the differences that are meant. */
	enum Difference {

		/**
		 * A byte order mark, which nobody may add (RFC 8259, section 8.1). Jackson passes
		 * over it; a receiver of what is forwarded may not.
		 */
		BYTE_ORDER_MARK,

		/**
		 * Not UTF-8: overlong, a surrogate, above U+10FFFF, cut off. Jackson reads the
		 * bits of some of these, and gives each receiver another string.
		 */
		UTF8,

		/**
		 * The escape of half a surrogate pair: a string that has no form in UTF-8, and so
		 * none in MessagePack and CBOR.
		 */
		HALF_A_PAIR,

		/**
		 * UTF-16 or UTF-32, which Jackson guesses from zeros among the first bytes. JSON
		 * between systems is UTF-8 (RFC 8259, section 8.1).
		 */
		OTHER_ENCODING,

		/**
		 * An integer of more than 1000 digits. Jackson counts all characters of a number,
		 * and takes some more.
		 */
		DIGITS

	}

	private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*+");

	private static final Pattern STRING = Pattern
		.compile("\"(?:[^\\x00-\\x1f\"\\\\]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");

	private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(\\.[0-9]++)?+([eE][+-]?[0-9]++)?+");

	private static final Pattern LITERAL = Pattern.compile("true|false|null");

	private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\.");

	private final String text;

	private final Map<Pattern, Matcher> matchers = new HashMap<>();

	private int position;

	private final Set<Difference> differences = EnumSet.noneOf(Difference.class);

	JsonWalker(byte[] json) {
		this.text = new String(json, StandardCharsets.ISO_8859_1);
		if (this.text.startsWith("\u00ef\u00bb\u00bf")) {
			this.differences.add(Difference.BYTE_ORDER_MARK);
			this.position = 3;
		}
		if (this.text.substring(0, Math.min(4, this.text.length())).indexOf(0) >= 0
				|| this.text.startsWith("\u00fe\u00ff") || this.text.startsWith("\u00ff\u00fe")) {
			this.differences.add(Difference.OTHER_ENCODING);
		}
	}

	Set<Difference> differences() {
		return this.differences;
	}

	/**
	 * Walks to the end.
	 * @return whether it is JSON, but for the differences
	 */
	boolean isJson() {
		boolean json = value();
		take(SPACE);
		return json && this.position == this.text.length();
	}

	private boolean value() {
		take(SPACE);
		if (this.text.startsWith("[", this.position)) {
			return container("]", false);
		}
		if (this.text.startsWith("{", this.position)) {
			return container("}", true);
		}
		String number = take(NUMBER);
		if (number != null) {
			if (number.matches("-?[0-9]{1001,}") || number.length() > Limits.NUMBER_LENGTH) {
				this.differences.add(Difference.DIGITS);
			}
			return true;
		}
		return string() || take(LITERAL) != null;
	}

	private boolean container(String end, boolean dict) {
		this.position++;
		take(SPACE);
		if (passes(end)) {
			return true;
		}
		do {
			if (dict) {
				take(SPACE);
				if (!string()) {
					return false;
				}
				take(SPACE);
				if (!passes(":")) {
					return false;
				}
			}
			if (!value()) {
				return false;
			}
			take(SPACE);
		}
		while (passes(","));
		return passes(end);
	}

	private boolean passes(String character) {
		boolean there = this.text.startsWith(character, this.position);
		this.position += there ? 1 : 0;
		return there;
	}

	private boolean string() {
		String string = take(STRING);
		if (string == null) {
			return false;
		}
		try {
			ByteBuffer bytes = ByteBuffer.wrap(string.getBytes(StandardCharsets.ISO_8859_1));
			String unicode = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
			String plain = ESCAPE.matcher(unicode)
				.replaceAll((escape) -> (escape.group(1) != null)
						? Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))) : "");
			if (!StandardCharsets.UTF_8.newEncoder().canEncode(plain)) {
				this.differences.add(Difference.HALF_A_PAIR);
			}
		}
		catch (CharacterCodingException ex) {
			this.differences.add(Difference.UTF8);
		}
		return true;
	}

	private String take(Pattern pattern) {
		Matcher matcher = this.matchers.computeIfAbsent(pattern, (key) -> key.matcher(this.text));
		matcher.region(this.position, this.text.length());
		if (!matcher.lookingAt()) {
			return null;
		}
		this.position = matcher.end();
		return matcher.group();
	}

}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import io.github.wampspring.Trials;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.Messages;
import io.github.wampspring.protocol.ProtocolViolation;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scanner takes the same texts for JSON as Jackson does, and finds the same tokens in
 * them. Two differences are known: half a surrogate pair is no Unicode, and an escape has
 * four hex digits of ASCII.
 */
class JsonScannerTests {

	private static final String[] PIECES = { "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u00e9", "\\ud800", "\\udc00",
			"\\ud83d\\ude00", "\\n", "\\x", "\"a\"", "\"abcdefghijkl\"", "\"\":", "\"b\":", "0", "-", "1", "12",
			"123456789012345678901", ".", "e", "E+", "1.5", "-0", "00", "true", "false", "null", "nul", "NaN", " ",
			"\t", "\n", "\r", "\u0000", "\u001f", "\u0080", "\u00e9", "\u6f22", "\ud83d\ude00", "\ud800", "\ufeff", "/",
			"'", "x" };

	private static final List<String> MALFORMED = List.of("malformed");

	private static final List<String> NOT_UNICODE = List.of("not Unicode");

	/** Jackson looks at eight bits of a hex digit only. */
	private static final Pattern FOREIGN_DIGIT = Pattern.compile("\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7f]");

	@Test
	void randomPiecesAreJsonForBothOrForNone() {
		Trials.run(50_000, (random) -> compare(pieces(random)));
	}

	@Test
	void aMessageWithAMutationIsJsonForBothOrForNone() {
		Trials.run(5_000,
				(random) -> compare(mutate(random, Codecs.text(Codecs.JSON.encode(Messages.message(random))))));
	}

	private static String pieces(Random random) {
		StringBuilder text = new StringBuilder("[");
		for (int i = random.nextInt(8); i >= 0; i--) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return text.append(random.nextBoolean() ? "]" : "").toString();
	}

	private static void compare(String text) {
		List<String> expected = jackson(text);
		List<String> actual = scanner(text);
		if (actual.equals(NOT_UNICODE)) {
			assertThat(text).containsPattern("[\ud800-\udfff]|\\\\u[dD][89a-fA-F]");
			return;
		}
		if (FOREIGN_DIGIT.matcher(text).find()) {
			assertThat(actual).isIn(MALFORMED, expected);
			return;
		}
		assertThat(actual).as(text).isEqualTo(expected);
	}

	private static List<String> jackson(String text) {
		List<String> tokens = new ArrayList<>();
		try (JsonParser parser = JsonSerializer.FACTORY.createParser(ObjectReadContext.empty(), text)) {
			JsonToken token = parser.nextToken();
			if (token == null) {
				return MALFORMED;
			}
			int depth = 0;
			while (token != null) {
				parser.finishToken();
				tokens.add(describe(token,
						token == JsonToken.VALUE_NUMBER_INT ? parser.getNumberValue() : parser.getString(),
						parser.currentTokenLocation().getCharOffset(), parser.currentLocation().getCharOffset()));
				depth += token.isStructStart() ? 1 : (token.isStructEnd() ? -1 : 0);
				token = parser.nextToken();
				if (depth == 0 && token != null) {
					return MALFORMED;
				}
			}
			return tokens;
		}
		catch (JacksonException ex) {
			return MALFORMED;
		}
	}

	/**
	 * Where a name ends is left out: Jackson has read the value too by then.
	 */
	private static String describe(JsonToken token, Object value, long start, long end) {
		return switch (token) {
			case PROPERTY_NAME -> token + " " + value + " at " + start;
			case VALUE_STRING, VALUE_NUMBER_INT -> token + " " + value + " at " + start + " to " + end;
			default -> token + " at " + start + " to " + end;
		};
	}

	private static List<String> scanner(String text) {
		List<String> tokens = new ArrayList<>();
		try {
			JsonScanner scanner = new JsonScanner(text);
			for (JsonToken token = scanner.next(); token != null; token = scanner.next()) {
				boolean string = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
				Object value = string ? scanner.string()
						: (token == JsonToken.VALUE_NUMBER_INT ? scanner.number() : "");
				tokens.add(describe(token, value, scanner.start(), scanner.end()));
			}
			skip(text);
			return tokens;
		}
		catch (ProtocolViolation ex) {
			if (ex.getMessage().contains("Unicode")) {
				return NOT_UNICODE;
			}
			return MALFORMED;
		}
	}

	private static void skip(String text) {
		JsonScanner scanner = new JsonScanner(text);
		scanner.next();
		scanner.skip();
		assertThat(scanner.next()).isNull();
	}

	private static String mutate(Random random, String text) {
		int at = random.nextInt(text.length());
		String piece = PIECES[random.nextInt(PIECES.length)];
		return switch (random.nextInt(4)) {
			case 0 -> text;
			case 1 -> text.substring(0, at) + piece + text.substring(at);
			case 2 -> text.substring(0, at) + piece + text.substring(at + 1);
			default -> text.substring(0, at) + text.substring(at + 1);
		};
	}

}

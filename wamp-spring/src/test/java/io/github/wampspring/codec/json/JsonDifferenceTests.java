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

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.Trials;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.Messages;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.json.JsonWalker.Difference;
import io.github.wampspring.protocol.ProtocolViolation;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scanner takes the same bytes for JSON as a strict walker does, and finds the same
 * tokens in them as Jackson. What Jackson takes and the scanner does not is in the list
 * of {@link Difference}s; there is nothing that only the scanner takes.
 */
class JsonDifferenceTests {

	private static final JsonFactory JACKSON = JsonFactory.builder().streamReadConstraints(Limits.CONSTRAINTS).build();

	private static final int TRIES = 50_000;

	/** Of messages that are cut off at each byte. */
	private static final int LENGTH = 300;

	private static final List<byte[]> PIECES = pieces();

	private static final List<String> REFUSED = List.of("refused");

	/** What stands around a slice; each could go on with what is cut off in it. */
	private static final String[] SURROUNDINGS = { "\"\"\"\"\"\"\"\"", "]]]]]]]]", "00000000", "\\\\\\\\\\\\\\\\",
			"\u00bf\u00bf\u00bf\u00bf\u00bf\u00bf\u00bf\u00bf", "u00e9u00e9", "rue,alse" };

	private final Set<Difference> met = EnumSet.noneOf(Difference.class);

	private int compared;

	private final AtomicInteger taken = new AtomicInteger();

	private static List<byte[]> pieces() {
		String[] texts = { "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u00e9", "\\ud800", "\\udc00", "\\ud83d\\ude00",
				"\\n", "\\x", "\\u12", "\"a\"", "\"abcdefghijkl\"", "\"\":", "\"b\":", "0", "-", "1", "12",
				"123456789012345678901", ".", "e", "E+", "1.5", "-0", "00", "true", "false", "null", "nul", "NaN", " ",
				"\t", "\n", "\r", "\u0000", "\u001f", "\u007f", "\u0080", "\u00e9", "\u6f22", "\ud83d\ude00", "\ufeff",
				"/", "'", "x", "//", "\"\u6f22\u5b57abc\"", "\"abcdefg\u00e9hijklmno\"", "\"\\u0000AAEC\"" };
		// malformed: alone, cut off, overlong, surrogates, beyond Unicode, other
		// encodings
		int[][] bytes = { { 0x80 }, { 0xBF }, { 0xC2 }, { 0xC0, 0x80 }, { 0xC1, 0xBF }, { 0xE0, 0x9F, 0xBF },
				{ 0xE6, 0xBC }, { 0xED, 0xA0, 0x80 }, { 0xED, 0xBF, 0xBF }, { 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80 },
				{ 0xED, 0x9F, 0xBF }, { 0xF0, 0x8F, 0xBF, 0xBF }, { 0xF0, 0x9F, 0x98 }, { 0xF4, 0x8F, 0xBF, 0xBF },
				{ 0xF4, 0x90, 0x80, 0x80 }, { 0xF5, 0x80, 0x80, 0x80 }, { 0xFE, 0xFF }, { 0xFF, 0xFE }, { 0xFF } };
		List<byte[]> pieces = new ArrayList<>();
		for (String text : texts) {
			pieces.add(text.getBytes(StandardCharsets.UTF_8));
		}
		for (int[] sequence : bytes) {
			byte[] piece = new byte[sequence.length];
			for (int i = 0; i < piece.length; i++) {
				piece[i] = (byte) sequence[i];
			}
			pieces.add(piece);
		}
		return pieces;
	}

	@Test
	void randomPiecesAreJsonForAllOrForNone() {
		Trials.run(TRIES, (random) -> compare(pieces(random)));
		assertThat(this.taken.get()).isGreaterThan(TRIES / 100);
		assertThat(this.met).contains(Difference.UTF8, Difference.HALF_A_PAIR);
	}

	@Test
	void aMessageWithMutatedBytesIsJsonForAllOrForNone() {
		Trials.run(TRIES / 2, (random) -> compare(mutate(random, message(random))));
		assertThat(this.taken.get()).isBetween(TRIES / 20, TRIES * 19 / 40);
		assertThat(this.met).contains(Difference.UTF8, Difference.HALF_A_PAIR);
	}

	@Test
	void aMessageThatIsCutOffIsNoJsonWhereverItEnds() {
		Trials.run(300, (random) -> {
			byte[] message = message(random);
			for (int end = 0; end < message.length && message.length <= LENGTH; end++) {
				byte[] part = Arrays.copyOf(message, end);
				assertThat(compare(part)).as(text(part)).isFalse();
			}
			assertThat(compare(message)).isTrue();
		});
	}

	@Test
	void jsonIsUtf8() {
		for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
			assertThat(compare("[\"a\"]".getBytes(charset))).isFalse();
		}
		assertThat(this.met).contains(Difference.OTHER_ENCODING);
	}

	@Test
	void aByteOrderMarkIsNoJson() {
		assertThat(compare("\ufeff[1]".getBytes(StandardCharsets.UTF_8))).isFalse();
		assertThat(compare("[\ufeff1]".getBytes(StandardCharsets.UTF_8))).isFalse();
		assertThat(compare("[\"\ufeff\"]".getBytes(StandardCharsets.UTF_8))).isTrue();
		assertThat(this.met).contains(Difference.BYTE_ORDER_MARK);
	}

	@Test
	void numbersHaveAsManyDigitsAsAreTaken() {
		for (int digits = Limits.DIGITS - 1; digits < Limits.NUMBER_LENGTH + 3; digits++) {
			for (String number : List.of("9".repeat(digits), "-" + "9".repeat(digits), "9".repeat(digits - 2) + ".5",
					"9".repeat(digits - 3) + "e-9")) {
				compare(("[" + number + "]").getBytes(StandardCharsets.UTF_8));
			}
		}
		assertThat(this.met).contains(Difference.DIGITS);
	}

	private static byte[] message(Random random) {
		return Codecs.JSON.encode(Messages.message(random)).toBytes();
	}

	private static byte[] pieces(Random random) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		if (random.nextInt(50) == 0) {
			bytes.writeBytes(piece(random));
		}
		bytes.write('[');
		boolean string = random.nextInt(3) == 0;
		if (string) {
			bytes.write('"');
		}
		for (int i = random.nextInt(8); i >= 0; i--) {
			bytes.writeBytes(piece(random));
		}
		if (string) {
			bytes.write('"');
		}
		if (random.nextInt(4) > 0) {
			bytes.write(']');
		}
		return bytes.toByteArray();
	}

	private static byte[] piece(Random random) {
		return PIECES.get(random.nextInt(PIECES.size()));
	}

	private static byte[] mutate(Random random, byte[] message) {
		byte[] bytes = message;
		for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
			int at = random.nextInt(bytes.length);
			byte[] before = Arrays.copyOf(bytes, at);
			byte[] after = Arrays.copyOfRange(bytes, at + random.nextInt(2), bytes.length);
			byte[] between = switch (random.nextInt(4)) {
				case 0 -> new byte[0];
				case 1 -> new byte[] { (byte) random.nextInt() };
				case 2 -> new byte[] { (byte) (bytes[at] ^ (1 << random.nextInt(8))) };
				default -> piece(random);
			};
			ByteArrayOutputStream mutated = new ByteArrayOutputStream();
			mutated.writeBytes(before);
			mutated.writeBytes(between);
			mutated.writeBytes(after);
			bytes = mutated.toByteArray();
		}
		return bytes;
	}

	/**
	 * Compares all implementations.
	 * @return whether it is JSON
	 */
	private boolean compare(byte[] json) {
		JsonWalker walker = new JsonWalker(json);
		boolean isJson = walker.isJson();
		Set<Difference> differences = walker.differences();
		List<String> actual = scanner(Slice.of(json));
		String surroundings = SURROUNDINGS[(json.length + this.compared++) % SURROUNDINGS.length];
		assertThat(scanner(within(surroundings, json))).as("within others: %s", text(json)).isEqualTo(actual);
		assertThat(!actual.equals(REFUSED)).as("%s, JSON: %s, differences: %s", text(json), isJson, differences)
			.isEqualTo(isJson && differences.isEmpty());
		List<String> jackson = jackson(json);
		if (differences.isEmpty()) {
			assertThat(actual).as(text(json)).isEqualTo(jackson);
		}
		else if (!jackson.equals(REFUSED)) {
			this.met.addAll(differences);
		}
		if (!actual.equals(REFUSED)) {
			this.taken.incrementAndGet();
		}
		return !actual.equals(REFUSED);
	}

	private static String text(byte[] json) {
		return new String(json, StandardCharsets.ISO_8859_1);
	}

	private static Slice within(String surroundings, byte[] json) {
		byte[] around = surroundings.getBytes(StandardCharsets.ISO_8859_1);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(around);
		bytes.writeBytes(json);
		bytes.writeBytes(around);
		return new Slice(bytes.toByteArray(), around.length, json.length);
	}

	private static List<String> jackson(byte[] json) {
		List<String> tokens = new ArrayList<>();
		try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), json)) {
			JsonToken token = parser.nextToken();
			if (token == null) {
				return REFUSED;
			}
			int depth = 0;
			while (token != null) {
				parser.finishToken();
				tokens.add(describe(token,
						token == JsonToken.VALUE_NUMBER_INT ? parser.getNumberValue() : parser.getString(),
						parser.currentTokenLocation().getByteOffset(), parser.currentLocation().getByteOffset()));
				depth += token.isStructStart() ? 1 : (token.isStructEnd() ? -1 : 0);
				token = parser.nextToken();
				if (depth == 0 && token != null) {
					return REFUSED;
				}
			}
			return tokens;
		}
		catch (JacksonException ex) {
			return REFUSED;
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

	private static List<String> scanner(Slice json) {
		List<String> tokens = new ArrayList<>();
		try {
			JsonScanner scanner = new JsonScanner(json, false);
			for (JsonToken token = scanner.next(); token != null; token = scanner.next()) {
				boolean string = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
				Object value = string ? scanner.string()
						: (token == JsonToken.VALUE_NUMBER_INT ? scanner.number() : "");
				tokens.add(describe(token, value, scanner.start() - json.offset(), scanner.end() - json.offset()));
			}
			skip(json);
			return tokens;
		}
		catch (ProtocolViolation ex) {
			return REFUSED;
		}
	}

	private static void skip(Slice json) {
		JsonScanner scanner = new JsonScanner(json, false);
		scanner.next();
		scanner.skip();
		assertThat(scanner.next()).isNull();
	}

}

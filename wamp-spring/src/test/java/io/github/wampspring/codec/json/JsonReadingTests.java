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

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.wampspring.PayloadException;
import io.github.wampspring.Trials;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.Limits;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in an argument: it is read as the same value as Jackson reads it by its
 * own parser, or refused by both.
 */
class JsonReadingTests {

	private static final JsonMapper JACKSON = new JsonMapper(
			JsonFactory.builder().streamReadConstraints(Limits.CONSTRAINTS).build());

	private static final List<Type> TYPES = List.of(Object.class, JsonNode.class, String.class, int.class,
			Integer.class, long.class, Long.class, short.class, byte.class, float.class, double.class, Double.class,
			BigInteger.class, BigDecimal.class, Number.class, boolean.class, Boolean.class, char.class, byte[].class,
			int[].class, long[].class, double[].class, String[].class, List.class, Set.class, Map.class, Point.class,
			Bean.class, Shape.class, Outer.class, UUID.class, Instant.class, TimeUnit.class, Optional.class,
			StringBuilder.class, Object[].class, Wrapper.class);

	private static final String[] NUMBERS = { "0", "-0", "1", "-1", "127", "128", "-129", "32768", "2147483647",
			"2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
			"-9223372036854775808", "-9223372036854775809", "18446744073709551616", "123456789012345678",
			"1234567890123456789", "-999999999999999999", "0.0", "-0.0", "0.1", "1.0", "1.50", "1e2", "1E+2", "12e-1",
			"3.4028236e38", "1e39", "1e308", "1e309", "-1e400", "1e-400", "2147483647.5", "2147483648.5",
			"9223372036854775807.0", "9.3e18", "0.30000000000000000000000000000001", "1.17549435E-38", "4.9E-324",
			"16777217.0", "0.1000000000000000055511151231257827", "1e999", "1e1001", "1e99999", "1e9999999999",
			"1e-9999999999" };

	private static final String[] STRINGS = { "", " ", "a", "1", "-7", "1.5", "true", "null", "NaN", "SECONDS",
			"3f2504e0-4f89-41d3-9a0c-0305e82c3301", "2013-03-21T20:04:00Z", "AAEC", "AA==", "\u6f22\u5b57",
			"\ud83d\ude00", "\\n", "\\\"\\\\\\/\\b\\f\\r\\t", "\\u0041", "\\u00e9\\u6f22", "\\ud83d\\ude00x",
			"a\\u0000", "circle", "0123456789012345678901234567890123456789", "abcdefg\\nhijklmnopqrstuvwxyz\u00e9" };

	private static final String[] KEYS = { "x", "y", "n", "name", "values", "child", "type", "r", "\\u0078", "\u6f22",
			"", "inner", "value", "longer name of many characters" };

	@Test
	void argumentsAreReadAsJacksonReadsThem() {
		Set<Type> read = new HashSet<>();
		Trials.run(100_000, (random) -> {
			Type type = TYPES.get(random.nextInt(TYPES.size()));
			String json = json(random, 3);
			String expected = jackson(json, type);
			assertThat(ours(json, type)).as("%s as %s", json, type).isEqualTo(expected);
			if (!expected.equals("refused") && !expected.equals("null")) {
				read.add(type);
			}
		});
		assertThat(read.size()).isGreaterThan(TYPES.size() * 2 / 3);
	}

	/** What is left of a value is not in the way of the next one. */
	@Test
	void eachOfSeveralArgumentsIsReadAsItsType() {
		Trials.run(10_000, (random) -> {
			List<String> values = new ArrayList<>();
			for (int i = random.nextInt(4); i >= 0; i--) {
				values.add(json(random, 2));
			}
			var reader = Codecs.MAPPER
				.reader(Codecs.JSON.payload(("[" + String.join(" , ", values) + "]").getBytes(StandardCharsets.UTF_8)));
			for (String value : values) {
				assertThat(reader.hasNext()).isTrue();
				Object tree = reader.next(Codecs.MAPPER.type(JsonNode.class));
				assertThat(describe(tree)).isEqualTo(jackson(value, JsonNode.class));
			}
			assertThat(reader.hasNext()).isFalse();
		});
	}

	@Test
	void tokensThatAreBufferedLoseNoDigits() {
		for (String number : NUMBERS) {
			String json = "{\"value\":" + number + ",\"type\":\"circle\"}";
			assertThat(ours(json, Shape.class)).as(number).isEqualTo(jackson(json, Shape.class));
			assertThat(ours(number, TokenBuffer.class)).isEqualTo(jackson(number, TokenBuffer.class));
		}
	}

	private static String json(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 8 : 4)) {
			case 0, 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
			case 2 -> "\"" + STRINGS[random.nextInt(STRINGS.length)] + "\"";
			case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
			case 4, 5 -> {
				List<String> elements = new ArrayList<>();
				boolean same = random.nextBoolean();
				String first = json(random, depth - 1);
				for (int i = random.nextInt(4); i > 0; i--) {
					elements.add(same ? first : json(random, depth - 1));
				}
				yield "[" + String.join(random.nextBoolean() ? "," : " ,\n", elements) + "]";
			}
			default -> {
				List<String> entries = new ArrayList<>();
				for (int i = random.nextInt(5); i > 0; i--) {
					entries.add("\"" + KEYS[random.nextInt(KEYS.length)] + "\" :" + json(random, depth - 1));
				}
				yield "{ " + String.join(",", entries) + "}";
			}
		};
	}

	private static String jackson(String json, Type type) {
		try {
			return describe(JACKSON.readerFor(JACKSON.constructType(type)).readValue(Codecs.utf8(json)));
		}
		catch (JacksonException | NumberFormatException ex) {
			return "refused";
		}
	}

	private static String ours(String json, Type type) {
		try {
			return describe(Codecs.MAPPER.reader(Codecs.JSON.payload(Codecs.utf8("[" + json + "]")))
				.next(Codecs.MAPPER.type(type)));
		}
		catch (PayloadException ex) {
			return "refused";
		}
	}

	private static String describe(Object value) {
		if (value == null) {
			return "null";
		}
		StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append(' ');
		if (value.getClass().isArray()) {
			for (int i = 0; i < Array.getLength(value); i++) {
				text.append(describe(Array.get(value, i))).append(", ");
			}
			return text.toString();
		}
		if (value instanceof Collection<?> collection) {
			collection.forEach((element) -> text.append(describe(element)).append(", "));
			return text.toString();
		}
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, element) -> text.append(key).append('=').append(describe(element)).append(", "));
			return text.toString();
		}
		if (value instanceof TokenBuffer buffer) {
			return describe(JACKSON.readTree(buffer.asParser()));
		}
		return text.append(value).toString();
	}

	/**
	 * A record.
	 */
	record Point(int x, Long y, Object n) {
	}

	/**
	 * Holds an object of each kind.
	 */
	record Wrapper(String name, List<BigDecimal> values, Wrapper child, Optional<Double> r, char type) {

		@JsonCreator
		Wrapper {
		}

	}

	/**
	 * A bean.
	 */
	public static class Bean {

		public String name;

		public float r;

		public Bean child;

		public double[] values;

		@Override
		public String toString() {
			return "Bean[" + this.name + ", " + this.r + ", " + this.child + ", " + describe(this.values) + "]";
		}

	}

	/**
	 * Has fields of another object among its own, for which tokens are buffered.
	 */
	public static class Outer {

		public int n;

		@JsonUnwrapped
		public Bean inner;

		@Override
		public String toString() {
			return "Outer[" + this.n + ", " + this.inner + "]";
		}

	}

	/**
	 * Tells its type, for which tokens before that are buffered.
	 */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
	sealed interface Shape {

	}

	record Circle(BigDecimal value, Object x) implements Shape {

	}

}

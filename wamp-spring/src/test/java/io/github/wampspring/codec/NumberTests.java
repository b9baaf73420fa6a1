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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Numbers keep their value, and their kind where the format has it.
 */
class NumberTests {

	static final List<WampSerializer> serializers = Codecs.all();

	private static final BigInteger UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

	private static final BigInteger HUGE = BigInteger.TEN.pow(300).add(BigInteger.ONE);

	static Stream<Arguments> integers() {
		List<Object> integers = List.of(0, 1, 23, 24, 127, 128, 255, 256, 65535, 65536, -1, -24, -25, -32, -33, -128,
				-129, -32768, -32769, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, -(1L << 31) - 1, 1L << 32,
				(1L << 53) - 1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE,
				BigInteger.TWO.pow(63), UINT64);
		return serializers.stream()
			.flatMap((serializer) -> integers.stream().map((integer) -> Arguments.of(serializer, integer)));
	}

	@ParameterizedTest
	@MethodSource("integers")
	void integersAreExact(WampSerializer serializer, Object integer) {
		Payload payload = Codecs.sent(serializer, integer);
		assertThat(Codecs.MAPPER.arguments(payload)).containsExactly(integer);
		assertThat(Codecs.read(payload, BigInteger.class)).isEqualTo(new BigInteger(integer.toString()));
		for (WampSerializer other : serializers) {
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(other, payload))).containsExactly(integer);
		}
	}

	@ParameterizedTest
	@CsvSource({ "json, 9007199254740993, 9007199254740993", "msgpack, 9007199254740993, cf0020000000000001",
			"cbor, 9007199254740993, 1b0020000000000001", "msgpack, 18446744073709551615, cfffffffffffffffff",
			"cbor, 18446744073709551615, 1bffffffffffffffff", "cbor, -18446744073709551616, 3bffffffffffffffff",
			"cbor, 18446744073709551616, c249010000000000000000", "cbor, -18446744073709551617, c349010000000000000000",
			"msgpack, 18446744073709551616, b43138343436373434303733373039353531363136",
			"json, 18446744073709551616, 18446744073709551616" })
	void bigIntegersHaveTheFormOfTheFormat(String serializer, BigInteger integer, String form) {
		Frame frame = Codecs.get(serializer).encode(Codecs.call(integer));
		assertThat(frame.isText() ? frame.toString() : Codecs.hex(frame))
			.endsWith(frame.isText() ? "[" + form + "]]" : form);
		assertThat(Codecs.read(Codecs.sent(Codecs.get(serializer), integer), BigInteger.class)).isEqualTo(integer);
	}

	@Test
	void bigIntegersBeyond64BitsAreTranslatedWithoutLoss() {
		for (WampSerializer from : serializers) {
			for (WampSerializer to : serializers) {
				Payload payload = Codecs.translated(Payload.of(HUGE, HUGE.negate()), from, to);
				PayloadReader reader = Codecs.MAPPER.reader(payload);
				assertThat(reader.next(Codecs.MAPPER.type(BigInteger.class))).isEqualTo(HUGE);
				assertThat(reader.next(Codecs.MAPPER.type(BigInteger.class))).isEqualTo(HUGE.negate());
			}
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void anIntegerThatDoesNotFitIsAnErrorAndNeverCutOff(WampSerializer serializer) {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.read(Codecs.sent(serializer, 1L << 32), int.class))
			.withMessageContaining("argument 1 cannot be read as int");
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.read(Codecs.sent(serializer, UINT64), long.class));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.read(Codecs.sent(serializer, 300), byte.class));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.read(Codecs.sent(serializer, 1e300), long.class));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void integersAreReadAsWiderTypes(WampSerializer serializer) {
		Payload payload = Codecs.sent(serializer, 7);
		assertThat(Codecs.read(payload, long.class)).isEqualTo(7L);
		assertThat(Codecs.read(payload, Short.class)).isEqualTo((short) 7);
		assertThat(Codecs.read(payload, double.class)).isEqualTo(7.0);
		assertThat(Codecs.read(payload, float.class)).isEqualTo(7.0f);
		assertThat(Codecs.read(payload, BigDecimal.class)).isEqualTo(new BigDecimal(7));
		assertThat(Codecs.read(payload, Number.class)).isEqualTo(7);
		assertThat(Codecs.read(payload, Object.class)).isEqualTo(7);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void doublesAreExact(WampSerializer serializer) {
		Object[] doubles = { 0.0, -0.0, 0.1, 1.0, 1e10, 123456.789, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300,
				1 / 3.0 };
		for (WampSerializer other : serializers) {
			Payload payload = Codecs.translated(Payload.of(doubles), serializer, other);
			assertThat(Codecs.MAPPER.arguments(payload)).containsExactly(doubles);
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void floatsKeepTheirPrecision(WampSerializer serializer) {
		Payload payload = Codecs.sent(serializer, 0.1f, 1.5f);
		assertThat(Codecs.read(payload, float.class)).isEqualTo(0.1f);
		assertThat(Codecs.read(payload, BigDecimal.class)).isEqualTo(new BigDecimal("0.1"));
		assertThat(Codecs.MAPPER.arguments(payload).get(1)).isEqualTo(1.5);
	}

	@Test
	void binaryFormatsDistinguishSinglePrecision() {
		assertThat(Codecs.hex(Codecs.MSGPACK.encode(Codecs.call(1.5f, 1.5))))
			.endsWith("92ca3fc00000cb3ff8000000000000");
		assertThat(Codecs.hex(Codecs.CBOR.encode(Codecs.call(1.5f, 1.5)))).endsWith("82fa3fc00000fb3ff8000000000000");
		Payload payload = Codecs.translated(Payload.of(1.5f), Codecs.MSGPACK, Codecs.CBOR);
		assertThat(Codecs.hex(Codecs.CBOR.encode(Codecs.call(payload)))).endsWith("81fa3fc00000");
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void decimalsAreExact(WampSerializer serializer) {
		for (String digits : List.of("0.1", "19.99", "1", "1.000", "123456789012345678901234567890.123456789", "1E+400",
				"-1E-400", "0.30000000000000000000000000000001")) {
			BigDecimal decimal = new BigDecimal(digits);
			for (WampSerializer other : serializers) {
				Payload payload = Codecs.translated(Payload.of(decimal), serializer, other);
				assertThat((BigDecimal) Codecs.read(payload, BigDecimal.class)).isEqualByComparingTo(decimal);
			}
		}
	}

	@Test
	void decimalsThatADoubleCanTellAreDoublesInBinaryFormats() {
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.MSGPACK, new BigDecimal("19.99"))))
			.containsExactly(19.99);
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.CBOR, new BigDecimal("19.99")))).containsExactly(19.99);
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.JSON, new BigDecimal("19.99")))).containsExactly(19.99);
	}

	@Test
	void decimalsThatADoubleCannotTellAreStringsInMessagePackAndFractionsInCbor() {
		BigDecimal decimal = new BigDecimal("0.1234567890123456789");
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.MSGPACK, decimal)))
			.containsExactly("0.1234567890123456789");
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.CBOR, decimal))).containsExactly(decimal);
		assertThat(Codecs.hex(Codecs.CBOR.encode(Codecs.call(decimal)))).endsWith("81c482321b112210f47de98115");
	}

	@Test
	void jsonNumbersOfUpTo17DigitsAreTranslatedAsDoubles() {
		Payload json = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[0.10000000000000001,1.50,1e2,0.1e1]]"))
			.payload();
		for (WampSerializer binary : List.of(Codecs.MSGPACK, Codecs.CBOR)) {
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(binary, json))).containsExactly(0.1, 1.5, 100.0, 1.0);
		}
	}

	@Test
	void jsonNumbersBeyondDoublesAreTranslatedExactly() {
		Payload json = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[1e400,3.14159265358979323846]]")).payload();
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.CBOR, json))).containsExactly(new BigDecimal("1e400"),
				new BigDecimal("3.14159265358979323846"));
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.MSGPACK, json))).containsExactly("1E+400",
				"3.14159265358979323846");
	}

	@Test
	void jsonHasNoNaNAndNoInfinity() {
		for (Object value : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
			assertThatThrownBy(() -> Codecs.JSON.encode(Codecs.call(value))).isInstanceOf(PayloadException.class)
				.hasMessageContaining("argument 1 of java.lang.")
				.hasMessageContaining("JSON has no " + value);
		}
		for (Object value : List.of(List.of(Double.NaN), new double[] { 1, Double.NaN }, new float[] { Float.NaN },
				Map.of("x", Double.NaN), new Reading(Double.NEGATIVE_INFINITY))) {
			assertThatThrownBy(() -> Codecs.JSON.encode(Codecs.call(value))).isInstanceOf(PayloadException.class)
				.hasMessageContaining("JSON has no ");
		}
	}

	@Test
	void binaryFormatsHaveNaNAndInfinityButTheyCannotBeTranslatedToJson() {
		for (WampSerializer serializer : List.of(Codecs.MSGPACK, Codecs.CBOR)) {
			Payload payload = Codecs.sent(serializer, Double.NaN, Double.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
			assertThat(Codecs.MAPPER.arguments(payload)).containsExactly(Double.NaN, Double.NEGATIVE_INFINITY,
					Double.POSITIVE_INFINITY);
			assertThatThrownBy(() -> Codecs.JSON.encode(payload)).isInstanceOf(PayloadException.class)
				.hasMessage("the payload cannot be translated: JSON has no NaN");
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void numbersOfMoreThan1000DigitsAreNeitherSentNorTaken(WampSerializer serializer) {
		BigInteger tooBig = BigInteger.TEN.pow(1001);
		assertThatThrownBy(() -> serializer.encode(Codecs.call(tooBig))).isInstanceOf(PayloadException.class)
			.hasMessageContaining("more than 1000 digits");
		assertThatThrownBy(() -> serializer.encode(Codecs.call(List.of(tooBig)))).isInstanceOf(PayloadException.class);
		assertThatThrownBy(() -> serializer.encode(Codecs.call(new BigDecimal(tooBig, 5))))
			.isInstanceOf(PayloadException.class);
		assertThatThrownBy(() -> serializer.encode(Codecs.call(new BigDecimal("1e200000"))))
			.isInstanceOf(PayloadException.class)
			.hasMessageContaining("exponent");
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[" + tooBig + "]]")))
			.isInstanceOf(ProtocolViolation.class);
	}

	@Test
	void theLargestNumbersThatAreTakenCanBeSentOn() {
		BigInteger largest = BigInteger.TEN.pow(1000).subtract(BigInteger.ONE);
		BigDecimal longest = new BigDecimal(largest, -1000);
		for (WampSerializer from : serializers) {
			for (WampSerializer to : serializers) {
				Payload payload = Codecs.translated(Payload.of(largest, largest.negate(), longest.negate()), from, to);
				PayloadReader reader = Codecs.MAPPER.reader(payload);
				assertThat(reader.next(Codecs.MAPPER.type(BigInteger.class))).isEqualTo(largest);
				assertThat(reader.next(Codecs.MAPPER.type(BigInteger.class))).isEqualTo(largest.negate());
				assertThat((BigDecimal) reader.next(Codecs.MAPPER.type(BigDecimal.class)))
					.isEqualByComparingTo(longest.negate());
			}
		}
	}

	@Test
	void aHugeExponentIsNoBurden() {
		Payload json = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[1e999999999]]")).payload();
		for (Class<?> type : List.of(long.class, int.class, BigInteger.class)) {
			assertThatThrownBy(() -> Codecs.read(json, type)).isInstanceOf(PayloadException.class);
		}
		assertThatThrownBy(() -> Codecs.CBOR.encode(json)).isInstanceOf(PayloadException.class);
		assertThatThrownBy(() -> cbor("c4821a000186a001")).isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("exponent");
	}

	@ParameterizedTest
	@CsvSource({ "f90000, 0.0", "f98000, -0.0", "f93c00, 1.0", "f9c000, -2.0", "f97bff, 65504.0",
			"f90001, 5.960464477539063E-8", "f90400, 6.103515625E-5", "f97c00, Infinity", "f9fc00, -Infinity",
			"f97e00, NaN", "fa47c35000, 100000.0", "fb3ff199999999999a, 1.1" })
	void floatsOfAllWidthsAreReadInCbor(String hex, double value) {
		assertThat(Codecs.MAPPER.arguments(cbor(hex))).containsExactly(value);
	}

	@Test
	void tagsOfCborAreReadOrPassedOver() {
		assertThat(Codecs.MAPPER.arguments(cbor("c249010000000000000000"))).containsExactly(BigInteger.TWO.pow(64));
		assertThat(Codecs.MAPPER.arguments(cbor("c25f4101480000000000000000ff")))
			.containsExactly(BigInteger.TWO.pow(64));
		assertThat(Codecs.MAPPER.arguments(cbor("c240"))).containsExactly(0);
		assertThat(Codecs.MAPPER.arguments(cbor("c340"))).containsExactly(-1);
		assertThat(Codecs.MAPPER.arguments(cbor("c48221196ab3"))).containsExactly(new BigDecimal("273.15"));
		assertThat(Codecs.MAPPER.arguments(cbor("c48221c24109"))).containsExactly(new BigDecimal("0.09"));
		assertThat(Codecs.MAPPER.arguments(cbor("c11a514b67b0"))).containsExactly(1363896240);
		assertThat(Codecs.MAPPER.arguments(cbor("d9d9f7c074323031332d30332d32315432303a30343a30305a")))
			.containsExactly("2013-03-21T20:04:00Z");
		assertThat(Codecs.MAPPER.arguments(cbor("f7"))).containsExactly((Object) null);
	}

	private static Payload cbor(String hex) {
		return Codecs.CBOR.decode(Codecs.hex("85 1830 01 a0 63612e62 81" + hex)).payload();
	}

	private record Reading(double value) {
	}

}

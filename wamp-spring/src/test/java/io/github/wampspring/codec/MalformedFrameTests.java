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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is not a message is refused as a violation, and at a price that is bounded by its
 * own size.
 */
class MalformedFrameTests {

	static final List<WampSerializer> serializers = Codecs.all();

	/** {@code [CALL, 1, {}, "a.b", } without what follows. */
	private static final String MSGPACK_CALL = "95 30 01 80 a3612e62";

	private static final String CBOR_CALL = "85 1830 01 a0 63612e62";

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[", "]", "{}", "null", "48", "\"x\"", "[]", "[48", "[48,", "[48]", "[48,1,{}]",
			"[48,1,{},\"a.b\"", "[48,1,{},\"a.b\"]]", "[48,1,{},\"a.b\"] x", "[48,1,{},\"a.b\"]\u0000",
			"[48,1,{},\"a.b\"][]", "[48,1,{},\"a.b\",]", "[48,1,{},\"a.b\",{}]", "[48,1,{},\"a.b\",null]",
			"[48,1,{},\"a.b\",[],[]]", "[48,1,{},\"a.b\",[],{},1]", "[48,1,{},\"a.b\",[1 2]]", "[48,1,{},\"a.b\",[1,]]",
			"[48,1,{},\"a.b\",[,1]]", "[48,1,{},\"a.b\",[}]", "[48,1,{},\"a.b\",[NaN]]", "[48,1,{},\"a.b\",[Infinity]]",
			"[48,1,{},\"a.b\",[-Infinity]]", "[48,1,{},\"a.b\",[01]]", "[48,1,{},\"a.b\",[1.]]",
			"[48,1,{},\"a.b\",[.5]]", "[48,1,{},\"a.b\",[+1]]", "[48,1,{},\"a.b\",[-]]", "[48,1,{},\"a.b\",[1e]]",
			"[48,1,{},\"a.b\",[1e+]]", "[48,1,{},\"a.b\",[0x10]]", "[48,1,{},\"a.b\",[tru]]",
			"[48,1,{},\"a.b\",[TRUE]]", "[48,1,{},\"a.b\",['x']]", "[48,1,{},\"a.b\",[\"x]]",
			"[48,1,{},\"a.b\",[\"\\x\"]]", "[48,1,{},\"a.b\",[\"\\u12\"]]", "[48,1,{},\"a.b\",[\"\\u00e\u00e9\"]]",
			"[48,1,{},\"a.b\",[\"\\u\uff11\uff11\uff11\uff11\"]]", "[48,1,{},\"a.b\",[\"\n\"]]",
			"[48,1,{},\"a.b\",[\"01234567\t\"]]", "[48,1,{},\"a.b\",[/*x*/]]", "[48,1,{},\"a.b\",[]//x\n]",
			"[48,1,{},\"a.b\",[],{1:2}]", "[48,1,{},\"a.b\",[],{x:2}]", "[48,1,{},\"a.b\",[],{\"x\"}]",
			"[48,1,{},\"a.b\",[],{\"x\":}]", "[48,1,{},\"a.b\",[],{\"x\":1,}]", "[48,1,{},\"a.b\",[],{,}]",
			"[48,1,{},\"a.b\",[\uff11]]", "[48,1,{},\"a.b\",[\u0131]]", "\ufeff[48,1,{},\"a.b\"]", "[48;1,{},\"a.b\"]",
			"[48,1,{},\"a.b\",\u00a0[]]" })
	void jsonThatIsNotAMessageIsAViolation(String text) {
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text(text))).isInstanceOf(ProtocolViolation.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "c0", "80", "90", "91", "9130", "01", "c1", "95", "94 30 01 80", // cut
																									// off
			MSGPACK_CALL, MSGPACK_CALL + "90 00", MSGPACK_CALL + "90 90", // leftover
			MSGPACK_CALL + "80", MSGPACK_CALL + "c0", MSGPACK_CALL + "01", // not a list
			MSGPACK_CALL + "91 c1", MSGPACK_CALL + "91", MSGPACK_CALL + "91 a5 41", // in
																					// the
																					// arguments
			MSGPACK_CALL + "91 dbffffffff", MSGPACK_CALL + "91 db7fffffff", MSGPACK_CALL + "91 c67fffffff",
			MSGPACK_CALL + "91 ddffffffff", MSGPACK_CALL + "91 dd7fffffff", MSGPACK_CALL + "91 dfffffffff",
			MSGPACK_CALL + "91 df40000000", MSGPACK_CALL + "91 c9ffffffff01", MSGPACK_CALL + "91 cf00",
			MSGPACK_CALL + "91 cb00", MSGPACK_CALL + "91 a2c328", MSGPACK_CALL + "91 a1ff", // UTF-8
			MSGPACK_CALL + "91 a2c080", MSGPACK_CALL + "91 a3eda080", MSGPACK_CALL + "91 a4f4908080",
			MSGPACK_CALL + "91 a3e28228", MSGPACK_CALL + "91 810101", MSGPACK_CALL + "91 81c001", // keys
			MSGPACK_CALL + "91 dfffffffff 00", MSGPACK_CALL + "91 df80000000", MSGPACK_CALL + "91 de8000",
			MSGPACK_CALL + "df40000000", MSGPACK_CALL + "90 df80000000", MSGPACK_CALL + "ddffffffff",
			"95 30 01 df80000000 a3612e62 90", "ddffffffff 30 01 80 a3612e62", MSGPACK_CALL + "91 81",
			MSGPACK_CALL + "91 8190 01", MSGPACK_CALL + "91 81c40161 01", MSGPACK_CALL + "91 81d6ff00000000 01",
			MSGPACK_CALL + "91 d5ff0000", // timestamps
			MSGPACK_CALL + "91 d7ffffffffff00000000", "95 cf8000000000000030 01 80 a3612e62 90",
			"95 cf0000000100000030 01 80 a3612e62 90" })
	void messagePackThatIsNotAMessageIsAViolation(String hex) {
		assertThatThrownBy(() -> Codecs.MSGPACK.decode(Codecs.hex(hex))).isInstanceOf(ProtocolViolation.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "f6", "a0", "80", "81", "811830", "01", "ff", "84 1830 01 a0", CBOR_CALL, // cut
																											// off
			CBOR_CALL + "80 00", CBOR_CALL + "8080", CBOR_CALL + "a0", CBOR_CALL + "f6", CBOR_CALL + "01",
			CBOR_CALL + "81", CBOR_CALL + "81 ff", CBOR_CALL + "81 6541", CBOR_CALL + "81 7bffffffffffffffff", // lengths
			CBOR_CALL + "81 7b7fffffffffffffff", CBOR_CALL + "81 7a7fffffff", CBOR_CALL + "81 5a7fffffff",
			CBOR_CALL + "81 9bffffffffffffffff", CBOR_CALL + "81 9a7fffffff", CBOR_CALL + "81 bb8000000000000000",
			CBOR_CALL + "81 bb7fffffffffffffff", CBOR_CALL + "81 bb4000000000000000",
			CBOR_CALL + "81 bb4000000000000001 616101", CBOR_CALL + "81 bb7fffffffffffffff 616101 ff",
			CBOR_CALL + "81 bb7ffffffffffffffe 616101 ff", CBOR_CALL + "81 bb6000000000000000",
			CBOR_CALL + "81 bb4000000100000000", CBOR_CALL + "81 bbc000000000000000",
			CBOR_CALL + "81 bbffffffffffffffff ff", CBOR_CALL + "81 bb0000000080000000",
			CBOR_CALL + "81 bb00000000ffffffff ff", CBOR_CALL + "81 baffffffff ff", CBOR_CALL + "81 ba80000000",
			CBOR_CALL + "81 9b4000000000000000", CBOR_CALL + "81 9b7fffffffffffffff ff",
			CBOR_CALL + "81 9b00000000ffffffff ff", CBOR_CALL + "81 9b0000000100000000", CBOR_CALL + "81 9affffffff ff",
			CBOR_CALL + "81 7b0000000100000000", CBOR_CALL + "81 5b0000000100000000",
			CBOR_CALL + "81 5bffffffffffffffff", CBOR_CALL + "81 7f7b0000000100000000ff",
			CBOR_CALL + "81 5f5b7fffffffffffffffff", CBOR_CALL + "bb4000000000000000",
			CBOR_CALL + "80 bb4000000000000000", CBOR_CALL + "9b8000000000000000",
			CBOR_CALL + "81 c25b0000000100000000", "85 1830 01 bb4000000000000000 63612e62 80",
			"85 1830 01 bb7fffffffffffffff ff 63612e62 80", "9b4000000000000000 1830 01 a0 63612e62",
			CBOR_CALL + "81 a1 c0616101", CBOR_CALL + "81 a1 d9010061 6101", CBOR_CALL + "81 bf c0616101ff",
			CBOR_CALL + "81 dbffffffffffffffff", CBOR_CALL + "c080", CBOR_CALL + "dbffffffffffffffff 80",
			CBOR_CALL + "80 c0a1616101", CBOR_CALL + "81 d819c000", CBOR_CALL + "81 d81dc000",
			CBOR_CALL + "81 c2c04101", CBOR_CALL + "81 c4c0820001", CBOR_CALL + "81 a1 d8206161 01",
			"83 1831 01 a1 c06178 01", CBOR_CALL + "81 ba40000000", CBOR_CALL + "81 1c", CBOR_CALL + "81 1d",
			CBOR_CALL + "81 1e", CBOR_CALL + "81 1f", CBOR_CALL + "81 3f", // heads
			CBOR_CALL + "81 f8ff", CBOR_CALL + "81 e0", CBOR_CALL + "81 fc", CBOR_CALL + "81 df01",
			CBOR_CALL + "81 62c328", CBOR_CALL + "81 63eda080", CBOR_CALL + "81 a10101", CBOR_CALL + "81 a1f601", // strings
			CBOR_CALL + "81 a1416101", CBOR_CALL + "81 7f", CBOR_CALL + "81 7f6161", CBOR_CALL + "81 7f4161ff",
			CBOR_CALL + "81 7f7f6161ffff", CBOR_CALL + "81 5f6161ff", CBOR_CALL + "81 7f61c361a9ff",
			CBOR_CALL + "81 5f5affffffffff", CBOR_CALL + "9f", CBOR_CALL + "9f01", CBOR_CALL + "81 bf6161ff", // containers
			CBOR_CALL + "81 bf", CBOR_CALL + "81 bf01ff", CBOR_CALL + "81 c2", CBOR_CALL + "81 c201", // tags
			CBOR_CALL + "81 c26161", CBOR_CALL + "81 c401", CBOR_CALL + "81 c48101", CBOR_CALL + "81 c4820161 61",
			CBOR_CALL + "81 c4826161 01", CBOR_CALL + "81 c4821b7fffffffffffffff01", CBOR_CALL + "81 c4 9f0101ff",
			CBOR_CALL + "81 c6", CBOR_CALL + "81 d81900", CBOR_CALL + "81 d81d00",
			"85 1b8000000000000030 01 a0 63612e62 80", "85 1b0000000100000030 01 a0 63612e62 80",
			"85 fb4048000000000000 01 a0 63612e62 80" })
	void cborThatIsNotAMessageIsAViolation(String hex) {
		assertThatThrownBy(() -> Codecs.CBOR.decode(Codecs.hex(hex))).isInstanceOf(ProtocolViolation.class);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void everyBeginningOfAMessageIsAViolation(WampSerializer serializer) {
		Frame frame = serializer
			.encode(Codecs.call("text", 1.5, List.of(1, 300, 70000), new byte[] { 1, 2, 3 }, Long.MAX_VALUE));
		for (int length = 0; length < frame.length(); length++) {
			Frame beginning = beginning(frame, length);
			assertThatThrownBy(() -> serializer.decode(beginning)).isInstanceOf(ProtocolViolation.class);
		}
	}

	private static Frame beginning(Frame frame, int length) {
		return frame.isText() ? Codecs.text(frame.toString().substring(0, length))
				: Codecs.binary(Arrays.copyOf(Codecs.bytes(frame), length));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[49,1,{\"x\":1,\"x\":2}]", "[49,1,{\"x\":{\"y\":1,\"y\":1}}]",
			"[49,1,{\"x\":1,\"\\u0078\":2}]", "[49,1,{\"x\":null,\"x\":null}]" })
	void theSameOptionTwiceIsAViolation(String text) {
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text(text))).isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("same key twice");
	}

	@Test
	void theSameOptionTwiceIsAViolationInBinaryFormatsToo() {
		assertThatThrownBy(() -> Codecs.MSGPACK.decode(Codecs.hex("93 31 01 82 a178 01 a178 02")))
			.isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("same key twice");
		assertThatThrownBy(() -> Codecs.CBOR.decode(Codecs.hex("83 1831 01 a2 6178 01 6178 02")))
			.isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("same key twice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[48,1,{},\"a.\\ud800\"]", "[48,1,{\"x\":\"\\udc00\\ud800\"},\"a.b\"]",
			"[48,1,{\"\\ud83d\":1},\"a.b\"]", "[48,1,{},\"a.b\",[\"\\ud800\"]]", "[48,1,{},\"a.b\",[\"x\\udc00\"]]",
			"[48,1,{},\"a.b\",[\"\\ude00\\ud83d\"]]", "[48,1,{},\"a.b\",[\"\\ud83d\\ud83d" + "\\ude00\"]]",
			"[48,1,{},\"a.b\",[\"\\ud83dx\"]]", "[48,1,{},\"a.b\",[\"\\ud83d\\n\"]]",
			"[48,1,{},\"a.b\",[\"\\ud83d\\u0041\"]]", "[48,1,{},\"a.b\",[\"\\uDBFF\"]]",
			"[48,1,{},\"a.b\",[[{\"\\udfff\":1}]]]", "[48,1,{},\"a.b\",[],{\"\\ud800\":1}]",
			"[48,1,{},\"a.b\",[],{\"x\":\"\\ud800\"}]", "[48,1,{},\"a.b\",[\"\ud800\"]]",
			"[48,1,{},\"a.b\",[\"?????\udc00\"]]", "[48,1,{},\"a.b\",[\"\ud83d\ude00\",\"\ud83d\"]]",
			"[48,1,{},\"a.b\",[\"\ud83d" + "\\ude00\"]]", "[48,1,{},\"a.b\",[\"\\ud83d" + "\ude00\"]]",
			"[48,1,{},\"\ud800\"]" })
	void halfASurrogatePairIsAViolation(String text) {
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text(text))).isInstanceOf(ProtocolViolation.class)
			.hasMessageMatching(".*(Unicode|UTF-8).*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d\\ude00", "\\uD83D\\uDE00", "\ud83d\ude00", "?\ud83d\ude00?", "\u6f22?", "\\uffff",
			"\\ud7ff\\ue000", "\\ud83d\\ude00\\ud83d\\ude00" })
	void surrogatePairsAreUnicode(String string) {
		WampMessage message = Codecs.JSON
			.decode(Codecs.text("[48,1,{\"x\":\"" + string + "\"},\"a.b\",[\"" + string + "\"]]"));
		Object expected = ((Dict) message.fields()[1]).get("x");
		for (WampSerializer other : Codecs.all()) {
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(other, message.payload()))).containsExactly(expected);
		}
	}

	@Test
	void messagesNameWhatIsWrongAndWhere() {
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[nul]]")))
			.hasMessage("the message is malformed: not JSON at byte 19");
		assertThatThrownBy(() -> Codecs.MSGPACK.decode(Codecs.hex(MSGPACK_CALL + "91 a2c328")))
			.hasMessage("the message is malformed: a string is not valid UTF-8");
		assertThatThrownBy(() -> Codecs.CBOR.decode(Codecs.hex(CBOR_CALL + "81")))
			.hasMessage("the message is malformed: cut off");
	}

	@ParameterizedTest
	@MethodSource("nested")
	void nestingIsAllowedDownToALimit(Nested nested) {
		WampMessage deepest = nested.serializer().decode(nested.frame(Limits.DEPTH - 2));
		assertThat(deepest.payload()).isInstanceOf(Payload.Encoded.class);
		assertThatThrownBy(() -> nested.serializer().decode(nested.frame(Limits.DEPTH - 1)))
			.isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("nested deeper than 500");
	}

	@ParameterizedTest
	@MethodSource("nested")
	void whatWasReceivedAtTheLimitCanBeReadAndTranslated(Nested nested) {
		Payload payload = nested.serializer().decode(nested.frame(Limits.DEPTH - 2)).payload();
		assertThat(Codecs.MAPPER.arguments(payload)).hasSize(1);
		for (WampSerializer other : Codecs.all()) {
			Payload translated = Codecs.sent(other, payload);
			assertThat(Codecs.MAPPER.arguments(translated)).isEqualTo(Codecs.MAPPER.arguments(payload));
		}
	}

	@ParameterizedTest
	@MethodSource("nested")
	void aMillionBracketsAreRefusedCheaply(Nested nested) {
		Frame frame = nested.frame(1_000_000);
		long allocated = allocated(() -> {
			assertThatThrownBy(() -> nested.serializer().decode(frame)).isInstanceOf(ProtocolViolation.class);
			return null;
		});
		assertThat(allocated).isLessThan(5L * frame.length());
	}

	static Stream<Nested> nested() {
		return Stream.of(new Nested("json lists", Codecs.JSON, "", "[", "]"),
				new Nested("json dictionaries", Codecs.JSON, "", "{\"\":", "}"),
				new Nested("msgpack lists", Codecs.MSGPACK, MSGPACK_CALL + "91", "91", ""),
				new Nested("msgpack dictionaries", Codecs.MSGPACK, MSGPACK_CALL + "91", "81a0", ""),
				new Nested("cbor lists", Codecs.CBOR, CBOR_CALL + "81", "81", ""),
				new Nested("cbor lists of no definite size", Codecs.CBOR, CBOR_CALL + "81", "9f", "ff"),
				new Nested("cbor dictionaries", Codecs.CBOR, CBOR_CALL + "81", "a160", ""));
	}

	private record Nested(String name, WampSerializer serializer, String header, String open, String close) {

		Frame frame(int depth) {
			if (!this.serializer.isBinary()) {
				return Codecs
					.text("[48,1,{},\"a.b\",[" + this.open.repeat(depth) + "0" + this.close.repeat(depth) + "]]");
			}
			return Codecs.hex(this.header + this.open.repeat(depth) + "00" + this.close.repeat(depth));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Test
	void aMillionTagsAreNoNesting() {
		WampMessage message = Codecs.CBOR.decode(Codecs.hex(CBOR_CALL + "81" + "c6".repeat(1_000_000) + "05"));
		assertThat(Codecs.MAPPER.arguments(message.payload())).containsExactly(5);
	}

	@Test
	void nestedOptionsAreLimitedLikeEverythingElse() {
		String text = "[49,1,{\"x\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}]";
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text(text))).isInstanceOf(ProtocolViolation.class);
	}

	@Test
	void tooManyOptionsAreAViolation() {
		String text = "[49,1,{\"x\":[" + "0,".repeat(100_000) + "0]}]";
		assertThatThrownBy(() -> Codecs.JSON.decode(Codecs.text(text))).isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining("too many options");
	}

	@Test
	void aNumberOfAMillionDigitsIsRefusedCheaply() {
		Frame json = Codecs.text("[48,1,{},\"a.b\",[" + "9".repeat(1_000_000) + "]]");
		Frame cbor = Codecs.hex(CBOR_CALL + "81 c2 5a000f4240" + "ff".repeat(1_000_000));
		for (int i = 0; i < 100; i++) {
			assertThatThrownBy(() -> Codecs.JSON.decode(json)).isInstanceOf(ProtocolViolation.class)
				.hasMessageContaining("more than 1000 digits");
			assertThatThrownBy(() -> Codecs.CBOR.decode(cbor)).isInstanceOf(ProtocolViolation.class)
				.hasMessageContaining("more than 1000 digits");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "db7fffffff", "c67fffffff", "dd7fffffff", "df3fffffff", "c97fffffff05" })
	void aLengthThatIsNotThereAllocatesNothing(String head) {
		assertAllocatesLittle(Codecs.MSGPACK, Codecs.hex(MSGPACK_CALL + "91" + head));
		assertAllocatesLittle(Codecs.MSGPACK, Codecs.hex("93 31 01 81 a178 " + head));
	}

	@ParameterizedTest
	@ValueSource(strings = { "7a7fffffff", "5a7fffffff", "9a7fffffff", "ba3fffffff", "7b000000ffffffffff",
			"9b000000ffffffffff", "7f7a7fffffff", "c25a7fffffff" })
	void aLengthThatIsNotThereAllocatesNothingInCbor(String head) {
		assertAllocatesLittle(Codecs.CBOR, Codecs.hex(CBOR_CALL + "81" + head));
		assertAllocatesLittle(Codecs.CBOR, Codecs.hex("83 1831 01 a1 6178 " + head));
	}

	private static void assertAllocatesLittle(WampSerializer serializer, Frame frame) {
		Supplier<Object> decode = () -> {
			assertThatThrownBy(() -> serializer.decode(frame)).isInstanceOf(ProtocolViolation.class);
			return null;
		};
		decode.get();
		assertThat(allocated(decode)).isLessThan(200_000);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void decodingAllocatesASmallMultipleOfTheFrame(WampSerializer serializer) {
		List<Object> many = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			many.add(List.of(List.of(), i));
		}
		for (Object content : List.of(many, "x".repeat(1_000_000), "\u6f22".repeat(500_000), new byte[1_000_000])) {
			Frame frame = serializer.encode(Codecs.call(content));
			serializer.decode(frame);
			assertThat(allocated(() -> serializer.decode(frame))).isLessThan(5L * frame.length() + 100_000);
		}
	}

	private static long allocated(Supplier<Object> action) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		action.get();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}

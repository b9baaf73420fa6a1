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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Arguments are read one after the other, whatever form the payload has.
 */
class PayloadReaderTests {

	private static final JavaType INT = Codecs.MAPPER.type(int.class);

	private static final JavaType STRING = Codecs.MAPPER.type(String.class);

	private static final JavaType ANY = Codecs.MAPPER.type(Object.class);

	/**
	 * The same payload as objects, detached, and received over each serializer.
	 */
	static Stream<Form> forms() {
		Stream<Form> wire = Codecs.all()
			.stream()
			.map((serializer) -> new Form(serializer.name(), (payload) -> Codecs.sent(serializer, payload)));
		return Stream.concat(wire, Stream.of(new Form("values", (payload) -> payload),
				new Form("detached", (payload) -> Codecs.MAPPER.detach(payload))));
	}

	@ParameterizedTest
	@MethodSource("forms")
	void argumentsAreReadOneAfterTheOther(Form form) {
		PayloadReader reader = form.open(Payload.of("a", 2, List.of(3), Map.of("b", 4)));
		assertThat(reader.hasNext()).isTrue();
		assertThat(reader.next(STRING)).isEqualTo("a");
		assertThat(reader.next(INT)).isEqualTo(2);
		assertThat(reader.next(Codecs.MAPPER.type(int[].class))).isEqualTo(new int[] { 3 });
		assertThat(reader.next(ANY)).isEqualTo(Map.of("b", 4));
		assertThat(reader.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> reader.next(ANY))
			.withMessage("there is no argument 5");
	}

	@ParameterizedTest
	@MethodSource("forms")
	void theRestIsReadAtOnce(Form form) {
		PayloadReader reader = form.open(Payload.of("a", 2, 3));
		reader.next(STRING);
		assertThat(reader.remaining(Codecs.MAPPER.type(long.class))).containsExactly(2L, 3L);
		assertThat(reader.remaining(ANY)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void aNullIsNull(Form form) {
		PayloadReader reader = form.open(Payload.of(null, null, 1));
		assertThat(reader.next(STRING)).isNull();
		assertThat(reader.next(ANY)).isNull();
		assertThat(reader.next(INT)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("forms")
	void keywordArgumentsAreReadByName(Form form) {
		Map<String, Object> keywords = new HashMap<>(Map.of("a", 1, "b", List.of("x"), "c", "unknown"));
		keywords.put("d", null);
		PayloadReader reader = form.open(Payload.of(List.of(1), keywords));
		assertThat(reader.keywords(Map.of("a", INT, "b", ANY, "d", STRING, "missing", INT)))
			.containsExactlyInAnyOrderEntriesOf(new HashMap<>() {
				{
					put("a", 1);
					put("b", List.of("x"));
					put("d", null);
				}
			});
	}

	@ParameterizedTest
	@MethodSource("forms")
	void keywordArgumentsAreReadAsOneObject(Form form) {
		PayloadReader reader = form.open(Payload.of(List.of(), Map.of("x", 1, "y", 2)));
		assertThat(reader.hasNext()).isFalse();
		assertThat(reader.keywords(Codecs.MAPPER.type(Point.class))).isEqualTo(new Point(1, 2));
	}

	@ParameterizedTest
	@MethodSource("forms")
	void noKeywordArgumentsAreAnEmptyObject(Form form) {
		assertThat(form.open(Payload.of(1)).keywords(Codecs.MAPPER.type(Map.class))).isEqualTo(Map.of());
		assertThat(form.open(Payload.of(1)).keywords(Codecs.MAPPER.type(Options.class))).isEqualTo(new Options(null));
		assertThat(form.open(Payload.of(1)).keywords(Map.of("x", INT))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void anArgumentOfAnotherTypeIsAnErrorThatSaysWhichAndWhy(Form form) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> {
			PayloadReader reader = form.open(Payload.of(1, "two"));
			reader.next(INT);
			reader.next(INT);
		}).withMessageStartingWith("argument 2 cannot be read as int: ").withMessageContaining("\"two\"");
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> form.open(Payload.of(List.of(), Map.of("x", "two"))).keywords(Map.of("x", INT)))
			.withMessageStartingWith("keyword argument x cannot be read as int: ");
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> form.open(Payload.of(List.of(), Map.of("x", "two", "y", 1)))
				.keywords(Codecs.MAPPER.type(Point.class)))
			.withMessageStartingWith("keyword arguments cannot be read as ");
	}

	@ParameterizedTest
	@MethodSource("forms")
	void errorsHaveNoLocationsInThem(Form form) {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> form.open(Payload.of(Map.of("x", Map.of("secret", "s3cr3t")))).next(INT))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(400)
				.doesNotContain("line:", "column", "Source", "s3cr3t"));
	}

	@ParameterizedTest
	@MethodSource("forms")
	void untypedValuesAreTheSameInAllForms(Form form) {
		Payload payload = Payload.of("a", 1, 5L, 1L << 40, 1.5, 2.5f, true, (short) 3, 'c', List.of(1L),
				new Point(1, 2), new int[] { 1 });
		assertThat(Codecs.MAPPER.arguments(form.form().apply(payload))).containsExactly("a", 1, 5, 1L << 40, 1.5, 2.5,
				true, 3, "c", List.of(1), Map.of("x", 1, "y", 2), List.of(1));
	}

	@ParameterizedTest
	@MethodSource("forms")
	void nothingIsSharedWithTheSender(Form form) {
		List<Object> list = new ArrayList<>(List.of(1));
		byte[] bytes = { 1 };
		Payload received = form.form().apply(Payload.of(List.of(list, bytes), Map.of("x", list)));
		Object first = Codecs.MAPPER.arguments(received).get(0);
		assertThat(first).isEqualTo(list).isNotSameAs(list);
		assertThat(Codecs.MAPPER.arguments(received).get(1)).isEqualTo(bytes).isNotSameAs(bytes);
		assertThat(Codecs.MAPPER.keywordArguments(received).get("x")).isEqualTo(list).isNotSameAs(list);
		assertThat(Codecs.MAPPER.arguments(received).get(0)).isNotSameAs(first);
	}

	@Test
	void aDetachedPayloadDoesNotChangeWithItsSource() {
		List<Object> arguments = new ArrayList<>(List.of("a", 1));
		Map<String, Object> keywords = new HashMap<>(Map.of("x", 2L));
		Payload simple = Codecs.MAPPER.detach(Payload.of(arguments, keywords));
		arguments.add(List.of());
		keywords.put("y", 3);
		assertThat(Codecs.MAPPER.arguments(simple)).containsExactly("a", 1);
		assertThat(Codecs.MAPPER.keywordArguments(simple)).isEqualTo(Map.of("x", 2));

		List<Object> inner = new ArrayList<>(List.of(1));
		Payload complex = Codecs.MAPPER.detach(Payload.of((Object) inner));
		inner.add(2);
		assertThat(Codecs.MAPPER.arguments(complex)).containsExactly(List.of(1));
	}

	@Test
	void simpleValuesAreDetachedWithoutEncodingThem() {
		assertThat(Codecs.MAPPER.detach(Payload.of("a", 1, 2L, 1.5, true, null))).isInstanceOf(Payload.Values.class);
		assertThat(Codecs.MAPPER.detach(Payload.NONE)).isSameAs(Payload.NONE);
		assertThat(Codecs.MAPPER.detach(Payload.of(List.of(1)))).isInstanceOf(Payload.Encoded.class);
		Payload received = Codecs.sent(Codecs.JSON, 1);
		assertThat(Codecs.MAPPER.detach(received)).isSameAs(received);
	}

	@Test
	void whatCannotBeWrittenCannotBeDetached() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.MAPPER.detach(Payload.of(new PayloadMappingTests.Broken())))
			.withMessageContaining("argument 1");
	}

	@Test
	void whatIsEmptyIsLeftOut() {
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(Payload.NONE)))).isEqualTo("[48,1,{},\"a.b\"]");
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(1)))).isEqualTo("[48,1,{},\"a.b\",[1]]");
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(Payload.of(List.of(), Map.of("x", 1))))))
			.isEqualTo("[48,1,{},\"a.b\",[],{\"x\":1}]");
		assertThat(Codecs.hex(Codecs.MSGPACK.encode(Codecs.call(Payload.of(List.of(), Map.of("x", 1))))))
			.isEqualTo("96300180a3612e629081a17801");
		assertThat(Codecs.hex(Codecs.CBOR.encode(Codecs.call(Payload.NONE)))).isEqualTo("84183001a063612e62");
	}

	@Test
	void whatIsEmptyIsAcceptedInBothForms() {
		for (String text : List.of("[48,1,{},\"a.b\"]", "[48,1,{},\"a.b\",[]]", "[48,1,{},\"a.b\",[],{}]",
				" [ 48 , 1 , { } , \"a.b\" , [ ] , { } ] ")) {
			assertThat(Codecs.JSON.decode(Codecs.text(text)).payload()).isSameAs(Payload.NONE);
		}
		Payload payload = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[ 1 ] , { } ]")).payload();
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(payload)))).isEqualTo("[48,1,{},\"a.b\",[ 1 ]]");
		assertThat(Codecs.MSGPACK.decode(Codecs.hex("96 30 01 80 a3612e62 90 80")).payload()).isSameAs(Payload.NONE);
		assertThat(Codecs.CBOR.decode(Codecs.hex("86 1830 01 a0 63612e62 9fff bfff")).payload()).isSameAs(Payload.NONE);
	}

	record Form(String name, UnaryOperator<Payload> form) {

		PayloadReader open(Payload payload) {
			return Codecs.MAPPER.reader(this.form.apply(payload));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Point(int x, int y) {
	}

	record Options(String mode) {
	}

}

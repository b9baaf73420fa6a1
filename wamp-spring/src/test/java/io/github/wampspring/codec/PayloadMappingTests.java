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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Application types in payloads, by the application's own mapper.
 */
class PayloadMappingTests {

	static final List<WampSerializer> serializers = Codecs.all();

	@ParameterizedTest
	@FieldSource("serializers")
	void applicationTypesAreReadAsTheyWereSent(WampSerializer serializer) {
		Object[] values = { new Person("Alice", 30, List.of("a", "b"), Optional.of("x")),
				new Person("Bob", 0, List.of(), Optional.empty()), TimeUnit.SECONDS, UUID.randomUUID(),
				Instant.parse("2026-01-02T03:04:05.678Z"), LocalDate.of(2026, 1, 2), Duration.ofSeconds(90),
				OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC), 'c', true, "text" };
		Payload payload = Codecs.sent(serializer, values);
		PayloadReader reader = Codecs.MAPPER.reader(payload);
		for (Object value : values) {
			assertThat(reader.next(Codecs.MAPPER.type(value.getClass()))).isEqualTo(value);
		}
		assertThat(reader.hasNext()).isFalse();
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void timesAndUuidsAreStringsWithAllSerializers(WampSerializer serializer) {
		UUID uuid = UUID.randomUUID();
		Payload payload = Codecs.sent(serializer, Instant.EPOCH, LocalDate.EPOCH, Duration.ofMinutes(1), uuid);
		assertThat(Codecs.MAPPER.arguments(payload)).containsExactly("1970-01-01T00:00:00Z", "1970-01-01", "PT1M",
				uuid.toString());
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void genericTypesAreReadAsSuch(WampSerializer serializer) {
		List<Person> people = List.of(new Person("Alice", 30, List.of(), Optional.empty()));
		JavaType type = Codecs.MAPPER.type(new ParameterizedTypeReference<List<Person>>() {
		}.getType());
		assertThat(Codecs.MAPPER.reader(Codecs.sent(serializer, people)).next(type)).isEqualTo(people);
		JavaType map = Codecs.MAPPER.type(new ParameterizedTypeReference<Map<TimeUnit, Set<Long>>>() {
		}.getType());
		Map<TimeUnit, Set<Long>> units = Map.of(TimeUnit.DAYS, Set.of(1L, 1L << 40));
		assertThat(Codecs.MAPPER.reader(Codecs.sent(serializer, units)).next(map)).isEqualTo(units);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void arraysOfPrimitivesAreLists(WampSerializer serializer) {
		Payload payload = Codecs.sent(serializer, new int[] { 1, 2 }, new double[] { 1.5 }, new String[] { "a", null });
		assertThat(Codecs.MAPPER.arguments(payload).toString()).isEqualTo("[[1, 2], [1.5], [a, null]]");
		assertThat(Codecs.read(payload, int[].class)).isEqualTo(new int[] { 1, 2 });
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void detailsCanBePassedOnAsArguments(WampSerializer serializer) {
		Dict details = Dict.of("session", 1, "authextra", Map.of("x", Dict.of("y", "z")));
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(serializer, details, List.of(details)))).containsExactly(
				Map.of("session", 1, "authextra", Map.of("x", Map.of("y", "z"))),
				List.of(Map.of("session", 1, "authextra", Map.of("x", Map.of("y", "z")))));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void theApplicationsNamingStrategyAndMixInsApply(WampSerializer any) {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.addMixIn(Base.class, BaseMixIn.class)
			.build());
		WampSerializer serializer = serializer(mapper, any);
		Payload payload = Codecs.sent(serializer, new Mail("a@b.c", 3), new Derived(5));
		assertThat(mapper.arguments(payload)).containsExactly(Map.of("from_address", "a@b.c", "retry_count", 3),
				Map.of("@c", ".PayloadMappingTests$Derived", "value", 5));
		PayloadReader reader = mapper.reader(payload);
		assertThat(reader.next(mapper.type(Mail.class))).isEqualTo(new Mail("a@b.c", 3));
		assertThat(reader.next(mapper.type(Base.class))).isEqualTo(new Derived(5));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void theApplicationsModulesApply(WampSerializer any) {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder()
			.addModule(new SimpleModule().addSerializer(Money.class, new MoneySerializer())
				.addDeserializer(Money.class, new MoneyDeserializer()))
			.build());
		WampSerializer serializer = serializer(mapper, any);
		Payload payload = Codecs.sent(serializer, new Money(1999), List.of(new Money(5)));
		assertThat(mapper.arguments(payload)).containsExactly("19.99", List.of("0.05"));
		assertThat(mapper.reader(payload).next(mapper.type(Money.class))).isEqualTo(new Money(1999));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void theApplicationsSerializersOfScalarsApplyToArgumentsToo(WampSerializer any) {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder()
			.addModule(new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance)
				.addDeserializer(String.class, new TrimmingDeserializer()))
			.build());
		WampSerializer serializer = serializer(mapper, any);
		Payload payload = Codecs.sent(serializer, 1L << 60, " padded ");
		assertThat(mapper.arguments(payload).get(0)).isEqualTo("1152921504606846976");
		PayloadReader reader = mapper.reader(payload);
		assertThat(reader.next(mapper.type(long.class))).isEqualTo(1L << 60);
		assertThat(reader.next(mapper.type(String.class))).isEqualTo("padded");
		Payload detached = mapper.detach(Payload.of(5L));
		assertThat(mapper.arguments(detached)).containsExactly("5");
	}

	@Test
	void theApplicationsFormatOfTimesApplies() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(
				JsonMapper.builder().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build());
		for (WampSerializer serializer : new WampSerializers(mapper)) {
			Payload payload = Codecs.sent(serializer, Instant.ofEpochSecond(5));
			assertThat(mapper.arguments(payload)).first().isInstanceOf(Number.class);
			assertThat(mapper.reader(payload).next(mapper.type(Instant.class))).isEqualTo(Instant.ofEpochSecond(5));
		}
	}

	@Test
	void indentationAndTrailingTokensOfTheApplicationDoNotMatter() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(
				JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build());
		WampSerializer json = new WampSerializers(mapper).all().get(0);
		assertThat(Codecs.text(json.encode(Codecs.call(Map.of("x", List.of(1)), Map.of("y", 2)))))
			.isEqualTo("[48,1,{},\"a.b\",[{\"x\":[1]},{\"y\":2}]]");
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void deserializersMayReadThroughTheirParser(WampSerializer any) {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder()
			.addModule(new SimpleModule().addDeserializer(Boxed.class, new BoxedDeserializer()))
			.build());
		WampSerializer serializer = serializer(mapper, any);
		Payload payload = Codecs.sent(serializer, Map.of("content", new Mail("x", 1)), 7);
		PayloadReader reader = mapper.reader(payload);
		assertThat(reader.next(mapper.type(Boxed.class))).isEqualTo(new Boxed(new Mail("x", 1)));
		assertThat(reader.next(mapper.type(int.class))).isEqualTo(7);
	}

	@Test
	void timestampsOfMessagePackAreStringsInIso8601() {
		for (String hex : List.of("d6ff 00000005", "d7ff 0000000000000005", "c70cff 00000000 0000000000000005")) {
			Payload payload = Codecs.MSGPACK.decode(Codecs.hex("95 30 01 80 a3612e62 91" + hex)).payload();
			assertThat(Codecs.MAPPER.arguments(payload)).containsExactly("1970-01-01T00:00:05Z");
			assertThat(Codecs.read(payload, Instant.class)).isEqualTo(Instant.ofEpochSecond(5));
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.JSON, payload)))
				.containsExactly("1970-01-01T00:00:05Z");
		}
	}

	@Test
	void otherExtensionsOfMessagePackAreForwardedAndNotRead() {
		Frame frame = Codecs.hex("95 30 01 80 a3612e62 92 d40501 c70205aabb");
		Payload payload = Codecs.MSGPACK.decode(frame).payload();
		assertThat(Codecs.MSGPACK.encode(Codecs.call(payload))).isEqualTo(frame);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Codecs.MAPPER.arguments(payload))
			.withMessageContaining("extension type");
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Codecs.JSON.encode(payload))
			.withMessageContaining("extension type");
	}

	@Test
	void stringsAndContainersOfNoDefiniteSizeAreReadInCbor() {
		Payload payload = Codecs.CBOR
			.decode(Codecs.hex("9f 1830 01 bfff 7f61616 22e62ff 9f7f6161626263ff5f4101420203ffff bf6178 9f01ffff ff"))
			.payload();
		assertThat(Codecs.MAPPER.arguments(payload).get(0)).isEqualTo("abc");
		assertThat(Codecs.MAPPER.arguments(payload).get(1)).isEqualTo(new byte[] { 1, 2, 3 });
		assertThat(Codecs.MAPPER.keywordArguments(payload)).isEqualTo(Map.of("x", List.of(1)));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void textIsUnicode(WampSerializer serializer) {
		String text = "\u0001\t\"\\/\u007f\u0080\u00e9\u07ff\u0800\u6f22\uffff\ud83d\ude00\u2028 x";
		assertThat(Codecs.MAPPER.arguments(Codecs.sent(serializer, text, List.of(text), Map.of(text, text))))
			.containsExactly(text, List.of(text), Map.of(text, text));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void halfASurrogatePairIsNotSent(WampSerializer serializer) {
		for (Object value : List.of("a\ud800b", "\udc00", "x\ud83d", List.of("a\ud800b"), Map.of("a\ud800b", 1),
				new char[] { '\ud800' })) {
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> serializer.encode(Codecs.call(value)))
				.withMessageContaining("surrogate");
		}
	}

	@Test
	void theSameKeyTwiceInAPayloadIsForwardedAndTheLastCounts() {
		Payload payload = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[{\"x\":1,\"x\":2}],{\"y\":1,\"y\":2}]"))
			.payload();
		for (WampSerializer serializer : Codecs.all()) {
			Payload received = Codecs.sent(serializer, payload);
			assertThat(Codecs.MAPPER.arguments(received)).containsExactly(Map.of("x", 2));
			assertThat(Codecs.MAPPER.keywordArguments(received)).isEqualTo(Map.of("y", 2));
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatCannotBeWrittenSaysWhichArgumentAndWhy(WampSerializer serializer) {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> serializer.encode(Codecs.call(1, new Broken())))
			.withMessageContaining("argument 2 of " + Broken.class.getName() + " cannot be written")
			.withMessageContaining("not today");
		Payload keywords = Payload.of(List.of(), Map.of("x", new Broken()));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> serializer.encode(Codecs.call(keywords)))
			.withMessageContaining("argument x");
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aCircleOfObjectsCannotBeWritten(WampSerializer serializer) {
		Node node = new Node();
		node.next = node;
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> serializer.encode(Codecs.call(node)));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatIsSentAtTheDepthLimitCanBeReceived(WampSerializer serializer) {
		Object value = 0;
		for (int i = 0; i < Limits.VALUE_DEPTH; i++) {
			value = List.of(value);
		}
		Object deepest = value;
		for (WampSerializer other : serializers) {
			assertThat(Codecs.MAPPER.arguments(Codecs.translated(Payload.of(deepest), serializer, other)))
				.containsExactly(deepest);
		}
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> serializer.encode(Codecs.call(List.of(deepest))));
	}

	private static WampSerializer serializer(JacksonPayloadMapper mapper, WampSerializer like) {
		WampSerializer serializer = new WampSerializers(mapper).byName(like.name());
		assertThat(serializer).isNotNull();
		return serializer;
	}

	record Person(String name, int age, List<String> tags, Optional<String> nickname) {
	}

	record Mail(String fromAddress, int retryCount) {
	}

	interface Base {

	}

	record Derived(int value) implements Base {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	interface BaseMixIn {

	}

	record Money(long cents) {
	}

	record Boxed(Object content) {
	}

	static class Node {

		public Node next;

	}

	static class Broken {

		public String getName() {
			throw new IllegalStateException("not today");
		}

	}

	static class MoneySerializer extends StdSerializer<Money> {

		MoneySerializer() {
			super(Money.class);
		}

		@Override
		public void serialize(Money value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.cents() / 100 + "." + "%02d".formatted(value.cents() % 100));
		}

	}

	static class MoneyDeserializer extends StdDeserializer<Money> {

		MoneyDeserializer() {
			super(Money.class);
		}

		@Override
		public Money deserialize(JsonParser parser, DeserializationContext context) {
			return new Money(Long.parseLong(parser.getString().replace(".", "")));
		}

	}

	static class TrimmingDeserializer extends StdDeserializer<String> {

		TrimmingDeserializer() {
			super(String.class);
		}

		@Override
		public String deserialize(JsonParser parser, DeserializationContext context) {
			return parser.getString().trim();
		}

	}

	static class BoxedDeserializer extends StdDeserializer<Boxed> {

		BoxedDeserializer() {
			super(Boxed.class);
		}

		@Override
		public Boxed deserialize(JsonParser parser, DeserializationContext context) {
			parser.nextToken();
			parser.nextToken();
			Mail content = parser.readValueAs(Mail.class);
			parser.nextToken();
			return new Boxed(content);
		}

	}

}

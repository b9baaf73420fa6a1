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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing that an application sets at its mapper changes what it passes on, or what is
 * read without a type.
 */
class ApplicationSettingsTests {

	static final List<WampSerializer> serializers = Codecs.all();

	private static final JacksonPayloadMapper ODD = new JacksonPayloadMapper(odd());

	private static final WampSerializers ODD_SERIALIZERS = new WampSerializers(ODD);

	/** Every switch on the other side, as far as they do not exclude each other. */
	private static JsonMapper odd() {
		JsonMapper.Builder builder = JsonMapper.builder();
		for (JsonWriteFeature feature : JsonWriteFeature.values()) {
			builder.configure(feature, !feature.enabledByDefault());
		}
		for (JsonReadFeature feature : JsonReadFeature.values()) {
			builder.configure(feature, !feature.enabledByDefault());
		}
		for (StreamWriteFeature feature : StreamWriteFeature.values()) {
			builder.configure(feature, !feature.enabledByDefault());
		}
		for (StreamReadFeature feature : StreamReadFeature.values()) {
			builder.configure(feature, !feature.enabledByDefault());
		}
		return builder.enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
			.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
			.enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
					DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY, DeserializationFeature.UNWRAP_ROOT_VALUE)
			.enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.enable(EnumFeature.WRITE_ENUMS_USING_INDEX)
			.build();
	}

	private static Payload payload() {
		Map<String, Object> dict = new LinkedHashMap<>();
		dict.put("z\u00e9", 1);
		dict.put("a", List.of(1.5, Long.MAX_VALUE, true, "x/y\u2028"));
		dict.put("b", new byte[] { 1, 2 });
		return Payload.of(List.of(1, 1.5, "1", dict, new BigDecimal("1.23456789012345678901")), Map.of("n", 7));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatIsTranslatedIsTheSame(WampSerializer from) {
		Payload received = Codecs.sent(from, payload());
		for (WampSerializer to : serializers) {
			WampSerializer odd = ODD_SERIALIZERS.byName(to.name());
			assertThat(odd.encode(Codecs.call(received))).isEqualTo(to.encode(Codecs.call(received)));
			assertThat(odd.encode(received)).extracting((encoded) -> ((Payload.Encoded) encoded).bytes())
				.isEqualTo(((Payload.Encoded) to.encode(received)).bytes());
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatIsReadWithoutATypeIsTheSame(WampSerializer serializer) {
		Payload received = Codecs.sent(serializer, payload());
		assertThat(Messages.comparable(ODD.arguments(received)))
			.isEqualTo(Messages.comparable(Codecs.MAPPER.arguments(received)));
		assertThat(ODD.keywordArguments(received)).isEqualTo(Map.of("n", 7));
	}

	@Test
	void whatWasNeverEncodedIsReadTheSame() {
		Payload values = Payload.of(List.of(1, 1.5, "1", new ArrayList<>(List.of(1, 2L, List.of()))), Map.of("n", 7));
		assertThat(ODD.arguments(values)).isEqualTo(List.of(1, 1.5, "1", List.of(1, 2, List.of())));
		assertThat(ODD.keywordArguments(values)).isEqualTo(Map.of("n", 7));
	}

	@Test
	void jsonIsWrittenAsOthersReadIt() {
		Payload payload = Payload.of(1, Map.of("key", 1.5), "\u00e9/");
		String frame = Codecs.text(ODD_SERIALIZERS.byName("json").encode(Codecs.call(payload)));
		assertThat(frame).isEqualTo("[48,1,{},\"a.b\",[1,{\"key\":1.5},\"\u00e9/\"]]");
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> ODD_SERIALIZERS.byName("json").encode(Codecs.call(List.of(Double.NaN))));
	}

	@Test
	void whatIsReadByATypeFollowsTheApplication() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(
				JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build());
		Object value = mapper.reader(Codecs.sent(Codecs.JSON, Payload.of(1.5))).next(mapper.type(Object.class));
		assertThat(value).isEqualTo(new BigDecimal("1.5"));
	}

}

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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.codec.json.JsonSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The test vectors of the WAMP project.
 */
class OfficialVectorsTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Map<String, String> COMPONENTS = Map.of("message_type", "type", "request_id", "request",
			"request_type", "requestType", "subscription_id", "subscription", "registration_id", "registration",
			"session_id", "session", "publication_id", "publication");

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JSON);

	private final WampSerializers serializers = new WampSerializers(this.mapper);

	@TestFactory
	Stream<DynamicContainer> vectors() throws IOException {
		Path folder = Path.of("src/test/resources/wamp-testsuite/singlemessage");
		try (Stream<Path> files = Files.walk(folder)) {
			List<Path> vectors = files.filter((file) -> file.toString().endsWith(".json")).sorted().toList();
			assertThat(vectors).hasSize(25);
			return vectors.stream().map(this::vector);
		}
	}

	private DynamicContainer vector(Path file) {
		JsonNode vector = read(file);
		return DynamicContainer.dynamicContainer(file.getFileName().toString(),
				vector.get("samples").valueStream().flatMap(this::sample));
	}

	private Stream<DynamicTest> sample(JsonNode sample) {
		return this.serializers.all()
			.stream()
			.map((serializer) -> DynamicTest.dynamicTest(
					serializer.name() + ": " + sample.get("description").asString(), () -> check(serializer, sample)));
	}

	private void check(WampSerializer serializer, JsonNode sample) {
		if (sample.has("wmsg")) {
			checkValidation(serializer, sample);
		}
		else {
			checkSerialization(serializer, sample);
		}
	}

	private void checkSerialization(WampSerializer serializer, JsonNode sample) {
		List<Frame> frames = sample.get("serializers")
			.get(serializer.name())
			.valueStream()
			.map((bytes) -> frame(serializer, HexFormat.of().parseHex(bytes.get("bytes_hex").asString())))
			.toList();
		for (Frame frame : frames) {
			WampMessage message = serializer.decode(frame);
			sample.get("expected_attributes").properties().forEach((attribute) -> checkAttribute(message, attribute));
			assertThat(frames).anySatisfy((expected) -> assertSame(serializer.encode(message), expected));
			Payload values = message.payload();
			if (!(values instanceof Payload.Encoded encoded && encoded.isTransparent())) {
				WampMessage ofValues = withValues(message);
				assertThat(frames).anySatisfy((expected) -> assertSame(serializer.encode(ofValues), expected));
			}
		}
	}

	private WampMessage withValues(WampMessage message) {
		Payload payload = Payload.of(this.mapper.arguments(message.payload()),
				this.mapper.keywordArguments(message.payload()));
		return message.type().create(List.of(message.fields()), payload);
	}

	private void checkAttribute(WampMessage message, Map.Entry<String, JsonNode> attribute) {
		JsonNode expected = attribute.getValue();
		switch (attribute.getKey()) {
			case "args" -> {
				if (!expected.isNull()) {
					assertThat(tree(this.mapper.arguments(message.payload()))).isEqualTo(expected);
				}
			}
			case "kwargs" -> {
				if (!expected.isNull()) {
					assertThat(tree(this.mapper.keywordArguments(message.payload()))).isEqualTo(expected);
				}
			}
			case "payload" -> checkTransparent(message.payload(), expected);
			case "roles" -> assertThat(tree(((Dict) message.fields()[1]).getDict("roles"))).isEqualTo(expected);
			default ->
				assertThat(tree(component(message, attribute.getKey()))).as(attribute.getKey()).isEqualTo(expected);
		}
	}

	private void checkTransparent(Payload payload, JsonNode expected) {
		if (expected.isNull()) {
			return;
		}
		assertThat(payload).isInstanceOfSatisfying(EncodedPayload.class, (encoded) -> {
			assertThat(encoded.isTransparent()).isTrue();
			byte[] bytes = HexFormat.of().parseHex(expected.asString());
			assertThat(encoded.openArguments(ObjectReadContext.empty()).nextToken().isScalarValue()).isTrue();
			var parser = encoded.openArguments(ObjectReadContext.empty());
			parser.nextToken();
			assertThat(parser.getBinaryValue()).isEqualTo(bytes);
		});
	}

	private Object component(WampMessage message, String attribute) {
		String name = COMPONENTS.getOrDefault(attribute, attribute);
		try {
			if (name.equals("type")) {
				return message.type().code();
			}
			for (RecordComponent component : message.getClass().getRecordComponents()) {
				if (component.getName().equals(name)) {
					return component.getAccessor().invoke(message);
				}
			}
			throw new IllegalStateException(message + " has no attribute " + attribute);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode tree(Object value) {
		if (value instanceof Dict dict) {
			return JSON.readTree(text(new JsonSerializer(this.mapper).encode(new WampMessage.Hello("", dict)))).get(2);
		}
		if (value instanceof MessageType type) {
			return JSON.readTree(String.valueOf(type.code()));
		}
		return JSON.readTree(JSON.writeValueAsString(value));
	}

	private void checkValidation(WampSerializer serializer, JsonNode sample) {
		Frame frame = switch (serializer.name()) {
			case "json" -> Frame.text(sample.get("wmsg").toString());
			case "cbor" -> Codecs.binary(new CBORMapper().writeValueAsBytes(sample.get("wmsg")));
			default -> Codecs.binary(msgpack(sample.get("wmsg")));
		};
		JsonNode error = sample.get("expected_error");
		if (error == null) {
			WampMessage message = serializer.decode(frame);
			assertThat(JSON.readTree(text(new JsonSerializer(this.mapper).encode(message))))
				.isEqualTo(sample.get("wmsg"));
			return;
		}
		assertThat(error.get("type").asString()).isEqualTo("protocol_violation");
		assertThatThrownBy(() -> serializer.decode(frame)).isInstanceOf(ProtocolViolation.class)
			.hasMessageContaining(error.get("contains").asString());
	}

	private byte[] msgpack(JsonNode node) {
		byte[] frame = Codecs.bytes(Codecs.MSGPACK.encode(Codecs.call(node)));
		int before = Codecs.bytes(Codecs.MSGPACK.encode(Codecs.call(0))).length - 1;
		return Arrays.copyOfRange(frame, before, frame.length);
	}

	private static void assertSame(Frame actual, Frame expected) {
		if (expected.isText()) {
			assertThat(text(actual)).isEqualTo(text(expected));
		}
		else {
			assertThat(actual.toBytes()).isEqualTo(expected.toBytes());
		}
	}

	private static Frame frame(WampSerializer serializer, byte[] bytes) {
		return serializer.isBinary() ? Codecs.binary(bytes) : Frame.text(new String(bytes, StandardCharsets.UTF_8));
	}

	private static String text(Frame frame) {
		return frame.toString();
	}

	private static JsonNode read(Path file) {
		try {
			return JSON.readTree(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

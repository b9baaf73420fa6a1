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

package io.github.wampspring.codec.jackson;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.EncodedPayload;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.MessageWriter;
import io.github.wampspring.codec.PackedPayload;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.codec.PayloadWriter;
import io.github.wampspring.codec.SliceSerializer;
import io.github.wampspring.codec.binary.BinarySerializer;
import io.github.wampspring.codec.json.JsonSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.SerializationContextExt;

/**
 * The payload mapper for all serializers, derived from the application's
 * {@link JsonMapper}: its modules, naming strategies and mix-ins apply to MessagePack and
 * CBOR as they do to JSON. Its features of the format JSON itself do not apply, and
 * nothing of it applies to what is only passed on or read without a type.
 */
public final class JacksonPayloadMapper implements PayloadMapper, PayloadWriter {

	/** For what is not the application's business. */
	private static final JacksonPayloadMapper PLAIN = new JacksonPayloadMapper(new JsonMapper());

	private final JsonMapper mapper;

	private final Map<JavaType, ObjectReader> readers = new ConcurrentHashMap<>();

	private final JavaType anyType;

	private final JavaType mapType;

	private final BinarySerializer cbor;

	private final BinarySerializer msgpack;

	private final JsonSerializer json;

	private final boolean plainWriting;

	private final boolean plainReading;

	/**
	 * Creates a mapper.
	 * @param applicationMapper the application's mapper, which is left as it is
	 */
	public JacksonPayloadMapper(JsonMapper applicationMapper) {
		this.mapper = withoutFormat(applicationMapper.rebuild())
			.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.UNWRAP_ROOT_VALUE)
			.disable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
			.addModule(new SimpleModule().addSerializer(Dict.class, new DictSerializer()))
			.build();
		this.plainWriting = Scalars.isWritingPlain(this.mapper);
		this.plainReading = Scalars.isReadingPlain(this.mapper);
		this.anyType = this.mapper.constructType(Object.class);
		this.mapType = this.mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
		this.cbor = BinarySerializer.cbor(this);
		this.msgpack = BinarySerializer.msgpack(this);
		this.json = new JsonSerializer(this);
	}

	/**
	 * How JSON is written and read is up to WAMP: an application's own dialect would be
	 * malformed for other peers, and would change what they have sent to each other.
	 */
	private static JsonMapper.Builder withoutFormat(JsonMapper.Builder builder) {
		for (StreamReadFeature feature : StreamReadFeature.values()) {
			builder.configure(feature, feature.enabledByDefault());
		}
		for (StreamWriteFeature feature : StreamWriteFeature.values()) {
			builder.configure(feature, feature.enabledByDefault());
		}
		for (JsonReadFeature feature : JsonReadFeature.values()) {
			builder.configure(feature, feature.enabledByDefault());
		}
		for (JsonWriteFeature feature : JsonWriteFeature.values()) {
			builder.configure(feature, feature.enabledByDefault());
		}
		return builder;
	}

	@Override
	public JavaType type(Type type) {
		return this.mapper.constructType(type);
	}

	@Override
	public @Nullable Object typed(@Nullable Object value, JavaType type) {
		if (value == null || !type.getRawClass().isInstance(value)) {
			return value;
		}
		boolean container = type.isContainerType() || type.isReferenceType() || type.isIterationType()
				|| type.hasRawClass(Iterable.class);
		boolean itsClass = type.hasGenericTypes() && type.hasRawClass(value.getClass());
		return (container || itsClass) ? new TypedValue(value, type) : value;
	}

	@Override
	public PayloadReader reader(Payload payload) {
		return reader(payload, this);
	}

	private PayloadReader reader(Payload payload, JacksonPayloadMapper target) {
		if (payload instanceof Payload.Values values) {
			return new ValuesReader(this, target, values);
		}
		EncodedPayload encoded = MessageWriter.encoded(payload);
		if (encoded.isTransparent()) {
			throw new PayloadException("the payload is transparent to WAMP: only its end points can read it", null);
		}
		return new EncodedReader(target, encoded);
	}

	@Override
	public List<@Nullable Object> arguments(Payload payload) {
		return reader(payload, PLAIN).remaining(PLAIN.anyType);
	}

	@Override
	public Object transparent(Payload.Encoded payload) {
		EncodedPayload encoded = MessageWriter.encoded(payload);
		if (!encoded.isTransparent()) {
			throw new PayloadException("the payload is not transparent", null);
		}
		try (JsonParser parser = PLAIN.open(encoded)) {
			parser.nextToken();
			return Objects.requireNonNull(PLAIN.read(parser, PLAIN.anyType));
		}
	}

	@Override
	public Payload transparent(byte[] value) {
		return this.cbor.transparent(value);
	}

	@Override
	public byte[] pack(String serializer, PackedPayload payload) {
		return serializer(serializer).pack(payload.uri(), payload.payload());
	}

	@Override
	public PackedPayload unpack(String serializer, byte[] bytes) {
		return serializer(serializer).unpack(bytes);
	}

	private SliceSerializer serializer(String name) {
		return switch (name) {
			case "cbor" -> this.cbor;
			case "msgpack" -> this.msgpack;
			case "json" -> this.json;
			default -> throw new PayloadException("there is no serializer " + Uris.quote(name), null);
		};
	}

	@Override
	@SuppressWarnings("unchecked")
	public Map<String, @Nullable Object> keywordArguments(Payload payload) {
		Object keywords = reader(payload, PLAIN).keywords(PLAIN.mapType);
		return (keywords != null) ? (Map<String, @Nullable Object>) keywords : Map.of();
	}

	@Override
	public Payload detach(Payload payload) {
		if (!(payload instanceof Payload.Values values) || values.isEmpty()) {
			return payload;
		}
		for (Object argument : values.arguments()) {
			if (!isSimple(argument)) {
				return this.cbor.encode(payload);
			}
		}
		for (Object argument : values.keywordArguments().values()) {
			if (!isSimple(argument)) {
				return this.cbor.encode(payload);
			}
		}
		return Payload.of(new ArrayList<>(values.arguments()), values.keywordArguments());
	}

	private boolean isSimple(@Nullable Object value) {
		return value == null || (this.plainWriting && Scalars.isSimple(value));
	}

	boolean isWritingPlain() {
		return this.plainWriting;
	}

	boolean isReadingPlain() {
		return this.plainReading;
	}

	// Writing

	@Override
	public void writeArguments(FrameWriter writer, Payload payload) {
		if (payload instanceof Payload.Values values) {
			List<? extends @Nullable Object> arguments = values.arguments();
			writer.startList(arguments.size());
			for (int i = 0; i < arguments.size(); i++) {
				writeValue(writer, arguments.get(i), "argument " + (i + 1));
			}
			writer.endList();
		}
		else {
			transcode(writer, MessageWriter.encoded(payload).openArguments(PLAIN.readContext()));
		}
	}

	@Override
	public void writeKeywords(FrameWriter writer, Payload payload) {
		if (payload instanceof Payload.Values values) {
			if (!values.keywordArguments().isEmpty()) {
				writer.startDict(values.keywordArguments().size());
				values.keywordArguments().forEach((name, value) -> {
					writer.key(name);
					writeValue(writer, value, "argument " + name);
				});
				writer.endDict();
			}
		}
		else {
			JsonParser parser = MessageWriter.encoded(payload).openKeywords(PLAIN.readContext());
			if (parser != null) {
				transcode(writer, parser);
			}
		}
	}

	private void writeValue(FrameWriter writer, @Nullable Object value, String what) {
		try {
			if (!this.plainWriting || !MessageWriter.writeScalar(writer, value)) {
				SerializationContextExt context = writeContext();
				try (JsonGenerator generator = writer.generator(context, Limits.VALUE_DEPTH)) {
					if (value instanceof TypedValue typed) {
						context.serializeValue(generator, typed.value(), typed.type());
					}
					else {
						context.serializeValue(generator, value);
					}
				}
			}
		}
		catch (RuntimeException ex) {
			throw Problems.cannotWrite(what, (value instanceof TypedValue typed) ? typed.value() : value, ex);
		}
	}

	/**
	 * A value with its declared type.
	 *
	 * @param value the value
	 * @param type the type
	 */
	private record TypedValue(Object value, JavaType type) {
	}

	private void transcode(FrameWriter writer, JsonParser parser) {
		try (parser; JsonGenerator generator = writer.generator(PLAIN.writeContext(), Limits.PAYLOAD_DEPTH)) {
			Transcoder.copy(parser, generator);
		}
		catch (RuntimeException ex) {
			throw Problems.cannotTranscode(ex);
		}
	}

	SerializationContextExt writeContext() {
		return this.mapper._serializationContext();
	}

	// Reading

	ObjectReadContext readContext() {
		return this.mapper._deserializationContext();
	}

	JsonParser open(EncodedPayload payload) {
		DeserializationContextExt context = this.mapper._deserializationContext();
		return context.assignAndReturnParser(payload.openArguments(context));
	}

	JsonParser openKeywords(EncodedPayload payload) {
		DeserializationContextExt context = this.mapper._deserializationContext();
		JsonParser parser = payload.openKeywords(context);
		return context.assignAndReturnParser((parser != null) ? parser : this.cbor.open(context, (writer) -> {
			writer.startDict(0);
			writer.endDict();
		}));
	}

	/**
	 * Opens a value as if it had come in a frame.
	 * @param sender who writes the value
	 * @param value the value
	 * @param what what it is, for errors
	 * @return a parser before its first token
	 */
	JsonParser open(JacksonPayloadMapper sender, @Nullable Object value, String what) {
		DeserializationContextExt context = this.mapper._deserializationContext();
		return context
			.assignAndReturnParser(this.cbor.open(context, (writer) -> sender.writeValue(writer, value, what)));
	}

	/**
	 * Reads the value at a parser.
	 * @param parser the parser at the first token of the value
	 * @param type the type wanted
	 * @return the value
	 */
	@Nullable Object read(JsonParser parser, JavaType type) {
		Class<?> raw = type.getRawClass();
		JsonToken token = parser.currentToken();
		if (this.plainReading) {
			if (token == JsonToken.VALUE_STRING && raw == String.class) {
				return parser.getString();
			}
			if (token == JsonToken.VALUE_NUMBER_INT) {
				if (raw == int.class || raw == Integer.class) {
					return parser.getIntValue();
				}
				if (raw == long.class || raw == Long.class) {
					return parser.getLongValue();
				}
			}
		}
		return this.readers.computeIfAbsent(type, this.mapper::readerFor).readValue(parser);
	}

}

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

package io.github.wampspring.benchmarks.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Event;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * An event to and from the types of an application: with the codecs of this library, with
 * Jackson's own for JSON and CBOR, and by hand with msgpack-core, field by field.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecComparisonBenchmark {

	/** Whose codec. */
	@Param({ "json", "jackson-json", "cbor", "jackson-cbor", "msgpack", "msgpack-core" })
	public String codec = "json";

	/** The event's argument: a record, a string of 1 MiB, or 1,000 records. */
	@Param({ "record", "string", "records" })
	public String argument = "record";

	private Codec implementation;

	private Object value;

	private byte[] bytes;

	@Setup
	public void prepare() throws IOException {
		this.value = switch (this.argument) {
			case "record" -> reading(17);
			case "string" -> "x".repeat(1 << 20);
			default -> IntStream.range(0, 1000).mapToObj(CodecComparisonBenchmark::reading).toList();
		};
		this.implementation = switch (this.codec) {
			case "jackson-json" -> new Jackson(new JsonMapper(), this.argument);
			case "jackson-cbor" -> new Jackson(new CBORMapper(), this.argument);
			case "msgpack-core" -> new MsgpackCore(this.argument);
			default -> new Ours(this.codec, this.argument);
		};
		this.bytes = this.implementation.write(this.value);
		if (!Objects.equals(this.implementation.read(this.bytes), this.value)) {
			throw new IllegalStateException("What is read is not what was written");
		}
	}

	@Benchmark
	public Object read() throws IOException {
		return this.implementation.read(this.bytes);
	}

	@Benchmark
	public byte[] write() throws IOException {
		return this.implementation.write(this.value);
	}

	private static Reading reading(int number) {
		return new Reading("sensor-" + number, number, 20.5 + number, number % 2 == 0);
	}

	private static JavaType type(ObjectMapper mapper, String argument) {
		return switch (argument) {
			case "record" -> mapper.constructType(Reading.class);
			case "string" -> mapper.constructType(String.class);
			default -> mapper.getTypeFactory().constructCollectionType(List.class, Reading.class);
		};
	}

	/** The argument. */
	public record Reading(String sensor, int number, double value, boolean valid) {
	}

	private interface Codec {

		byte[] write(Object value) throws IOException;

		Object read(byte[] bytes) throws IOException;

	}

	private static final class Ours implements Codec {

		private final JacksonPayloadMapper mapper;

		private final WampSerializer serializer;

		private final JavaType type;

		Ours(String codec, String argument) {
			JsonMapper json = new JsonMapper();
			this.mapper = new JacksonPayloadMapper(json);
			this.serializer = Objects.requireNonNull(new WampSerializers(this.mapper).byName(codec));
			this.type = type(json, argument);
		}

		@Override
		public byte[] write(Object value) {
			return this.serializer.encode(new Event(5512315355L, 4429313566L, Dict.EMPTY, Payload.of(value))).toBytes();
		}

		@Override
		public Object read(byte[] bytes) {
			Payload payload = this.serializer.decode(Slice.of(bytes)).payload();
			return Objects.requireNonNull(this.mapper.reader(payload).next(this.type));
		}

	}

	private static final class Jackson implements Codec {

		private final ObjectMapper mapper;

		private final ObjectReader reader;

		Jackson(ObjectMapper mapper, String argument) {
			this.mapper = mapper;
			this.reader = mapper.readerFor(type(mapper, argument))
				.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
		}

		@Override
		public byte[] write(Object value) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			try (JsonGenerator generator = this.mapper.createGenerator(out)) {
				generator.writeStartArray();
				generator.writeNumber(36);
				generator.writeNumber(5512315355L);
				generator.writeNumber(4429313566L);
				generator.writeStartObject();
				generator.writeEndObject();
				generator.writeStartArray();
				this.mapper.writeValue(generator, value);
				generator.writeEndArray();
				generator.writeEndArray();
			}
			return out.toByteArray();
		}

		@Override
		public Object read(byte[] bytes) {
			try (JsonParser parser = this.mapper.createParser(bytes)) {
				parser.nextToken();
				if (parser.nextIntValue(0) != 36 || parser.nextLongValue(0) + parser.nextLongValue(0) <= 0) {
					throw new IllegalStateException();
				}
				parser.nextToken();
				parser.skipChildren();
				parser.nextToken();
				parser.nextToken();
				return this.reader.readValue(parser);
			}
		}

	}

	private static final class MsgpackCore implements Codec {

		private final String argument;

		MsgpackCore(String argument) {
			this.argument = argument;
		}

		@Override
		public byte[] write(Object value) throws IOException {
			try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
				packer.packArrayHeader(5).packInt(36).packLong(5512315355L).packLong(4429313566L).packMapHeader(0);
				packer.packArrayHeader(1);
				if (value instanceof String string) {
					packer.packString(string);
				}
				else if (value instanceof Reading reading) {
					write(packer, reading);
				}
				else {
					List<?> readings = (List<?>) value;
					packer.packArrayHeader(readings.size());
					for (Object reading : readings) {
						write(packer, (Reading) reading);
					}
				}
				return packer.toByteArray();
			}
		}

		private static void write(MessageBufferPacker packer, Reading reading) throws IOException {
			packer.packMapHeader(4);
			packer.packString("sensor").packString(reading.sensor());
			packer.packString("number").packInt(reading.number());
			packer.packString("value").packDouble(reading.value());
			packer.packString("valid").packBoolean(reading.valid());
		}

		@Override
		public Object read(byte[] bytes) throws IOException {
			try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
				unpacker.unpackArrayHeader();
				if (unpacker.unpackInt() != 36 || unpacker.unpackLong() + unpacker.unpackLong() <= 0) {
					throw new IllegalStateException();
				}
				unpacker.skipValue();
				unpacker.unpackArrayHeader();
				if (this.argument.equals("string")) {
					return unpacker.unpackString();
				}
				if (this.argument.equals("record")) {
					return reading(unpacker);
				}
				int size = unpacker.unpackArrayHeader();
				List<Reading> readings = new ArrayList<>(size);
				for (int i = 0; i < size; i++) {
					readings.add(reading(unpacker));
				}
				return readings;
			}
		}

		private static Reading reading(MessageUnpacker unpacker) throws IOException {
			String sensor = "";
			int number = 0;
			double value = 0;
			boolean valid = false;
			for (int i = unpacker.unpackMapHeader(); i > 0; i--) {
				switch (unpacker.unpackString()) {
					case "sensor" -> sensor = unpacker.unpackString();
					case "number" -> number = unpacker.unpackInt();
					case "value" -> value = unpacker.unpackDouble();
					case "valid" -> valid = unpacker.unpackBoolean();
					default -> unpacker.skipValue();
				}
			}
			return new Reading(sensor, number, value, valid);
		}

	}

}

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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Event;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * What a router does with an event: the header into objects, the arguments passed over.
 * With the parsers of this library, which check all that they pass over, and with those
 * of others, which here only find where the arguments end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {

	private final CBORFactory jackson = new CBORFactory();

	private final JsonFactory jacksonJson = new JsonFactory();

	private WampSerializer json;

	private WampSerializer cbor;

	private WampSerializer msgpack;

	private Frame jsonFrame;

	private Frame cborFrame;

	private Frame msgpackFrame;

	@Setup
	public void prepare() {
		WampSerializers serializers = new WampSerializers(new JacksonPayloadMapper(new JsonMapper()));
		this.json = Objects.requireNonNull(serializers.byName("json"));
		this.cbor = Objects.requireNonNull(serializers.byName("cbor"));
		this.msgpack = Objects.requireNonNull(serializers.byName("msgpack"));
		WampMessage event = new Event(5512315355L, 4429313566L, Dict.EMPTY,
				Payload.of(List.of(), Map.of("n", 17, "phase", 1, "data", "x".repeat(70))));
		this.jsonFrame = this.json.encode(event);
		this.cborFrame = this.cbor.encode(event);
		this.msgpackFrame = this.msgpack.encode(event);
	}

	@Benchmark
	public WampMessage json() {
		return this.json.decode(this.jsonFrame);
	}

	@Benchmark
	public long jsonByJackson() {
		try (JsonParser parser = this.jacksonJson.createParser(ObjectReadContext.empty(), this.jsonFrame.toBytes())) {
			return passOver(parser);
		}
	}

	@Benchmark
	public WampMessage cbor() {
		return this.cbor.decode(this.cborFrame);
	}

	@Benchmark
	public long cborByJackson() {
		try (JsonParser parser = this.jackson.createParser(ObjectReadContext.empty(), this.cborFrame.toBytes())) {
			return passOver(parser);
		}
	}

	private static long passOver(JsonParser parser) {
		parser.nextToken();
		long header = parser.nextIntValue(0) + parser.nextLongValue(0) + parser.nextLongValue(0);
		parser.nextToken();
		parser.skipChildren();
		parser.nextToken();
		parser.skipChildren();
		parser.nextToken();
		parser.skipChildren();
		return header + parser.currentLocation().getByteOffset();
	}

	@Benchmark
	public WampMessage msgpack() {
		return this.msgpack.decode(this.msgpackFrame);
	}

	@Benchmark
	public long msgpackByMsgpackCore() throws IOException {
		try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(this.msgpackFrame.toBytes())) {
			unpacker.unpackArrayHeader();
			long header = unpacker.unpackInt() + unpacker.unpackLong() + unpacker.unpackLong();
			unpacker.skipValue(3);
			return header + unpacker.getTotalReadBytes();
		}
	}

}

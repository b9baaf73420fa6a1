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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage;
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
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to frames and back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

	/** The serializer. */
	@Param({ "json", "msgpack", "cbor" })
	public String serializerName = "json";

	private JacksonPayloadMapper mapper;

	private WampSerializer serializer;

	private WampMessage call;

	private Frame callFrame;

	private WampMessage forwarded;

	private Frame eventFrame;

	private JavaType string;

	@Setup
	public void prepare() {
		this.mapper = new JacksonPayloadMapper(JsonMapper.builder().build());
		this.serializer = Objects.requireNonNull(new WampSerializers(this.mapper).byName(this.serializerName));
		this.call = new Call(7814135, Dict.EMPTY, "com.myapp.add2", Payload.of("0123456789abcdef", 3));
		this.callFrame = this.serializer.encode(this.call);
		this.forwarded = this.serializer.decode(this.callFrame);
		this.eventFrame = this.serializer.encode(new Event(5512315355L, 4429313566L, Dict.EMPTY,
				Payload.of(List.of(), Map.of("n", 17, "phase", 1, "data", "x".repeat(70)))));
		this.string = this.mapper.type(String.class);
	}

	@Benchmark
	public Frame encodeValues() {
		return this.serializer.encode(this.call);
	}

	@Benchmark
	public Frame encodeSlice() {
		return this.serializer.encode(this.forwarded);
	}

	@Benchmark
	public WampMessage decodeHeader() {
		return this.serializer.decode(this.callFrame);
	}

	@Benchmark
	public WampMessage decodeHeaderOfEvent() {
		return this.serializer.decode(this.eventFrame);
	}

	@Benchmark
	public Object decodeToTypes() {
		PayloadReader reader = this.mapper.reader(this.serializer.decode(this.callFrame).payload());
		return Objects.requireNonNull(reader.next(this.string));
	}

}

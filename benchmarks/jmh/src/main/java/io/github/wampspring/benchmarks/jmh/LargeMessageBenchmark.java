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

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.WampChannelHandler;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message of 1 MiB costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LargeMessageBenchmark {

	private static final int SIZE = 1024 * 1024;

	/** The serializer. */
	@Param({ "json", "msgpack", "cbor" })
	public String serializerName = "json";

	private JacksonPayloadMapper mapper;

	private WampSerializer serializer;

	private WampRouter router;

	private WampChannelHandler publisher;

	private SinkChannel subscriber;

	private WampMessage values;

	private Frame frame;

	private WampMessage forwarded;

	private JavaType string;

	@Setup
	public void prepare() {
		this.mapper = new JacksonPayloadMapper(JsonMapper.builder().build());
		this.serializer = Objects.requireNonNull(new WampSerializers(this.mapper).byName(this.serializerName));
		RealmSettings realm = RealmSettings.builder("realm1").anonymous("anonymous").build();
		this.router = new DefaultWampRouter(RouterSettings.builder().realm(realm).build(), this.mapper);
		this.publisher = new SinkChannel(this.serializer).join(this.router);
		this.subscriber = new SinkChannel(this.serializer);
		this.subscriber.join(this.router).onMessage(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
		this.values = new Publish(1, Dict.EMPTY, "com.myapp.topic", Payload.of("x".repeat(SIZE)));
		this.frame = this.serializer.encode(this.values);
		this.forwarded = this.serializer.decode(this.frame);
		this.string = this.mapper.type(String.class);
	}

	@TearDown
	public void close() {
		this.router.close();
	}

	@Benchmark
	public Frame encodeValues() {
		return this.serializer.encode(this.values);
	}

	@Benchmark
	public Frame encodeSlice() {
		return this.serializer.encode(this.forwarded);
	}

	@Benchmark
	public WampMessage decodeHeader() {
		return this.serializer.decode(this.frame);
	}

	@Benchmark
	public Object decodeToTypes() {
		return Objects
			.requireNonNull(this.mapper.reader(this.serializer.decode(this.frame).payload()).next(this.string));
	}

	@Benchmark
	public Object eventThroughTheRouter() {
		this.publisher.onMessage(this.serializer.decode(this.frame));
		return this.subscriber.last();
	}

}

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
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Yield;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * What the router does with a call and an event, frames decoded and encoded, no sockets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouterBenchmark {

	/** Subscribers of the event. */
	@Param({ "1", "100", "1000" })
	public int subscribers = 1;

	private WampRouter router;

	private WampSerializer json;

	private WampChannelHandler caller;

	private SinkChannel callerChannel;

	private WampChannelHandler callee;

	private SinkChannel calleeChannel;

	private Frame event;

	private long request = 1;

	@Setup
	public void prepare() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder().build());
		this.json = Objects.requireNonNull(new WampSerializers(mapper).byName("json"));
		RealmSettings realm = RealmSettings.builder("realm1").anonymous("anonymous").build();
		this.router = new DefaultWampRouter(RouterSettings.builder().realm(realm).build(), mapper);
		this.callerChannel = new SinkChannel(this.json);
		this.caller = this.callerChannel.join(this.router);
		this.calleeChannel = new SinkChannel(this.json);
		this.callee = this.calleeChannel.join(this.router);
		this.callee.onMessage(new Register(1, Dict.EMPTY, "com.myapp.echo"));
		for (int i = 0; i < this.subscribers; i++) {
			new SinkChannel(this.json).join(this.router).onMessage(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
		}
		this.event = this.json.encode(new Publish(1, Dict.EMPTY, "com.myapp.topic", Payload.of("x".repeat(100))));
	}

	@TearDown
	public void close() {
		this.router.close();
	}

	@Benchmark
	public Object callAndResult() {
		Frame call = this.json
			.encode(new Call(++this.request, Dict.EMPTY, "com.myapp.echo", Payload.of("0123456789abcdef")));
		this.caller.onMessage(this.json.decode(call));
		Invocation invocation = (Invocation) this.calleeChannel.last();
		this.callee.onMessage(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
		return this.callerChannel.last();
	}

	@Benchmark
	public Object eventToAllSubscribers() {
		this.caller.onMessage(this.json.decode(this.event));
		return this.callerChannel;
	}

}

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
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.ChannelClose;
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
 * What one call, one event, and joining and leaving cost beside other sessions, and
 * beside other registrations and subscriptions, which have nothing to do with them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GrowthBenchmark {

	/** Other sessions of the realm, and other registrations and subscriptions of it. */
	@Param({ "1/10", "100/10", "10000/10", "1/1000", "1/100000", "10000/100000" })
	public String beside = "1/10";

	private WampRouter router;

	private WampSerializer json;

	private WampChannelHandler caller;

	private SinkChannel callerChannel;

	private WampChannelHandler callee;

	private SinkChannel calleeChannel;

	private SinkChannel subscriberChannel;

	private Frame event;

	private long request = 1;

	@Setup
	public void prepare() {
		int sessions = Integer.parseInt(this.beside.split("/")[0]);
		int registrations = Integer.parseInt(this.beside.split("/")[1]);
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder().build());
		this.json = Objects.requireNonNull(new WampSerializers(mapper).byName("json"));
		RealmSettings realm = RealmSettings.builder("realm1")
			.anonymous("anonymous")
			.sessionLimits(SessionLimits.none())
			.limits(RealmLimits.builder().sessions(20_000).registrations(200_000).build())
			.build();
		this.router = new DefaultWampRouter(RouterSettings.builder().realm(realm).build(), mapper);
		this.callerChannel = new SinkChannel(this.json);
		this.caller = this.callerChannel.join(this.router);
		this.calleeChannel = new SinkChannel(this.json);
		this.callee = this.calleeChannel.join(this.router);
		this.callee.onMessage(new Register(1, Dict.EMPTY, "com.myapp.echo"));
		this.subscriberChannel = new SinkChannel(this.json);
		this.subscriberChannel.join(this.router).onMessage(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
		SinkChannel otherChannel = new SinkChannel(this.json);
		WampChannelHandler other = otherChannel.join(this.router);
		for (int i = 0; i < registrations; i++) {
			other.onMessage(new Register(2L * i + 1, Dict.EMPTY, "com.myapp.procedure" + i));
			other.onMessage(new Subscribe(2L * i + 2, Dict.EMPTY, "com.myapp.topic" + i));
		}
		if (!(otherChannel.last() instanceof Subscribed)) {
			throw new IllegalStateException(otherChannel.last().toString());
		}
		for (int i = 1; i < sessions; i++) {
			new SinkChannel(this.json).join(this.router);
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
	public Object eventToOneSubscriber() {
		this.caller.onMessage(this.json.decode(this.event));
		return this.subscriberChannel.last();
	}

	@Benchmark
	public Object joinAndLeave() {
		WampChannelHandler session = new SinkChannel(this.json).join(this.router);
		session.onClose(ChannelClose.normal("done"));
		return session;
	}

}

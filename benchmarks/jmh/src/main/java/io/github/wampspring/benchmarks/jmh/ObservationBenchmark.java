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

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampOperation;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.observation.OutgoingObservationInterceptor;
import io.github.wampspring.observation.RouterObservationInterceptor;
import io.github.wampspring.observation.TracePropagation;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.WampChannelHandler;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
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
 * What it costs that operations can be observed, on one thread: at a template whose
 * connection answers at once, and on the way of a call through the router.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ObservationBenchmark {

	/**
	 * {@code off}: nothing observes; {@code silent}: nobody listens to what observes;
	 * {@code meters}: meters do.
	 */
	@Param({ "off", "silent", "meters" })
	public String observation = "off";

	private WampTemplate wamp;

	private WampRouter router;

	private WampSerializer json;

	private WampChannelHandler caller;

	private SinkChannel callerChannel;

	private WampChannelHandler callee;

	private SinkChannel calleeChannel;

	private long request;

	@Setup
	public void prepare() {
		JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder().build());
		this.json = Objects.requireNonNull(new WampSerializers(mapper).byName("json"));
		WampTemplate.Builder template = WampTemplate.builder(new Answering()).payloadMapper(mapper);
		RouterSettings.Builder settings = RouterSettings.builder()
			.realm(RealmSettings.builder("realm1").anonymous("anonymous").build());
		if (!this.observation.equals("off")) {
			ObservationRegistry registry = registry();
			template.interceptors(List
				.of(new OutgoingObservationInterceptor(registry, List.of(), 100, Set.of(TracePropagation.ATTRIBUTES))));
			settings.interceptor(new RouterObservationInterceptor(registry, null, 100));
		}
		this.wamp = template.build();
		this.router = new DefaultWampRouter(settings.build(), mapper);
		this.callerChannel = new SinkChannel(this.json);
		this.caller = this.callerChannel.join(this.router);
		this.calleeChannel = new SinkChannel(this.json);
		this.callee = this.calleeChannel.join(this.router);
		this.callee.onMessage(new Register(1, Dict.EMPTY, "com.myapp.echo"));
	}

	private ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		if (this.observation.equals("meters")) {
			registry.observationConfig()
				.observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
		}
		return registry;
	}

	@TearDown
	public void close() {
		this.router.close();
	}

	@Benchmark
	public Object template() {
		return this.wamp.callAsync("com.myapp.add2", Integer.class, 2, 3).join();
	}

	@Benchmark
	public Object router() {
		Frame call = this.json
			.encode(new Call(++this.request, Dict.EMPTY, "com.myapp.echo", Payload.of("0123456789abcdef")));
		this.caller.onMessage(this.json.decode(call));
		Invocation invocation = (Invocation) this.calleeChannel.last();
		this.callee.onMessage(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
		return this.callerChannel.last();
	}

	/** A connection whose router answers each call at once. */
	private static final class Answering implements WampConnection {

		private static final CallResult ANSWER = new CallResult(Dict.EMPTY, Payload.of(5));

		@Override
		public String getName() {
			return "default";
		}

		@Override
		public ConnectionState getState() {
			throw new UnsupportedOperationException();
		}

		@Override
		public WampSession getSession() {
			return null;
		}

		@Override
		public CompletableFuture<WampSession> session(Duration timeout) {
			throw new UnsupportedOperationException();
		}

		@Override
		@SuppressWarnings("unchecked")
		public <R, T> CompletableFuture<T> submit(WampOperation<R, T> operation) {
			return CompletableFuture.completedFuture(operation.read((R) ANSWER));
		}

		@Override
		public void reconnect() {
		}

		@Override
		public Executor getExecutor() {
			return Runnable::run;
		}

		@Override
		public WampRegistration register(String procedure, Dict options, InvocationHandler handler) {
			throw new UnsupportedOperationException();
		}

		@Override
		public WampSubscription subscribe(String topic, Dict options, EventHandler handler) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<WampRegistration> getRegistrations() {
			return List.of();
		}

		@Override
		public List<WampSubscription> getSubscriptions() {
			return List.of();
		}

	}

}

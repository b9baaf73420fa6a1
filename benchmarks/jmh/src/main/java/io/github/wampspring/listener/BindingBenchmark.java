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

package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Yield;
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
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * From the payload of a frame to the arguments of an annotated method, and from what it
 * returns to a frame: no transport, no threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BindingBenchmark {

	/** How the payload is encoded. */
	@Param({ "json", "msgpack", "cbor" })
	public String serializer = "json";

	/** The name of the method. */
	@Param({ "nothing", "three", "record", "keywords", "list" })
	public String method = "three";

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(new JsonMapper());

	private WampSerializer codec;

	private ArgumentBinder<String> binder;

	private Payload payload;

	private Payload result;

	@Setup
	public void prepare() {
		this.codec = Objects.requireNonNull(new WampSerializers(this.mapper).byName(this.serializer));
		Method method = Arrays.stream(Handler.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(this.method))
			.findFirst()
			.orElseThrow();
		ConfigurableListableBeanFactory beans = new DefaultListableBeanFactory();
		BindingPlanner<String> planner = new BindingPlanner<>(this.mapper, new AttributeResolver(beans), Map.of(),
				null);
		this.binder = new ArgumentBinder<>(this.mapper,
				planner.plan(new ListenerMethod("handler", Handler.class, method)), true);
		Order order = new Order("4711", 3, Map.of("colour", "blue"));
		Payload values = switch (this.method) {
			case "three" -> Payload.of("x", 17, true);
			case "record" -> Payload.of(order);
			case "keywords" -> Payload.of(List.of(), Map.of("name", "x", "count", 17));
			case "list" -> Payload.of(List.of(order, order, order, order, order, order, order, order, order, order));
			default -> Payload.NONE;
		};
		this.payload = this.codec.encode(values);
		this.result = values;
	}

	@Benchmark
	public Object bind() {
		return this.binder.bind("", this.payload);
	}

	@Benchmark
	public Object write() {
		return this.codec.encode(new Yield(1, Dict.EMPTY, this.result));
	}

	/** An argument with fields. */
	public record Order(String id, int count, Map<String, String> options) {
	}

	/** Has the methods. */
	static class Handler {

		void nothing() {
		}

		void three(String text, int number, boolean flag) {
		}

		void record(Order order) {
		}

		void keywords(@WampKwarg("name") String name, @WampKwarg("count") int count) {
		}

		void list(List<Order> orders) {
		}

	}

}

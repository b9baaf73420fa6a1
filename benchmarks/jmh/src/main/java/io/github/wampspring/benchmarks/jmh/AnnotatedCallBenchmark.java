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

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Calls of annotated methods within one application, one at a time, from the template to
 * the method and back: what binding of arguments adds to the way.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnnotatedCallBenchmark {

	private ConfigurableApplicationContext context;

	private WampTemplate wamp;

	private Order order;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true", "spring.main.banner-mode=off", "logging.level.root=warn")
			.run();
		this.wamp = this.context.getBean(WampTemplate.class);
		this.order = new Order("4711", 3, Map.of("colour", "blue"));
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object nothing() {
		return this.wamp.callAsync("com.myapp.nothing", Object.class).join() == null;
	}

	@Benchmark
	public Object threeArguments() {
		return Objects.requireNonNull(this.wamp.call("com.myapp.three", String.class, "x", 17, true));
	}

	@Benchmark
	public Object aRecord() {
		return Objects.requireNonNull(this.wamp.call("com.myapp.order", Order.class, this.order));
	}

	/** An argument with fields. */
	public record Order(String id, int count, Map<String, String> options) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@WampProcedure("com.myapp.nothing")
		void nothing() {
		}

		@WampProcedure("com.myapp.three")
		String three(String text, int number, boolean flag) {
			return text;
		}

		@WampProcedure("com.myapp.order")
		Order order(Order order) {
			return order;
		}

	}

}

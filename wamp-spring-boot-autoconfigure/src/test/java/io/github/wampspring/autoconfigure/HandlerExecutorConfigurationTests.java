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

package io.github.wampspring.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The threads of handlers, in an application with the router inside.
 */
class HandlerExecutorConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withPropertyValues("wamp.router.enabled=true", "wamp.publisher.exclude-me=false");

	@ParameterizedTest
	@ValueSource(ints = { 1, 64 })
	void handlersThatCallTheirOwnApplicationAllEnd(int threads) {
		this.runner.withBean(Nested.class).withPropertyValues("wamp.listener.threads=" + threads).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			CompletableFuture<?>[] calls = IntStream.range(0, 64)
				.mapToObj((i) -> wamp.callAsync("com.myapp.outer", Integer.class, i))
				.toArray(CompletableFuture<?>[]::new);
			assertThat(calls).allSatisfy((call) -> assertThat(call).succeedsWithin(java.time.Duration.ofSeconds(60)));
			wamp.publish("com.myapp.topic", 7);
			await().untilAsserted(() -> assertThat(context.getBean(Nested.class).seen).hasValue(8));
		});
	}

	@Test
	void aCapacityWithoutLimitIsOne() {
		this.runner.withBean(Nested.class)
			.withPropertyValues("wamp.listener.queue-capacity=2147483647")
			.run((context) -> assertThat(
					context.getBean(WampTemplate.class).<Integer>call("com.myapp.inner", Integer.class, 1))
				.isEqualTo(2));
	}

	@ParameterizedTest
	@CsvSource({ "threads,0", "threads,-1", "threads,40000", "queue-capacity,-1" })
	void whatCannotBeNamesItsProperty(String name, String value) {
		this.runner.withPropertyValues("wamp.listener." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.listener." + name));
	}

	@Test
	void decoratorsOfTheApplicationDecorateHandlers() {
		AtomicInteger decorated = new AtomicInteger();
		this.runner.withBean(Nested.class).withBean("first", TaskDecorator.class, () -> (task) -> {
			decorated.incrementAndGet();
			return task;
		}).withBean("second", TaskDecorator.class, () -> (task) -> {
			decorated.incrementAndGet();
			return task;
		}).run((context) -> {
			context.getBean(WampTemplate.class).call("com.myapp.inner", Integer.class, 1);
			assertThat(decorated).hasValueGreaterThanOrEqualTo(2);
		});
	}

	@Test
	void anExecutorOfTheApplicationsOwnTakesTheirPlace() {
		this.runner.withBean("wampHandlerExecutor", Executor.class, () -> Runnable::run)
			.run((context) -> assertThat(context.getBean("wampHandlerExecutor"))
				.isNotInstanceOf(io.github.wampspring.client.HandlerExecutor.class));
	}

	static class Nested {

		private final AtomicInteger seen = new AtomicInteger();

		private final org.springframework.beans.factory.ObjectProvider<WampTemplate> wamp;

		Nested(org.springframework.beans.factory.ObjectProvider<WampTemplate> wamp) {
			this.wamp = wamp;
		}

		@WampProcedure("com.myapp.outer")
		int outer(int x) {
			Integer inner = this.wamp.getObject().call("com.myapp.inner", Integer.class, x);
			return (inner != null) ? inner : 0;
		}

		@WampProcedure("com.myapp.inner")
		int inner(int x) {
			return x + 1;
		}

		@WampSubscribe("com.myapp.topic")
		void onTopic(int x) {
			this.seen.set(outer(x));
		}

	}

}

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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results are written by the declared return type of their method, so that elements keep
 * their type IDs.
 */
class DeclaredTypeTests {

	private static final Map<String, Object> CAT = Map.of("kind", "cat", "name", "Tom");

	private final ListenerContext context = ListenerContext.of(Zoo.class);

	@AfterEach
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "inherited", "array", "stage", "mono", "flux", "stream", "bound" })
	void elementsKeepTheirTypeIds(String procedure) {
		assertThat(sent(this.context.call(procedure).results())).isEqualTo(List.of(List.of(CAT)));
	}

	@Test
	void valuesAndNestedElementsKeepThemToo() {
		assertThat(sent(this.context.call("one").results())).isEqualTo(List.of(CAT));
		assertThat(sent(this.context.call("map").results())).isEqualTo(List.of(Map.of("a", CAT)));
		assertThat(sent(this.context.call("nested").results())).isEqualTo(List.of(Map.of("a", List.of(CAT))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux.lists", "sink" })
	void progressiveResultsKeepThemToo(String procedure) {
		FakeInvocation invocation = this.context.callWith(procedure, FakeInvocation.PROGRESS, Payload.NONE);
		assertThat(sent(invocation.progressed())).isEqualTo(List.of(List.of(CAT)));
	}

	private static List<?> sent(List<?> results) {
		return ListenerContext.MAPPER.arguments(ListenerContext.json(Payload.of(results.toArray())));
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
	interface Animal {

	}

	record Cat(String name) implements Animal {
	}

	abstract static class Base<T> {

		@WampProcedure("inherited")
		List<T> inherited() {
			return List.of(cat());
		}

		abstract T cat();

	}

	static class Zoo extends Base<Animal> {

		@Override
		Animal cat() {
			return new Cat("Tom");
		}

		@WampProcedure("one")
		Animal one() {
			return cat();
		}

		@WampProcedure("list")
		List<Animal> list() {
			return List.of(cat());
		}

		@WampProcedure("bound")
		<A extends Animal> List<? extends Animal> bound() {
			return List.of(cat());
		}

		@WampProcedure("array")
		Animal[] array() {
			return new Animal[] { cat() };
		}

		@WampProcedure("map")
		Map<String, Animal> map() {
			return Map.of("a", cat());
		}

		@WampProcedure("nested")
		CompletableFuture<Map<String, List<Animal>>> nested() {
			return CompletableFuture.completedFuture(Map.of("a", List.of(cat())));
		}

		@WampProcedure("stage")
		CompletionStage<List<Animal>> stage() {
			return CompletableFuture.completedFuture(List.of(cat()));
		}

		@WampProcedure("mono")
		Mono<List<Animal>> mono() {
			return Mono.just(List.of(cat()));
		}

		@WampProcedure("flux")
		Flux<Animal> flux() {
			return Flux.just(cat());
		}

		@WampProcedure("stream")
		Stream<Animal> stream() {
			return Stream.of(cat());
		}

		@WampProcedure("flux.lists")
		Flux<List<Animal>> fluxOfLists() {
			return Flux.just(List.of(cat()));
		}

		@WampProcedure("sink")
		void sink(ProgressSink<List<Animal>> sink) {
			sink.next(List.of(cat()));
		}

	}

}

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
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of annotated methods.
 */
class ReflectionHintsTests {

	@Test
	void annotatedMethodsAreCalledAndTheirTypesBound() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Handlers.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Handlers.class.getDeclaredMethod("find", Query.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Handlers.class.getDeclaredMethod("told", Told.class))).accepts(hints);
		for (Class<?> bound : List.of(Query.class, Found.class, Told.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(bound.getDeclaredConstructors()[0]))
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Handlers.class.getDeclaredMethod("other", String.class))).rejects(hints);
	}

	@Test
	void soAreTheMethodsOfABeanThatImplementsAContract() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Implementation.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Implementation.class.getDeclaredMethod("find", Query.class))).accepts(hints);
		assertThat(
				RuntimeHintsPredicates.reflection().onConstructorInvocation(Found.class.getDeclaredConstructors()[0]))
			.accepts(hints);
	}

	interface Contract {

		@WampProcedure("find")
		Found find(Query query);

	}

	static class Implementation implements Contract {

		@Override
		public Found find(Query query) {
			return new Found(1);
		}

	}

	record Query(String text) {
	}

	record Found(int id) {
	}

	record Told(String what) {
	}

	static class Handlers {

		@WampProcedure("find")
		CompletableFuture<List<Found>> find(Query query) {
			return CompletableFuture.completedFuture(List.of());
		}

		@WampSubscribe("told")
		void told(Told told) {
		}

		void other(String text) {
		}

	}

}

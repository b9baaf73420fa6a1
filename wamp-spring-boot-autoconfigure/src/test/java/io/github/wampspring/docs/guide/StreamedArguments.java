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

package io.github.wampspring.docs.guide;

import java.util.List;
import java.util.stream.Stream;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

class StreamedArguments {

	@Component
	static class Files {

		// tag::callee[]
		@WampProcedure("com.myapp.upload")
		long upload(String name, Stream<byte[]> chunks) {
			return chunks.mapToLong((chunk) -> chunk.length).sum();
		}

		@WampProcedure("com.myapp.averages")
		Flux<Double> averages(Flux<Double> values) {
			return values.buffer(2).map((pair) -> (pair.get(0) + pair.get(1)) / 2);
		}
		// end::callee[]

	}

	@Component
	static class Client {

		private final WampTemplate wamp;

		private final ReactiveWampTemplate reactiveWamp;

		Client(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
			this.wamp = wamp;
			this.reactiveWamp = reactiveWamp;
		}

		// tag::caller[]
		@Nullable Long upload(String name, List<byte[]> chunks) {
			return this.wamp.newCall("com.myapp.upload").args(name).streamArgs(chunks).call(Long.class);
		}

		Flux<Double> averages(Flux<Double> values) {
			return this.reactiveWamp.newCall("com.myapp.averages").streamArgs(values).stream(Double.class);
		}
		// end::caller[]

		// tag::register[]
		void register() {
			this.wamp.registerStreamed("com.myapp.total", Integer.class,
					(numbers) -> numbers.mapToInt(Integer::intValue).sum());
			this.wamp.registerStreamed("com.myapp.scaled", (arguments, details, progress) -> {
				int factor = arguments.first().get(0, Integer.class);
				return Flux.from(arguments.publisher(1, Integer.class)).map((number) -> factor * number);
			});
		}
		// end::register[]

		@Nullable Integer total(List<Integer> numbers) {
			return this.wamp.newCall("com.myapp.total").streamArgs(numbers).call(Integer.class);
		}

		Flux<Integer> scaled(int factor, List<Integer> numbers) {
			return this.reactiveWamp.newCall("com.myapp.scaled").args(factor).streamArgs(numbers).stream(Integer.class);
		}

	}

}

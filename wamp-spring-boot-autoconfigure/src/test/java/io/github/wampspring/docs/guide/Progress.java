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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

class Progress {

	@Component
	static class Countdown {

		// tag::callee[]
		@WampProcedure("com.myapp.countdown")
		String countdown(int from, ProgressSink<Integer> progress) {
			for (int i = from; i > 0; i--) {
				progress.next(i);
			}
			return "lift-off";
		}

		@WampProcedure("com.myapp.squares")
		Flux<Integer> squares(int count) {
			return Flux.range(1, count).map((i) -> i * i);
		}
		// end::callee[]

	}

	@Component
	static class Watcher {

		private final WampTemplate wamp;

		private final ReactiveWampTemplate reactiveWamp;

		final List<Integer> seen = new CopyOnWriteArrayList<>();

		Watcher(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
			this.wamp = wamp;
			this.reactiveWamp = reactiveWamp;
		}

		// tag::caller[]
		@Nullable String watch() {
			return this.wamp.newCall("com.myapp.countdown")
				.args(3)
				.progress(Integer.class, this.seen::add)
				.call(String.class);
		}

		Flux<Integer> squares() {
			return this.reactiveWamp.stream("com.myapp.squares", Integer.class, 4);
		}
		// end::caller[]

	}

}

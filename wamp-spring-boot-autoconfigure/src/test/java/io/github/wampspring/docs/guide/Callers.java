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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

@Component
class Callers {

	private final WampTemplate wamp;

	private final ReactiveWampTemplate reactiveWamp;

	Callers(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
		this.wamp = wamp;
		this.reactiveWamp = reactiveWamp;
	}

	// tag::blocking[]
	String addBlocking() {
		Integer sum = this.wamp.call("com.myapp.add2", Integer.class, 2, 3);
		return "call result: " + sum;
	}
	// end::blocking[]

	// tag::future[]
	CompletableFuture<String> addLater() {
		return this.wamp.callAsync("com.myapp.add2", Integer.class, 2, 3)
			.thenApply((sum) -> "call result: " + sum)
			.exceptionally((ex) -> "call error: " + ex.getMessage());
	}
	// end::future[]

	// tag::reactor[]
	Mono<String> addReactive() {
		return this.reactiveWamp.call("com.myapp.add2", Integer.class, 2, 3)
			.map((sum) -> "call result: " + sum)
			.onErrorResume((ex) -> Mono.just("call error: " + ex.getMessage()));
	}
	// end::reactor[]

	// tag::fluent[]
	WampResult everything() {
		return this.wamp.newCall("com.myapp.describe")
			.args("cube")
			.kwarg("edge", 2.5)
			.timeout(Duration.ofSeconds(3))
			.discloseMe()
			.call();
	}
	// end::fluent[]

}

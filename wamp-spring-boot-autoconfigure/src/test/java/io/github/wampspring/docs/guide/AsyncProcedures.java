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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampResult;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

@Component
class AsyncProcedures {

	// tag::async[]
	@WampProcedure("com.myapp.later")
	CompletionStage<String> later(String text) {
		return CompletableFuture.supplyAsync(() -> text, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
	}

	@WampProcedure("com.myapp.reactive")
	Mono<String> reactive(String text) {
		return Mono.just(text).delayElement(Duration.ofMillis(10));
	}
	// end::async[]

	@WampProcedure("com.myapp.describe")
	WampResult describe(String shape, @WampKwarg double edge) {
		return WampResult.of(shape).with("volume", edge * edge * edge);
	}

}

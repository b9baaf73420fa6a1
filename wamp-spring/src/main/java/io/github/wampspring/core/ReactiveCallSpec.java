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

package io.github.wampspring.core;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call that is being put together. All that {@link ReactiveWampOperations} says holds
 * here too.
 */
public interface ReactiveCallSpec extends CallOptionsSpec<ReactiveCallSpec> {

	/**
	 * Calls.
	 * @return all arguments of the result
	 */
	Mono<WampResult> call();

	/**
	 * Calls.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument; empty if there is none, or a null
	 */
	<T> Mono<T> call(Class<T> resultType);

	/**
	 * Calls.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument; empty if there is none, or a null
	 */
	<T> Mono<T> call(ParameterizedTypeReference<T> resultType);

	/**
	 * Calls, and asks for progressive results ({@code receive_progress}).
	 * @param <T> the type of each result
	 * @param resultType the type of each result
	 * @return the first positional argument of each progressive result and of the final
	 * one, where there is one; cancelling cancels the call. Ends with an error where more
	 * than 1024 results wait for the subscriber
	 */
	<T> Flux<T> stream(Class<T> resultType);

	/**
	 * As {@link #stream(Class)}.
	 * @param <T> the type of each result
	 * @param resultType the type of each result
	 * @return the results
	 */
	<T> Flux<T> stream(ParameterizedTypeReference<T> resultType);

}

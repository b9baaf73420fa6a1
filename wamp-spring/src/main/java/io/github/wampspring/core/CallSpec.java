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

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call that is being put together. For one use by one thread. All that
 * {@link WampOperations} says about exceptions and threads holds here too.
 */
public interface CallSpec extends CallOptionsSpec<CallSpec> {

	/**
	 * Asks for progressive results ({@code receive_progress}). They are handled one after
	 * the other, before the final result: by the calling thread where it waits for the
	 * result, by the thread that receives after {@code callAsync}; the consumer must not
	 * block then.
	 * @param <T> the type of a progressive result
	 * @param type the type of the first positional argument
	 * @param consumer takes them; an exception that it throws cancels the call and ends
	 * it
	 * @return this
	 */
	<T> CallSpec progress(Class<T> type, Consumer<@Nullable T> consumer);

	/**
	 * As {@link #progress(Class, Consumer)}.
	 * @param <T> the type of a progressive result
	 * @param type the type of the first positional argument
	 * @param consumer takes them
	 * @return this
	 */
	<T> CallSpec progress(ParameterizedTypeReference<T> type, Consumer<@Nullable T> consumer);

	/**
	 * As {@link #progress(Class, Consumer)}, for results with several arguments.
	 * @param consumer takes them
	 * @return this
	 */
	CallSpec progress(Consumer<WampResult> consumer);

	/**
	 * Calls, and waits for the result.
	 * @return all arguments of the result
	 */
	WampResult call();

	/**
	 * Calls, and waits for the result.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument; {@code null} if there is none
	 */
	<T> @Nullable T call(Class<T> resultType);

	/**
	 * Calls, and waits for the result.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument; {@code null} if there is none
	 */
	<T> @Nullable T call(ParameterizedTypeReference<T> resultType);

	/**
	 * Calls without waiting.
	 * @return all arguments of the result, later
	 */
	CompletableFuture<WampResult> callAsync();

	/**
	 * Calls without waiting.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument, later
	 */
	<T> CompletableFuture<@Nullable T> callAsync(Class<T> resultType);

	/**
	 * Calls without waiting.
	 * @param <T> the result's type
	 * @param resultType the result's type
	 * @return the first positional argument, later
	 */
	<T> CompletableFuture<@Nullable T> callAsync(ParameterizedTypeReference<T> resultType);

}

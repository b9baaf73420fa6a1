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

import java.util.function.Consumer;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Where the progressive results of an invocation go. A parameter of this type makes it
 * available to a {@link io.github.wampspring.annotation.WampProcedure @WampProcedure}
 * method, and a {@link ProcedureHandler} gets it too. What the method returns is the
 * final result. Safe for use by any thread.
 *
 * @param <T> the type of a progressive result; a {@link WampResult} stands for several
 * arguments
 */
public interface ProgressSink<T extends @Nullable Object> {

	/**
	 * Sends a progressive result. Does nothing if the caller does not want any, or the
	 * invocation has ended.
	 * @param result the result
	 * @throws io.github.wampspring.PayloadException if it cannot be sent
	 */
	void next(T result);

	/**
	 * Whether the caller wants progressive results.
	 * @return {@code false} if {@link #next} does nothing
	 */
	boolean isWanted();

	/**
	 * Whether the caller does not wait any more, or its session has ended.
	 * @return {@code true} once the invocation is cancelled
	 */
	boolean isCancelled();

	/**
	 * Creates the sink of a caller, for a method of a client that has a parameter of this
	 * type.
	 * @param <T> the type of a progressive result
	 * @param consumer takes them
	 * @return the sink
	 */
	static <T extends @Nullable Object> ProgressSink<T> of(Consumer<? super T> consumer) {
		return new ProgressSink<>() {

			@Override
			public void next(T result) {
				consumer.accept(result);
			}

			@Override
			public boolean isWanted() {
				return true;
			}

			@Override
			public boolean isCancelled() {
				return false;
			}

		};
	}

	/**
	 * Creates the sink of an invocation.
	 * @param invocation the invocation
	 * @param mapper writes the results
	 * @param type the declared type of a result
	 * @return the sink
	 */
	static ProgressSink<@Nullable Object> of(Invocation invocation, PayloadMapper mapper, ResolvableType type) {
		ResultWriter writer = ResultWriter.of(mapper, type);
		return new ProgressSink<>() {

			@Override
			public void next(@Nullable Object result) {
				if (isWanted()) {
					invocation.progress(writer.write(result));
				}
			}

			@Override
			public boolean isWanted() {
				return invocation.isProgressWanted();
			}

			@Override
			public boolean isCancelled() {
				return invocation.isInterrupted();
			}

		};
	}

}

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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Waits until a method that takes events is done, by what it returns.
 */
@FunctionalInterface
interface EventCompletion {

	/**
	 * Waits.
	 * @param value what the method returned
	 * @throws Exception what it failed with later, or an {@link InterruptedException}
	 */
	void await(@Nullable Object value) throws Exception;

	/**
	 * Chooses by return type.
	 * @param method the method
	 * @return how to wait for it
	 */
	static EventCompletion of(ListenerMethod method) {
		Class<?> type = method.returnType().toClass();
		if (CompletionStage.class.isAssignableFrom(type)) {
			return EventCompletion::awaitStage;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		return (adapter != null) ? new PublisherCompletion(adapter) : (value) -> {
		};
	}

	private static void awaitStage(@Nullable Object value) throws Exception {
		if (value instanceof CompletionStage<?> stage) {
			CompletableFuture<?> future = stage.toCompletableFuture();
			try {
				future.get();
			}
			catch (InterruptedException ex) {
				future.cancel(true);
				throw ex;
			}
		}
	}

}

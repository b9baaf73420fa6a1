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

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A result that comes later.
 */
final class StageReturnValue implements ReturnValue {

	private final boolean empty;

	private final InvocationFailures failures;

	StageReturnValue(boolean empty, InvocationFailures failures) {
		this.empty = empty;
		this.failures = failures;
	}

	@Override
	public void send(@Nullable Object value, Invocation invocation) {
		if (!(value instanceof CompletionStage<?> stage)) {
			complete(value, invocation);
			return;
		}
		stage.whenComplete((result, failure) -> {
			if (failure != null) {
				this.failures.fail(invocation, failure);
			}
			else {
				complete(result, invocation);
			}
		});
		if (!(stage instanceof CompletableFuture<?> future && future.isDone())) {
			invocation.onInterrupt(() -> cancel(stage, invocation));
		}
	}

	private void complete(@Nullable Object result, Invocation invocation) {
		invocation.complete(this.empty ? Payload.NONE : ReturnValue.payload(result));
	}

	private void cancel(CompletionStage<?> stage, Invocation invocation) {
		if (stage instanceof CompletableFuture<?> future) {
			future.cancel(true);
		}
		this.failures.cancel(invocation);
	}

}

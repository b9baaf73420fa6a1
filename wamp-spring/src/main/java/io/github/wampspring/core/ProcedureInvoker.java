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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handler of the application answer invocations.
 *
 * @param handler the handler
 * @param mapper reads the arguments
 * @param errors translates what the handler throws
 */
record ProcedureInvoker(ProcedureHandler handler, PayloadMapper mapper,
		ProcedureErrors errors) implements InvocationHandler {

	@Override
	public void onInvocation(Invocation invocation) {
		WampArguments arguments = new WampArguments(invocation.payload(), this.mapper);
		try {
			Object result = this.handler.handle(arguments, invocation);
			if (result instanceof CompletionStage<?> stage) {
				stage.whenComplete((value, failure) -> end(invocation, value, failure));
				invocation.onInterrupt(() -> stage.toCompletableFuture().cancel(true));
			}
			else {
				end(invocation, result, null);
			}
		}
		catch (UnreadableArgumentException ex) {
			end(invocation, null, ex.isAbout(arguments) ? invalidArgument(ex) : ex);
		}
		catch (InterruptedException ex) {
			end(invocation, null,
					invocation.isInterrupted() ? new WampException(ErrorUris.CANCELED, "The call was cancelled") : ex);
		}
		catch (Exception ex) {
			end(invocation, null, ex);
		}
	}

	private static WampException invalidArgument(UnreadableArgumentException failure) {
		return new WampException(ErrorUris.INVALID_ARGUMENT, List.of(String.valueOf(failure.getMessage())), Map.of(),
				failure);
	}

	private void end(Invocation invocation, @Nullable Object result, @Nullable Throwable failure) {
		if (failure != null) {
			Throwable cause = (failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure;
			WampException error = this.errors.translate(cause, invocation);
			invocation.fail(error.getUri(), Payload.of(error.getArguments(), error.getKeywordArguments()));
		}
		else if (result instanceof WampArguments arguments) {
			invocation.complete(arguments.toPayload());
		}
		else {
			invocation.complete((result != null) ? Payload.of(result) : Payload.NONE);
		}
	}

}

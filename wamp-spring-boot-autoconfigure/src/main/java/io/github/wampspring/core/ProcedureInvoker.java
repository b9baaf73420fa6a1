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

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampException;
import io.github.wampspring.protocol.ErrorUris;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.protocol.codec.PayloadMapper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handler of the application answer invocations.
 *
 * @param handler the handler
 * @param mapper reads the arguments
 * @param errors the URIs of exceptions
 */
record ProcedureInvoker(ProcedureHandler handler, PayloadMapper mapper,
		ErrorMappings errors) implements InvocationHandler {

	private static final Log logger = LogFactory.getLog(ProcedureInvoker.class);

	@Override
	public void onInvocation(Invocation invocation) {
		try {
			Object result = this.handler.handle(new WampArguments(invocation.payload(), this.mapper), invocation);
			if (result instanceof CompletionStage<?> stage) {
				stage.whenComplete((value, failure) -> end(invocation, value, failure));
				invocation.onInterrupt(() -> stage.toCompletableFuture().cancel(true));
			}
			else {
				end(invocation, result, null);
			}
		}
		catch (PayloadException ex) {
			invocation.fail(ErrorUris.INVALID_ARGUMENT, Payload.of(ex.getMessage()));
		}
		catch (Exception ex) {
			end(invocation, null, ex);
		}
	}

	private void end(Invocation invocation, @Nullable Object result, @Nullable Throwable failure) {
		if (failure != null) {
			fail(invocation, (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
					: failure);
		}
		else if (result instanceof WampArguments arguments) {
			invocation.complete(arguments.toPayload());
		}
		else {
			invocation.complete((result != null) ? Payload.of(result) : Payload.NONE);
		}
	}

	private void fail(Invocation invocation, Throwable failure) {
		if (failure instanceof WampException error) {
			invocation.fail(error.getUri(), Payload.of(error.getArguments(), error.getKeywordArguments()));
			return;
		}
		String uri = this.errors.uriFor(failure);
		if (uri != null) {
			invocation.fail(uri, (failure.getMessage() != null) ? Payload.of(failure.getMessage()) : Payload.NONE);
			return;
		}
		logger.error("The procedure " + invocation.procedure() + " failed", failure);
		invocation.fail(ErrorUris.RUNTIME_ERROR, Payload.NONE);
	}

}

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

package io.github.wampspring.router.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.routing.RoutedSession;
import org.jspecify.annotations.Nullable;

/**
 * The procedures that the router itself offers.
 */
final class MetaProcedures {

	private final PayloadMapper mapper;

	private final Map<String, MetaProcedure> procedures = new HashMap<>();

	MetaProcedures(PayloadMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Adds a procedure. To be called before the first call.
	 */
	void add(String uri, MetaProcedure procedure) {
		this.procedures.put(uri, procedure);
	}

	/**
	 * Calls a procedure.
	 * @return completes with the RESULT or ERROR, never exceptionally
	 */
	CompletableFuture<WampMessage> call(RoutedSession caller, Call message) {
		MetaProcedure procedure = this.procedures.get(message.procedure());
		if (procedure == null) {
			return CompletableFuture.completedFuture(
					error(message, ErrorUris.NO_SUCH_PROCEDURE, "There is no " + Uris.quote(message.procedure())));
		}
		try {
			Object result = procedure.call(new MetaCall(caller, this.mapper.arguments(message.payload()),
					this.mapper.keywordArguments(message.payload())));
			CompletableFuture<?> later = (result instanceof CompletableFuture<?> future) ? future
					: CompletableFuture.completedFuture(result);
			return later
				.handle((value, failure) -> (failure != null) ? error(message, failure) : new Result(message.request(),
						Dict.EMPTY, (value instanceof Payload payload) ? payload : Payload.of(value)));
		}
		catch (MetaException | PayloadException | WampException ex) {
			return CompletableFuture.completedFuture(error(message, ex));
		}
	}

	private static Error error(Call message, Throwable failure) {
		String text = String.valueOf(failure.getMessage());
		if (failure instanceof MetaException ex) {
			return error(message, ex.uri(), text);
		}
		if (failure instanceof WampException ex) {
			return error(message, ex.getUri(), text);
		}
		return error(message,
				(failure instanceof PayloadException) ? ErrorUris.INVALID_ARGUMENT : ErrorUris.RUNTIME_ERROR, text);
	}

	private static Error error(Call message, String uri, String text) {
		return new Error(MessageType.CALL, message.request(), Dict.EMPTY, uri, Payload.of(text));
	}

	/** One procedure. */
	@FunctionalInterface
	interface MetaProcedure {

		/**
		 * Calls it.
		 * @return the result, a {@link Payload} of results, or a
		 * {@link CompletableFuture} of either
		 * @throws MetaException what the caller gets as an error
		 */
		@Nullable Object call(MetaCall call);

	}

}

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

package io.github.wampspring.dynamic;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.router.ProcedureFailedException;
import io.github.wampspring.transport.LogLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log that a procedure gives no answer, once until it gives one again, however
 * many clients wait for it.
 */
final class AnswerWatch {

	/** Errors by which there is no answer, which tells nothing of what was asked. */
	private static final Set<String> NO_ANSWER = Set.of(ErrorUris.NO_SUCH_PROCEDURE, ErrorUris.NO_AVAILABLE_CALLEE,
			ErrorUris.UNAVAILABLE, ErrorUris.TIMEOUT, ErrorUris.CANCELED, ErrorUris.CANCELLED,
			ErrorUris.MAX_CONCURRENCY_REACHED, ErrorUris.LIMIT_EXCEEDED, ErrorUris.PAYLOAD_SIZE_EXCEEDED,
			ErrorUris.NETWORK_FAILURE);

	private final LogLimiter limiter;

	private final String procedure;

	private final String consequence;

	/** The last error of each realm of the router in which it gives no answer. */
	private final Map<String, String> silent = new ConcurrentHashMap<>();

	/**
	 * Creates a watch.
	 * @param limiter logs
	 * @param procedure the URI of the procedure
	 * @param consequence what does not work without it
	 */
	AnswerWatch(LogLimiter limiter, String procedure, String consequence) {
		this.limiter = limiter;
		this.procedure = procedure;
		this.consequence = consequence;
	}

	static boolean isAnswer(WampException error) {
		return !NO_ANSWER.contains(error.getUri());
	}

	/**
	 * Watches a call.
	 * @param realm where the procedure is called
	 * @param call the call
	 * @return the same, but a call without an answer ends in
	 * {@link ProcedureFailedException}
	 */
	CompletableFuture<WampResult> watch(String realm, CompletableFuture<WampResult> call) {
		return call.handle((result, failure) -> {
			Throwable reason = (failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure;
			if (reason instanceof WampException error && !isAnswer(error)) {
				throw new ProcedureFailedException(error.getUri(), tell(realm, error.getUri()));
			}
			if (this.silent.remove(realm) != null) {
				this.limiter.info(() -> "The procedure " + this.procedure + " in realm " + realm + " answers again");
			}
			if (failure != null) {
				throw completed(failure);
			}
			return result;
		});
	}

	private static CompletionException completed(@Nullable Throwable failure) {
		return (failure instanceof CompletionException wrapped) ? wrapped : new CompletionException(failure);
	}

	private String tell(String realm, String uri) {
		String what = uri.equals(ErrorUris.NO_SUCH_PROCEDURE)
				? "Nobody has registered the procedure " + this.procedure + " in realm " + realm
						+ ", which the router asks: register it there, by a @WampProcedure of this application or by a"
						+ " session that has a permission for exactly this URI. "
				: "The procedure " + this.procedure + " in realm " + realm
						+ ", which the router asks, gives no answer (" + uri + "). ";
		String message = what + this.consequence;
		if (!uri.equals(this.silent.put(realm, uri))) {
			this.limiter.warn(() -> message);
		}
		return message;
	}

}

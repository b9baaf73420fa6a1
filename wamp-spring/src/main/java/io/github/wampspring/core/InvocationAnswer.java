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

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The end of one invocation: whatever happens, the caller gets an answer.
 *
 * @param invocation the invocation
 * @param errors translates failures
 * @param procedure the procedure, for the log
 * @param recovery what the application does about failures, if anything
 */
record InvocationAnswer(Invocation invocation, ProcedureErrors errors, Object procedure,
		ProcedureInvoker.@Nullable Recovery recovery) {

	private static final Log logger = LogFactory.getLog(InvocationAnswer.class);

	private static final String HIDDEN = "The procedure failed. The callee's log tells why.";

	void complete(@Nullable Object value, ResultWriter writer) {
		Payload payload;
		try {
			payload = writer.write(value);
		}
		catch (RuntimeException | Error ex) {
			fail(ex);
			return;
		}
		this.invocation.complete(payload);
	}

	void cancel() {
		logger.debug("A call of " + this.procedure + " was cancelled");
		this.invocation.fail(ErrorUris.CANCELED, Payload.NONE);
	}

	void fail(Throwable failure) {
		if (this.invocation.isInterrupted()) {
			cancel();
			return;
		}
		Throwable cause = unwrap(failure);
		if (cause instanceof UnreadableArgumentException unreadable && unreadable.isAbout(this.invocation.payload())) {
			cause = unreadable.toError();
		}
		if (isRecovered(cause)) {
			return;
		}
		WampException error = translate(cause);
		this.invocation.fail(error.getUri(), Payload.of(error.getArguments(), error.getKeywordArguments()));
	}

	private boolean isRecovered(Throwable failure) {
		if (this.recovery == null) {
			return false;
		}
		try {
			InvocationHandler handler = this.recovery.after(failure);
			if (handler == null) {
				return false;
			}
			logger.debug("What the " + this.procedure + " failed with goes to " + handler, failure);
			handler.onInvocation(this.invocation);
			return true;
		}
		catch (Exception | LinkageError ex) {
			logger.error("What the " + this.procedure + " failed with cannot be handled", ex);
			return false;
		}
	}

	private WampException translate(Throwable failure) {
		WampException error = null;
		try {
			error = this.errors.translate(failure, InvocationDetails.of(this.invocation));
		}
		catch (RuntimeException | Error ex) {
			logger.error("What the " + this.procedure + " failed with cannot be translated", ex);
		}
		if (error != null && Uris.isLoose(error.getUri())) {
			logger.debug("The " + this.procedure + " ended with an error", failure);
			return error;
		}
		logger.error(
				"The " + this.procedure + " failed"
						+ ((error != null) ? " with an error URI that is not valid: '" + error.getUri() + "'" : ""),
				failure);
		String message = (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
		return new WampException(ErrorUris.RUNTIME_ERROR, this.errors.isExposed(failure) ? message : HIDDEN);
	}

	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException
				|| cause instanceof UndeclaredThrowableException) && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

}

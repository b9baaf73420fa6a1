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

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.protocol.Uris;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns what procedures throw into errors: by the application's handlers; a
 * {@link WampException} as it is; a class with {@link WampError @WampError} by its URI;
 * all else as {@code wamp.error.runtime_error}, which tells the message only where that
 * is allowed, and is logged.
 */
public final class ErrorTranslator implements ProcedureErrors {

	private static final Log logger = LogFactory.getLog(ErrorTranslator.class);

	private static final String HIDDEN = "The procedure failed. The callee's log tells why.";

	private final MappedErrors mapped;

	private final List<WampErrorHandler> handlers;

	private final boolean exposeMessages;

	/**
	 * Creates a translator.
	 * @param mappings exception classes and their URIs
	 * @param handlers the application's handlers in their order
	 * @param exposeMessages whether callers get the messages of unexpected exceptions
	 */
	public ErrorTranslator(ErrorMappings mappings, List<WampErrorHandler> handlers, boolean exposeMessages) {
		this.mapped = new MappedErrors(mappings);
		this.handlers = List.copyOf(handlers);
		this.exposeMessages = exposeMessages;
	}

	@Override
	public WampException translate(Throwable failure, Invocation invocation) {
		return translate(failure, invocation, "procedure '" + invocation.procedure() + "'");
	}

	/**
	 * Translates.
	 * @param failure what was thrown, without wrappers
	 * @param invocation the invocation that it ends
	 * @param listener the procedure, for the log
	 * @return what the caller gets
	 */
	WampException translate(Throwable failure, Invocation invocation, Object listener) {
		if (failure instanceof BindingException binding) {
			logger.debug("A call of " + listener + " has arguments that do not fit: " + binding.getMessage());
			return binding.toError();
		}
		WampException error = handled(failure, invocation, listener);
		if (error == null) {
			error = (failure instanceof WampException known) ? known : mapped(failure);
		}
		if (error == null) {
			logger.error("The " + listener + " failed", failure);
			return unexpected(failure);
		}
		if (!Uris.isLoose(error.getUri())) {
			logger.error("The " + listener + " failed with an error URI that is not valid: '" + error.getUri() + "'",
					failure);
			return unexpected(failure);
		}
		logger.debug("The " + listener + " ended with an error", failure);
		return error;
	}

	private @Nullable WampException handled(Throwable failure, Invocation invocation, Object listener) {
		if (this.handlers.isEmpty()) {
			return null;
		}
		InvocationDetails details = InvocationDetails.of(invocation);
		for (WampErrorHandler handler : this.handlers) {
			try {
				WampException error = handler.handle(failure, details);
				if (error != null) {
					return error;
				}
			}
			catch (RuntimeException ex) {
				logger.error("The error handler " + handler + " failed for the " + listener, ex);
			}
		}
		return null;
	}

	private @Nullable WampException mapped(Throwable failure) {
		MappedErrors.Mapping mapping = this.mapped.of(failure);
		if (mapping == null) {
			return null;
		}
		String message = failure.getMessage();
		return new WampException(mapping.uri(), (message != null) ? List.of(message) : List.of(),
				mapping.properties(failure), failure);
	}

	private WampException unexpected(Throwable failure) {
		String message = (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
		return new WampException(ErrorUris.RUNTIME_ERROR, List.of(this.exposeMessages ? message : HIDDEN), Map.of(),
				failure);
	}

}

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
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.resilience.InvocationRejectedException;
import org.springframework.util.function.SingletonSupplier;

/**
 * The rules for what procedures throw, in this order: arguments that do not fit are
 * {@code wamp.error.invalid_argument}; then the application's {@link WampErrorHandler}s
 * are asked; a {@link WampException} is what it is; an exception that is mapped by
 * {@link ErrorMappings} or annotated with
 * {@link io.github.wampspring.annotation.WampError @WampError} has its URI; a method that
 * {@link org.springframework.resilience.annotation.ConcurrencyLimit @ConcurrencyLimit}
 * rejects is {@code wamp.error.max_concurrency_reached}. Nobody expected anything else.
 */
public final class ErrorTranslator implements ProcedureErrors {

	private static final Log logger = LogFactory.getLog(ErrorTranslator.class);

	private final ErrorMappings mappings;

	private final Supplier<List<WampErrorHandler>> handlers;

	private final boolean exposeMessages;

	/**
	 * Creates a translator.
	 * @param mappings exception classes and their URIs
	 * @param handlers gives the application's handlers in their order, when there is the
	 * first exception
	 * @param exposeMessages whether callers get the messages of unexpected exceptions
	 */
	public ErrorTranslator(ErrorMappings mappings, Supplier<List<WampErrorHandler>> handlers, boolean exposeMessages) {
		this.mappings = mappings;
		this.handlers = SingletonSupplier.of(handlers);
		this.exposeMessages = exposeMessages;
	}

	@Override
	public @Nullable WampException translate(Throwable failure, InvocationDetails invocation) {
		if (failure instanceof InvalidArgumentException error) {
			return error;
		}
		for (WampErrorHandler handler : this.handlers.get()) {
			try {
				WampException error = handler.handle(failure, invocation);
				if (error != null) {
					return error;
				}
			}
			catch (RuntimeException ex) {
				logger.error(
						"The error handler " + handler + " failed for the procedure '" + invocation.procedure() + "'",
						ex);
			}
		}
		if (failure instanceof WampException error) {
			return error;
		}
		WampException mapped = this.mappings.errorFor(failure);
		return (mapped == null && failure instanceof InvocationRejectedException) ? tooMany(failure) : mapped;
	}

	/** What {@code @ConcurrencyLimit} says names classes of the application. */
	private static WampException tooMany(Throwable failure) {
		return new WampException(ErrorUris.MAX_CONCURRENCY_REACHED,
				"The procedure has as many invocations at a time as it takes", failure);
	}

	@Override
	public boolean isExposed(Throwable failure) {
		return this.exposeMessages;
	}

}

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

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Ends the invocations of one procedure with errors.
 */
final class InvocationFailures {

	private static final Log logger = LogFactory.getLog(InvocationFailures.class);

	private final ErrorTranslator translator;

	private final WampListener listener;

	InvocationFailures(ErrorTranslator translator, WampListener listener) {
		this.translator = translator;
		this.listener = listener;
	}

	void fail(Invocation invocation, Throwable failure) {
		if (invocation.isInterrupted()) {
			cancel(invocation);
			return;
		}
		WampException error = this.translator.translate(unwrap(failure), invocation, this.listener);
		invocation.fail(error.getUri(), Payload.of(error.getArguments(), error.getKeywordArguments()));
	}

	void cancel(Invocation invocation) {
		logger.debug("A call of " + this.listener + " was cancelled");
		invocation.fail(ErrorUris.CANCELED, Payload.NONE);
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

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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.exc.InvalidDefinitionException;

/**
 * Arguments that do not fit a procedure or a handler of events: the fault of who sent
 * them. Without a stack trace, since anybody can cause it.
 */
public class InvalidArgumentException extends WampException {

	/**
	 * Creates an exception.
	 * @param message what does not fit; the peer is told
	 * @param cause the exception behind it, if there is one
	 */
	public InvalidArgumentException(String message, @Nullable Throwable cause) {
		this(message, Map.of(), cause);
	}

	/**
	 * Creates an exception.
	 * @param message what does not fit; the peer is told
	 * @param keywordArguments more about it; the peer is told
	 * @param cause the exception behind it, if there is one
	 */
	public InvalidArgumentException(String message, Map<String, ? extends @Nullable Object> keywordArguments,
			@Nullable Throwable cause) {
		super(ErrorUris.INVALID_ARGUMENT, List.of(message), keywordArguments, cause);
	}

	/**
	 * What does not fit, without the URI.
	 * @return the text
	 */
	public String getReason() {
		return String.valueOf(getArguments().get(0));
	}

	/**
	 * Whether arguments could not be read for a reason that no other arguments would
	 * heal: the type asked for is none that can be read.
	 * @param failure why they could not be read
	 * @return {@code true} if who sent them can do nothing about it
	 */
	public static boolean isOwnFault(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidDefinitionException) {
				return true;
			}
		}
		return false;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}

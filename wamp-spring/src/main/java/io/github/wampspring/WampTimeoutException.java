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

package io.github.wampspring;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An operation took longer than its timeout.
 */
public class WampTimeoutException extends WampException {

	/**
	 * Creates an exception.
	 * @param message what happened and what can be done about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampTimeoutException(String message, @Nullable Throwable cause) {
		super(ErrorUris.TIMEOUT, List.of(message), Map.of(), cause);
	}

	/**
	 * Creates an exception of an error that came from the router.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 */
	public WampTimeoutException(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		super(ErrorUris.TIMEOUT, arguments, keywordArguments, null);
	}

}

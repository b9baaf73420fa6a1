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
import org.jspecify.annotations.Nullable;

/**
 * A payload that does not fit the parameters of a method. Without a stack trace: anybody
 * can cause it.
 */
class BindingException extends RuntimeException {

	private final transient Map<String, Object> keywordArguments;

	BindingException(String message, @Nullable Throwable cause) {
		this(message, Map.of(), cause);
	}

	BindingException(String message, Map<String, Object> keywordArguments, @Nullable Throwable cause) {
		super(message, cause, false, false);
		this.keywordArguments = keywordArguments;
	}

	WampException toError() {
		return new WampException(ErrorUris.INVALID_ARGUMENT, List.of(String.valueOf(getMessage())),
				this.keywordArguments, this);
	}

}

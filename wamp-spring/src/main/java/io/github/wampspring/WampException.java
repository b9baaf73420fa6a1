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

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An error with a URI, positional and keyword arguments: what a call ended with, and what
 * a procedure throws to end one. See the section "Call Errors" of the specification.
 */
public class WampException extends RuntimeException {

	private final String uri;

	private final transient List<@Nullable Object> arguments;

	private final transient Map<String, @Nullable Object> keywordArguments;

	/**
	 * Creates an error.
	 * @param uri the error's URI
	 * @param arguments the positional arguments; by convention the first one is a message
	 */
	public WampException(String uri, @Nullable Object... arguments) {
		this(uri, Arrays.asList(arguments), Map.of(), null);
	}

	/**
	 * Creates an error.
	 * @param uri the error's URI
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 * @param cause the exception behind it, if there is one; it never leaves the JVM
	 */
	public WampException(String uri, List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments, @Nullable Throwable cause) {
		super(describe(uri, arguments, keywordArguments), cause);
		this.uri = uri;
		this.arguments = Collections.unmodifiableList(arguments);
		this.keywordArguments = Collections.unmodifiableMap(keywordArguments);
	}

	/**
	 * The error's URI.
	 * @return the URI
	 */
	public String getUri() {
		return this.uri;
	}

	/**
	 * The positional arguments.
	 * @return the arguments, never {@code null}
	 */
	public List<@Nullable Object> getArguments() {
		return this.arguments;
	}

	/**
	 * The keyword arguments.
	 * @return the arguments, never {@code null}
	 */
	public Map<String, @Nullable Object> getKeywordArguments() {
		return this.keywordArguments;
	}

	private static String describe(String uri, List<?> arguments, Map<String, ?> keywordArguments) {
		StringBuilder text = new StringBuilder(uri);
		if (!arguments.isEmpty()) {
			text.append(": ").append((arguments.size() == 1) ? arguments.get(0) : arguments);
		}
		if (!keywordArguments.isEmpty()) {
			text.append(' ').append(keywordArguments);
		}
		return (text.length() > 1000) ? text.substring(0, 1000) + "..." : text.toString();
	}

}

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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An error with a URI, positional and keyword arguments: what a call ended with, and what
 * a procedure throws to end one. See the section "Call Errors" of the specification.
 */
public class WampException extends RuntimeException {

	private final String uri;

	private final transient @Nullable List<@Nullable Object> arguments;

	private final transient @Nullable Map<String, @Nullable Object> keywordArguments;

	/**
	 * Creates an error without arguments.
	 * @param uri the error's URI
	 */
	public WampException(String uri) {
		this(uri, List.of(), Map.of(), null);
	}

	/**
	 * Creates an error.
	 * @param uri the error's URI
	 * @param message a sentence for people: by convention the only positional argument
	 */
	public WampException(String uri, String message) {
		this(uri, List.of(message), Map.of(), null);
	}

	/**
	 * Creates an error.
	 * @param uri the error's URI
	 * @param message a sentence for people: by convention the only positional argument
	 * @param cause the exception behind it, if there is one; it never leaves the JVM
	 */
	public WampException(String uri, String message, @Nullable Throwable cause) {
		this(uri, List.of(message), Map.of(), cause);
	}

	/**
	 * Creates an error.
	 * @param uri the error's URI
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 * @param cause the exception behind it, if there is one; it never leaves the JVM
	 * @throws IllegalArgumentException if an argument is a {@link Throwable}, which would
	 * leave the JVM with its stack trace
	 */
	public WampException(String uri, List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments, @Nullable Throwable cause) {
		super(describe(uri, arguments, keywordArguments), cause);
		arguments.forEach(WampException::refuseThrowable);
		keywordArguments.values().forEach(WampException::refuseThrowable);
		this.uri = uri;
		this.arguments = Collections.unmodifiableList(arguments);
		this.keywordArguments = Collections.unmodifiableMap(keywordArguments);
	}

	private static void refuseThrowable(@Nullable Object argument) {
		if (argument instanceof Throwable) {
			throw new IllegalArgumentException("An exception is no argument of an error, which leaves the JVM: "
					+ argument.getClass().getName() + " can be its cause");
		}
	}

	/**
	 * Begins an error with more than a message.
	 * @param uri the error's URI
	 * @return to be completed by {@link Builder#build()}
	 */
	public static Builder of(String uri) {
		return new Builder(uri);
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
	 * @return the arguments, never {@code null}; none after Java serialization
	 */
	public List<@Nullable Object> getArguments() {
		return (this.arguments != null) ? this.arguments : List.of();
	}

	/**
	 * The keyword arguments.
	 * @return the arguments, never {@code null}; none after Java serialization
	 */
	public Map<String, @Nullable Object> getKeywordArguments() {
		return (this.keywordArguments != null) ? this.keywordArguments : Map.of();
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

	/**
	 * An error in the making.
	 */
	public static final class Builder {

		private final String uri;

		private final List<@Nullable Object> arguments = new ArrayList<>();

		private final Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>();

		private @Nullable Throwable cause;

		private Builder(String uri) {
			this.uri = uri;
		}

		/**
		 * Adds positional arguments.
		 * @param arguments the arguments; no {@link Throwable}
		 * @return this
		 */
		public Builder args(@Nullable Object... arguments) {
			this.arguments.addAll(Arrays.asList(arguments));
			return this;
		}

		/**
		 * Adds a keyword argument.
		 * @param name its name
		 * @param value its value; no {@link Throwable}
		 * @return this
		 */
		public Builder kwarg(String name, @Nullable Object value) {
			this.keywordArguments.put(name, value);
			return this;
		}

		/**
		 * The exception behind the error.
		 * @param cause the cause; it never leaves the JVM
		 * @return this
		 */
		public Builder cause(@Nullable Throwable cause) {
			this.cause = cause;
			return this;
		}

		/**
		 * Creates the error.
		 * @return the error
		 * @throws IllegalArgumentException if an argument is a {@link Throwable}
		 */
		public WampException build() {
			return new WampException(this.uri, this.arguments, this.keywordArguments, this.cause);
		}

	}

}

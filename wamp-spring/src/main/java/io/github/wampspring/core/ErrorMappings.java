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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Which exception class stands for which error URI, both ways: what a procedure throws
 * becomes the URI, and the URI that a call ends with becomes the exception.
 */
public final class ErrorMappings {

	private final Map<Class<?>, String> uris = new ConcurrentHashMap<>();

	private final Map<String, ExceptionFactory> factories = new ConcurrentHashMap<>();

	/**
	 * Maps an exception class. Several classes may have the same URI if one of them is
	 * the superclass of the others: it is the one that calls end with.
	 * @param uri the error's URI
	 * @param type the class
	 * @throws IllegalArgumentException if the class has another URI, or the URI another
	 * class that is no relative
	 */
	public synchronized void register(String uri, Class<? extends Throwable> type) {
		String other = this.uris.get(type);
		if (other != null && !other.equals(uri)) {
			throw new IllegalArgumentException(
					type.getName() + " cannot stand for the error '" + uri + "', since it stands for '" + other + "'");
		}
		ExceptionFactory factory = this.factories.get(uri);
		if (factory == null || type.isAssignableFrom(factory.type())) {
			this.factories.put(uri, ExceptionFactory.of(type));
		}
		else if (!factory.type().isAssignableFrom(type)) {
			throw new IllegalArgumentException("The error '" + uri + "' has two exception classes, "
					+ factory.type().getName() + " and " + type.getName()
					+ ": give one of them another URI, or both a common superclass that has this one");
		}
		this.uris.put(type, uri);
	}

	/**
	 * The URI that an exception stands for.
	 * @param failure the exception
	 * @return the URI of its class, or of the nearest superclass that has one;
	 * {@code null} if there is none
	 */
	public @Nullable String uriFor(Throwable failure) {
		Class<?> type = mappedType(failure);
		return (type != null) ? this.uris.get(type) : null;
	}

	/**
	 * The class that {@link #uriFor} found the URI at.
	 * @param failure the exception
	 * @return its class or a superclass; {@code null} if there is none
	 */
	public @Nullable Class<?> mappedType(Throwable failure) {
		Class<?> type = failure.getClass();
		while (type != null && !this.uris.containsKey(type)) {
			type = type.getSuperclass();
		}
		return type;
	}

	/**
	 * The exception that stands for an error. It is made by the first of these
	 * constructors that its class has: {@code (WampException)},
	 * {@code (String message, Map<String, Object> keywordArguments)},
	 * {@code (String message, Throwable cause)}, {@code (String message)}, {@code ()}.
	 * The message is the first positional argument if that is a string, else what the
	 * error says of itself. The error is the cause, where the constructor leaves that
	 * open.
	 * @param error the error that a call ended with
	 * @return the exception, checked or not; the error itself if no class is mapped to
	 * its URI, or the class has none of the constructors
	 */
	public Throwable exceptionFor(WampException error) {
		ExceptionFactory factory = this.factories.get(error.getUri());
		return (factory != null) ? factory.create(error) : error;
	}

}

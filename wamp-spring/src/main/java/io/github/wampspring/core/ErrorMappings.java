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

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Which exception class stands for which error URI, both ways: what a procedure throws
 * becomes the URI, and the URI that a call ends with becomes the exception. Safe for use
 * by any thread.
 */
public final class ErrorMappings {

	private static final Log logger = LogFactory.getLog(ErrorMappings.class);

	private final Map<Class<?>, String> uris = new ConcurrentHashMap<>();

	private final Map<String, ExceptionFactory> factories = new ConcurrentHashMap<>();

	private final Map<Class<?>, Optional<Mapping>> known = new ConcurrentHashMap<>();

	/**
	 * Maps an exception class. Several classes may have the same URI if one of them is
	 * the superclass of the others: it is the one that calls end with.
	 * @param uri the error's URI
	 * @param type the class
	 * @throws DuplicateErrorMappingException if the class has another URI, or the URI
	 * another class that is no relative
	 */
	public synchronized void register(String uri, Class<? extends Throwable> type) {
		String other = this.uris.get(type);
		if (other != null && !other.equals(uri)) {
			throw new DuplicateErrorMappingException(
					type.getName() + " cannot stand for the error '" + uri + "', since it stands for '" + other + "'",
					"Map the class once, by @WampError or by an ErrorMappingsCustomizer.");
		}
		ExceptionFactory factory = this.factories.get(uri);
		if (factory == null || type.isAssignableFrom(factory.type())) {
			this.factories.put(uri, ExceptionFactory.of(type));
		}
		else if (!factory.type().isAssignableFrom(type)) {
			throw new DuplicateErrorMappingException(
					"The error '" + uri + "' has two exception classes, " + factory.type().getName() + " and "
							+ type.getName(),
					"Give one of them another URI, or both a common superclass that has this one.");
		}
		this.uris.put(type, uri);
		this.known.clear();
	}

	/**
	 * The URI that an exception stands for.
	 * @param failure the exception
	 * @return the URI of its class, or of the nearest superclass that is mapped or has
	 * {@link WampError @WampError}; {@code null} if there is none
	 */
	public @Nullable String uriFor(Throwable failure) {
		Mapping mapping = mapping(failure.getClass());
		return (mapping != null) ? mapping.uri() : null;
	}

	/**
	 * The error that an exception stands for: its message is the positional argument, its
	 * properties from the mapped class on are keyword arguments.
	 * @param failure the exception
	 * @return the error, or {@code null} if neither its class nor a superclass stands for
	 * one
	 */
	public @Nullable WampException errorFor(Throwable failure) {
		Mapping mapping = mapping(failure.getClass());
		if (mapping == null) {
			return null;
		}
		String message = failure.getMessage();
		return new WampException(mapping.uri(), (message != null) ? List.of(message) : List.of(),
				mapping.properties(failure), failure);
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

	private @Nullable Mapping mapping(Class<?> type) {
		return this.known.computeIfAbsent(type, this::find).orElse(null);
	}

	/** The nearest class wins, and its registered URI before its annotation. */
	private Optional<Mapping> find(Class<?> type) {
		for (Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
			String uri = this.uris.get(candidate);
			if (uri == null) {
				uri = MergedAnnotations.from(candidate)
					.get(WampError.class)
					.getValue(MergedAnnotation.VALUE, String.class)
					.orElse(null);
			}
			if (uri != null) {
				return Optional.of(new Mapping(uri, getters(type, candidate)));
			}
		}
		return Optional.empty();
	}

	private static Map<String, Method> getters(Class<?> type, Class<?> last) {
		Map<String, Method> getters = new LinkedHashMap<>();
		for (Method method : type.getMethods()) {
			String property = property(method);
			if (property != null && last.isAssignableFrom(method.getDeclaringClass())) {
				ReflectionUtils.makeAccessible(method);
				getters.put(property, method);
			}
		}
		return getters;
	}

	private static @Nullable String property(Method method) {
		String name = method.getName();
		Class<?> type = method.getReturnType();
		if (method.getParameterCount() > 0 || Modifier.isStatic(method.getModifiers()) || method.isBridge()
				|| type == void.class || ClassUtils.hasMethod(Throwable.class, name)) {
			return null;
		}
		if (name.startsWith("get") && name.length() > 3) {
			return StringUtils.uncapitalizeAsProperty(name.substring(3));
		}
		return (name.startsWith("is") && name.length() > 2 && type == boolean.class)
				? StringUtils.uncapitalizeAsProperty(name.substring(2)) : null;
	}

	/**
	 * How the exceptions of a class become errors.
	 *
	 * @param uri the error's URI
	 * @param getters what becomes keyword arguments
	 */
	private record Mapping(String uri, Map<String, Method> getters) {

		Map<String, @Nullable Object> properties(Throwable failure) {
			Map<String, @Nullable Object> properties = new LinkedHashMap<>();
			this.getters.forEach((name, getter) -> {
				try {
					properties.put(name, getter.invoke(failure));
				}
				catch (InvocationTargetException | IllegalAccessException ex) {
					logger.warn("The property '" + name + "' of " + failure.getClass().getName() + " cannot be read",
							ex);
				}
			});
			return properties;
		}

	}

	/**
	 * Makes the exceptions of one class.
	 *
	 * @param type the class
	 * @param constructor one of the known constructors, or {@code null} if there is none
	 * @param arguments the constructor's arguments for an error
	 */
	private record ExceptionFactory(Class<? extends Throwable> type,
			@Nullable Constructor<? extends Throwable> constructor,
			Function<WampException, @Nullable Object[]> arguments) {

		private static final List<Shape> SHAPES = List.of(
				new Shape(new Class<?>[] { WampException.class }, (error) -> new Object[] { error }),
				new Shape(new Class<?>[] { String.class, Map.class },
						(error) -> new Object[] { message(error), error.getKeywordArguments() }),
				new Shape(new Class<?>[] { String.class, Throwable.class },
						(error) -> new Object[] { message(error), error }),
				new Shape(new Class<?>[] { String.class }, (error) -> new Object[] { message(error) }),
				new Shape(new Class<?>[0], (error) -> new Object[0]));

		static ExceptionFactory of(Class<? extends Throwable> type) {
			for (Shape shape : SHAPES) {
				Constructor<? extends Throwable> constructor = find(type, shape.types());
				if (constructor != null) {
					ReflectionUtils.makeAccessible(constructor);
					return new ExceptionFactory(type, constructor, shape.arguments());
				}
			}
			return new ExceptionFactory(type, null, (error) -> new Object[0]);
		}

		private static @Nullable Constructor<? extends Throwable> find(Class<? extends Throwable> type,
				Class<?>[] types) {
			try {
				return Modifier.isAbstract(type.getModifiers()) ? null : type.getDeclaredConstructor(types);
			}
			catch (NoSuchMethodException ex) {
				return null;
			}
		}

		Throwable create(WampException error) {
			if (this.constructor == null) {
				return error;
			}
			Throwable exception;
			try {
				exception = this.constructor.newInstance(this.arguments.apply(error));
			}
			catch (ReflectiveOperationException ex) {
				error.addSuppressed(ex);
				return error;
			}
			if (exception.getCause() == null) {
				try {
					exception.initCause(error);
				}
				catch (IllegalStateException ex) {
					// the constructor has settled that there is no cause
				}
			}
			return exception;
		}

		private static String message(WampException error) {
			List<@Nullable Object> arguments = error.getArguments();
			return (!arguments.isEmpty() && arguments.get(0) instanceof String message) ? message
					: String.valueOf(error.getMessage());
		}

		private record Shape(Class<?>[] types, Function<WampException, @Nullable Object[]> arguments) {
		}

	}

}

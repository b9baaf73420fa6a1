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
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Makes the exceptions of one class.
 *
 * @param type the class
 * @param constructor one of the known constructors, or {@code null} if there is none
 * @param arguments the constructor's arguments for an error
 */
record ExceptionFactory(Class<? extends Throwable> type, @Nullable Constructor<? extends Throwable> constructor,
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

	private static @Nullable Constructor<? extends Throwable> find(Class<? extends Throwable> type, Class<?>[] types) {
		if (Modifier.isAbstract(type.getModifiers())) {
			return null;
		}
		try {
			return type.getDeclaredConstructor(types);
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

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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.core.ErrorMappings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * The URIs and properties of exceptions, by {@link WampError @WampError} and by
 * {@link ErrorMappings}; the class nearer to the exception's own wins.
 */
final class MappedErrors {

	private static final Log logger = LogFactory.getLog(MappedErrors.class);

	private final ErrorMappings mappings;

	private final Map<Class<?>, Optional<Mapping>> annotated = new ConcurrentHashMap<>();

	private final Map<Class<?>, Mapping> mapped = new ConcurrentHashMap<>();

	MappedErrors(ErrorMappings mappings) {
		this.mappings = mappings;
	}

	@Nullable Mapping of(Throwable failure) {
		Class<?> type = failure.getClass();
		Mapping annotated = this.annotated.computeIfAbsent(type, MappedErrors::annotated).orElse(null);
		Class<?> mappedType = this.mappings.mappedType(failure);
		String uri = this.mappings.uriFor(failure);
		if (mappedType == null || uri == null
				|| (annotated != null && mappedType.isAssignableFrom(annotated.declaring))) {
			return annotated;
		}
		return this.mapped.computeIfAbsent(type, (key) -> new Mapping(uri, mappedType, getters(key, mappedType)));
	}

	private static Optional<Mapping> annotated(Class<?> type) {
		for (Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
			MergedAnnotation<WampError> annotation = MergedAnnotations.from(candidate).get(WampError.class);
			if (annotation.isPresent()) {
				return Optional
					.of(new Mapping(annotation.getString(MergedAnnotation.VALUE), candidate, getters(type, candidate)));
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
	 * @param declaring the class that the URI is given to
	 * @param getters what becomes keyword arguments
	 */
	record Mapping(String uri, Class<?> declaring, Map<String, Method> getters) {

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

}

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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ReflectionUtils;

/**
 * Tells at small cost which classes have no methods with certain annotations. Most beans
 * have none, and a search of Spring's over all that each of their methods overrides would
 * be most of what an application's start spends on its listeners.
 */
final class AnnotatedMethods {

	private final Collection<Class<? extends Annotation>> wanted;

	/** Whether an annotation of this type is, has or holds one that is wanted. */
	private final Map<Class<?>, Boolean> annotations = new HashMap<>();

	private final Map<Class<?>, Boolean> classes = new HashMap<>();

	AnnotatedMethods(Collection<Class<? extends Annotation>> wanted) {
		this.wanted = wanted;
	}

	/**
	 * Whether a class or interface has such a method, or what it inherits from has.
	 */
	boolean isIn(Class<?> type) {
		Boolean known = this.classes.get(type);
		if (known == null) {
			known = isDeclaredIn(type) || isInherited(type);
			this.classes.put(type, known);
		}
		return known;
	}

	private boolean isInherited(Class<?> type) {
		Class<?> superclass = type.getSuperclass();
		return (superclass != null && superclass != Object.class && isIn(superclass))
				|| Arrays.stream(type.getInterfaces()).anyMatch(this::isIn);
	}

	private boolean isDeclaredIn(Class<?> type) {
		boolean[] found = new boolean[1];
		ReflectionUtils.doWithLocalMethods(type, (method) -> found[0] |= isOn(method));
		return found[0];
	}

	private boolean isOn(Method method) {
		try {
			for (Annotation annotation : method.getDeclaredAnnotations()) {
				if (this.annotations.computeIfAbsent(annotation.annotationType(), (type) -> isWanted(annotation))) {
					return true;
				}
			}
			return false;
		}
		catch (RuntimeException | LinkageError ex) {
			// something about its annotations is wrong, and the search will tell
			return true;
		}
	}

	private boolean isWanted(Annotation annotation) {
		MergedAnnotations merged = MergedAnnotations.from(annotation, new Annotation[] { annotation },
				RepeatableContainers.standardRepeatables());
		return this.wanted.stream().anyMatch(merged::isPresent);
	}

}

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

package io.github.wampspring.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;

/**
 * An annotation of a method and where it stands.
 *
 * @param <A> the annotation
 * @param annotation the annotation
 * @param declaring the class or interface
 */
public record Declared<A extends Annotation>(A annotation, Class<?> declaring) {

	/**
	 * The annotations of a method, or of the nearest method that it overrides and that
	 * has any.
	 * @param <A> the annotation
	 * @param method the method
	 * @param type the annotation
	 * @return the annotations, each with the class that declares it
	 */
	public static <A extends Annotation> List<Declared<A>> of(Method method, Class<A> type) {
		List<MergedAnnotation<A>> all = MergedAnnotations
			.from(method, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables())
			.stream(type)
			.toList();
		Set<Declared<A>> nearest = new LinkedHashSet<>();
		for (MergedAnnotation<A> annotation : all) {
			if (annotation.getAggregateIndex() == all.get(0).getAggregateIndex()) {
				nearest.add(new Declared<>(annotation.synthesize(), declaringClass(annotation, method)));
			}
		}
		return List.copyOf(nearest);
	}

	private static Class<?> declaringClass(MergedAnnotation<?> annotation, Method method) {
		return (annotation.getSource() instanceof Method declared) ? declared.getDeclaringClass()
				: method.getDeclaringClass();
	}

}

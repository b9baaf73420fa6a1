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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.core.ErrorMappings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the exception classes with {@link WampError @WampError} in an application's
 * packages, so that calls can throw them.
 */
public final class WampErrorScanner {

	private final ResourceLoader resourceLoader;

	/**
	 * Creates a scanner.
	 * @param resourceLoader gives the classes
	 */
	public WampErrorScanner(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	/**
	 * Registers what it finds.
	 * @param packages the packages to look in and below
	 * @param mappings where to register it
	 * @throws IllegalArgumentException if a class with the annotation is no exception, or
	 * its URI is mapped to another one
	 */
	public void scan(Collection<String> packages, ErrorMappings mappings) {
		register(find(packages), mappings);
	}

	/**
	 * Registers classes that were found before, such as at build time.
	 * @param types the classes, as {@link #find} gives them
	 * @param mappings where to register them
	 * @throws IllegalArgumentException if the URI of one is mapped to another one
	 */
	public static void register(Collection<Class<? extends Throwable>> types, ErrorMappings mappings) {
		types.forEach((type) -> mappings
			.register(MergedAnnotations.from(type).get(WampError.class).getString(MergedAnnotation.VALUE), type));
	}

	/**
	 * Finds the classes.
	 * @param packages the packages to look in and below
	 * @return exceptions with the annotation
	 * @throws IllegalArgumentException if a class with the annotation is no exception
	 */
	public List<Class<? extends Throwable>> find(Collection<String> packages) {
		ClassPathScanningCandidateComponentProvider scanner = new AnyClassProvider();
		scanner.setResourceLoader(this.resourceLoader);
		scanner.addIncludeFilter(new AnnotationTypeFilter(WampError.class));
		List<Class<? extends Throwable>> found = new ArrayList<>();
		for (String name : packages) {
			for (BeanDefinition candidate : scanner.findCandidateComponents(name)) {
				add(candidate.getBeanClassName(), found);
			}
		}
		return found;
	}

	private void add(@Nullable String className, List<Class<? extends Throwable>> found) {
		if (className == null) {
			return;
		}
		Class<?> type = ClassUtils.resolveClassName(className, this.resourceLoader.getClassLoader());
		if (type.isAnnotation() || !MergedAnnotations.from(type).isPresent(WampError.class)) {
			return;
		}
		if (!Throwable.class.isAssignableFrom(type)) {
			throw new IllegalArgumentException(
					"@WampError on " + className + " has no meaning: the class is no exception");
		}
		found.add(type.asSubclass(Throwable.class));
	}

	/**
	 * Takes abstract classes too.
	 */
	private static final class AnyClassProvider extends ClassPathScanningCandidateComponentProvider {

		AnyClassProvider() {
			super(false);
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			return definition.getMetadata().isIndependent();
		}

	}

}

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

package io.github.wampspring.test.autoconfigure;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * The filter of {@link WampTest}.
 */
final class WampTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<WampTest> {

	/** Some are not on each class path. */
	private static final List<String> TYPES = List.of("io.github.wampspring.auth.WampAuthenticationProvider",
			"io.github.wampspring.auth.WampAuthenticator", "io.github.wampspring.auth.WampUserLookup",
			"io.github.wampspring.client.ConnectionSettingsCustomizer", "io.github.wampspring.client.HelloCustomizer",
			"io.github.wampspring.client.WampConnectionListener", "io.github.wampspring.codec.PayloadMapper",
			"io.github.wampspring.core.ErrorMappingsCustomizer", "io.github.wampspring.core.WampErrorHandler",
			"io.github.wampspring.core.WampEventErrorHandler", "io.github.wampspring.core.WampTemplateCustomizer",
			"io.github.wampspring.interceptor.WampIncomingInterceptor",
			"io.github.wampspring.interceptor.WampOutgoingInterceptor",
			"io.github.wampspring.listener.ListenerValidator", "io.github.wampspring.router.AsyncWampAuthorizer",
			"io.github.wampspring.router.WampRouterInterceptor", "io.github.wampspring.transport.HandshakeCustomizer",
			"io.github.wampspring.annotation.WampAdvice", "io.github.wampspring.core.WampEventErrorPolicy",
			"io.github.wampspring.core.WampEventRecoverer", "io.github.wampspring.proxy.ImportWampClients",
			"tools.jackson.databind.JacksonModule", "org.springframework.boot.jackson.JacksonComponent",
			"org.springframework.boot.jackson.JacksonMixin", "org.springframework.core.convert.converter.Converter",
			"org.springframework.core.convert.converter.GenericConverter");

	private static final List<Class<? extends Annotation>> METHODS = List.of(WampProcedure.class, WampSubscribe.class);

	private final Set<Class<?>> components;

	WampTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.components = new LinkedHashSet<>(List.of(getAnnotation().getClassArray("components")));
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String name : TYPES) {
			if (ClassUtils.isPresent(name, getClass().getClassLoader())) {
				types.add(ClassUtils.resolveClassName(name, getClass().getClassLoader()));
			}
		}
		return types;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.components;
	}

	@Override
	protected boolean defaultInclude(MetadataReader metadataReader, MetadataReaderFactory metadataReaderFactory)
			throws IOException {
		return super.defaultInclude(metadataReader, metadataReaderFactory)
				|| (this.components.isEmpty() && isListener(metadataReader.getClassMetadata().getClassName()));
	}

	/** The annotations may be those of an interface, or of another annotation. */
	private static boolean isListener(String className) {
		try {
			Class<?> type = ClassUtils.forName(className, WampTypeExcludeFilter.class.getClassLoader());
			return !MethodIntrospector.selectMethods(type, WampTypeExcludeFilter::annotation).isEmpty();
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static @Nullable Annotation annotation(Method method) {
		return METHODS.stream()
			.map((type) -> AnnotatedElementUtils.findMergedAnnotation(method, type))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}

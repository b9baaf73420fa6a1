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

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.StringJoiner;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * An annotated method of a bean, with its types resolved against the bean's class.
 */
final class ListenerMethod extends AnnotatedMethod {

	private final String beanName;

	private final Class<?> beanType;

	ListenerMethod(String beanName, Class<?> beanType, Method method) {
		super(method);
		this.beanName = beanName;
		this.beanType = beanType;
	}

	String beanName() {
		return this.beanName;
	}

	Class<?> beanType() {
		return this.beanType;
	}

	Type parameterType(MethodParameter parameter) {
		return GenericTypeResolver.resolveType(parameter.getGenericParameterType(), this.beanType);
	}

	ResolvableType returnType() {
		return ResolvableType
			.forType(GenericTypeResolver.resolveType(getMethod().getGenericReturnType(), this.beanType));
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.beanType;
	}

	@Override
	public String toString() {
		return describe(this.beanName, this.beanType, getMethod());
	}

	static String describe(String beanName, Class<?> beanType, Method method) {
		StringJoiner types = new StringJoiner(", ", "(", ")");
		for (Class<?> type : method.getParameterTypes()) {
			types.add(type.getSimpleName());
		}
		return beanType.getName() + "." + method.getName() + types + " of bean '" + beanName + "'";
	}

}

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

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.wampspring.annotation.WampKwarg;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The names of parameters that are keywords. An interface's annotation goes with the
 * interface's name, since that is the one that callers see.
 */
public final class KeywordNames {

	private final DefaultParameterNameDiscoverer discoverer = new DefaultParameterNameDiscoverer();

	/**
	 * The name of a parameter.
	 * @param parameter the parameter
	 * @param beanType the class of the bean, or the interface of the client
	 * @return the name; {@code null} if there is none, since it was compiled without
	 */
	public @Nullable String of(MethodParameter parameter, Class<?> beanType) {
		Method method = parameter.getMethod();
		int index = parameter.getParameterIndex();
		if (method == null || method.getParameters()[index].isAnnotationPresent(WampKwarg.class)) {
			return parameter.getParameterName();
		}
		for (Class<?> type : supertypes(beanType)) {
			for (Method candidate : type.getDeclaredMethods()) {
				if (isOverridden(candidate, method, beanType)
						&& candidate.getParameters()[index].isAnnotationPresent(WampKwarg.class)) {
					return name(candidate, index);
				}
			}
		}
		return parameter.getParameterName();
	}

	private @Nullable String name(Method method, int index) {
		@Nullable String[] names = this.discoverer.getParameterNames(method);
		return (names != null) ? names[index] : null;
	}

	private static Set<Class<?>> supertypes(Class<?> type) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (Class<?> parent = type.getSuperclass(); parent != null; parent = parent.getSuperclass()) {
			types.add(parent);
		}
		types.addAll(ClassUtils.getAllInterfacesForClassAsSet(type));
		return types;
	}

	private static boolean isOverridden(Method candidate, Method method, Class<?> beanType) {
		if (!candidate.getName().equals(method.getName())
				|| candidate.getParameterCount() != method.getParameterCount()) {
			return false;
		}
		for (int i = 0; i < method.getParameterCount(); i++) {
			if (ResolvableType.forMethodParameter(candidate, i, beanType).toClass() != method.getParameterTypes()[i]) {
				return false;
			}
		}
		return true;
	}

}

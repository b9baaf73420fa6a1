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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Knows the constraints on the arguments and results of listener methods.
 */
public interface ListenerValidator {

	/**
	 * Finds the constraints of a method.
	 * @param beanType the bean's class, without proxies
	 * @param method the method
	 * @return the constraints, or {@code null} if there are none
	 */
	@Nullable Constraints constraintsOf(Class<?> beanType, Method method);

	/**
	 * The constraints of one method. Safe for use by any thread.
	 */
	interface Constraints {

		/**
		 * Checks arguments.
		 * @param bean the bean, maybe a proxy
		 * @param arguments the arguments
		 * @return what is violated, maybe nothing
		 */
		List<Violation> checkArguments(Object bean, @Nullable Object[] arguments);

		/**
		 * Checks what the method returned.
		 * @param bean the bean, maybe a proxy
		 * @param result what it returned
		 * @return what is violated, maybe nothing
		 */
		List<Violation> checkResult(Object bean, @Nullable Object result);

	}

	/**
	 * A violated constraint.
	 *
	 * @param path the parameter and what in it, such as {@code order.items[0].count}
	 * @param message what is wrong with it
	 */
	record Violation(String path, String message) {
	}

}

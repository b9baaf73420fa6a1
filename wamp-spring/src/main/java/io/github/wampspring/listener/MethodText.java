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
import java.util.StringJoiner;

/**
 * How methods are written in logs and messages.
 */
final class MethodText {

	private MethodText() {
	}

	static String of(String beanName, Class<?> beanType, Method method) {
		StringJoiner types = new StringJoiner(", ", "(", ")");
		for (Class<?> type : method.getParameterTypes()) {
			types.add(type.getSimpleName());
		}
		return beanType.getName() + "." + method.getName() + types + " of bean '" + beanName + "'";
	}

}

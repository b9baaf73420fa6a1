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

package io.github.wampspring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The exceptions with {@code @WampError} that were found when the application was
 * processed ahead of time, since a native image has no class path to look at. Generated
 * code makes one; not for applications.
 *
 * @param classNames their names
 */
public record ErrorTypes(List<String> classNames) {

	List<Class<? extends Throwable>> resolve(@Nullable ClassLoader classLoader) {
		return this.classNames.stream()
			.<Class<? extends Throwable>>map(
					(name) -> ClassUtils.resolveClassName(name, classLoader).asSubclass(Throwable.class))
			.toList();
	}

}

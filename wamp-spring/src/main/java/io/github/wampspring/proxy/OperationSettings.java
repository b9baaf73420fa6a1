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

package io.github.wampspring.proxy;

import java.time.Duration;

import io.github.wampspring.core.WampOperations.OperationSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a method's calls and publications have in common.
 *
 * @param uri the procedure or topic
 * @param arguments sends the arguments
 * @param timeout how long one may take; zero for no limit, {@code null} for the default
 * @param discloseMe whether to disclose the session
 */
record OperationSettings(String uri, ArgumentsWriter arguments, @Nullable Duration timeout, boolean discloseMe) {

	void apply(@Nullable Object[] arguments, OperationSpec<?> specification) {
		if (this.timeout != null) {
			specification.timeout(this.timeout);
		}
		if (this.discloseMe) {
			specification.discloseMe();
		}
		this.arguments.write(arguments, specification);
	}

}

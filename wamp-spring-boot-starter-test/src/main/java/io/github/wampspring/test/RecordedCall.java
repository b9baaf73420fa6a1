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

package io.github.wampspring.test;

import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampArguments;
import org.jspecify.annotations.Nullable;

/**
 * A call of a stub.
 *
 * @param arguments its arguments
 * @param details what is known about it, such as the caller
 */
public record RecordedCall(WampArguments arguments, InvocationDetails details) {

	/**
	 * The procedure.
	 * @return the URI that was called
	 */
	public String procedure() {
		return this.details.procedure();
	}

	/**
	 * The first positional argument.
	 * @param <T> its type
	 * @param type its type
	 * @return the argument, {@code null} if there is none
	 */
	public <T> @Nullable T get(Class<T> type) {
		return this.arguments.get(type);
	}

	@Override
	public String toString() {
		return procedure() + this.arguments;
	}

}

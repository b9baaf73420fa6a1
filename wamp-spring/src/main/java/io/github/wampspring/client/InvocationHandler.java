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

package io.github.wampspring.client;

import org.jspecify.annotations.Nullable;

/**
 * Answers the invocations of a registration.
 */
@FunctionalInterface
public interface InvocationHandler {

	/**
	 * An invocation came.
	 * @param invocation to be ended by this call or later
	 * @throws Exception what the caller gets as an error
	 */
	void onInvocation(Invocation invocation) throws Exception;

	/**
	 * The router took the registration away. Called on the receiving thread.
	 * @param reason what the router says, if anything
	 */
	default void onRevoked(@Nullable String reason) {
	}

}

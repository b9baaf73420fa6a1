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

import java.util.Collections;
import java.util.Map;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Makes a result of what a procedure returns. One for each kind of return type.
 */
@FunctionalInterface
interface ReturnValue {

	/** No result, whatever is returned. */
	ReturnValue EMPTY = (value, invocation) -> invocation.complete(Payload.NONE);

	/** The returned value. */
	ReturnValue VALUE = (value, invocation) -> invocation.complete(payload(value));

	/**
	 * Sends the result, now or later.
	 * @param value what the method returned
	 * @param invocation what is to be ended
	 * @throws Exception what the invocation fails with
	 */
	void send(@Nullable Object value, Invocation invocation) throws Exception;

	static Payload payload(@Nullable Object value) {
		return (value instanceof WampResult result) ? result.toPayload()
				: new Payload.Values(Collections.singletonList(value), Map.of());
	}

}

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

package io.github.wampspring.interceptor;

import java.util.concurrent.CompletionStage;

import io.github.wampspring.protocol.Payload;

/**
 * The rest of the way of an operation: the interceptors that follow, and at the end the
 * operation itself.
 *
 * @param <R> the type of the request
 */
@FunctionalInterface
public interface InterceptorChain<R> {

	/**
	 * Goes on.
	 * @param request the request as it came, or changed
	 * @return completes with the outcome: the arguments of a result, or exceptionally,
	 * with a {@link io.github.wampspring.WampException} for an error. The one who
	 * completes it must not be blocked
	 */
	CompletionStage<Payload> proceed(R request);

}

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
 * Stands around the calls and publications of a template. It may change them, answer them
 * itself, or refuse them. Beans of this type see the operations of all connections, in
 * the order of {@code @Order}; the first is the outermost.
 */
@FunctionalInterface
public interface WampOutgoingInterceptor {

	/**
	 * Intercepts an operation. Called by the thread of the application that calls or
	 * publishes, which a reactive template does at each subscription; must not block
	 * where that must not.
	 * @param request the operation
	 * @param next goes on with it; not called to answer or to refuse
	 * @return the outcome: what {@code next} returns, what was made of it, or an answer
	 * of its own
	 * @throws RuntimeException what the operation ends with: a
	 * {@link io.github.wampspring.WampException} is treated as an error that came from
	 * the router, all else reaches the application as it is
	 */
	CompletionStage<Payload> intercept(OutgoingRequest request, InterceptorChain<OutgoingRequest> next);

}

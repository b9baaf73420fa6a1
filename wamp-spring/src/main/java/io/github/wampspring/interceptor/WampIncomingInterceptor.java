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
 * Stands around the handlers of invocations and events, annotated methods and handlers
 * registered by code alike. It may change what they get, answer in their place, or
 * refuse. An event that is tried again comes by again. Beans of this type see what comes
 * over all connections, in the order of {@code @Order}; the first is the outermost.
 */
@FunctionalInterface
public interface WampIncomingInterceptor {

	/**
	 * Intercepts an invocation or event. Called by the thread that runs the handler,
	 * which does so within {@code next}: what is set for this thread before is seen by
	 * the handler, and has to be cleared after.
	 * @param request the invocation or event
	 * @param next goes on to the handler; not called to answer or to refuse
	 * @return the outcome: what {@code next} returns, what was made of it, or an answer
	 * of its own. It is complete when the handler has ended, which may be later
	 * @throws RuntimeException a {@link io.github.wampspring.WampException} ends an
	 * invocation with that error, and drops an event; all else is logged, and an
	 * invocation ends with {@code wamp.error.runtime_error}
	 */
	CompletionStage<Payload> intercept(IncomingRequest request, InterceptorChain<IncomingRequest> next);

}

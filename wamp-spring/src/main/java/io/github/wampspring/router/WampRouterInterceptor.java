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

package io.github.wampspring.router;

import java.util.concurrent.CompletionStage;

import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.protocol.Payload;

/**
 * Stands around what the sessions of a router ask for, after it has been authorized:
 * calls, publications, registrations and subscriptions. It may change arguments and
 * options, answer a call or publication itself, or refuse.
 * <p>
 * Without interceptors, and with those that do not ask for arguments, payloads are
 * forwarded as they came.
 */
@FunctionalInterface
public interface WampRouterInterceptor {

	/**
	 * Intercepts a request. Called by the thread that receives, which must not be
	 * blocked. A call may go on, or be answered, later, and others of the session
	 * overtake it then; it counts as under way. All else holds up what the session sends
	 * until it goes on or ends. What comes of a call is told by the thread that receives
	 * it, or where the router is in a cluster by one of a few that only do that.
	 * @param request the request
	 * @param next goes on with it; not called to answer or to refuse
	 * @return the outcome. Of a call, the result's arguments, once they are there: what
	 * {@code next} returns, what was made of it, or an answer of its own. Of a
	 * publication, its ID as the only argument. Of a registration or subscription,
	 * nothing, once the request has been taken; these have no answer of one's own
	 * @throws RuntimeException a {@link io.github.wampspring.WampException} is the error
	 * that the session gets; all else is logged, and the session gets
	 * {@code wamp.error.runtime_error}. A publication without acknowledgement is dropped
	 */
	CompletionStage<Payload> intercept(RouterRequest request, InterceptorChain<RouterRequest> next);

}

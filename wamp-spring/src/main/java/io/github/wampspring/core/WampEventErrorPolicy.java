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
package io.github.wampspring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * What becomes of an event whose handling fails: it is tried again as often, after such
 * pauses and for such exceptions as the retry policy says, and then given to the
 * recoverer. A bean of this type is for the subscriptions that name it
 * ({@link io.github.wampspring.annotation.WampSubscribe#errorPolicy()}).
 * <p>
 * Other subscriptions go on meanwhile, while the next events of this one wait, in their
 * order and in its bounded queue. Events whose arguments do not fit are not tried again.
 *
 * @param retry when to try again; {@link RetryPolicy#withMaxRetries(long)
 * RetryPolicy.withMaxRetries(0)} for never
 * @param recoverer gets what could not be handled; {@code null} to have it logged and
 * told to {@link WampEventErrorHandler}s, which are not told of what was recovered
 */
public record WampEventErrorPolicy(RetryPolicy retry, @Nullable WampEventRecoverer recoverer) {

	/**
	 * A policy without a recoverer.
	 * @param retry when to try again
	 */
	public WampEventErrorPolicy(RetryPolicy retry) {
		this(retry, null);
	}

}

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

package io.github.wampspring.dynamic;

import java.util.Map;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;

/**
 * What an authorizer was asked, as far as its answer may depend on it.
 *
 * @param session the session
 * @param action what it wants to do
 * @param match how the URI matches
 * @param uri the URI or pattern
 * @param options the options of the message
 */
record Question(long session, WampAction action, MatchPolicy match, String uri, Dict options) {

	private static final int MAX_OPTIONS = 8;

	private static final int MAX_LENGTH = 256;

	/** Names of a trace, by which nothing may be decided (W3C Trace Context). */
	private static final Set<String> TRACE = Set.of("_traceparent", "_tracestate");

	/** Is another one in each message, so that nobody would ask the same again. */
	private static final String TRANSACTION_HASH = "transaction_hash";

	/**
	 * The question of a request.
	 * @return the question, or {@code null} if its options are too much to be kept: many,
	 * long, or others than strings, numbers and booleans
	 */
	static @Nullable Question of(AuthorizationRequest request) {
		Dict.Builder options = Dict.builder();
		int count = 0;
		int length = 0;
		for (Map.Entry<String, @Nullable Object> option : request.options().asMap().entrySet()) {
			Object value = option.getValue();
			if (TRACE.contains(option.getKey())) {
				continue;
			}
			if (option.getKey().equals(TRANSACTION_HASH) || !isPlain(value)) {
				return null;
			}
			length += option.getKey().length() + ((value instanceof String text) ? text.length() : 0);
			if (++count > MAX_OPTIONS || length > MAX_LENGTH) {
				return null;
			}
			options.put(option.getKey(), value);
		}
		return new Question(request.session().id(), request.action(), request.match(), request.uri(), options.build());
	}

	private static boolean isPlain(@Nullable Object value) {
		return value == null || value instanceof String || value instanceof Boolean || value instanceof Long
				|| value instanceof Integer || value instanceof Double;
	}

}

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

package io.github.wampspring.protocol;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The trace that a message belongs to, as attributes of its options or details: the
 * fields of W3C Trace Context and Baggage, behind the underscore that the specification
 * leaves to attributes of one's own. A router hands them on, as they are, from
 * {@code CALL.Options} to {@code INVOCATION.Details} and from {@code PUBLISH.Options} to
 * {@code EVENT.Details}.
 */
public final class TraceContext {

	/** Trace and span. */
	public static final String TRACEPARENT = "_traceparent";

	/** What tracing systems add. */
	public static final String TRACESTATE = "_tracestate";

	/** What applications add. */
	public static final String BAGGAGE = "_baggage";

	/** How many characters each may have; a longer one is left out. */
	private static final Map<String, Integer> LIMITS = Map.of(TRACEPARENT, 128, TRACESTATE, 512, BAGGAGE, 1024);

	private TraceContext() {
	}

	/**
	 * The attributes of a trace among others.
	 * @param options options or details
	 * @return those that are there and not too long; empty if there is none
	 */
	public static Dict of(Dict options) {
		if (options.isEmpty()) {
			return Dict.EMPTY;
		}
		Dict trace = Dict.EMPTY;
		trace = trace.withPresent(TRACEPARENT, get(options, TRACEPARENT));
		trace = trace.withPresent(TRACESTATE, get(options, TRACESTATE));
		return trace.withPresent(BAGGAGE, get(options, BAGGAGE));
	}

	private static @Nullable String get(Dict options, String key) {
		String value = options.getString(key);
		return (value != null && fits(key, value)) ? value : null;
	}

	/**
	 * Whether a router hands on an attribute.
	 * @param key its key
	 * @param value its value
	 * @return {@code false} if it is none of a trace, or too long
	 */
	public static boolean fits(String key, String value) {
		Integer limit = LIMITS.get(key);
		return limit != null && value.length() <= limit;
	}

}

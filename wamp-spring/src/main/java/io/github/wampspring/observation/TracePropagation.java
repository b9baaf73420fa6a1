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

package io.github.wampspring.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.wampspring.PayloadException;
import io.github.wampspring.interceptor.InterceptedRequest;
import io.github.wampspring.protocol.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * How a trace travels with messages. Each way is written and read.
 */
public enum TracePropagation {

	/**
	 * As attributes of options and details: {@code _traceparent}, {@code _tracestate} and
	 * {@code _baggage}. The router of this library hands them on, Crossbar.io and nexus
	 * leave them out.
	 */
	ATTRIBUTES,

	/**
	 * As {@code transaction_hash}, an option that Crossbar.io hands on: the
	 * {@code traceparent} alone, where the application does not use that option itself.
	 */
	TRANSACTION_HASH,

	/**
	 * As keyword arguments of these names, which each router hands on. Receivers must
	 * cope with keyword arguments that they do not know.
	 */
	KEYWORD_ARGUMENTS;

	private static final String HASH = "transaction_hash";

	private static final Pattern PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

	private static final String PREFIX = "_";

	/**
	 * Adds the fields of a trace to a request.
	 * @param <R> the type of the request
	 * @param ways the ways that are used
	 * @param request the request
	 * @param fields the fields, by the names of W3C
	 * @return the request, or another one
	 */
	static <R extends InterceptedRequest<R>> R write(Set<TracePropagation> ways, R request,
			Map<String, String> fields) {
		R written = request;
		String parent = fields.get("traceparent");
		if (parent != null && ways.contains(TRANSACTION_HASH) && !request.options().has(HASH)) {
			written = written.withOption(HASH, parent);
		}
		for (Map.Entry<String, String> field : fields.entrySet()) {
			String key = PREFIX + field.getKey();
			if (TraceContext.fits(key, field.getValue())) {
				if (ways.contains(ATTRIBUTES)) {
					written = written.withOption(key, field.getValue());
				}
				if (ways.contains(KEYWORD_ARGUMENTS)) {
					written = written.withKeywordArgument(key, field.getValue());
				}
			}
		}
		return written;
	}

	/**
	 * Reads a field of a trace from a request.
	 * @param ways the ways that are used
	 * @param request the request
	 * @param field the name of W3C
	 * @return the value, or {@code null}
	 */
	static @Nullable String read(Set<TracePropagation> ways, InterceptedRequest<?> request, String field) {
		String key = PREFIX + field;
		String value = ways.contains(ATTRIBUTES) ? request.options().getString(key) : null;
		if (value == null && ways.contains(KEYWORD_ARGUMENTS)) {
			value = (keywords(request).get(key) instanceof String text) ? text : null;
		}
		if (value != null) {
			return TraceContext.fits(key, value) ? value : null;
		}
		String hash = (ways.contains(TRANSACTION_HASH) && field.equals("traceparent"))
				? request.options().getString(HASH) : null;
		return (hash != null && PARENT.matcher(hash).matches()) ? hash : null;
	}

	/**
	 * Takes a trace out of the keyword arguments, where handlers do not expect it.
	 * @param <R> the type of the request
	 * @param ways the ways that are used
	 * @param request the request
	 * @return the request, or another one
	 */
	static <R extends InterceptedRequest<R>> R strip(Set<TracePropagation> ways, R request) {
		if (!ways.contains(KEYWORD_ARGUMENTS)) {
			return request;
		}
		Map<String, @Nullable Object> keywords = new LinkedHashMap<>(keywords(request));
		boolean found = keywords.keySet()
			.removeAll(Set.of(TraceContext.TRACEPARENT, TraceContext.TRACESTATE, TraceContext.BAGGAGE));
		return found ? request.withKeywordArguments(keywords) : request;
	}

	private static Map<String, @Nullable Object> keywords(InterceptedRequest<?> request) {
		try {
			return request.keywordArguments();
		}
		catch (PayloadException ex) {
			// the handler tells of it
			return Map.of();
		}
	}

}

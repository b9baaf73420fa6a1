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

package io.github.wampspring.router.engine;

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.UriRules;
import io.github.wampspring.router.routing.RoutedSession;
import org.jspecify.annotations.Nullable;

/**
 * A call of a meta procedure.
 *
 * @param caller the caller
 * @param arguments the positional arguments
 * @param keywordArguments the keyword arguments
 */
record MetaCall(RoutedSession caller, List<@Nullable Object> arguments,
		Map<String, @Nullable Object> keywordArguments) {

	private static final int MAX_REASON_LENGTH = 1000;

	@Nullable Object argument(int index) {
		return (index < this.arguments.size()) ? this.arguments.get(index) : null;
	}

	long id(int index) {
		Long id = Ids.integer(argument(index));
		if (id != null) {
			return id;
		}
		throw invalid("argument " + (index + 1) + " must be an ID");
	}

	String string(int index) {
		if (argument(index) instanceof String string) {
			return string;
		}
		throw invalid("argument " + (index + 1) + " must be a string");
	}

	@Nullable List<?> list(int index) {
		Object value = argument(index);
		if (value == null || value instanceof List<?>) {
			return (List<?>) value;
		}
		throw invalid("argument " + (index + 1) + " must be a list");
	}

	Dict dict(int index) {
		return dict(argument(index), "argument " + (index + 1));
	}

	/**
	 * The policy in a dictionary of options.
	 */
	MatchPolicy match(int index) {
		Object match = dict(index).get("match");
		for (MatchPolicy policy : MatchPolicy.values()) {
			if (policy.value().equals(match)) {
				return policy;
			}
		}
		if (match != null) {
			throw invalid("match must be exact, prefix or wildcard");
		}
		return MatchPolicy.EXACT;
	}

	/**
	 * The ID of a session that is there.
	 */
	long session(int index, SessionDirectory sessions) {
		long id = id(index);
		if (sessions.find(id) == null) {
			throw new MetaException(ErrorUris.NO_SUCH_SESSION, "There is no session " + id);
		}
		return id;
	}

	/**
	 * The reason that somebody is told, by keyword or by position: a URI.
	 * @return the URI, or {@code null} if no reason is given
	 */
	@Nullable String reason(int index) {
		Object keyword = this.keywordArguments.get("reason");
		Object reason = (keyword != null) ? keyword : argument(index);
		if (reason == null) {
			return null;
		}
		if (!(reason instanceof String uri) || uri.length() > MAX_REASON_LENGTH
				|| !UriRules.LOOSE.isValid(uri, MatchPolicy.EXACT)) {
			throw new MetaException(ErrorUris.INVALID_URI, "reason must be a URI");
		}
		return uri;
	}

	@Nullable String keywordString(String name) {
		Object value = this.keywordArguments.get(name);
		if (value == null || value instanceof String) {
			return (String) value;
		}
		throw invalid(name + " must be a string");
	}

	Dict keywordDict(String name) {
		return dict(this.keywordArguments.get(name), name);
	}

	private static Dict dict(@Nullable Object value, String what) {
		if (value == null) {
			return Dict.EMPTY;
		}
		if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
			return Dict.copyOf(map);
		}
		throw invalid(what + " must be a dictionary");
	}

	private static MetaException invalid(String message) {
		return new MetaException(ErrorUris.INVALID_ARGUMENT, message);
	}

}

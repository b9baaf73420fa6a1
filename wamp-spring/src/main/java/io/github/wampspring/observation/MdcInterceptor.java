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
import java.util.concurrent.CompletionStage;

import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts what a handler is run for into the diagnostic context of the log, for as long as
 * the handler has its thread: {@value #SESSION}, {@value #URI}, and {@value #CALLER}
 * where the router discloses who calls or publishes.
 */
public final class MdcInterceptor implements WampIncomingInterceptor {

	/** The ID of this application's session. */
	public static final String SESSION = "wamp.session";

	/** The procedure or topic. */
	public static final String URI = "wamp.uri";

	/** The authid of the caller or publisher, else the ID of its session. */
	public static final String CALLER = "wamp.caller";

	private static final int MAX_LENGTH = 256;

	@Override
	public CompletionStage<Payload> intercept(IncomingRequest request, InterceptorChain<IncomingRequest> next) {
		Map<String, @Nullable String> before = new LinkedHashMap<>(4);
		put(before, SESSION, Long.toString(request.session()));
		put(before, URI, clean(request.uri()));
		String caller = caller(request);
		put(before, CALLER, (caller != null) ? clean(caller) : null);
		try {
			return next.proceed(request);
		}
		finally {
			before.forEach(MdcInterceptor::set);
		}
	}

	private static void put(Map<String, @Nullable String> before, String key, @Nullable String value) {
		before.put(key, MDC.get(key));
		set(key, value);
	}

	private static void set(String key, @Nullable String value) {
		if (value != null) {
			MDC.put(key, value);
		}
		else {
			MDC.remove(key);
		}
	}

	private static @Nullable String caller(IncomingRequest request) {
		Dict details = request.options();
		String role = (request.kind() == IncomingRequest.Kind.INVOCATION) ? "caller" : "publisher";
		String authid = details.getString(role + "_authid");
		Long session = details.getLong(role);
		return (authid != null) ? authid : (session != null) ? session.toString() : null;
	}

	/** What others chose must not begin lines of the log. */
	private static String clean(String text) {
		String bounded = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
		return bounded.chars().anyMatch(Character::isISOControl) ? bounded.replaceAll("\\p{Cntrl}", "?") : bounded;
	}

}

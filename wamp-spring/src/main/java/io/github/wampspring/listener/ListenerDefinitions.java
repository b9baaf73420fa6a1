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

package io.github.wampspring.listener;

import java.util.HashMap;
import java.util.Map;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.contract.MethodUri;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;

/**
 * Turns annotations into URIs and options.
 */
final class ListenerDefinitions {

	static final String DEFAULT_CONNECTION = "default";

	private final AttributeResolver attributes;

	private final Map<String, String> ids = new HashMap<>();

	ListenerDefinitions(AttributeResolver attributes) {
		this.attributes = attributes;
	}

	WampListener of(WampProcedure procedure, Class<?> declaring, ListenerMethod method) {
		Dict options = match(procedure.match());
		if (procedure.invoke() != InvocationPolicy.SINGLE) {
			options = options.with("invoke", procedure.invoke().value());
		}
		String concurrency = this.attributes.resolve(procedure.concurrency(), method);
		if (!concurrency.isEmpty()) {
			options = options.with("concurrency", number("concurrency", concurrency, 1, method));
		}
		String waitingCalls = this.attributes.resolve(procedure.waitingCalls(), method);
		if (!waitingCalls.isEmpty()) {
			options = options.with("x_waiting_calls", number("waitingCalls", waitingCalls, 0, method));
		}
		if (procedure.forwardTimeout()) {
			options = options.with("forward_timeout", true);
		}
		if (procedure.discloseCaller()) {
			options = options.with("disclose_caller", true);
		}
		if (procedure.forceReregister()) {
			options = options.with("force_reregister", true);
		}
		return listener(WampListener.Kind.PROCEDURE, uri(procedure.uri(), procedure.match(), declaring, method),
				options, procedure.connection(), procedure.id(), method);
	}

	WampListener of(WampSubscribe subscribe, Class<?> declaring, ListenerMethod method) {
		Dict options = match(subscribe.match());
		if (subscribe.getRetained()) {
			options = options.with("get_retained", true);
		}
		return listener(WampListener.Kind.SUBSCRIPTION, uri(subscribe.topic(), subscribe.match(), declaring, method),
				options, subscribe.connection(), subscribe.id(), method);
	}

	private WampListener listener(WampListener.Kind kind, String uri, Dict options, String connection, String id,
			ListenerMethod method) {
		String name = this.attributes.resolve(connection, method);
		return new WampListener(id(this.attributes.resolve(id, method).trim(), method), kind, uri, options.asMap(),
				name.isEmpty() ? DEFAULT_CONNECTION : name, method.beanName(), method.beanType(), method.getMethod());
	}

	private String id(String id, ListenerMethod method) {
		if (id.isEmpty()) {
			String name = method.beanName() + "." + method.getMethod().getName();
			String free = name;
			for (int i = 2; this.ids.containsKey(free); i++) {
				free = name + "-" + i;
			}
			this.ids.put(free, method.toString());
			return free;
		}
		String other = this.ids.put(id, method.toString());
		if (other != null) {
			throw new WampListenerException("The id \"" + id + "\" of " + method + " is the one of " + other + " too",
					"Give one of them another id.", null);
		}
		return id;
	}

	private static Dict match(MatchPolicy match) {
		return (match != MatchPolicy.EXACT) ? Dict.of("match", match.value()) : Dict.EMPTY;
	}

	private static int number(String name, String value, int least, ListenerMethod method) {
		try {
			int number = Integer.parseInt(value.trim());
			if (number >= least) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new WampListenerException("The " + name + " \"" + value + "\" of " + method + " is not valid",
				"Give a number of " + ((least > 0) ? "one" : "zero") + " or more, or leave it out.", null);
	}

	private String uri(String attribute, MatchPolicy match, Class<?> declaring, ListenerMethod method) {
		String prefix = this.attributes.resolve(MethodUri.prefix(method.beanType(), declaring, method.getMethod()),
				method);
		String uri = MethodUri.of(prefix, this.attributes.resolve(attribute, method), match,
				method.getMethod().getName());
		if (uri.isEmpty() && match == MatchPolicy.EXACT) {
			throw new InvalidListenerUriException(uri, method.toString(),
					"Give it one, as in @WampProcedure(\"com.myapp.add2\"), or the class a @WampPrefix.");
		}
		if (!Uris.isValid(uri, match, false)) {
			throw new InvalidListenerUriException(uri, method.toString(), MethodUri.RULES);
		}
		return uri;
	}

}

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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Turns annotations into URIs and options.
 */
final class ListenerDefinitions {

	static final String DEFAULT_CONNECTION = "default";

	private final AttributeResolver attributes;

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
			options = options.with("concurrency", concurrency(concurrency, method));
		}
		if (procedure.discloseCaller()) {
			options = options.with("disclose_caller", true);
		}
		if (procedure.forceReregister()) {
			options = options.with("force_reregister", true);
		}
		return listener(WampListener.Kind.PROCEDURE, uri(procedure.uri(), procedure.match(), declaring, method),
				options, procedure.connection(), method);
	}

	WampListener of(WampSubscribe subscribe, Class<?> declaring, ListenerMethod method) {
		Dict options = match(subscribe.match());
		if (subscribe.getRetained()) {
			options = options.with("get_retained", true);
		}
		return listener(WampListener.Kind.SUBSCRIPTION, uri(subscribe.topic(), subscribe.match(), declaring, method),
				options, subscribe.connection(), method);
	}

	private WampListener listener(WampListener.Kind kind, String uri, Dict options, String connection,
			ListenerMethod method) {
		String name = this.attributes.resolve(connection, method);
		return new WampListener(kind, uri, options.asMap(), name.isEmpty() ? DEFAULT_CONNECTION : name,
				method.beanName(), method.beanType(), method.getMethod());
	}

	private static Dict match(MatchPolicy match) {
		return (match != MatchPolicy.EXACT) ? Dict.of("match", match.value()) : Dict.EMPTY;
	}

	private static int concurrency(String value, ListenerMethod method) {
		try {
			int concurrency = Integer.parseInt(value.trim());
			if (concurrency >= 1) {
				return concurrency;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new WampListenerException("The concurrency \"" + value + "\" of " + method + " is not valid",
				"Give a number of one or more, or leave it out for no limit.", null);
	}

	private String uri(String attribute, MatchPolicy match, Class<?> declaring, ListenerMethod method) {
		String uri = this.attributes.resolve(attribute, method).trim();
		if (!Uris.isReserved(uri)) {
			String prefix = this.attributes.resolve(prefix(method.beanType(), declaring), method).trim();
			if (!prefix.isEmpty() && uri.isEmpty() && match == MatchPolicy.EXACT) {
				uri = method.getMethod().getName();
			}
			uri = join(prefix, uri);
		}
		if (uri.isEmpty() && match == MatchPolicy.EXACT) {
			throw new InvalidListenerUriException(uri, method.toString(),
					"Give it one, as in @WampProcedure(\"com.myapp.add2\"), or the class a @WampPrefix.");
		}
		if (!Uris.isValid(uri, match, false)) {
			throw new InvalidListenerUriException(uri, method.toString(),
					"A URI is made of components that are separated by dots, such as 'com.myapp.add2'. They must not "
							+ "contain white space or '#', and must not be empty except in patterns.");
		}
		return uri;
	}

	private static String prefix(Class<?> beanType, Class<?> declaring) {
		MergedAnnotation<WampPrefix> prefix = MergedAnnotations.from(beanType, SearchStrategy.SUPERCLASS)
			.get(WampPrefix.class);
		if (!prefix.isPresent()) {
			prefix = MergedAnnotations.from(declaring, SearchStrategy.TYPE_HIERARCHY).get(WampPrefix.class);
		}
		return prefix.isPresent() ? prefix.getString(MergedAnnotation.VALUE) : "";
	}

	private static String join(String prefix, String uri) {
		boolean joined = prefix.isEmpty() || uri.isEmpty() || prefix.endsWith(".") || uri.startsWith(".");
		return joined ? prefix + uri : prefix + "." + uri;
	}

}

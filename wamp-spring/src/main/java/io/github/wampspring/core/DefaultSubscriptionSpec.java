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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.ThrowingConsumer;

/**
 * The subscription of {@link WampTemplate}.
 */
final class DefaultSubscriptionSpec implements SubscriptionSpec {

	private final String topic;

	private final PayloadMapper mapper;

	private final EventErrors errors;

	private final WampConnection connection;

	private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

	DefaultSubscriptionSpec(String topic, PayloadMapper mapper, EventErrors errors, WampConnection connection) {
		this.topic = topic;
		this.mapper = mapper;
		this.errors = errors;
		this.connection = connection;
	}

	@Override
	public SubscriptionSpec match(MatchPolicy match) {
		return option("match", match.value());
	}

	@Override
	public SubscriptionSpec getRetained() {
		return option("get_retained", true);
	}

	@Override
	public SubscriptionSpec option(String name, @Nullable Object value) {
		this.options.put(name, value);
		return this;
	}

	@Override
	public WampSubscription subscribe(TopicHandler handler) {
		return this.connection.subscribe(this.topic, Dict.copyOf(this.options), new EventInvoker((event) -> {
			handler.handle(new WampArguments(event.payload(), this.mapper), EventDetails.of(event));
			return null;
		}, this.errors, "subscription '" + this.topic + "'", describe(handler)));
	}

	@Override
	public <T> WampSubscription subscribe(Class<T> type, ThrowingConsumer<T> handler) {
		return subscribe((arguments, details) -> handler.acceptWithException(required(arguments.get(type))));
	}

	@Override
	public <T> WampSubscription subscribe(ParameterizedTypeReference<T> type, ThrowingConsumer<T> handler) {
		return subscribe((arguments, details) -> handler.acceptWithException(required(arguments.get(type))));
	}

	static String describe(Object handler) {
		Class<?> type = handler.getClass();
		return (type.isHidden() || type.isSynthetic()) ? "a handler of this application" : handler.toString();
	}

	private static <T> T required(@Nullable T argument) {
		if (argument == null) {
			throw new InvalidArgumentException("The first positional argument is missing", null);
		}
		return argument;
	}

}

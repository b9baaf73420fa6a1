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

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
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

	private final WampConnection connection;

	private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

	DefaultSubscriptionSpec(String topic, PayloadMapper mapper, WampConnection connection) {
		this.topic = topic;
		this.mapper = mapper;
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
		return this.connection.subscribe(this.topic, Dict.copyOf(this.options),
				(event) -> handler.handle(new WampArguments(event.payload(), this.mapper), event));
	}

	@Override
	public <T> WampSubscription subscribe(Class<T> type, ThrowingConsumer<T> handler) {
		return subscribe((Type) type, handler);
	}

	@Override
	public <T> WampSubscription subscribe(ParameterizedTypeReference<T> type, ThrowingConsumer<T> handler) {
		return subscribe(type.getType(), handler);
	}

	private <T> WampSubscription subscribe(Type type, ThrowingConsumer<T> handler) {
		ResultReader<T> reader = ResultReader.first(this.mapper, type, this.topic);
		return this.connection.subscribe(this.topic, Dict.copyOf(this.options), (event) -> {
			T value = reader.read(event.payload());
			if (value == null) {
				throw new PayloadException("An event of '" + event.topic() + "' has no positional argument", null);
			}
			handler.acceptWithException(value);
		});
	}

}

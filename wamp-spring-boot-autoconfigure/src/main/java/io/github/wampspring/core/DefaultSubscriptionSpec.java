package io.github.wampspring.core;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MatchPolicy;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.protocol.codec.PayloadMapper;
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

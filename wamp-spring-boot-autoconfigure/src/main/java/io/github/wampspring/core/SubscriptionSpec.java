package io.github.wampspring.core;

import io.github.wampspring.client.WampSubscription;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.ThrowingConsumer;

/**
 * A subscription that is being put together. For one use by one thread.
 */
public interface SubscriptionSpec extends SubscriptionOptionsSpec<SubscriptionSpec> {

	/**
	 * Subscribes to the topic at this and every later join.
	 * @param handler takes the events
	 * @return the handle
	 */
	WampSubscription subscribe(TopicHandler handler);

	/**
	 * Subscribes to the topic at this and every later join.
	 * @param <T> the type of an event
	 * @param type the type of the first positional argument
	 * @param handler takes the events
	 * @return the handle
	 */
	<T> WampSubscription subscribe(Class<T> type, ThrowingConsumer<T> handler);

	/**
	 * Subscribes to the topic at this and every later join.
	 * @param <T> the type of an event
	 * @param type the type of the first positional argument
	 * @param handler takes the events
	 * @return the handle
	 */
	<T> WampSubscription subscribe(ParameterizedTypeReference<T> type, ThrowingConsumer<T> handler);

}

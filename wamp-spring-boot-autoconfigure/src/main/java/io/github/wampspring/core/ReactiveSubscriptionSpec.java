package io.github.wampspring.core;

import reactor.core.publisher.Flux;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A subscription that is being put together. All that {@link ReactiveWampOperations} says
 * holds here too.
 */
public interface ReactiveSubscriptionSpec extends SubscriptionOptionsSpec<ReactiveSubscriptionSpec> {

	/**
	 * How many events may wait for the subscriber, 1024 if this is not called. With one
	 * more the publisher ends with an error.
	 * @param bufferSize the number of events
	 * @return this
	 */
	ReactiveSubscriptionSpec bufferSize(int bufferSize);

	/**
	 * Subscribes to the topic.
	 * @return all arguments of each event
	 */
	Flux<WampArguments> subscribe();

	/**
	 * Subscribes to the topic.
	 * @param <T> the type of an event
	 * @param type the type of the first positional argument
	 * @return the first positional argument of each event
	 */
	<T> Flux<T> subscribe(Class<T> type);

	/**
	 * Subscribes to the topic.
	 * @param <T> the type of an event
	 * @param type the type of the first positional argument
	 * @return the first positional argument of each event
	 */
	<T> Flux<T> subscribe(ParameterizedTypeReference<T> type);

}

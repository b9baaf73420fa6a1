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

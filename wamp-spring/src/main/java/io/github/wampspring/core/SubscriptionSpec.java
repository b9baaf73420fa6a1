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

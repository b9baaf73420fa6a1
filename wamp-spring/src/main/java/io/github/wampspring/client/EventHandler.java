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

package io.github.wampspring.client;

import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a subscription.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * An event came.
	 * @param event the event
	 * @throws Exception what is logged
	 */
	void onEvent(TopicEvent event) throws Exception;

	/**
	 * An event came. For handlers that end later: no thread waits for them.
	 * @param event the event
	 * @return when it has been handled, so that the next one can be; {@code null} if it
	 * has been
	 * @throws Exception what is logged
	 */
	default @Nullable CompletionStage<?> onEventAsync(TopicEvent event) throws Exception {
		onEvent(event);
		return null;
	}

	/**
	 * The handler belongs to a subscription now. Called before its first event.
	 * @param timer lets it wait
	 */
	default void onSubscribing(EventTimer timer) {
	}

	/**
	 * Puts interceptors around what this does with an event, each time that it tries.
	 * @param interceptors put themselves around a handler
	 * @return what takes the events
	 */
	default EventHandler intercepted(UnaryOperator<EventHandler> interceptors) {
		return interceptors.apply(this);
	}

	/**
	 * The router took the subscription away. Called on the receiving thread.
	 * @param reason what the router says, if anything
	 */
	default void onRevoked(@Nullable String reason) {
	}

}

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

import java.time.Duration;

/**
 * A subscription that comes back at every join.
 */
public interface WampSubscription extends WampHandle {

	/**
	 * The topic.
	 * @return the URI or pattern
	 */
	default String getTopic() {
		return getUri();
	}

	/**
	 * How many events were dropped, since the handler was too slow or they were larger
	 * than the limit.
	 * @return the number, since the subscription was made
	 */
	long getDroppedEvents();

	/**
	 * How often it is not certain that a handler which is to miss nothing got all events,
	 * since the router did not have them any more, or did not answer. Each time is a line
	 * in the log.
	 * @return the number, since the subscription was made; zero without replay
	 */
	default long getReplayGaps() {
		return 0;
	}

	/**
	 * How many events wait for the handler.
	 * @return the number of this moment
	 */
	int getWaitingEvents();

	/**
	 * Unsubscribes, and does not come back. Events that wait for the handler are dropped;
	 * the one that it is handling is handled to its end. Does not wait for that, nor for
	 * the router.
	 */
	@Override
	void close();

	@Override
	default WampSubscription awaitActive(Duration timeout) {
		WampHandle.super.awaitActive(timeout);
		return this;
	}

}

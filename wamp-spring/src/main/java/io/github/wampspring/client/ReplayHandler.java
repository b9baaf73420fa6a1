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

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A handler that gets hold of events that did not come to it. In its subscription's queue
 * there is a mark before the first event of each session, and where events were given up
 * since the queue was full; the handler is told when it gets there.
 */
public interface ReplayHandler extends EventHandler {

	/**
	 * The handler belongs to a queue now. Called before its first event.
	 * @param capacity how many events the queue has room for
	 */
	void onQueue(int capacity);

	/**
	 * The router has accepted the subscription.
	 * @param session the session
	 * @param subscription the subscription's ID
	 * @param active to be run when it is certain what came before, and so what may be
	 * missing later; not run if the session has ended before
	 */
	void onSubscribed(WampSession session, long subscription, Runnable active);

	/**
	 * Events may be missing. Those that come later wait.
	 * @param session the session that the next events come from
	 * @param subscription the subscription's ID in that session
	 * @param after the publication after which they are missing, where an answer has said
	 * so; 0 if the handler knows it
	 * @return the events that are missing, never failed
	 */
	CompletionStage<Missing> onMissing(WampSession session, long subscription, long after);

	/**
	 * Whether events that are given up can be had later. Where they cannot, the queue
	 * keeps what it has.
	 * @return {@code false} if they are lost
	 */
	boolean isAble();

	/**
	 * How often it is not certain that all events were handled.
	 * @return the number, since the subscription was made
	 */
	long gaps();

	/**
	 * Events that were missing.
	 *
	 * @param events the events, in their order
	 * @param after the publication after which there are further ones; 0 if there are
	 * none
	 * @param open whether that is still not known, since the session has ended: what came
	 * after it by that session is not to be handled, the next session gets it again
	 */
	record Missing(List<TopicEvent> events, long after, boolean open) {

		/** Nothing is missing, or can be had. */
		public static final Missing NOTHING = new Missing(List.of(), 0, false);

		/** It is still to be found out. */
		public static final Missing OPEN = new Missing(List.of(), 0, true);

	}

}

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

package io.github.wampspring.router.history;

import java.util.List;

/**
 * Where the events of histories are kept. Each {@link TopicHistory} is one sequence of
 * events, in the order in which they were appended; what is beyond its limits is dropped,
 * the oldest first. Safe for use by many threads.
 */
public interface EventStore {

	/**
	 * Whether the methods may wait for something, such as a database. The router then
	 * calls them by threads of its own, and never by one that reads messages.
	 * @return {@code true} by default
	 */
	default boolean isBlocking() {
		return true;
	}

	/**
	 * Whether all instances of a router that share a realm find the same events here, as
	 * in a database: then only the instance appends an event that its publisher has
	 * joined, and else each one.
	 * @return {@code false} by default
	 */
	default boolean isShared() {
		return false;
	}

	/**
	 * A router begins to append to a history. Called once for each, before all others,
	 * when the router is made.
	 * @param history the history
	 */
	default void open(TopicHistory history) {
	}

	/**
	 * Appends events: all of them or none. Called by one thread at a time for each
	 * history. The publishers are told when it returns.
	 * @param history the history
	 * @param events the events, at least one
	 * @throws Exception if they are not stored; their publishers get an ERROR
	 */
	void append(TopicHistory history, List<StoredEvent> events) throws Exception;

	/**
	 * Finds events.
	 * @param history the history
	 * @param query what is asked for, with an {@linkplain HistoryQuery#overlap() overlap}
	 * only where several instances share the realm
	 * @return the events
	 * @throws Exception if it cannot be found out
	 */
	HistoryPage find(TopicHistory history, HistoryQuery query) throws Exception;

}

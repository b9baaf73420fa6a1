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

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that comes back at every join.
 */
public interface WampSubscription extends AutoCloseable {

	/**
	 * The topic.
	 * @return the URI or pattern
	 */
	String getTopic();

	Dict getOptions();

	/**
	 * Whether the router has accepted it in the session of this moment.
	 * @return {@code true} if events can arrive
	 */
	boolean isActive();

	/**
	 * Why the router refused it last.
	 * @return the error, or {@code null}
	 */
	@Nullable WampException getFailure();

	/**
	 * The first time that the router accepts it.
	 * @return completes then; with a {@link WampException} if it was refused for a reason
	 * that cannot heal
	 */
	CompletableFuture<Void> whenActive();

	/**
	 * How many events were dropped, since the handler was too slow or they were larger
	 * than the limit.
	 * @return the number, since the subscription was made
	 */
	long getDroppedEvents();

	/**
	 * Unsubscribes, and does not come back. Does not wait for the router.
	 */
	@Override
	void close();

}

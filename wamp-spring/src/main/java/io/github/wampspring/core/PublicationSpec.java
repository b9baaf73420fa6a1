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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A publication that is being put together. For one use by one thread. All that
 * {@link WampOperations} says about exceptions and threads holds here too.
 */
public interface PublicationSpec extends PublicationOptionsSpec<PublicationSpec> {

	/**
	 * Publishes. Waits for the router where it was asked to {@link #acknowledge()}, else
	 * only until the event is in the connection's queue.
	 * @return the publication's ID where it was acknowledged, else {@code null}
	 */
	@Nullable Long publish();

	/**
	 * Publishes without waiting.
	 * @return completes with the publication's ID where it was acknowledged, else with
	 * {@code null} when the event is in the connection's queue
	 */
	CompletableFuture<@Nullable Long> publishAsync();

}

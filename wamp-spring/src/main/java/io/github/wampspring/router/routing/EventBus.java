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

package io.github.wampspring.router.routing;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Where publications go once they are allowed: to all that have subscribers of the realm.
 * Publications of one session come in their order, and must arrive in it.
 */
@FunctionalInterface
public interface EventBus {

	/**
	 * Takes a publication. Never blocks.
	 * @return {@code null} if it is acknowledged after that; where it has to be stored
	 * first, completes when it is, or fails with a
	 * {@link io.github.wampspring.WampException}
	 */
	@Nullable CompletableFuture<?> publish(Publication publication);

}

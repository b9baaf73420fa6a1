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

package io.github.wampspring.router.engine;

import java.util.concurrent.Executor;

import io.github.wampspring.router.routing.Timers;

/**
 * The threads of a router.
 *
 * @param timers for time limits and heartbeats
 * @param leaving clears away what killed sessions leave behind
 * @param events brings subscribers what would keep others waiting
 */
record RouterThreads(Timers timers, Executor leaving, Executor events) {

	/** Threads that end when there is nothing to do. */
	static RouterThreads create() {
		return new RouterThreads(Timers.of(DefaultWampRouter.scheduler("wamp-router-timer")),
				DefaultWampRouter.pool(1, "wamp-router-leave"), DefaultWampRouter.pool(1, "wamp-router-events"));
	}

}

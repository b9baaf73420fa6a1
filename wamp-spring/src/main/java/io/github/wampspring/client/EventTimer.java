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
import java.util.function.Consumer;

/**
 * Lets the handler of a subscription wait without holding a thread. Meanwhile the
 * subscription's next events wait too, if the handler has not ended with the current one.
 */
public interface EventTimer {

	/**
	 * Waits.
	 * @param delay for how long; zero to go on at once, on a thread for handlers
	 * @param then told once how the waiting ended
	 */
	void after(Duration delay, Consumer<End> then);

	/**
	 * How the waiting ended.
	 */
	enum End {

		/** The time is over. Told on a thread for handlers. */
		ELAPSED,

		/**
		 * The connection is being stopped, and there is no time to wait. Told on a thread
		 * for handlers.
		 */
		STOPPING,

		/**
		 * The subscription has ended, or the connection has stopped: nothing more is to
		 * be done. Told on any thread.
		 */
		CLOSED

	}

}

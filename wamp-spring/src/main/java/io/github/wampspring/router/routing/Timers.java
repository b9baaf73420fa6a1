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

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Timers, and the time that they go by.
 *
 * @param scheduler runs what is due
 * @param nanos the time that goes on steadily, as of {@link System#nanoTime()}
 * @param millis the time of day, as of {@link System#currentTimeMillis()}
 */
public record Timers(ScheduledExecutorService scheduler, LongSupplier nanos, LongSupplier millis) {

	/**
	 * Timers that go by the time of the system.
	 */
	public static Timers of(ScheduledExecutorService scheduler) {
		return new Timers(scheduler, System::nanoTime, System::currentTimeMillis);
	}

	long now() {
		return this.nanos.getAsLong();
	}

}

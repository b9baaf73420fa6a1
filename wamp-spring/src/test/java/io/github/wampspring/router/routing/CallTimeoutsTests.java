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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of timeouts when nobody can watch them. */
class CallTimeoutsTests {

	private final Clock clock = new Clock();

	private final CallTimeouts timeouts = new CallTimeouts(Timers.of(this.clock));

	@AfterEach
	void close() {
		this.clock.shutdownNow();
	}

	private void watch() {
		PendingCall call = new PendingCall(null, 1, false, this.timeouts, new Quota(1));
		this.timeouts.add(call, System.nanoTime() + TimeUnit.HOURS.toNanos(1));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theNextCallTriesAgain(boolean thread) {
		this.clock.failure = thread ? new OutOfMemoryError("no thread") : new RejectedExecutionException();
		watch();
		assertThat(this.clock.scheduled).isZero();
		this.clock.failure = null;
		watch();
		assertThat(this.clock.scheduled).isOne();
	}

	/** Runs nothing. */
	private static final class Clock extends ScheduledThreadPoolExecutor {

		private Throwable failure;

		private int scheduled;

		Clock() {
			super(1);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
			this.scheduled++;
			return null;
		}

	}

}

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.WampConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a session, and says why there is none when the time is over.
 */
final class SessionWaiter extends CompletableFuture<WampSession> {

	private final WampConnection connection;

	SessionWaiter(WampConnection connection, Duration timeout) {
		this.connection = connection;
		orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return super.completeExceptionally((failure instanceof TimeoutException) ? noSession() : failure);
	}

	/** Waits no longer, since there will be no session. */
	void fail() {
		completeExceptionally(noSession());
	}

	private WampConnectionException noSession() {
		ConnectionState state = this.connection.getState();
		@Nullable Throwable failure = state.failure();
		String text = switch (state.status()) {
			case IDLE -> "has not been started";
			case CLOSED -> "is closed";
			case FAILED -> "has given up";
			case CONNECTING, WAITING, JOINED -> "is not joined after " + state.attempts() + " attempts";
		};
		return new WampConnectionException("The connection '" + this.connection.getName() + "' " + text
				+ ((failure != null) ? ": " + failure.getMessage() : ""), failure);
	}

}

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

import java.time.Instant;

import io.github.wampspring.WampConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is doing.
 *
 * @param status the status
 * @param since when it began
 * @param url the router's URL in use or tried last, if any, without user information and
 * query
 * @param attempts attempts to connect since the last join
 * @param failure why there is no session, if there is none
 */
public record ConnectionState(Status status, Instant since, @Nullable String url, long attempts,
		@Nullable Throwable failure) {

	/**
	 * Why there is no session, for operations that need one.
	 * @param connection the connection's name
	 * @return an exception that says it
	 */
	public WampConnectionException noSession(String connection) {
		String text = switch (this.status) {
			case IDLE -> "has not been started";
			case CLOSED -> "is closed";
			case FAILED -> "has given up";
			case JOINED, SUSPENDED -> "has just lost its session";
			case CONNECTING, WAITING -> "is not joined after " + this.attempts + " attempts";
		};
		return new WampConnectionException("The connection '" + connection + "' " + text
				+ ((this.failure != null) ? ": " + this.failure.getMessage() : ""), this.failure);
	}

	/**
	 * The status of a connection.
	 */
	public enum Status {

		/** Not started. */
		IDLE,

		/** Connecting and joining. */
		CONNECTING,

		/** A session is joined. */
		JOINED,

		/**
		 * The session has lost its connection and is being resumed: it is still joined,
		 * and what it sends waits.
		 */
		SUSPENDED,

		/** Waiting for the next attempt. */
		WAITING,

		/** Given up, for a reason that another attempt cannot heal. */
		FAILED,

		/** Closed by the application. */
		CLOSED

	}

}

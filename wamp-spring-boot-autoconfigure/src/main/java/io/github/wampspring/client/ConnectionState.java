package io.github.wampspring.client;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a connection is doing.
 *
 * @param status the status
 * @param since when it began
 * @param url the router's URL in use or tried last, if any
 * @param attempts attempts to connect since the last join
 * @param failure why there is no session, if there is none
 */
public record ConnectionState(Status status, Instant since, @Nullable String url, long attempts,
		@Nullable Throwable failure) {

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

		/** Waiting for the next attempt. */
		WAITING,

		/** Given up, for a reason that another attempt cannot heal. */
		FAILED,

		/** Closed by the application. */
		CLOSED

	}

}

package io.github.wampspring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

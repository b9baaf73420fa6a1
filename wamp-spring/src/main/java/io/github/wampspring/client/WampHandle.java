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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A registration or subscription that comes back at every join.
 */
public interface WampHandle extends AutoCloseable {

	/**
	 * The procedure or topic.
	 * @return the URI or pattern
	 */
	String getUri();

	/**
	 * What the router is asked with.
	 * @return {@code REGISTER.Options} or {@code SUBSCRIBE.Options}, unmodifiable
	 */
	Map<String, @Nullable Object> getOptions();

	/**
	 * Whether the router has accepted it in the session of this moment.
	 * @return {@code true} if calls or events can arrive
	 */
	boolean isActive();

	/**
	 * Why it is not active: what the router answered last, or why there is no session and
	 * will be none.
	 * @return the error, or {@code null} if it is active, or nobody has refused it yet
	 */
	@Nullable WampException getFailure();

	/**
	 * Whether the router has taken it away in the session of this moment, without having
	 * been asked by this side: see the sections "Registration Revocation" and
	 * "Subscription Revocation" of the specification. It comes back in the next session,
	 * by {@link #start()}, or by itself where
	 * {@link ConnectionSettings#returnAfterRevocation(boolean)} says so. The reason is in
	 * {@link #getFailure()} and in {@link WampConnectionEvent.Revoked}.
	 * @return {@code true} until the router has accepted it again
	 */
	boolean isRevoked();

	/**
	 * The first time that the router accepts it.
	 * @return completes then; with a {@link WampException} if the router refused it for a
	 * reason that cannot heal, if it was revoked and does not come back by itself, if the
	 * connection gives up or is stopped, or if this handle is closed. After such a
	 * failure, the next session tries again, and the next future tells of that
	 */
	CompletableFuture<Void> whenActive();

	/**
	 * Waits until the router has accepted it.
	 * @param timeout how long to wait at the most; what is registered or subscribed goes
	 * on being asked for after that
	 * @return this
	 * @throws WampException if {@link #whenActive()} ends with it: refused for a reason
	 * that cannot heal, or no session; a {@link WampTimeoutException} after the timeout,
	 * a {@link WampCanceledException} if the thread is interrupted
	 * @throws IllegalStateException if this thread receives, and must not wait
	 */
	default WampHandle awaitActive(Duration timeout) {
		Assert.state(!ReceivingThread.isCurrent(),
				"This thread receives, and would wait for itself: use whenActive() instead of awaitActive(..)");
		try {
			whenActive().get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
			return this;
		}
		catch (TimeoutException ex) {
			WampException failure = getFailure();
			throw new WampTimeoutException("The router has not accepted '" + getUri() + "' within " + timeout
					+ ((failure != null) ? ": " + failure.getMessage() : ""), failure);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WampCanceledException("The thread was interrupted while it waited for '" + getUri() + "'", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof WampException failure) {
				failure.fillInStackTrace();
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * The end of it.
	 * @return completes when this handle is closed; with a
	 * {@link io.github.wampspring.WampConnectionException} when the connection gives up
	 * or is stopped, after which nothing arrives unless it is started again
	 */
	CompletableFuture<Void> whenEnded();

	/**
	 * What the application wants of it at this moment.
	 * @return {@link Mode#STARTED} unless it was paused or stopped
	 */
	Mode getMode();

	/**
	 * Asks the router for it again after a {@link #stop()} or a revocation, and goes on
	 * after a {@link #pause()}. Does nothing else if it is started, and nothing if it is
	 * closed. Does not wait for the router.
	 */
	void start();

	/**
	 * Holds the handler back, at this and every later join, until {@link #start()}. The
	 * router is not told: a registration keeps its procedure and answers calls with
	 * {@code wamp.error.unavailable} (a router that reroutes asks other callees then), a
	 * subscription keeps its events in its queue and, where that is full, drops and
	 * counts them. What is being handled goes on. One that is stopped is asked for again.
	 * Does nothing if it is closed.
	 */
	void pause();

	/**
	 * Gives it back to the router, until {@link #start()}: it is not asked for at joins
	 * meanwhile. What is being handled, and events that wait, are handled to the end,
	 * unless it was paused: then what waits goes on waiting. Does nothing if it is
	 * closed. Does not wait for the router.
	 */
	void stop();

	/**
	 * Gives it back to the router, and does not come back. Does not wait for the router.
	 */
	@Override
	void close();

	/**
	 * What an application wants of a registration or subscription.
	 */
	enum Mode {

		/** Calls or events are handled. */
		STARTED,

		/** Known to the router, but not handled. */
		PAUSED,

		/** Not known to the router. */
		STOPPED

	}

}

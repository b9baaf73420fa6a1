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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a connection. Those that find no session, or a router that does not
 * read, wait here and are started in their order, before anything newer. For
 * implementations of {@link WampConnection}.
 */
public final class OperationQueue {

	private final Supplier<ConnectionState> state;

	private final String connection;

	private final ConnectionThreads threads;

	private final Set<PendingOperation<?, ?>> waiting = new LinkedHashSet<>();

	private @Nullable WampSession session;

	private boolean serving;

	/** The session whose room is waited for. */
	private @Nullable WampSession crowded;

	/**
	 * Creates a queue without a session.
	 * @param connection the connection's name
	 * @param state what the connection is doing
	 */
	public OperationQueue(String connection, Supplier<ConnectionState> state) {
		this(connection, state, new ConnectionThreads(connection));
	}

	OperationQueue(String connection, Supplier<ConnectionState> state, ConnectionThreads threads) {
		this.connection = connection;
		this.state = state;
		this.threads = threads;
	}

	/**
	 * Starts an operation with the session of the moment, or lets it wait for one.
	 * @param <R> what the router answers
	 * @param <T> what the application gets
	 * @param operation the operation
	 * @return completes with what {@link WampOperation#read} makes of the answer.
	 * Cancelling it cancels the operation; one that has not been sent never is
	 * @throws io.github.wampspring.PayloadException if it must wait, and its arguments
	 * cannot be encoded
	 */
	public <R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> submit(
			WampOperation<R, T> operation) {
		PendingOperation<R, T> pending = new PendingOperation<>(operation, this);
		WampSession session = free();
		if (session == null) {
			operation.hold();
			boolean hopeless;
			synchronized (this) {
				session = free();
				hopeless = session == null && isHopeless();
				if (session == null && !hopeless) {
					this.waiting.add(pending);
				}
			}
			if (hopeless) {
				pending.end(noSession(), true);
				return pending;
			}
		}
		Duration timeout = operation.timeout();
		if (session != null) {
			pending.start(session, true);
			if (timeout != null && !pending.isDone()) {
				pending.timers(this.threads.later(pending::expire, timeout), null);
			}
			return pending;
		}
		pending.timers((timeout != null) ? this.threads.later(pending::expire, timeout) : null,
				this.threads.later(pending::expireWaiting, operation.joinTimeout()));
		serve();
		return pending;
	}

	/**
	 * The session, where nobody waits for it and the router reads.
	 */
	private synchronized @Nullable WampSession free() {
		WampSession session = this.session;
		return (session != null && this.waiting.isEmpty() && session.isOpen() && session.hasRoom()) ? session : null;
	}

	/**
	 * The session of the moment.
	 * @return the joined session, or {@code null} if there is none, or others wait for it
	 */
	public @Nullable WampSession session() {
		WampSession session;
		synchronized (this) {
			session = this.session;
		}
		return (session != null && session.isOpen()) ? session : null;
	}

	/**
	 * How many operations wait for a session, or for the router to read.
	 * @return the number of this moment
	 */
	public synchronized int waiting() {
		return this.waiting.size();
	}

	/**
	 * There is a session: what waits is started.
	 * @param session the session
	 */
	public void joined(WampSession session) {
		synchronized (this) {
			this.session = session;
		}
		serve();
	}

	/**
	 * A session has ended.
	 * @param session the session
	 */
	public void left(WampSession session) {
		synchronized (this) {
			if (this.session == session) {
				this.session = null;
			}
		}
	}

	/**
	 * There will be no session: what waits fails with what the connection's state says.
	 */
	public void fail() {
		List<PendingOperation<?, ?>> all;
		synchronized (this) {
			all = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		all.forEach(PendingOperation::expireWaiting);
	}

	/** Starts what waits, one after the other, as long as there is room. */
	private void serve() {
		synchronized (this) {
			if (this.serving) {
				return;
			}
			this.serving = true;
		}
		while (true) {
			WampSession session;
			PendingOperation<?, ?> next;
			synchronized (this) {
				session = this.session;
				next = this.waiting.isEmpty() ? null : this.waiting.iterator().next();
				if (session == null || !session.isOpen() || next == null || !session.hasRoom()) {
					this.serving = false;
					if (next == null || session == null || !session.isOpen()) {
						return;
					}
					next = null;
				}
			}
			if (next == null) {
				serveWhenRoom(session);
				return;
			}
			next.start(session, false);
			// Only now: whoever comes meanwhile must queue behind it
			remove(next);
		}
	}

	/** However many operations come meanwhile, one of them waits for room. */
	private void serveWhenRoom(WampSession session) {
		synchronized (this) {
			if (this.crowded == session) {
				return;
			}
			this.crowded = session;
		}
		session.room().whenComplete((room, failure) -> {
			synchronized (this) {
				if (this.crowded == session) {
					this.crowded = null;
				}
			}
			this.threads.complete(this::serve);
		});
	}

	synchronized void remove(PendingOperation<?, ?> operation) {
		this.waiting.remove(operation);
	}

	/**
	 * Completes a future on a thread that is marked as one that must not block.
	 */
	void complete(Runnable completion, boolean own) {
		if (own || ReceivingThread.isCurrent()) {
			completion.run();
		}
		else {
			this.threads.complete(completion);
		}
	}

	private boolean isHopeless() {
		Status status = this.state.get().status();
		return status == Status.FAILED || status == Status.CLOSED;
	}

	/**
	 * Why an operation that waits was not started.
	 */
	WampException notStarted() {
		WampSession session = session();
		if (session != null && !session.hasRoom()) {
			return new WampTimeoutException("Nothing can be sent over the connection '" + this.connection
					+ "': the router does not read what was sent before", null);
		}
		return noSession();
	}

	private WampConnectionException noSession() {
		return this.state.get().noSession(this.connection);
	}

}

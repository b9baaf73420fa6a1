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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.client.WampConnectionEvent.Challenged;
import io.github.wampspring.client.WampConnectionEvent.Connected;
import io.github.wampspring.client.WampConnectionEvent.Disconnected;
import io.github.wampspring.client.WampConnectionEvent.GaveUp;
import io.github.wampspring.client.WampConnectionEvent.Joined;
import io.github.wampspring.client.WampConnectionEvent.Left;
import io.github.wampspring.client.WampConnectionEvent.Resumed;
import io.github.wampspring.client.WampConnectionEvent.Suspended;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelBindingException;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.SafeUrl;
import io.github.wampspring.transport.WampChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects, joins, and does so again when the session is lost: the life of a connection
 * between start and stop. Everything here happens on one thread, whatever a task throws.
 */
final class ConnectionLoop {

	private static final Log logger = LogFactory.getLog(ConnectionLoop.class);

	private static final long CLOSE_MILLIS = 5000;

	private static final long REVIVE_MILLIS = 30_000;

	private static final int MAX_HELPERS = 8;

	private final DefaultWampConnection connection;

	private final ConnectionSettings settings;

	private final Durables durables;

	private final ConnectionListeners listeners;

	private final RetryPlan plan;

	private final LoopThread thread;

	private final ConnectionThreads threads;

	/** Run the application's customizers and authenticators. */
	private final ThreadPoolExecutor helpers;

	private volatile @Nullable JoinAttempt attempt;

	private volatile ConnectionState state;

	private volatile boolean stopping;

	private @Nullable Future<?> planned;

	private final FailureLog log;

	ConnectionLoop(DefaultWampConnection connection, ConnectionSettings settings, Durables durables,
			ConnectionThreads threads) {
		this.threads = threads;
		this.connection = connection;
		this.settings = settings;
		this.durables = durables;
		this.log = new FailureLog(settings.name());
		this.listeners = new ConnectionListeners(settings.name(), java.util.List.copyOf(settings.listeners()));
		this.plan = new RetryPlan(settings.urls().size(), settings.reconnectBackOff(), settings.refusedBackOff(),
				settings.maxRefusals());
		this.state = new ConnectionState(Status.CONNECTING, Instant.now(), SafeUrl.of(settings.urls().get(0)), 0, null);
		this.thread = new LoopThread("wamp-" + settings.name(), threads);
		this.helpers = new ThreadPoolExecutor(0, MAX_HELPERS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				ConnectionThreads.factory("wamp-" + settings.name() + "-handshake"));
	}

	void start() {
		execute(this::connect);
	}

	ConnectionState state() {
		return this.state;
	}

	DefaultWampConnection connection() {
		return this.connection;
	}

	@Nullable JoinAttempt attempt() {
		return this.attempt;
	}

	void execute(Runnable task) {
		later(task, 0);
	}

	/**
	 * Runs a task on the connection's thread.
	 * @param task the task
	 * @param millis after how many milliseconds
	 */
	void later(Runnable task, long millis) {
		schedule(task, millis);
	}

	private @Nullable Future<?> schedule(Runnable task, long millis) {
		return this.thread.schedule(() -> guard(task), millis);
	}

	private void guard(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			later(this::revive, REVIVE_MILLIS);
			logger.error("The connection '" + this.settings.name() + "' goes on after an unexpected failure", ex);
		}
	}

	/** Sees to it that a task that failed unexpectedly was not the last one. */
	private void revive() {
		JoinAttempt attempt = this.attempt;
		if (this.planned == null && this.state.status() != Status.FAILED && (attempt == null || attempt.isOver())) {
			connect();
		}
	}

	/** Tries again now, whatever was decided before. */
	void reconnect() {
		execute(() -> {
			if (this.state.status() == Status.FAILED) {
				this.durables.resumeAll();
			}
			if (this.planned != null || this.state.status() == Status.FAILED) {
				this.plan.restart();
				connect();
			}
		});
	}

	private void connect() {
		if (this.stopping) {
			return;
		}
		Future<?> planned = this.planned;
		if (planned != null) {
			planned.cancel(false);
			this.planned = null;
		}
		URI url = this.settings.urls().get(this.plan.url());
		JoinAttempt attempt = new JoinAttempt(url, this, this.settings, this.threads);
		this.attempt = attempt;
		transition(Status.CONNECTING, attempt.address(), this.state.attempts() + 1, this.state.failure());
		try {
			WampChannel channel = this.settings.connectors().apply(url).connect(url, attempt::open);
			ChannelInfo info = channel.info();
			this.listeners.tell(new Connected(this.connection, attempt.address(), info.transport(), info.serializer()));
			hello(attempt, info.bindings());
		}
		catch (InterruptedException ex) {
			failed(attempt,
					new ConnectFailedException("Interrupted while connecting to " + attempt.address(), false, ex),
					JoinFailure.TRANSIENT);
		}
		catch (IllegalArgumentException ex) {
			failed(attempt, ex, JoinFailure.PERMANENT);
		}
		catch (Throwable ex) {
			failed(attempt, ex, JoinFailure.of(ex));
		}
	}

	private void hello(JoinAttempt attempt, ChannelBindings bindings) {
		ClientSession session = attempt.session();
		if (session == null) {
			throw new IllegalStateException("The connector for " + attempt.address() + " made no session");
		}
		if (this.stopping) {
			session.close(ChannelClose.normal("stopped"));
			return;
		}
		later(() -> timeOut(attempt, session), this.settings.connectTimeout().toMillis());
		JoinMessages messages = attempt.messages();
		elsewhere(attempt, () -> messages.hello(this.connection, this.settings, bindings, attempt::busy),
				(hello) -> session.hello(attempt.hello(hello)), (failure) -> {
					attempt.failure = new WampJoinException(ErrorUris.RUNTIME_ERROR,
							"HELLO could not be made: "
									+ ((failure instanceof ChannelBindingException) ? failure.getMessage() : failure),
							failure instanceof ChannelBindingException, failure);
					session.close(ChannelClose.normal("no HELLO"));
				});
	}

	/**
	 * Runs code of the application that makes a message, apart from the thread that
	 * watches the time. It must not wait for the session that it is about.
	 */
	<T> void elsewhere(JoinAttempt attempt, Callable<T> work, Consumer<T> then, Consumer<Throwable> otherwise) {
		try {
			attempt.work(this.helpers.submit(() -> {
				boolean before = ReceivingThread.enter();
				try {
					T result = work.call();
					execute(() -> unlessOver(attempt, () -> then.accept(result)));
				}
				catch (Throwable ex) {
					execute(() -> unlessOver(attempt, () -> otherwise.accept(ex)));
				}
				finally {
					ReceivingThread.exit(before);
				}
			}));
		}
		catch (RejectedExecutionException ex) {
			otherwise.accept(new IllegalStateException("Customizers or authenticators of " + MAX_HELPERS
					+ " earlier attempts have not ended, although they were interrupted", ex));
		}
	}

	private static void unlessOver(JoinAttempt attempt, Runnable task) {
		if (!attempt.isOver()) {
			task.run();
		}
	}

	private void timeOut(JoinAttempt attempt, ClientSession session) {
		if (session.getId() == 0 && session.end() == null) {
			Object busy = attempt.busy();
			attempt.failure = new WampTimeoutException(
					(busy != null) ? busy + " has not ended within " + text(this.settings.connectTimeout())
							: "The router at " + attempt.address() + " has not answered HELLO within "
									+ text(this.settings.connectTimeout()),
					null);
			session.close(ChannelClose.normal("no answer to HELLO"));
		}
	}

	void challenged(JoinAttempt attempt, Challenge challenge) {
		ClientSession session = attempt.session();
		if (session != null) {
			this.listeners.tell(new Challenged(this.connection, challenge.method(), challenge.extra().toMap()));
			answer(attempt, attempt.messages(), challenge, session::authenticate, (failure) -> {
				attempt.failure = failure;
				session.abort(failure.getUri(), "The client has no answer to the challenge",
						(failure.getCause() != null) ? failure.getCause() : failure);
			});
		}
	}

	void answer(JoinAttempt attempt, JoinMessages messages, Challenge challenge, Consumer<Authenticate> then,
			Consumer<WampJoinException> otherwise) {
		elsewhere(attempt, () -> messages.answer(challenge, attempt::busy), then,
				(failure) -> otherwise.accept((failure instanceof WampJoinException known) ? known
						: new WampJoinException(ErrorUris.AUTHENTICATION_FAILED,
								"There is no answer to the challenge: " + failure, false, failure)));
	}

	void suspended(JoinAttempt attempt, ChannelClose close) {
		ClientSession session = attempt.session();
		if (session != null && attempt.isJoined()) {
			logger.info("Connection '" + this.settings.name() + "' resumes session " + session.getId()
					+ ", whose connection was closed: " + close.reason());
			transition(Status.SUSPENDED, attempt.address(), 0, null);
			this.listeners.tell(new Suspended(this.connection, session, close.code(), close.reason()));
		}
	}

	void resumed(JoinAttempt attempt) {
		ClientSession session = attempt.session();
		if (session != null && attempt.isJoined()) {
			transition(Status.JOINED, attempt.address(), 0, null);
			this.listeners.tell(new Resumed(this.connection, session));
		}
	}

	void welcomed(JoinAttempt attempt) {
		ClientSession session = attempt.session();
		if (session == null || this.stopping) {
			return;
		}
		this.durables.attachAll(session).whenComplete((done, failure) -> execute(() -> joined(attempt, session)));
		later(() -> joined(attempt, session), this.settings.connectTimeout().toMillis());
	}

	private void joined(JoinAttempt attempt, ClientSession session) {
		if (attempt.wasJoined() || !session.isOpen() || this.stopping) {
			return;
		}
		this.plan.joined();
		this.log.joined();
		logger.info("Connection '" + this.settings.name() + "' has joined " + session.getRealm() + " at "
				+ attempt.address() + " as session " + session.getId() + " (authid " + session.getAuthId()
				+ ", authrole " + session.getAuthRole() + "), with " + this.durables.describe());
		transition(Status.JOINED, attempt.address(), 0, null);
		attempt.joined();
		this.connection.joined(session);
		this.listeners.tell(new Joined(this.connection, session));
	}

	void ended(JoinAttempt attempt, SessionEnd end) {
		ClientSession session = attempt.session();
		if (session != null) {
			this.durables.detach(session);
			this.connection.left(session);
		}
		long id = (session != null) ? session.getId() : 0;
		this.listeners.tell(new Left(this.connection, id, end.reason(), end.text()));
		later(() -> attempt.disconnect(ChannelClose.broken("the transport did not close in time", null)), CLOSE_MILLIS);
	}

	void disconnected(JoinAttempt attempt, SessionEnd end, ChannelClose close) {
		this.listeners.tell(new Disconnected(this.connection, close.code(), close.reason(), close.cause()));
		if (attempt.wasJoined()) {
			lost(attempt, end);
			return;
		}
		WampException failure = (attempt.failure != null) ? attempt.failure
				: JoinMessages.failure(attempt.address(), end);
		failed(attempt, failure, JoinFailure.of(failure));
	}

	private void lost(JoinAttempt attempt, SessionEnd end) {
		WampException failure = new WampConnectionException(
				"The session at " + attempt.address() + " ended: " + end.text(), end.cause());
		long lasted = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - attempt.joinedAt);
		if (!this.stopping) {
			logger.warn("Connection '" + this.settings.name() + "' has lost its session: " + end.text());
			goOn(attempt.address(), this.plan.afterSession(lasted), failure);
		}
	}

	private void failed(JoinAttempt attempt, Throwable failure, JoinFailure meaning) {
		attempt.discard();
		if (!this.stopping) {
			long delay = this.plan.afterFailure(meaning);
			if (delay != RetryPlan.GIVE_UP) {
				this.log.failed(failure, this.state.attempts(), Duration.ofMillis(delay));
			}
			goOn(attempt.address(), delay, failure);
		}
	}

	private void goOn(String url, long delay, Throwable failure) {
		if (delay == RetryPlan.GIVE_UP) {
			logger.error("Connection '" + this.settings.name() + "' has given up: " + failure.getMessage());
			transition(Status.FAILED, url, this.state.attempts(), failure);
			this.connection.gaveUp();
			this.listeners.tell(new GaveUp(this.connection, failure));
			return;
		}
		if (delay > 0) {
			transition(Status.WAITING, url, this.state.attempts(), failure);
		}
		else {
			transition(Status.CONNECTING, url, this.state.attempts(), failure);
		}
		this.planned = schedule(this::connect, delay);
	}

	private void transition(Status status, String url, long attempts, @Nullable Throwable failure) {
		ConnectionState before = this.state;
		Instant since = (before.status() == status) ? before.since() : Instant.now();
		this.state = new ConnectionState(status, since, url, attempts, failure);
	}

	private static String text(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	/** Makes no further attempt. */
	void stopReconnecting() {
		this.stopping = true;
	}

	/** Tells the listeners of something. */
	void tell(WampConnectionEvent event) {
		this.listeners.tell(event);
	}

	/**
	 * Whether this thread tells listeners at this moment.
	 * @return {@code true} within a listener
	 */
	boolean isTelling() {
		return this.listeners.isTelling();
	}

	/**
	 * Ends the thread, after what is due at this moment.
	 * @param awaitListeners whether listeners may be waited for
	 */
	void shutdown(boolean awaitListeners) {
		JoinAttempt attempt = this.attempt;
		ClientSession session = (attempt != null) ? attempt.session() : null;
		try {
			if (session != null) {
				session.close(ChannelClose.normal("stopped"));
				Future<?> due = this.thread.schedule(() -> {
				}, 0);
				if (due != null) {
					due.get(1, TimeUnit.SECONDS);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | java.util.concurrent.ExecutionException ex) {
			logger.debug("The connection's thread is busy", ex);
		}
		this.thread.shutdown();
		this.helpers.shutdownNow();
		this.listeners.close(awaitListeners, 1000);
		this.state = new ConnectionState(Status.CLOSED, Instant.now(), this.state.url(), 0, null);
	}

}

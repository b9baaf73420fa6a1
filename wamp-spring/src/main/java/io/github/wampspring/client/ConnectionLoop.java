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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ConnectFailedException;
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

	private final DefaultWampConnection connection;

	private final ConnectionSettings settings;

	private final Durables durables;

	private final SessionListeners listeners;

	private final RetryPlan plan;

	private final ScheduledThreadPoolExecutor thread;

	private final ConnectionThreads threads;

	private volatile @Nullable JoinAttempt attempt;

	private volatile ConnectionState state;

	private volatile boolean stopping;

	private boolean planned;

	private String lastFailure = "";

	ConnectionLoop(DefaultWampConnection connection, ConnectionSettings settings, Durables durables,
			ConnectionThreads threads) {
		this.threads = threads;
		this.connection = connection;
		this.settings = settings;
		this.durables = durables;
		this.listeners = new SessionListeners(settings.name(), java.util.List.copyOf(settings.listeners()));
		this.plan = new RetryPlan(settings.urls().size(), settings.reconnectBackOff(), settings.maxRefusals());
		this.state = new ConnectionState(Status.CONNECTING, Instant.now(), settings.urls().get(0).toString(), 0, null);
		this.thread = new ScheduledThreadPoolExecutor(1, ConnectionThreads.factory("wamp-" + settings.name()));
		this.thread.setRemoveOnCancelPolicy(true);
	}

	void start() {
		execute(this::connect);
	}

	ConnectionState state() {
		return this.state;
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
		try {
			this.thread.schedule(() -> guard(task), millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Not done, since the connection has stopped", ex);
		}
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
		if (!this.planned && this.state.status() != Status.FAILED && (attempt == null || attempt.isOver())) {
			connect();
		}
	}

	private void connect() {
		if (this.stopping) {
			return;
		}
		this.planned = false;
		URI url = this.settings.urls().get(this.plan.url());
		JoinAttempt attempt = new JoinAttempt(url, this, this.settings.sessionSettings(this.threads));
		this.attempt = attempt;
		transition(Status.CONNECTING, url, this.state.attempts() + 1, this.state.failure());
		try {
			WampChannel channel = this.settings.connectors().apply(url).connect(url, attempt::open);
			this.listeners.tell((listener) -> listener.onConnect(this.connection, url, channel.info()));
			hello(attempt);
		}
		catch (InterruptedException ex) {
			failed(attempt, new ConnectFailedException("Interrupted while connecting to " + url, false, ex), false);
		}
		catch (ConnectFailedException ex) {
			failed(attempt, ex, ex.isPermanent());
		}
		catch (IllegalArgumentException ex) {
			failed(attempt, ex, true);
		}
		catch (Throwable ex) {
			failed(attempt, ex, false);
		}
	}

	private void hello(JoinAttempt attempt) {
		ClientSession session = attempt.session();
		if (session == null) {
			throw new IllegalStateException("The connector for " + attempt.url() + " made no session");
		}
		if (this.stopping) {
			session.close(ChannelClose.normal("stopped"));
			return;
		}
		try {
			session.hello(Handshake.hello(this.connection, this.settings).toMessage());
		}
		catch (RuntimeException ex) {
			attempt.failure = new WampJoinException(ErrorUris.RUNTIME_ERROR, "HELLO could not be made: " + ex, false,
					ex);
			session.close(ChannelClose.normal("no HELLO"));
		}
		later(() -> timeOut(attempt, session), this.settings.joinTimeout().toMillis());
	}

	private void timeOut(JoinAttempt attempt, ClientSession session) {
		if (session.getId() == 0 && session.end() == null) {
			attempt.failure = new WampTimeoutException("The router at " + attempt.url()
					+ " has not answered HELLO within " + text(this.settings.joinTimeout()), null);
			session.close(ChannelClose.normal("no answer to HELLO"));
		}
	}

	void challenged(JoinAttempt attempt, Challenge challenge) {
		ClientSession session = attempt.session();
		if (session != null) {
			this.listeners.tell((listener) -> listener.onChallenge(this.connection, challenge));
			attempt.failure = Handshake.answer(session, challenge, this.settings.authenticators());
		}
	}

	void welcomed(JoinAttempt attempt) {
		ClientSession session = attempt.session();
		if (session == null || this.stopping) {
			return;
		}
		this.durables.attachAll(session).whenComplete((done, failure) -> execute(() -> joined(attempt, session)));
		later(() -> joined(attempt, session), this.settings.joinTimeout().toMillis());
	}

	private void joined(JoinAttempt attempt, ClientSession session) {
		if (attempt.wasJoined() || !session.isOpen() || this.stopping) {
			return;
		}
		this.plan.joined();
		this.lastFailure = "";
		logger.info("Connection '" + this.settings.name() + "' has joined " + session.getRealm() + " at "
				+ attempt.url() + " as session " + session.getId() + " (authid " + session.getAuthId() + ", authrole "
				+ session.getAuthRole() + ")");
		transition(Status.JOINED, attempt.url(), 0, null);
		attempt.joined();
		this.connection.joined(session);
		this.listeners.tell((listener) -> listener.onJoin(this.connection, session));
	}

	void ended(JoinAttempt attempt, SessionEnd end) {
		ClientSession session = attempt.session();
		if (session != null) {
			this.durables.detach(session);
			this.connection.left(session);
		}
		long id = (session != null) ? session.getId() : 0;
		this.listeners
			.tell((listener) -> listener.onLeave(this.connection, new LeaveDetails(id, end.reason(), end.text())));
		later(() -> attempt.disconnect(ChannelClose.broken("the transport did not close in time", null)), CLOSE_MILLIS);
	}

	void disconnected(JoinAttempt attempt, SessionEnd end, ChannelClose close) {
		this.listeners.tell((listener) -> listener.onDisconnect(this.connection, close));
		if (attempt.wasJoined()) {
			lost(attempt, end);
			return;
		}
		WampException failure = (attempt.failure != null) ? attempt.failure : Handshake.failure(attempt.url(), end);
		failed(attempt, failure, failure instanceof WampJoinException refusal && refusal.isPermanent());
	}

	private void lost(JoinAttempt attempt, SessionEnd end) {
		WampException failure = new WampConnectionException("The session at " + attempt.url() + " ended: " + end.text(),
				end.cause());
		long lasted = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - attempt.joinedAt);
		if (!this.stopping) {
			logger.warn("Connection '" + this.settings.name() + "' has lost its session: " + end.text());
			goOn(attempt.url(), this.plan.afterSession(lasted), failure);
		}
	}

	private void failed(JoinAttempt attempt, Throwable failure, boolean permanent) {
		attempt.discard();
		if (!this.stopping) {
			long delay = this.plan.afterFailure(permanent);
			if (delay != RetryPlan.GIVE_UP) {
				report(failure);
			}
			goOn(attempt.url(), delay, failure);
		}
	}

	private void goOn(URI url, long delay, Throwable failure) {
		if (delay == RetryPlan.GIVE_UP) {
			logger.error("Connection '" + this.settings.name() + "' has given up: " + failure.getMessage());
			transition(Status.FAILED, url, this.state.attempts(), failure);
			this.connection.gaveUp();
			this.listeners.tell((listener) -> listener.onGiveUp(this.connection, failure));
			return;
		}
		if (delay > 0) {
			transition(Status.WAITING, url, this.state.attempts(), failure);
		}
		else {
			transition(Status.CONNECTING, url, this.state.attempts(), failure);
		}
		this.planned = true;
		later(this::connect, delay);
	}

	private void report(Throwable failure) {
		String text = "Connection '" + this.settings.name() + "' could not join: "
				+ ((failure.getMessage() != null) ? failure.getMessage() : failure.toString());
		if (text.equals(this.lastFailure)) {
			logger.debug(text);
			return;
		}
		this.lastFailure = text;
		if (failure instanceof WampException || failure instanceof ConnectFailedException) {
			logger.warn(text);
		}
		else {
			logger.warn(text, failure);
		}
	}

	private void transition(Status status, URI url, long attempts, @Nullable Throwable failure) {
		ConnectionState before = this.state;
		Instant since = (before.status() == status) ? before.since() : Instant.now();
		this.state = new ConnectionState(status, since, url.toString(), attempts, failure);
	}

	private static String text(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	/** Makes no further attempt. */
	void stopReconnecting() {
		this.stopping = true;
	}

	/** Ends the thread, after what is due at this moment. */
	void shutdown() {
		JoinAttempt attempt = this.attempt;
		ClientSession session = (attempt != null) ? attempt.session() : null;
		try {
			if (session != null) {
				session.close(ChannelClose.normal("stopped"));
				this.thread.submit(() -> {
				}).get(1, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | java.util.concurrent.ExecutionException ex) {
			logger.debug("The connection's thread is busy", ex);
		}
		this.thread.shutdownNow();
		this.listeners.close(1000);
		this.state = new ConnectionState(Status.CLOSED, Instant.now(), this.state.url(), 0, null);
	}

}

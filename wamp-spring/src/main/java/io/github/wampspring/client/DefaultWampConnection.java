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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.WampException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * A connection over any transport. After {@link #start()} it stays connected, or comes
 * back, until {@link #stop()}: it goes over its URLs in turn, waits longer with each
 * round, and gives up only when every URL refuses for good: no such realm, refused
 * authentication, an endpoint that does not speak WAMP v2. It can be started again after
 * a stop. As a bean it starts and stops with its application context.
 */
public final class DefaultWampConnection implements WampConnection, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(DefaultWampConnection.class);

	private final ConnectionSettings settings;

	private final Durables durables;

	private final ConnectionThreads threads;

	private final OperationQueue operations;

	private final AtomicLong joins = new AtomicLong();

	private volatile @Nullable ConnectionLoop loop;

	private @Nullable CompletableFuture<Void> stopping;

	private volatile ConnectionState idle = new ConnectionState(Status.IDLE, Instant.now(), null, 0, null);

	/**
	 * Creates a connection that is not started.
	 * @param settings what it is made of; must not be changed any more
	 */
	public DefaultWampConnection(ConnectionSettings settings) {
		this.settings = settings;
		this.threads = new ConnectionThreads(settings.name());
		this.operations = new OperationQueue(settings.name(), this::getState, this.threads);
		this.durables = new Durables(settings.dispatcher(this.threads), settings, this::revoked, this::later);
	}

	/**
	 * Connects, in the background. Does nothing if it was started already. Waits for a
	 * stop that is under way.
	 */
	@Override
	public void start() {
		CompletableFuture<Void> stopping = startUnlessStopping();
		while (stopping != null) {
			stopping.join();
			stopping = startUnlessStopping();
		}
	}

	private synchronized @Nullable CompletableFuture<Void> startUnlessStopping() {
		if (this.loop == null) {
			this.durables.resumeAll();
			ConnectionLoop loop = new ConnectionLoop(this, this.settings, this.durables, this.threads);
			this.loop = loop;
			loop.start();
		}
		return this.stopping;
	}

	/**
	 * Stops taking invocations and events, lets those that are being handled end, says
	 * GOODBYE and closes. Blocks for at most the shutdown timeout and twice the timeout
	 * for GOODBYE, roughly. A handler or listener may call this: it neither waits for
	 * itself nor is it interrupted, and what it has not answered by then stays
	 * unanswered.
	 */
	@Override
	public void stop() {
		stop(false, () -> {
		});
	}

	/**
	 * Stops, also where it has never been started: nobody waits for a session any more.
	 * Does not block, since the context has waited for {@link #stop(Runnable)} already,
	 * for as long as it wants.
	 */
	@Override
	public void destroy() {
		stop(() -> {
		});
	}

	/**
	 * As {@link #stop()}, but does not block.
	 * @param callback called when the connection has stopped, by whatever thread
	 */
	@Override
	public void stop(Runnable callback) {
		stop(true, callback);
	}

	private void stop(boolean elsewhere, Runnable callback) {
		Object handler = RunningHandler.current();
		ConnectionLoop loop;
		CompletableFuture<Void> stopping;
		boolean first;
		synchronized (this) {
			loop = this.loop;
			stopping = this.stopping;
			first = loop != null && stopping == null;
			if (first) {
				stopping = new CompletableFuture<>();
				this.stopping = stopping;
			}
		}
		if (loop == null || stopping == null) {
			abandon();
			callback.run();
			return;
		}
		boolean telling = loop.isTelling();
		CompletableFuture<Void> stopped = stopping;
		if (first && elsewhere) {
			ConnectionThreads.factory("wamp-" + getName() + "-stop")
				.newThread(() -> end(loop, handler, telling, stopped))
				.start();
		}
		else if (first) {
			end(loop, handler, telling, stopped);
		}
		if (elsewhere) {
			stopped.whenComplete((done, failure) -> callback.run());
		}
		else if (handler == null && !telling) {
			try {
				stopped.get();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException ex) {
				logger.debug("The stop failed, for whoever began it", ex);
			}
		}
	}

	/**
	 * Ends the life of a loop.
	 * @param loop the loop
	 * @param handler what the thread that stops handles, or {@code null}
	 * @param telling whether that thread tells listeners
	 * @param stopping completed at the end
	 */
	private void end(ConnectionLoop loop, @Nullable Object handler, boolean telling, CompletableFuture<Void> stopping) {
		try {
			loop.stopReconnecting();
			JoinAttempt attempt = loop.attempt();
			ClientSession session = (attempt != null) ? attempt.session() : null;
			if (handler instanceof ClientInvocation invocation) {
				invocation.spare();
			}
			if (session != null && session.isOpen()) {
				drain(session, handler);
				await(session.leave(CloseUris.SYSTEM_SHUTDOWN), this.settings.goodbyeTimeout().plusSeconds(1));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			loop.shutdown(!telling);
			this.durables.subscriptions().forEach((subscription) -> subscription.queue().close(true));
			synchronized (this) {
				this.idle = loop.state();
				this.loop = null;
				this.stopping = null;
			}
			abandon();
			stopping.complete(null);
		}
	}

	private void drain(ClientSession session, @Nullable Object handler) throws InterruptedException {
		long deadline = System.nanoTime()
				+ Math.min(TimeUnit.NANOSECONDS.convert(this.settings.shutdownTimeout()), Long.MAX_VALUE / 2);
		await(this.durables.suspendAll(), this.settings.goodbyeTimeout());
		boolean idle = session.invocations().awaitEmpty(handler, Duration.ofNanos(deadline - System.nanoTime()));
		for (DurableSubscription subscription : this.durables.subscriptions()) {
			if (subscription.queue() != handler) {
				idle &= subscription.queue().awaitIdle(deadline - System.nanoTime());
			}
		}
		if (!idle) {
			logger.warn("Connection '" + getName() + "' stops while handlers are still running after "
					+ this.settings.shutdownTimeout().toMillis() + " ms");
		}
	}

	private void await(CompletableFuture<?> future, Duration timeout) throws InterruptedException {
		try {
			future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Stopping goes on without the router's answer", ex);
		}
	}

	/**
	 * Whether it was started, and not stopped since.
	 * @return {@code true} even while there is no session
	 */
	@Override
	public boolean isRunning() {
		return this.loop != null;
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.autoStartup();
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

	private void revoked(WampHandle handle, @Nullable String reason) {
		ConnectionLoop loop = this.loop;
		if (loop != null) {
			loop.tell(new WampConnectionEvent.Revoked(this, handle, reason));
		}
	}

	private void later(Runnable task, long millis) {
		ConnectionLoop loop = this.loop;
		if (loop != null) {
			loop.later(task, millis);
		}
	}

	/**
	 * A session can be used.
	 * @param session the session
	 */
	void joined(ClientSession session) {
		this.joins.incrementAndGet();
		this.operations.joined(session);
	}

	/**
	 * A session has ended.
	 * @param session the session
	 */
	void left(ClientSession session) {
		this.operations.left(session);
	}

	/** There will be no further attempt. */
	void gaveUp() {
		abandon();
	}

	private void abandon() {
		this.operations.fail();
		this.threads.complete(this.durables.abandonAll(getState().noSession(getName())));
	}

	@Override
	public void reconnect() {
		ConnectionLoop loop = this.loop;
		if (loop == null) {
			throw new IllegalStateException("The connection '" + getName() + "' is not running: start it");
		}
		loop.reconnect();
	}

	@Override
	public String getName() {
		return this.settings.name();
	}

	@Override
	public ConnectionState getState() {
		ConnectionLoop loop = this.loop;
		return (loop != null) ? loop.state() : this.idle;
	}

	@Override
	public @Nullable WampSession getSession() {
		return this.operations.session();
	}

	@Override
	public CompletableFuture<WampSession> session(Duration timeout) {
		return submit(new SessionOperation(Durations.notNegative("timeout", timeout)));
	}

	@Override
	public <R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> submit(
			WampOperation<R, T> operation) {
		return this.operations.submit(operation);
	}

	@Override
	public Executor getExecutor() {
		return this.settings.executor();
	}

	@Override
	public WampRegistration register(String procedure, Dict options, InvocationHandler handler) {
		return this.durables.register(procedure, options, handler);
	}

	@Override
	public WampSubscription subscribe(String topic, Dict options, EventHandler handler) {
		return this.durables.subscribe(topic, options, handler);
	}

	@Override
	public List<WampRegistration> getRegistrations() {
		return List.copyOf(this.durables.registrations());
	}

	@Override
	public List<WampSubscription> getSubscriptions() {
		return List.copyOf(this.durables.subscriptions());
	}

	/**
	 * How often a session has joined.
	 * @return the number since this object was made; all but the first are reconnects
	 */
	public long getJoinCount() {
		return this.joins.get();
	}

	/**
	 * How many requests wait for the router's answer.
	 * @return the number of this moment
	 */
	public int getPendingRequests() {
		return (getSession() instanceof ClientSession session) ? session.pendingRequests() : 0;
	}

	/**
	 * How many invocations have not ended.
	 * @return the number of this moment
	 */
	public int getRunningInvocations() {
		return (getSession() instanceof ClientSession session) ? session.invocations().size() : 0;
	}

	/**
	 * How many calls and publications wait for a session, or for the router to read.
	 * @return the number of this moment
	 */
	public int getWaitingOperations() {
		return this.operations.waiting();
	}

	/**
	 * How many events wait for their handlers.
	 * @return the number of this moment
	 */
	public long getWaitingEvents() {
		return this.durables.subscriptions().stream().mapToLong((subscription) -> subscription.queue().waiting()).sum();
	}

	/**
	 * How many events were dropped, since handlers were too slow or events too large.
	 * @return the number since this object was made
	 */
	public long getDroppedEvents() {
		return this.durables.counts().droppedEvents();
	}

	/**
	 * How often subscriptions with replay may not have got all events.
	 * @return the number, of the subscriptions of this moment
	 */
	public long getReplayGaps() {
		return this.durables.subscriptions().stream().mapToLong(DurableSubscription::getReplayGaps).sum();
	}

	/**
	 * How many invocations were refused, since there was no thread for them.
	 * @return the number since this object was made
	 */
	public long getRefusedInvocations() {
		return this.durables.counts().refusedInvocations();
	}

	@Override
	public String toString() {
		return "WAMP connection '" + getName() + "'";
	}

	/**
	 * Waits for a session, and does nothing with it.
	 */
	private record SessionOperation(Duration joinTimeout) implements WampOperation<WampSession, WampSession> {

		@Override
		public @Nullable Duration timeout() {
			return null;
		}

		@Override
		public WampException timedOut() {
			throw new IllegalStateException("This operation has no limit");
		}

		@Override
		public CompletableFuture<WampSession> start(WampSession session) {
			return CompletableFuture.completedFuture(session);
		}

		@Override
		public WampSession read(WampSession session) {
			return session;
		}

	}

}

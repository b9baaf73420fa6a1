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

package io.github.wampspring.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.OperationQueue;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampOperation;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * A connection that joins when the test says so.
 */
class FakeConnection implements WampConnection {

	final FakeSession session = new FakeSession();

	final List<Handle> handles = new CopyOnWriteArrayList<>();

	private final OperationQueue operations = new OperationQueue("default", this::getState);

	private final CompletableFuture<WampSession> joined = new CompletableFuture<>();

	static FakeConnection joined() {
		FakeConnection connection = new FakeConnection();
		connection.join();
		return connection;
	}

	void join() {
		this.operations.joined(this.session);
		this.joined.complete(this.session);
	}

	@Override
	public String getName() {
		return "default";
	}

	@Override
	public ConnectionState getState() {
		return new ConnectionState(ConnectionState.Status.CONNECTING, Instant.now(), null, 0, null);
	}

	@Override
	public @Nullable WampSession getSession() {
		return this.joined.getNow(null);
	}

	@Override
	public CompletableFuture<WampSession> session(Duration timeout) {
		return this.joined.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose((ex) -> {
			Throwable failure = (ex instanceof TimeoutException)
					? new WampConnectionException("The connection is not joined", null) : ex;
			return CompletableFuture.failedFuture(failure);
		});
	}

	@Override
	public <R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> submit(
			WampOperation<R, T> operation) {
		return this.operations.submit(operation);
	}

	@Override
	public void reconnect() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Executor getExecutor() {
		return Runnable::run;
	}

	@Override
	public WampRegistration register(String procedure, Dict options, InvocationHandler handler) {
		Handle handle = new Handle(procedure, options, handler, null);
		this.handles.add(handle);
		return handle;
	}

	@Override
	public WampSubscription subscribe(String topic, Dict options, EventHandler handler) {
		Handle handle = new Handle(topic, options, null, handler);
		this.handles.add(handle);
		return handle;
	}

	@Override
	public List<WampRegistration> getRegistrations() {
		return List.copyOf(this.handles);
	}

	@Override
	public List<WampSubscription> getSubscriptions() {
		return List.copyOf(this.handles);
	}

	static final class Handle implements WampRegistration, WampSubscription {

		final String uri;

		final Dict options;

		final @Nullable InvocationHandler invocations;

		final @Nullable EventHandler events;

		final CompletableFuture<Void> active = new CompletableFuture<>();

		final CompletableFuture<Void> ended = new CompletableFuture<>();

		volatile boolean closed;

		Handle(String uri, Dict options, @Nullable InvocationHandler invocations, @Nullable EventHandler events) {
			this.uri = uri;
			this.options = options;
			this.invocations = invocations;
			this.events = events;
		}

		@Override
		public Mode getMode() {
			return Mode.STARTED;
		}

		@Override
		public void start() {
		}

		@Override
		public void pause() {
		}

		@Override
		public void stop() {
		}

		@Override
		public int getWaitingEvents() {
			return 0;
		}

		@Override
		public String getUri() {
			return this.uri;
		}

		@Override
		public Map<String, @Nullable Object> getOptions() {
			return this.options.asMap();
		}

		@Override
		public boolean isActive() {
			return !this.closed;
		}

		@Override
		public @Nullable WampException getFailure() {
			return null;
		}

		@Override
		public boolean isRevoked() {
			return false;
		}

		@Override
		public CompletableFuture<Void> whenActive() {
			return this.active.copy();
		}

		@Override
		public CompletableFuture<Void> whenEnded() {
			return this.ended.copy();
		}

		@Override
		public Handle awaitActive(Duration timeout) {
			return this;
		}

		@Override
		public long getDroppedEvents() {
			return 0;
		}

		@Override
		public void close() {
			this.closed = true;
			this.ended.complete(null);
		}

	}

}

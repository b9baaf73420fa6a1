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

package io.github.wampspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.wampspring.WampException;
import io.github.wampspring.autoconfigure.common.KeepAlive;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Starts and stops a connection with the application.
 *
 * <p>
 * What uses a connection starts after it and stops before it: the web server, listeners
 * of other messaging systems, and the executors and schedulers of Spring, of the phase
 * {@code Integer.MAX_VALUE / 2}, with tasks that publish while they end. The embedded
 * router starts before the connection and stops after it.
 *
 * <p>
 * Where the embedded router has an endpoint, both have to say GOODBYE before the web
 * server ends, and so stop before executors and schedulers do, but after the web server's
 * graceful shutdown: HTTP requests that are still being answered can call.
 *
 * <p>
 * With {@code spring.task.execution.shutdown.await-termination} the tasks of the
 * application's executor are awaited only after all phases; the connection waits for them
 * before it stops, for the shutdown timeout at the most.
 */
class WampConnectionLifecycle implements SmartLifecycle {

	private final DefaultWampConnection connection;

	private final boolean failFast;

	private final Duration joinTimeout;

	private final boolean keepAlive;

	private final Duration shutdownTimeout;

	private final KeepAlive running = new KeepAlive();

	private volatile boolean started;

	private final Supplier<@Nullable ThreadPoolTaskExecutor> executor;

	/**
	 * Creates a lifecycle.
	 * @param connection the connection
	 * @param properties how it starts and stops
	 * @param keepAlive whether it keeps the JVM running
	 * @param executor the executor whose tasks may use the connection until they end,
	 * where they are awaited only after all phases; supplies {@code null} if there is
	 * none
	 */
	WampConnectionLifecycle(DefaultWampConnection connection, WampConnectionProperties properties, boolean keepAlive,
			Supplier<@Nullable ThreadPoolTaskExecutor> executor) {
		this.executor = executor;
		this.shutdownTimeout = properties.getShutdownTimeout();
		this.connection = connection;
		this.failFast = properties.isFailFast();
		this.joinTimeout = properties.getJoinTimeout();
		this.keepAlive = keepAlive;
	}

	@Override
	public void start() {
		this.connection.start();
		if (this.failFast) {
			try {
				awaitJoin();
				checkRefusals();
			}
			catch (RuntimeException ex) {
				this.connection.stop();
				throw ex;
			}
		}
		if (this.keepAlive) {
			this.running.start();
		}
		this.started = true;
	}

	private void awaitJoin() {
		try {
			this.connection.session(this.joinTimeout).get();
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new WampStartException(this.connection.getName(), String.valueOf(cause.getMessage()), cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WampStartException(this.connection.getName(), "Interrupted while joining", ex);
		}
	}

	private void checkRefusals() {
		List<String> refusals = new ArrayList<>();
		WampException first = null;
		for (WampRegistration registration : this.connection.getRegistrations()) {
			WampException failure = registration.getFailure();
			if (failure != null) {
				refusals.add(registration + ": " + failure.getMessage());
				first = (first != null) ? first : failure;
			}
		}
		for (WampSubscription subscription : this.connection.getSubscriptions()) {
			WampException failure = subscription.getFailure();
			if (failure != null) {
				refusals.add(subscription + ": " + failure.getMessage());
				first = (first != null) ? first : failure;
			}
		}
		if (first != null) {
			throw new WampStartException(this.connection.getName(), "The router refused " + String.join("; ", refusals),
					first);
		}
	}

	@Override
	public void stop() {
		ThreadPoolTaskExecutor executor = this.executor.get();
		awaitTasks(executor, executor != null && isOwn(executor));
		this.connection.stop();
		stopped();
	}

	@Override
	public void stop(Runnable callback) {
		Runnable stop = () -> this.connection.stop(() -> {
			stopped();
			callback.run();
		});
		ThreadPoolTaskExecutor executor = this.executor.get();
		boolean own = executor != null && isOwn(executor);
		if (executor == null || isIdle(executor, own)) {
			stop.run();
			return;
		}
		Thread thread = new Thread(() -> {
			awaitTasks(executor, own);
			stop.run();
		}, "wamp-stop");
		thread.setDaemon(true);
		thread.start();
	}

	private void awaitTasks(@Nullable ThreadPoolTaskExecutor executor, boolean own) {
		long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(this.shutdownTimeout);
		try {
			while (executor != null && !isIdle(executor, own) && System.nanoTime() - deadline < 0) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A task that stops the context does not wait for itself. */
	private static boolean isIdle(ThreadPoolTaskExecutor executor, boolean own) {
		return executor.getActiveCount() <= (own ? 1 : 0) && executor.getQueueSize() == 0;
	}

	private static boolean isOwn(ThreadPoolTaskExecutor executor) {
		return Thread.currentThread().getName().startsWith(executor.getThreadNamePrefix());
	}

	private void stopped() {
		this.started = false;
		this.running.stop();
	}

	@Override
	public boolean isRunning() {
		return this.started;
	}

	@Override
	public boolean isAutoStartup() {
		return this.connection.isAutoStartup();
	}

	@Override
	public int getPhase() {
		// the connection has a lifecycle of its own, which must not stop it any earlier
		int phase = this.connection.getPhase();
		return (phase < Integer.MAX_VALUE) ? phase + 1 : phase;
	}

}

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

package io.github.wampspring.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a connector or a server's channels share, all of them daemons, and
 * none where there is nothing to do: a few for what never waits, one for each task that
 * may wait, and one for the clock.
 */
public final class TransportThreads implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TransportThreads.class);

	private static final int FEW = Math.max(2, Runtime.getRuntime().availableProcessors());

	private final ThreadPoolExecutor few;

	private final ThreadPoolExecutor waiting;

	private final ScheduledThreadPoolExecutor clock;

	public TransportThreads(String name) {
		this.few = new ThreadPoolExecutor(FEW, FEW, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				factory(name + "-io-"));
		this.few.allowCoreThreadTimeOut(true);
		this.waiting = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				factory(name + "-write-"));
		this.clock = new ScheduledThreadPoolExecutor(1, factory(name + "-clock-"));
		this.clock.setRemoveOnCancelPolicy(true);
		this.clock.setKeepAliveTime(10, TimeUnit.SECONDS);
		this.clock.allowCoreThreadTimeOut(true);
	}

	/**
	 * For tasks that never wait for a peer.
	 * @return an executor with a few threads
	 */
	public Executor few() {
		return this.few;
	}

	/**
	 * For tasks that may wait for a peer. It makes as many threads as wait at a time, so
	 * it is for few channels.
	 * @return an executor without a bound
	 */
	public Executor waiting() {
		return this.waiting;
	}

	/**
	 * Runs a task later. It must be short.
	 * @param task the task
	 * @param millis the delay
	 * @return to cancel it, or {@code null} if there is no later
	 */
	public @Nullable ScheduledFuture<?> later(Runnable task, long millis) {
		try {
			return this.clock.schedule(safe(task), millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			return null;
		}
	}

	/**
	 * Runs a task again and again, whatever it throws. It must be short.
	 * @param task the task
	 * @param millis the time between two runs
	 * @return to cancel it, or {@code null} if there is no later
	 */
	public @Nullable ScheduledFuture<?> repeat(Runnable task, long millis) {
		try {
			return this.clock.scheduleWithFixedDelay(safe(task), millis, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			return null;
		}
	}

	private static Runnable safe(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (Throwable ex) {
				logger.error("A task of the clock failed", ex);
			}
		};
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.few.shutdown();
		this.waiting.shutdown();
	}

	/**
	 * Makes daemons, with the context class loader of whoever calls this method: the
	 * application's, also where the threads are made later by others.
	 */
	public static ThreadFactory factory(String prefix) {
		AtomicInteger count = new AtomicInteger();
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		return (task) -> {
			Thread thread = new Thread(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(classLoader);
			return thread;
		};
	}

}

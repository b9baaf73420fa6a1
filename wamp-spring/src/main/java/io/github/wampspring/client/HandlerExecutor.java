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

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Runs the handlers of invocations and events, on a bounded number of threads or on
 * virtual ones, and refuses what is more than may wait.
 * <p>
 * Of platform threads, one that waits for a call of its own, or for any other
 * {@link java.util.concurrent.CompletableFuture}, is stood in for by another, so that
 * handlers that call procedures of the same application always find a thread: up to
 * {@value #STAND_INS} more than the pool has.
 */
public final class HandlerExecutor implements Executor, AutoCloseable {

	private static final Log logger = LogFactory.getLog(HandlerExecutor.class);

	private static final int STAND_INS = 1024;

	private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Executor threads;

	private final long limit;

	private final @Nullable TaskDecorator decorator;

	private final AtomicLong tasks = new AtomicLong();

	private HandlerExecutor(Executor threads, long limit, @Nullable TaskDecorator decorator) {
		this.threads = threads;
		this.limit = limit;
		this.decorator = decorator;
	}

	/**
	 * An executor with a pool of platform threads, all of them daemons.
	 * @param namePrefix how the names of the threads begin
	 * @param size how many handlers may run at a time
	 * @param queueCapacity how many more may wait; {@link Integer#MAX_VALUE} for any
	 * number
	 * @param decorator decorates what is run, such as to hand on a context, or
	 * {@code null}
	 * @return the executor
	 */
	public static HandlerExecutor ofPlatformThreads(String namePrefix, int size, int queueCapacity,
			@Nullable TaskDecorator decorator) {
		Assert.isTrue(size > 0, "There must be a thread");
		Assert.isTrue(queueCapacity >= 0, "The queue's capacity must not be negative");
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		AtomicInteger count = new AtomicInteger();
		ForkJoinPool pool = new ForkJoinPool(size, (owner) -> {
			ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
			thread.setName(namePrefix + count.incrementAndGet());
			thread.setContextClassLoader(classLoader);
			return thread;
		}, null, true, size, size + STAND_INS, size, saturation(size), 60, TimeUnit.SECONDS);
		return new HandlerExecutor(pool, (long) size + queueCapacity, decorator);
	}

	private static java.util.function.Predicate<ForkJoinPool> saturation(int size) {
		AtomicLong warned = new AtomicLong(System.nanoTime() - WARN_NANOS);
		return (pool) -> {
			long last = warned.get();
			if (System.nanoTime() - last >= WARN_NANOS && warned.compareAndSet(last, System.nanoTime())) {
				logger.warn("All " + size + " threads for handlers (property wamp.listener.threads), and " + STAND_INS
						+ " that stand in for them, wait for something: handlers of the same application that they"
						+ " call do not run. Virtual threads (property spring.threads.virtual.enabled) have no such"
						+ " limit");
			}
			return true;
		};
	}

	/**
	 * An executor with a virtual thread for each handler that runs. Needs Java 21.
	 * @param namePrefix how the names of the threads begin
	 * @param limit how many handlers may run at a time; {@link Integer#MAX_VALUE} for any
	 * number
	 * @param decorator decorates what is run, such as to hand on a context, or
	 * {@code null}
	 * @return the executor
	 */
	public static HandlerExecutor ofVirtualThreads(String namePrefix, int limit, @Nullable TaskDecorator decorator) {
		Assert.isTrue(limit > 0, "There must be a thread");
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(namePrefix);
		threads.setVirtualThreads(true);
		return new HandlerExecutor(threads, (limit == Integer.MAX_VALUE) ? Long.MAX_VALUE : limit, decorator);
	}

	/**
	 * Runs a handler.
	 * @param task the handler
	 * @throws RejectedExecutionException if as many run and wait as may, or the executor
	 * is closed
	 */
	@Override
	public void execute(Runnable task) {
		if (this.tasks.incrementAndGet() > this.limit) {
			this.tasks.decrementAndGet();
			throw new RejectedExecutionException("There are " + this.limit
					+ " tasks already (properties wamp.listener.threads and wamp.listener.queue-capacity)");
		}
		boolean accepted = false;
		try {
			Runnable decorated = (this.decorator != null) ? this.decorator.decorate(task) : task;
			this.threads.execute(() -> run(decorated));
			accepted = true;
		}
		finally {
			if (!accepted) {
				this.tasks.decrementAndGet();
			}
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A handler failed", ex);
		}
		finally {
			this.tasks.decrementAndGet();
			// an interrupt was meant for this task, not for the next one of the thread
			Thread.interrupted();
		}
	}

	/**
	 * Takes no further tasks, and lets those go on that run or wait.
	 */
	@Override
	public void close() {
		if (this.threads instanceof ForkJoinPool pool) {
			pool.shutdown();
		}
	}

}

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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.Assert;

/**
 * Runs the handlers of invocations and events, on a bounded number of threads or on
 * virtual ones, and refuses what is more than may wait.
 * <p>
 * Of platform threads, one that waits for a call of its own is stood in for by another,
 * so that handlers that call procedures of the same application find a thread: up to
 * {@value #STAND_INS} more than the pool has. What would need more is refused with
 * {@code wamp.error.unavailable}, instead of waiting for threads that wait for it.
 */
public final class HandlerExecutor implements Executor, AutoCloseable {

	private static final Log logger = LogFactory.getLog(HandlerExecutor.class);

	private static final int STAND_INS = 1024;

	private final @Nullable HandlerPool pool;

	private final Consumer<Job> threads;

	private final long limit;

	private final @Nullable TaskDecorator decorator;

	private final AtomicLong tasks = new AtomicLong();

	private HandlerExecutor(@Nullable HandlerPool pool, Consumer<Job> threads, long limit,
			@Nullable TaskDecorator decorator) {
		this.pool = pool;
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
		HandlerPool pool = new HandlerPool(namePrefix, size, STAND_INS);
		return new HandlerExecutor(pool, pool::execute, (long) size + queueCapacity, decorator);
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
		return new HandlerExecutor(null, threads::execute, (limit == Integer.MAX_VALUE) ? Long.MAX_VALUE : limit,
				decorator);
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
			this.threads.accept(new Job(task, decorated));
			accepted = true;
		}
		finally {
			if (!accepted) {
				this.tasks.decrementAndGet();
			}
		}
	}

	/**
	 * Takes no further tasks, and lets those go on that run or wait.
	 */
	@Override
	public void close() {
		if (this.pool != null) {
			this.pool.close();
		}
	}

	/** A task that can be told that there is no thread for it. */
	interface Refusable extends Runnable {

		/** It will not be run. */
		void refuse();

	}

	private final class Job implements HandlerPool.Task {

		private final Runnable task;

		private final Runnable decorated;

		Job(Runnable task, Runnable decorated) {
			this.task = task;
			this.decorated = decorated;
		}

		@Override
		public void run() {
			try {
				this.decorated.run();
			}
			catch (Throwable ex) {
				logger.error("A handler failed", ex);
			}
			finally {
				HandlerExecutor.this.tasks.decrementAndGet();
				// an interrupt was meant for this task, not for the next one of the
				// thread
				Thread.interrupted();
			}
		}

		@Override
		public boolean refuse() {
			if (this.task instanceof Refusable refusable) {
				HandlerExecutor.this.tasks.decrementAndGet();
				refusable.refuse();
				return true;
			}
			return false;
		}

	}

}

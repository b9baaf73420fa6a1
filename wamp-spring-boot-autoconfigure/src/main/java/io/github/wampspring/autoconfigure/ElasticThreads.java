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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * As many threads as the tasks need. A task is left to a thread that is at work already;
 * only when it has waited there for a moment another thread is woken for it. Short tasks
 * so need few threads and hardly any wake-ups, and tasks that block get others out of
 * their way, up to a limit.
 */
final class ElasticThreads implements Executor, AutoCloseable {

	private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/** After so many looks at an empty queue the watch sleeps until it is called. */
	private static final int IDLE_LOOKS = 200;

	private final Queue<Task> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger working = new AtomicInteger();

	private final int limit;

	private final ThreadPoolExecutor threads;

	private final Thread watch;

	private volatile boolean asleep;

	private volatile boolean closed;

	/**
	 * Creates an executor.
	 * @param limit how many threads there may be
	 * @param factory makes the threads
	 */
	ElasticThreads(int limit, ThreadFactory factory) {
		this.limit = limit;
		this.threads = new ThreadPoolExecutor(0, limit, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
		this.watch = factory.newThread(this::watch);
		this.watch.start();
	}

	@Override
	public void execute(Runnable task) {
		if (this.closed) {
			throw new RejectedExecutionException("The executor is closed");
		}
		this.queue.add(new Task(task, System.nanoTime()));
		if (this.working.get() == 0 && this.working.compareAndSet(0, 1)) {
			start();
		}
		if (this.asleep) {
			LockSupport.unpark(this.watch);
		}
	}

	private void start() {
		try {
			this.threads.execute(this::work);
		}
		catch (RejectedExecutionException ex) {
			// a thread of the pool is about to be free; the watch tries again
			this.working.decrementAndGet();
		}
	}

	private void work() {
		do {
			Task task = this.queue.poll();
			while (task != null) {
				run(task);
				task = this.queue.poll();
			}
			this.working.decrementAndGet();
		}
		while (!this.queue.isEmpty() && this.working.compareAndSet(0, 1));
	}

	private void run(Task task) {
		try {
			task.runnable.run();
		}
		catch (Throwable ex) {
			Thread thread = Thread.currentThread();
			thread.getUncaughtExceptionHandler().uncaughtException(thread, ex);
		}
	}

	private void watch() {
		int idle = 0;
		while (!this.closed) {
			Task first = this.queue.peek();
			idle = (first == null) ? idle + 1 : 0;
			if (first != null && System.nanoTime() - first.since > PATIENCE_NANOS) {
				startMore();
			}
			if (idle < IDLE_LOOKS) {
				LockSupport.parkNanos(this, WATCH_NANOS);
			}
			else {
				sleep();
			}
		}
	}

	private void sleep() {
		this.asleep = true;
		if (this.queue.isEmpty() && !this.closed) {
			LockSupport.park(this);
		}
		this.asleep = false;
	}

	/** Doubles the threads, so that many tasks that block do not wait long. */
	private void startMore() {
		int now = this.working.get();
		for (int more = Math.max(1, now); more > 0 && now < this.limit; more--) {
			if (this.working.compareAndSet(now, now + 1)) {
				start();
			}
			now = this.working.get();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.watch);
		this.threads.shutdownNow();
		this.queue.clear();
	}

	/**
	 * A task that waits.
	 *
	 * @param runnable the task
	 * @param since when it came, in nanoseconds
	 */
	private record Task(Runnable runnable, long since) {
	}

}

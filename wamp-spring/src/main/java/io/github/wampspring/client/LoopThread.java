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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which a connection lives, which is there only while there is something to
 * do. What is to be done later waits with the connection's clock.
 */
final class LoopThread {

	private static final Log logger = LogFactory.getLog(LoopThread.class);

	private final ThreadPoolExecutor thread;

	private final ConnectionThreads threads;

	/** What waits for its time. */
	private final Set<Job> waiting = ConcurrentHashMap.newKeySet();

	LoopThread(String name, ConnectionThreads threads) {
		this.thread = ConnectionThreads.single(name);
		this.threads = threads;
	}

	/**
	 * Runs a task on the thread.
	 * @param task the task
	 * @param millis after how many milliseconds
	 * @return to take it back, also when its time has come already; {@code null} if the
	 * thread has been shut down
	 */
	@Nullable Future<?> schedule(Runnable task, long millis) {
		Job job = new Job(task);
		if (millis <= 0) {
			return run(job) ? job : null;
		}
		this.waiting.add(job);
		job.timer = this.threads.later(() -> run(job), Duration.ofMillis(millis));
		if (this.thread.isShutdown()) {
			job.cancel(false);
			return null;
		}
		return job;
	}

	private boolean run(Job job) {
		try {
			this.thread.execute(job);
			return true;
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Not done, since the connection has stopped", ex);
			return false;
		}
	}

	/**
	 * Interrupts what runs, and drops everything else.
	 */
	void shutdown() {
		this.thread.shutdownNow();
		this.waiting.forEach((job) -> job.cancel(false));
	}

	private final class Job extends FutureTask<@Nullable Void> {

		private volatile @Nullable Future<?> timer;

		Job(Runnable task) {
			super(task, null);
		}

		@Override
		protected void done() {
			LoopThread.this.waiting.remove(this);
			Future<?> timer = this.timer;
			if (timer != null) {
				timer.cancel(false);
			}
		}

	}

}

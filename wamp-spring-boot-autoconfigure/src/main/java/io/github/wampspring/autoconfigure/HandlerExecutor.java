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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs handlers, and refuses more than it can hold. The one who hands over a task is
 * never blocked.
 */
final class HandlerExecutor implements Executor, AutoCloseable {

	private final Executor threads;

	private final int limit;

	private final AtomicInteger tasks = new AtomicInteger();

	/**
	 * Creates an executor.
	 * @param threads runs the tasks
	 * @param limit how many tasks may run or wait
	 */
	HandlerExecutor(Executor threads, int limit) {
		this.threads = threads;
		this.limit = limit;
	}

	@Override
	public void execute(Runnable task) {
		if (this.tasks.incrementAndGet() > this.limit) {
			this.tasks.decrementAndGet();
			throw new RejectedExecutionException("There are " + this.limit
					+ " tasks already (properties wamp.listener.threads and wamp.listener.queue-capacity)");
		}
		try {
			this.threads.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			this.tasks.decrementAndGet();
			throw ex;
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.tasks.decrementAndGet();
		}
	}

	@Override
	public void close() throws Exception {
		if (this.threads instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}

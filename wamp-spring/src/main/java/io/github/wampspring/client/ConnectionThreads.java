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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.transport.ReceivingThread;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The helping threads of a connection, each there only while there is something to do:
 * one that watches the clock and only triggers, and one that completes futures for which
 * nothing was received. The latter counts as a receiving thread, so that what depends on
 * a future finds the same rules in every outcome.
 */
final class ConnectionThreads {

	private static final Log logger = LogFactory.getLog(ConnectionThreads.class);

	private static final long IDLE_SECONDS = 5;

	private final ScheduledThreadPoolExecutor clock;

	private final ThreadPoolExecutor completions;

	ConnectionThreads(String connection) {
		this.clock = new ScheduledThreadPoolExecutor(1, factory("wamp-" + connection + "-clock"));
		this.clock.setRemoveOnCancelPolicy(true);
		this.clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.clock.allowCoreThreadTimeOut(true);
		this.completions = single("wamp-" + connection + "-completions");
	}

	/**
	 * Makes one thread, which ends when it has nothing to do.
	 * @param name its name
	 * @return what runs tasks on it, in their order
	 */
	static ThreadPoolExecutor single(String name) {
		ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory(name));
		thread.allowCoreThreadTimeOut(true);
		return thread;
	}

	/**
	 * Makes threads that belong to the library, whoever happens to need the first one.
	 * @param name their name
	 * @return the factory
	 */
	static ThreadFactory factory(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			thread.setContextClassLoader(ConnectionThreads.class.getClassLoader());
			return thread;
		};
	}

	/**
	 * Does something later, which must be short and must not run the application's code.
	 * @param task the task
	 * @param delay after what time
	 * @return to take it back
	 */
	Future<?> later(Runnable task, Duration delay) {
		return this.clock.schedule(() -> guard(task), nanos(delay), TimeUnit.NANOSECONDS);
	}

	private static long nanos(Duration delay) {
		return Math.min(TimeUnit.NANOSECONDS.convert(delay), Long.MAX_VALUE / 2);
	}

	/**
	 * Completes futures.
	 * @param completion completes them
	 */
	void complete(Runnable completion) {
		this.completions.execute(() -> {
			boolean before = ReceivingThread.enter();
			try {
				guard(completion);
			}
			finally {
				ReceivingThread.exit(before);
			}
		});
	}

	private static void guard(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("What depends on the end of an operation failed", ex);
		}
	}

}

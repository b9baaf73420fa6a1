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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that a connector or a server's channels share, all of them daemons: a few
 * that drain queues, and one for the clock. A drain may be stuck in a write to a peer
 * that does not read; when nothing gets done for a moment, more threads come, so that
 * such a peer never holds up the others.
 */
public final class TransportThreads implements Executor, AutoCloseable {

	private static final int FEW = Math.max(2, Runtime.getRuntime().availableProcessors());

	private static final int MANY = 1024;

	private static final long LOOK_AFTER_MILLIS = 20;

	private final ThreadPoolExecutor drains;

	private final ScheduledThreadPoolExecutor clock;

	private final AtomicBoolean looking = new AtomicBoolean();

	private long done;

	public TransportThreads(String name) {
		this.drains = new ThreadPoolExecutor(FEW, MANY, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				factory(name + "-io-"));
		this.drains.allowCoreThreadTimeOut(true);
		this.clock = new ScheduledThreadPoolExecutor(1, factory(name + "-clock-"));
		this.clock.setRemoveOnCancelPolicy(true);
		this.clock.setKeepAliveTime(10, TimeUnit.SECONDS);
		this.clock.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable task) {
		this.drains.execute(task);
		if (!this.drains.getQueue().isEmpty() && this.looking.compareAndSet(false, true)) {
			lookLater();
		}
	}

	/**
	 * Runs a task later. It must be short.
	 * @param task the task
	 * @param millis the delay
	 */
	public void later(Runnable task, long millis) {
		try {
			this.clock.schedule(task, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// closed: there is no later
		}
	}

	private void lookLater() {
		this.done = this.drains.getCompletedTaskCount();
		later(this::look, LOOK_AFTER_MILLIS);
	}

	private void look() {
		int size = this.drains.getCorePoolSize();
		if (this.drains.getQueue().isEmpty()) {
			this.drains.setCorePoolSize(FEW);
			this.looking.set(false);
			if (this.drains.getQueue().isEmpty() || !this.looking.compareAndSet(false, true)) {
				return;
			}
		}
		if (this.done == this.drains.getCompletedTaskCount() && size < MANY) {
			this.drains.setCorePoolSize(Math.min(MANY, size * 2));
		}
		lookLater();
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.drains.shutdown();
	}

	public static ThreadFactory factory(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(TransportThreads.class.getClassLoader());
			return thread;
		};
	}

}

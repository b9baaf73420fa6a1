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

package io.github.wampspring.router.cluster;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Timers and a time that go on by hand.
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

	private final PriorityQueue<Task> tasks = new PriorityQueue<>();

	private long now = 1_000_000_000L;

	private long order;

	public long now() {
		return this.now;
	}

	/**
	 * When the next task is due.
	 * @return {@link Long#MAX_VALUE} if there is none
	 */
	public long nextAt() {
		Task next = this.tasks.peek();
		return (next != null) ? next.at : Long.MAX_VALUE;
	}

	public void setTime(long now) {
		this.now = Math.max(this.now, now);
	}

	/**
	 * Runs the next task, if one is due.
	 */
	public boolean runNext() {
		if (nextAt() > this.now) {
			return false;
		}
		Task task = this.tasks.remove();
		task.action.run();
		if (task.period > 0 && !task.cancelled) {
			task.at = this.now + task.period;
			this.tasks.add(task);
		}
		return true;
	}

	private Task add(Runnable action, long delay, long period, TimeUnit unit) {
		Task task = new Task(action, this.now + Math.max(0, unit.toNanos(delay)), unit.toNanos(period));
		this.tasks.add(task);
		return task;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		return add(command, delay, 0, unit);
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
		return add(command, initialDelay, delay, unit);
	}

	@Override
	public void execute(Runnable command) {
		add(command, 0, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public void shutdown() {
	}

	@Override
	public List<Runnable> shutdownNow() {
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean isTerminated() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

	private final class Task implements ScheduledFuture<Object> {

		private final Runnable action;

		private final long period;

		private final long number = ManualScheduler.this.order++;

		private long at;

		private boolean cancelled;

		Task(Runnable action, long at, long period) {
			this.action = action;
			this.at = at;
			this.period = period;
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.at - ManualScheduler.this.now, TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			Task task = (Task) other;
			return (this.at != task.at) ? Long.compare(this.at, task.at) : Long.compare(this.number, task.number);
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			this.cancelled = true;
			return ManualScheduler.this.tasks.remove(this);
		}

		@Override
		public boolean isCancelled() {
			return this.cancelled;
		}

		@Override
		public boolean isDone() {
			return this.cancelled;
		}

		@Override
		public Object get() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object get(long timeout, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

	}

}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A bounded number of platform threads, and stand-ins for those of them that wait for
 * calls of their own, which this application may have to answer.
 * <p>
 * A thread that waits in a {@link CompletableFuture} is stood in for at once. One that
 * waits in another way, such as in {@code Mono.block()}, is noticed when tasks find no
 * thread. When there are as many stand-ins as there may be, and all threads wait, the
 * first tasks that find no thread are refused, since nothing else would let the others go
 * on.
 */
final class HandlerPool {

	private static final Log logger = LogFactory.getLog(HandlerPool.class);

	private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	/**
	 * So often in a row there was a thread for everything when nobody watches any more.
	 */
	private static final int CALM = 50;

	private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final int size;

	private final int standIns;

	private final Queue<Task> waiting = new ConcurrentLinkedQueue<>();

	/** Tasks that wait or run. */
	private final AtomicInteger tasks = new AtomicInteger();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	private final ForkJoinPool threads;

	/** Threads that stand in for what the pool of threads does not see waiting. */
	private final ForkJoinPool others;

	/** Asks for a thread. */
	private final Runnable request = this::runNext;

	private final AtomicBoolean watched = new AtomicBoolean();

	/** How many invocations were refused when somebody last looked. */
	private int refusals;

	private long warnedAt = System.nanoTime() - WARN_NANOS;

	/**
	 * Creates a pool, which has no thread yet.
	 * @param namePrefix how the names of the threads begin
	 * @param size how many tasks may run at a time that do not wait for calls
	 * @param standIns how many more threads there may be
	 */
	HandlerPool(String namePrefix, int size, int standIns) {
		this.size = size;
		this.standIns = standIns;
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		AtomicInteger count = new AtomicInteger();
		ForkJoinPool.ForkJoinWorkerThreadFactory factory = (owner) -> {
			Worker thread = new Worker(owner, this.workers);
			thread.setName(namePrefix + count.incrementAndGet());
			thread.setContextClassLoader(classLoader);
			return thread;
		};
		this.threads = new ForkJoinPool(size, factory, null, true, size, size + standIns, size, (pool) -> true, 60,
				TimeUnit.SECONDS);
		this.others = new ForkJoinPool(standIns + 1, factory, null, true, 0, standIns + 1, 0, (pool) -> true, 5,
				TimeUnit.SECONDS);
	}

	/**
	 * This thread begins a call. Where it is one of a pool, and waits for the call, it
	 * may need somebody to stand in for it.
	 * @param call completes when the call has ended
	 */
	static void calls(CompletableFuture<?> call) {
		if (Thread.currentThread() instanceof Worker worker) {
			AtomicInteger calls = worker.calls;
			calls.incrementAndGet();
			call.whenComplete((result, failure) -> calls.decrementAndGet());
		}
	}

	/**
	 * Runs a task.
	 * @param task the task
	 * @throws RejectedExecutionException if the pool is closed
	 */
	void execute(Task task) {
		this.waiting.add(task);
		int tasks = this.tasks.incrementAndGet();
		try {
			this.threads.execute(this.request);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			if (this.waiting.remove(task)) {
				this.tasks.decrementAndGet();
				throw ex;
			}
		}
		if (tasks > this.size && this.watched.compareAndSet(false, true)) {
			watchLater();
		}
	}

	/** Of this and the pool's requests each finds one task, or one that was refused. */
	private void runNext() {
		Task task = this.waiting.poll();
		if (task == null) {
			return;
		}
		Worker worker = (Worker) Thread.currentThread();
		worker.begin();
		try {
			task.run();
		}
		finally {
			worker.busy = false;
			this.tasks.decrementAndGet();
		}
	}

	private void watchLater() {
		try {
			this.others.execute(this::watch);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// closed, or the next task tries again
			this.watched.set(false);
		}
	}

	private void watch() {
		try {
			int calm = 0;
			while (calm < CALM && !(calm > 0 && this.others.isShutdown())) {
				LockSupport.parkNanos(WATCH_NANOS);
				// an interrupt has no meaning here, and would let the loop spin
				Thread.interrupted();
				calm = this.waiting.isEmpty() ? calm + 1 : 0;
				if (calm == 0) {
					help();
				}
			}
		}
		finally {
			this.watched.set(false);
		}
		if (!this.waiting.isEmpty() && this.watched.compareAndSet(false, true)) {
			watchLater();
		}
	}

	/** Sees to it that not all threads wait for what is in the queue. */
	private void help() {
		int busy = 0;
		int calling = 0;
		for (Worker worker : this.workers) {
			if (worker.busy) {
				busy++;
				calling += (worker.calls.get() > 0) ? 1 : 0;
			}
		}
		// where fewer are busy than the pool has, it has threads of its own for what
		// waits
		int wanted = (busy < this.size) ? 0 : Math.min(calling - (busy - this.size), this.waiting.size());
		int possible = this.size + this.standIns - busy;
		for (int i = 0; i < Math.min(wanted, possible); i++) {
			try {
				this.others.execute(this.request);
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				// closed, or no memory for a thread
				possible = 0;
			}
		}
		if (possible <= 0 && calling >= busy) {
			// as few as possible, but twice as many each time that was not enough
			this.refusals = Math.max(1, Math.min(2 * this.refusals, this.waiting.size()));
			refuse(this.refusals);
		}
		else {
			this.refusals = 0;
		}
	}

	private void refuse(int most) {
		List<Task> others = new ArrayList<>();
		int refused = 0;
		for (Task task = this.waiting.poll(); task != null; task = (refused < most) ? this.waiting.poll() : null) {
			if (task.refuse()) {
				this.tasks.decrementAndGet();
				refused++;
			}
			else {
				others.add(task);
			}
		}
		// their requests may have found nothing meanwhile
		this.waiting.addAll(others);
		for (int i = 0; i < others.size() && !this.threads.isShutdown(); i++) {
			this.threads.execute(this.request);
		}
		if (refused > 0 && System.nanoTime() - this.warnedAt >= WARN_NANOS) {
			this.warnedAt = System.nanoTime();
			logger.warn("All " + this.size + " threads for handlers (property wamp.listener.threads), and "
					+ this.standIns + " that stand in for them, wait for calls of their own. So that they do not wait"
					+ " for what has no thread either, invocations are refused. Virtual threads"
					+ " (property spring.threads.virtual.enabled) have no such limit");
		}
	}

	/** Takes no further tasks, and lets those go on that run or wait. */
	void close() {
		this.threads.shutdown();
		this.others.shutdown();
	}

	/** What runs on a thread of the pool. */
	interface Task extends Runnable {

		/**
		 * There is no thread, and will be none.
		 * @return {@code false} if the task has to wait all the same
		 */
		boolean refuse();

	}

	/** A thread that knows whether it may be waiting for a call. */
	private static final class Worker extends ForkJoinWorkerThread {

		/** The calls of the task that runs, which have not ended. */
		private volatile AtomicInteger calls = new AtomicInteger();

		private final Set<Worker> all;

		private volatile boolean busy;

		Worker(ForkJoinPool owner, Set<Worker> all) {
			super(owner);
			this.all = all;
			all.add(this);
		}

		void begin() {
			if (this.calls.get() != 0) {
				this.calls = new AtomicInteger();
			}
			this.busy = true;
		}

		@Override
		protected void onTermination(@Nullable Throwable exception) {
			this.all.remove(this);
			super.onTermination(exception);
		}

	}

}

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.wampspring.client.stream.ArgumentQueue;
import io.github.wampspring.protocol.RecentIds;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of a session that have not ended.
 */
final class InvocationTable {

	/** So many invocations are remembered whose arguments may still come. */
	private static final int MAX_UNFINISHED = 1_000;

	/** How much the arguments of all invocations may take that wait for handlers. */
	private static final long MAX_WAITING = 16 * 1024 * 1024;

	private final ArgumentQueue.Limit waitingArguments = new ArgumentQueue.Limit(MAX_WAITING);

	/** Made when it is first needed. */
	private volatile @Nullable RecentIds unfinished;

	private final Map<Long, ClientInvocation> open = new ConcurrentHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition empty = this.lock.newCondition();

	private volatile boolean awaited;

	/**
	 * Adds an invocation.
	 * @param request its ID
	 * @param invocation the invocation
	 * @return {@code false} if there is one of that ID
	 */
	boolean add(long request, ClientInvocation invocation) {
		return this.open.putIfAbsent(request, invocation) == null;
	}

	/**
	 * What may wait for handlers.
	 */
	ArgumentQueue.Limit waitingArguments() {
		return this.waitingArguments;
	}

	/**
	 * Arguments of an invocation that has ended may still come.
	 */
	void leaveUnfinished(long request) {
		RecentIds unfinished = this.unfinished;
		if (unfinished == null) {
			synchronized (this.open) {
				unfinished = (this.unfinished != null) ? this.unfinished : new RecentIds(MAX_UNFINISHED);
				this.unfinished = unfinished;
			}
		}
		unfinished.add(request);
	}

	/**
	 * Whether these are arguments of an invocation that has ended.
	 * @param request its ID
	 * @param more whether further arguments follow
	 */
	boolean isLate(long request, boolean more) {
		RecentIds unfinished = this.unfinished;
		if (unfinished == null || !unfinished.contains(request)) {
			return false;
		}
		if (!more) {
			unfinished.remove(request);
		}
		return true;
	}

	@Nullable ClientInvocation get(long request) {
		return this.open.get(request);
	}

	void remove(long request) {
		this.open.remove(request);
		if (this.awaited && this.open.size() <= 1) {
			this.lock.lock();
			try {
				this.empty.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * The session has ended: nobody waits for answers.
	 * @param lost whether that was not by this side's wish
	 */
	void abandonAll(boolean lost) {
		this.open.values().forEach((invocation) -> invocation.abandon(lost));
	}

	private boolean isEmptyExcept(@Nullable Object except) {
		return this.open.isEmpty() || (this.open.size() == 1 && except != null && this.open.containsValue(except));
	}

	int size() {
		return this.open.size();
	}

	/**
	 * Waits until all have ended.
	 * @param except one that is not waited for, or {@code null}
	 * @param timeout how long to wait at the most
	 * @return {@code false} if some have not ended in time
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean awaitEmpty(@Nullable Object except, Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			this.awaited = true;
			while (!isEmptyExcept(except)) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.empty.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

}

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

import org.jspecify.annotations.Nullable;

/**
 * The invocations of a session that have not ended.
 */
final class InvocationTable {

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

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

package io.github.wampspring.router.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is there of something, up to a limit.
 */
public final class Quota {

	private final long limit;

	private final AtomicLong used = new AtomicLong();

	public Quota(long limit) {
		this.limit = limit;
	}

	/**
	 * Takes some, if that much is left.
	 * @param unlimited whether the limit does not bind who takes it
	 * @return {@code false} if that much is not left; then nothing was taken
	 */
	public boolean take(long amount, boolean unlimited) {
		if (this.used.addAndGet(amount) <= this.limit || unlimited) {
			return true;
		}
		this.used.addAndGet(-amount);
		return false;
	}

	/**
	 * How much is taken.
	 */
	public long used() {
		return this.used.get();
	}

	public void give(long amount) {
		this.used.addAndGet(-amount);
	}

}

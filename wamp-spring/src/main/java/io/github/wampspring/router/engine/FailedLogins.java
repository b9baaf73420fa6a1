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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often clients have failed to prove that they are somebody, wherever they
 * come from, so that a secret cannot be guessed from many addresses. Those who do not
 * exist count like all others. The latest authids are known only, and none for much
 * longer than its failures count, so that strangers cannot have more kept than that.
 */
final class FailedLogins {

	private static final int MAX_AUTHIDS = 10_000;

	private final int limit;

	private final BiConsumer<Runnable, Duration> scheduler;

	private final LongSupplier clock;

	/** There is a time when what counts no more will be forgotten. */
	private boolean cleaning;

	private final Map<Login, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Login, Failures> eldest) {
			return size() > MAX_AUTHIDS;
		}

	};

	/**
	 * Creates the counts.
	 * @param limit how many failures a minute are allowed, 0 for any number
	 * @param scheduler for forgetting
	 */
	FailedLogins(int limit, BiConsumer<Runnable, Duration> scheduler) {
		this(limit, scheduler, System::nanoTime);
	}

	FailedLogins(int limit, BiConsumer<Runnable, Duration> scheduler, LongSupplier clock) {
		this.limit = limit;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	/**
	 * Whether there have been too many failures.
	 */
	boolean isThrottled(String realm, @Nullable String authId) {
		if (this.limit == 0 || authId == null) {
			return false;
		}
		synchronized (this.failures) {
			Failures known = this.failures.get(new Login(realm, authId));
			return known != null && isRecent(known) && known.count() >= this.limit;
		}
	}

	/**
	 * Counts a failure.
	 * @return {@code false} if there had been too many before
	 */
	boolean failed(String realm, @Nullable String authId) {
		if (this.limit == 0 || authId == null) {
			return true;
		}
		synchronized (this.failures) {
			Failures counted = this.failures.merge(new Login(realm, authId), new Failures(1, this.clock.getAsLong()),
					(known, next) -> isRecent(known) ? new Failures(known.count() + 1, known.since()) : next);
			cleanLater();
			return counted.count() <= this.limit;
		}
	}

	private void cleanLater() {
		if (!this.cleaning) {
			this.scheduler.accept(this::clean, Admissions.WINDOW.plusSeconds(1));
			this.cleaning = true;
		}
	}

	private void clean() {
		synchronized (this.failures) {
			this.cleaning = false;
			this.failures.values().removeIf((known) -> !isRecent(known));
			if (!this.failures.isEmpty()) {
				cleanLater();
			}
		}
	}

	private boolean isRecent(Failures known) {
		return this.clock.getAsLong() - known.since() <= Admissions.WINDOW.toNanos();
	}

	/** How many authids are known, for tests. */
	int size() {
		synchronized (this.failures) {
			return this.failures.size();
		}
	}

	private record Login(String realm, String authId) {
	}

	private record Failures(int count, long since) {
	}

}

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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often clients have failed to prove that they are somebody, wherever they
 * come from, so that a secret cannot be guessed from many addresses. Those who do not
 * exist count like all others. The latest authids are known only, so that strangers
 * cannot have more kept than that.
 */
final class FailedLogins {

	private static final int MAX_AUTHIDS = 10_000;

	private final int limit;

	private final Map<Login, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Login, Failures> eldest) {
			return size() > MAX_AUTHIDS;
		}

	};

	/**
	 * Creates the counts.
	 * @param limit how many failures a minute are allowed, 0 for any number
	 */
	FailedLogins(int limit) {
		this.limit = limit;
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
			return known != null && known.isRecent() && known.count() >= this.limit;
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
			Failures counted = this.failures.merge(new Login(realm, authId), new Failures(1, System.nanoTime()),
					(known, next) -> known.isRecent() ? new Failures(known.count() + 1, known.since()) : next);
			return counted.count() <= this.limit;
		}
	}

	private record Login(String realm, String authId) {
	}

	private record Failures(int count, long since) {

		boolean isRecent() {
			return System.nanoTime() - this.since <= Admissions.WINDOW.toNanos();
		}

	}

}

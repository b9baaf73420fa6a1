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

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Which URL comes next, and when. Goes over the URLs in turn; a round of failures ends
 * with a pause. For one thread.
 */
final class RetryPlan {

	/** The answer of {@link #afterFailure} when there is no further attempt. */
	static final long GIVE_UP = -1;

	private final int urls;

	private final BackOff backOff;

	private final int maxRefusals;

	private BackOffExecution pauses;

	private int url;

	private int failures;

	private boolean allPermanent = true;

	private int refusedRounds;

	private long lastPause;

	RetryPlan(int urls, BackOff backOff, int maxRefusals) {
		this.urls = urls;
		this.backOff = backOff;
		this.maxRefusals = maxRefusals;
		this.pauses = backOff.start();
	}

	/**
	 * The URL to try now.
	 * @return its index
	 */
	int url() {
		return this.url;
	}

	void joined() {
		this.refusedRounds = 0;
	}

	/** Forgets what has failed so far. */
	void restart() {
		this.refusedRounds = 0;
		this.pauses = this.backOff.start();
		startRound();
	}

	/**
	 * An attempt failed.
	 * @param permanent whether the same attempt cannot succeed later
	 * @return the milliseconds to wait before the next one, or {@link #GIVE_UP}
	 */
	long afterFailure(boolean permanent) {
		this.allPermanent &= permanent;
		this.failures++;
		this.url = (this.url + 1) % this.urls;
		if (this.failures < this.urls) {
			return 0;
		}
		this.refusedRounds = this.allPermanent ? this.refusedRounds + 1 : 0;
		startRound();
		if (this.refusedRounds >= this.maxRefusals) {
			return GIVE_UP;
		}
		return pause();
	}

	/**
	 * A joined session was lost. A session that lasted longer than the last pause shows
	 * that things are well: pauses begin anew.
	 * @param lastedMillis how long it lasted
	 * @return the milliseconds to wait before the next attempt, or {@link #GIVE_UP}
	 */
	long afterSession(long lastedMillis) {
		startRound();
		if (lastedMillis > this.lastPause) {
			this.pauses = this.backOff.start();
		}
		return pause();
	}

	private void startRound() {
		this.failures = 0;
		this.allPermanent = true;
	}

	private long pause() {
		long pause = this.pauses.nextBackOff();
		if (pause == BackOffExecution.STOP) {
			return GIVE_UP;
		}
		this.lastPause = pause;
		return pause;
	}

}

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

import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Which URL comes next, and when. Goes over the URLs in turn; a round of failures ends
 * with a pause, which goes on growing while all routers refuse. For one thread.
 */
final class RetryPlan {

	/** The answer of {@link #afterFailure} when there is no further attempt. */
	static final long GIVE_UP = -1;

	private final int urls;

	private final BackOff backOff;

	private final BackOff refusedBackOff;

	private final int maxRefusals;

	private BackOffExecution pauses;

	/** {@code null} unless the last round was refused. */
	private @Nullable BackOffExecution refusedPauses;

	private int url;

	private int failures;

	private JoinFailure round = JoinFailure.PERMANENT;

	private int permanentRounds;

	private boolean joinedOnce;

	private long lastPause;

	/**
	 * Creates a plan.
	 * @param urls how many URLs there are
	 * @param backOff the pauses
	 * @param refusedBackOff the pauses while all routers refuse, where they are longer
	 * @param maxRefusals after how many rounds of permanent failures to give up, as long
	 * as there was no session
	 */
	RetryPlan(int urls, BackOff backOff, BackOff refusedBackOff, int maxRefusals) {
		this.urls = urls;
		this.backOff = backOff;
		this.refusedBackOff = refusedBackOff;
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
		this.joinedOnce = true;
		this.permanentRounds = 0;
		this.refusedPauses = null;
	}

	/** Forgets what has failed so far. */
	void restart() {
		this.permanentRounds = 0;
		this.pauses = this.backOff.start();
		this.refusedPauses = null;
		startRound();
	}

	/**
	 * An attempt failed.
	 * @param failure what that means
	 * @return the milliseconds to wait before the next one, or {@link #GIVE_UP}
	 */
	long afterFailure(JoinFailure failure) {
		if (failure.compareTo(this.round) < 0) {
			this.round = failure;
		}
		this.failures++;
		this.url = (this.url + 1) % this.urls;
		if (this.failures < this.urls) {
			return 0;
		}
		JoinFailure round = this.round;
		startRound();
		this.permanentRounds = (round == JoinFailure.PERMANENT) ? this.permanentRounds + 1 : 0;
		if (this.permanentRounds >= this.maxRefusals && !this.joinedOnce) {
			return GIVE_UP;
		}
		return (round == JoinFailure.TRANSIENT) ? pause() : refusedPause();
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
		this.round = JoinFailure.PERMANENT;
	}

	private long pause() {
		this.refusedPauses = null;
		return nextPause();
	}

	private long refusedPause() {
		BackOffExecution pauses = this.refusedPauses;
		if (pauses == null) {
			pauses = this.refusedBackOff.start();
			this.refusedPauses = pauses;
		}
		long pause = nextPause();
		return (pause != GIVE_UP) ? Math.max(pause, pauses.nextBackOff()) : GIVE_UP;
	}

	private long nextPause() {
		long pause = this.pauses.nextBackOff();
		if (pause == BackOffExecution.STOP) {
			return GIVE_UP;
		}
		this.lastPause = pause;
		return pause;
	}

}

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

package io.github.wampspring.router;

import java.time.Duration;

import io.github.wampspring.transport.resume.ReplayLimits;

/**
 * Whether sessions that came over the network survive the loss of their connection, for
 * clients that can resume them.
 *
 * @param within how long a session is kept without a connection; zero to end it at once
 * @param buffer how much is kept for each such client: what it may not have received when
 * the connection was lost, and what comes for it until it is back
 * @param totalSize how much is kept for all such clients of a realm together, in bytes;
 * beyond that those for whom most is kept cannot get it again, and their sessions end if
 * they have no connection
 * @param sessions how many sessions of a realm may be without a connection at a time
 */
public record ResumptionSettings(Duration within, ReplayLimits buffer, long totalSize, int sessions) {

	/** The default of {@link #totalSize()}: 64 MiB. */
	public static final long DEFAULT_TOTAL_SIZE = 64L * 1024 * 1024;

	/** The default of {@link #sessions()}. */
	public static final int DEFAULT_SESSIONS = 1000;

	/** Sessions end with their connections. */
	public static final ResumptionSettings OFF = new ResumptionSettings(Duration.ZERO, ReplayLimits.defaults(),
			DEFAULT_TOTAL_SIZE, 0);

	public ResumptionSettings {
		if (within.isNegative() || sessions < 0) {
			throw new IllegalArgumentException("within and sessions must not be negative");
		}
		if (totalSize < buffer.size()) {
			throw new IllegalArgumentException("totalSize must not be less than the size for one client");
		}
	}

	/**
	 * Settings with the default limits.
	 * @param within how long a session is kept
	 * @return the settings
	 */
	public static ResumptionSettings within(Duration within) {
		return new ResumptionSettings(within, ReplayLimits.defaults(), DEFAULT_TOTAL_SIZE, DEFAULT_SESSIONS);
	}

	/**
	 * Whether sessions are kept.
	 * @return {@code false} if they end with their connections
	 */
	public boolean isOn() {
		return this.sessions > 0 && this.within.toMillis() > 0;
	}

}

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
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.github.wampspring.WampException;
import io.github.wampspring.transport.ConnectFailedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs why a connection does not join: each reason once, then a reminder more and more
 * rarely. For one thread.
 */
final class FailureLog {

	private static final Log logger = LogFactory.getLog(ConnectionLoop.class);

	/** The router's words are among the reasons, and it may find new ones each time. */
	private static final int MAX_REASONS = 20;

	private static final long FIRST_REMINDER = 16;

	private final String connection;

	private final Set<String> told = new HashSet<>();

	FailureLog(String connection) {
		this.connection = connection;
	}

	void joined() {
		this.told.clear();
	}

	/**
	 * An attempt failed, and there will be another one.
	 * @param failure why
	 * @param attempts how many have failed in a row
	 * @param delay when the next one is
	 */
	void failed(Throwable failure, long attempts, Duration delay) {
		String reason = "Connection '" + this.connection + "' could not join: "
				+ ((failure.getMessage() != null) ? failure.getMessage() : failure.toString());
		String text = reason + String.format(Locale.ROOT, " (attempt %d, the next one in %.1f s)", attempts,
				delay.toMillis() / 1000.0);
		boolean reminds = attempts >= FIRST_REMINDER && Long.bitCount(attempts) == 1;
		boolean isNew = this.told.size() < MAX_REASONS && this.told.add(reason);
		if (!isNew && !reminds) {
			logger.debug(text);
		}
		else if (!isNew || failure instanceof WampException || failure instanceof ConnectFailedException) {
			logger.warn(text);
		}
		else {
			logger.warn(text, failure);
		}
	}

}

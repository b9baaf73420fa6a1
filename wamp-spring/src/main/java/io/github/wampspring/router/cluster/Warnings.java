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

package io.github.wampspring.router.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;

/**
 * Warns of each thing once, and again only after a minute without it.
 */
final class Warnings {

	private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

	/** What is warned of can be a stranger's choice. */
	private static final int MAX_KEYS = 256;

	private final Log logger;

	private final Map<String, Long> seen = new LinkedHashMap<>();

	Warnings(Log logger) {
		this.logger = logger;
	}

	/**
	 * Warns, or does not.
	 * @param now the time
	 * @param key what it is about
	 * @param message the text
	 */
	void warn(long now, String key, String message) {
		synchronized (this.seen) {
			Long last = this.seen.remove(key);
			if (last == null && this.seen.size() >= MAX_KEYS) {
				this.seen.values().removeIf((time) -> now - time > QUIET_NANOS);
				if (this.seen.size() >= MAX_KEYS) {
					return;
				}
			}
			this.seen.put(key, now);
			if (last != null && now - last <= QUIET_NANOS) {
				return;
			}
		}
		this.logger.warn(message);
	}

}

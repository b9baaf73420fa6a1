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

package io.github.wampspring.transport;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many warnings of one kind a stranger can cause: a few at once, and then a
 * few each minute. The next one tells how many were left out.
 */
public final class LogLimiter {

	private static final int BURST = 20;

	private static final long REFILL_NANOS = 60_000_000_000L / BURST;

	private final Log logger;

	private int tokens = BURST;

	private long refilledAt = System.nanoTime();

	private long suppressed;

	public LogLimiter(Log logger) {
		this.logger = logger;
	}

	/**
	 * Logs something that is to be known, or counts it.
	 * @param message makes the text
	 */
	public void info(Supplier<String> message) {
		log(message, this.logger::info);
	}

	/**
	 * Logs a warning, or counts it.
	 * @param message makes the text
	 */
	public void warn(Supplier<String> message) {
		log(message, this.logger::warn);
	}

	/**
	 * Logs a failure, or counts it.
	 * @param message makes the text
	 * @param failure the failure, if there is one
	 */
	public void error(Supplier<String> message, @Nullable Throwable failure) {
		log(message, (text) -> this.logger.error(text, failure));
	}

	private void log(Supplier<String> message, Consumer<String> target) {
		long suppressed = take(System.nanoTime());
		if (suppressed == 0) {
			target.accept(message.get());
		}
		else if (suppressed > 0) {
			target.accept(message.get() + " (and " + suppressed + " more like this)");
		}
	}

	/**
	 * Takes the right to log.
	 * @param now the time in nanoseconds
	 * @return how many were left out before, or -1 if this one is, too
	 */
	synchronized long take(long now) {
		long refill = (now - this.refilledAt) / REFILL_NANOS;
		if (refill > 0) {
			this.tokens = (int) Math.min(BURST, this.tokens + refill);
			this.refilledAt += refill * REFILL_NANOS;
		}
		if (this.tokens == 0) {
			this.suppressed++;
			return -1;
		}
		this.tokens--;
		long suppressed = this.suppressed;
		this.suppressed = 0;
		return suppressed;
	}

}

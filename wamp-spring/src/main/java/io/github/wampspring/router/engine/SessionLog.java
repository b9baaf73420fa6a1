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

import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;

/**
 * What peers can make the router log, so many lines a minute at the most.
 */
final class SessionLog {

	private final LogLimiter refusals = new LogLimiter(LogFactory.getLog(Handshake.class));

	private final LogLimiter violations = new LogLimiter(LogFactory.getLog(SessionHandler.class));

	private final LogLimiter failures = new LogLimiter(LogFactory.getLog(SessionHandler.class));

	void refused(SessionHandler handler, String message) {
		this.refusals.info(() -> "Refused " + handler + ": " + message);
	}

	void violated(SessionHandler handler, String message) {
		this.violations.info(() -> "Closing " + handler + " after a protocol violation: " + message);
	}

	void failed(SessionHandler handler, Throwable failure) {
		this.failures.error(() -> "A message of " + handler + " could not be handled, the channel is closed", failure);
	}

	void authenticationFailed(SessionHandler handler, String method, Throwable failure) {
		this.failures.error(() -> "Authentication by " + method + " failed for " + handler, failure);
	}

}

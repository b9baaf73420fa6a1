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

package io.github.wampspring.security;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampRouter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.security.core.Authentication;

/**
 * Ends the sessions of a router whose token has expired or whose HTTP session has ended,
 * with GOODBYE and {@code wamp.close.killed}. One thread looks at all of them from time
 * to time, so that nothing is kept for a session that the router does not keep anyway.
 */
public final class SessionReaper implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(SessionReaper.class);

	private final WampRouter router;

	private final SessionEnds ends;

	private final Duration interval;

	private @Nullable ScheduledExecutorService timer;

	/**
	 * Creates a reaper.
	 * @param router the router
	 * @param ends when sessions end
	 * @param interval how often to look, positive
	 */
	public SessionReaper(WampRouter router, SessionEnds ends, Duration interval) {
		this.router = router;
		this.ends = ends;
		this.interval = interval;
	}

	@Override
	public synchronized void start() {
		if (this.timer != null || this.ends.isNever()) {
			return;
		}
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "wamp-security-timer");
			thread.setDaemon(true);
			return thread;
		});
		long nanos = this.interval.toNanos();
		timer.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
		this.timer = timer;
	}

	@Override
	public synchronized void stop() {
		if (this.timer != null) {
			this.timer.shutdownNow();
			this.timer = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.timer != null;
	}

	/**
	 * Looks at all sessions now.
	 */
	void check() {
		for (String realm : this.router.realms()) {
			for (SessionInfo session : this.router.sessions(realm)) {
				try {
					check(realm, session);
				}
				catch (RuntimeException | Error ex) {
					logger.error("Session " + session.id() + " may have gone on beyond its end", ex);
				}
			}
		}
	}

	private void check(String realm, SessionInfo session) {
		if (!(session.identity().principal() instanceof Authentication authentication)) {
			return;
		}
		String reason = this.ends.reason(authentication, session.channel());
		if (reason != null && this.router.kill(realm, session.id(), CloseUris.KILLED, reason)) {
			logger.info("Ended session " + session.id() + " of realm " + realm + ": " + reason);
		}
	}

}

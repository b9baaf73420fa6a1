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

package io.github.wampspring.autoconfigure.health;

import java.util.Map;
import java.util.TreeMap;

import io.github.wampspring.router.WampRouter;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} of the embedded router: up while it accepts sessions.
 */
public class WampRouterHealthIndicator extends AbstractHealthIndicator {

	private static final int MAX_REALMS = 50;

	private final WampRouter router;

	/**
	 * Creates an indicator.
	 * @param router the router
	 */
	public WampRouterHealthIndicator(WampRouter router) {
		super("The state of the WAMP router cannot be told");
		this.router = router;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (this.router.isRunning()) {
			builder.up();
		}
		else {
			builder.outOfService();
		}
		Map<String, Long> sessions = new TreeMap<>();
		this.router.realms()
			.stream()
			.limit(MAX_REALMS)
			.forEach((realm) -> sessions.put(realm, this.router.statistics(realm).sessions()));
		builder.withDetail("sessions", sessions);
	}

}

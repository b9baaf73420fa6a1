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

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.wampspring.WampException;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.client.WampSession;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} of a connection, for readiness: up while a session is joined,
 * out of service while there is none, down when the connection has given up. What the
 * router refused is told, and changes nothing.
 */
public class WampConnectionHealthIndicator extends AbstractHealthIndicator {

	private static final int MAX_REFUSED = 20;

	private static final int MAX_TEXT = 500;

	private final WampConnection connection;

	/**
	 * Creates an indicator.
	 * @param connection the connection
	 */
	public WampConnectionHealthIndicator(WampConnection connection) {
		super("The state of the WAMP connection '" + connection.getName() + "' cannot be told");
		this.connection = connection;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionState state = this.connection.getState();
		switch (state.status()) {
			case JOINED, SUSPENDED -> builder.up();
			case CONNECTING, WAITING, CLOSED -> builder.outOfService();
			case FAILED -> builder.down();
			case IDLE -> builder.unknown();
		}
		builder.withDetail("state", state.status().name().toLowerCase(Locale.ROOT));
		builder.withDetail("since", state.since().toString());
		if (state.url() != null) {
			builder.withDetail("url", state.url());
		}
		WampSession session = this.connection.getSession();
		if (session != null) {
			builder.withDetail("realm", session.getRealm());
			builder.withDetail("session", session.getId());
		}
		if (state.attempts() > 0) {
			builder.withDetail("attempts", state.attempts());
		}
		if (state.failure() != null) {
			builder.withDetail("reason", limit(String.valueOf(state.failure().getMessage())));
		}
		refused(builder);
	}

	private void refused(Health.Builder builder) {
		List<WampHandle> refused = Stream
			.<WampHandle>concat(this.connection.getRegistrations().stream(),
					this.connection.getSubscriptions().stream())
			.filter((handle) -> !handle.isActive() && handle.getFailure() != null)
			.toList();
		if (this.connection.getSession() != null && !refused.isEmpty()) {
			builder.withDetail("refused", refused.size());
			builder.withDetail("refusals",
					refused.stream().limit(MAX_REFUSED).map(WampConnectionHealthIndicator::refusal).toList());
		}
	}

	private static String refusal(WampHandle handle) {
		WampException failure = handle.getFailure();
		return handle.getUri() + ((failure != null) ? ": " + limit(String.valueOf(failure.getMessage())) : "");
	}

	private static String limit(String text) {
		return (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT) + "…";
	}

}

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

import java.util.Collection;
import java.util.List;

import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.client.WampConnection;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} of all connections, for liveness: down when one has given up,
 * which only a restart or {@link WampConnection#reconnect()} can heal. A connection that
 * is lost and tries again is alive.
 */
public class WampLivenessHealthIndicator extends AbstractHealthIndicator {

	private final Collection<WampConnection> connections;

	/**
	 * Creates an indicator.
	 * @param connections the connections
	 */
	public WampLivenessHealthIndicator(Collection<WampConnection> connections) {
		super("The state of the WAMP connections cannot be told");
		this.connections = List.copyOf(connections);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<String> failed = this.connections.stream()
			.filter((connection) -> connection.getState().status() == Status.FAILED)
			.map(WampConnection::getName)
			.toList();
		if (failed.isEmpty()) {
			builder.up();
		}
		else {
			builder.down().withDetail("givenUp", failed);
		}
	}

}

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

package io.github.wampspring.autoconfigure.observation;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of connections.
 */
final class ConnectionMetrics implements MeterBinder {

	private final Supplier<Stream<WampConnection>> connections;

	/**
	 * Creates meters.
	 * @param connections all connections, asked for when the meters are registered
	 */
	ConnectionMetrics(Supplier<Stream<WampConnection>> connections) {
		this.connections = connections;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.connections.get().forEach((connection) -> bind(registry, connection));
	}

	private static void bind(MeterRegistry registry, WampConnection connection) {
		Tags tags = Tags.of("wamp.connection", connection.getName());
		gauge(registry, tags, "joined", "Whether a session is joined", connection,
				(one) -> (one.getSession() != null) ? 1 : 0);
		gauge(registry, tags, "registrations", "Registrations that the router has accepted", connection,
				(one) -> one.getRegistrations().stream().filter(WampHandle::isActive).count());
		gauge(registry, tags, "subscriptions", "Subscriptions that the router has accepted", connection,
				(one) -> one.getSubscriptions().stream().filter(WampHandle::isActive).count());
		if (connection instanceof DefaultWampConnection one) {
			bindMore(registry, tags, one);
		}
	}

	private static void bindMore(MeterRegistry registry, Tags tags, DefaultWampConnection connection) {
		gauge(registry, tags, "requests.pending", "Requests that wait for the router's answer", connection,
				DefaultWampConnection::getPendingRequests);
		gauge(registry, tags, "operations.waiting",
				"Calls and publications that wait for a session, or for the router to read", connection,
				DefaultWampConnection::getWaitingOperations);
		gauge(registry, tags, "invocations.running", "Invocations that have not ended", connection,
				DefaultWampConnection::getRunningInvocations);
		gauge(registry, tags, "events.waiting", "Events that wait for their handlers", connection,
				DefaultWampConnection::getWaitingEvents);
		counter(registry, tags, "reconnects", "Sessions that were joined after the first one", connection,
				(one) -> Math.max(0, one.getJoinCount() - 1));
		counter(registry, tags, "events.dropped",
				"Events that were dropped: handlers were too slow, or events too large", connection,
				DefaultWampConnection::getDroppedEvents);
		counter(registry, tags, "replay.gaps",
				"Times that a subscription with replay may not have got all events: the router did not have them",
				connection, DefaultWampConnection::getReplayGaps);
		counter(registry, tags, "invocations.refused", "Invocations that were refused: there was no thread for them",
				connection, DefaultWampConnection::getRefusedInvocations);
	}

	private static <T> void gauge(MeterRegistry registry, Tags tags, String name, String description, T source,
			ToDoubleFunction<T> value) {
		Gauge.builder("wamp.client." + name, source, value).tags(tags).description(description).register(registry);
	}

	private static <T> void counter(MeterRegistry registry, Tags tags, String name, String description, T source,
			ToDoubleFunction<T> value) {
		FunctionCounter.builder("wamp.client." + name, source, value)
			.tags(tags)
			.description(description)
			.register(registry);
	}

}

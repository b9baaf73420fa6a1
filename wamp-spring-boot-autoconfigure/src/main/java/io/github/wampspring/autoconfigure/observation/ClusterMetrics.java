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

import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.ClusterStatus.Member;
import io.github.wampspring.router.WampRouter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The meters of an embedded router that is one of several. All are of this instance.
 */
final class ClusterMetrics implements MeterBinder {

	private static final double MILLIS = 1000;

	private final WampRouter router;

	ClusterMetrics(WampRouter router) {
		this.router = router;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "connected", null, "Whether this instance hears itself through the engine",
				(status) -> (status.state() == ClusterStatus.State.CONNECTED) ? 1 : 0);
		gauge(registry, "members", null, "Other instances", (status) -> status.members().size());
		gauge(registry, "silence", "seconds", "How long nothing was heard of the quietest other instance",
				ClusterMetrics::silence);
		gauge(registry, "sessions", null, "Sessions at other instances", ClusterStatus::sessions);
		gauge(registry, "registrations", null, "Callees at other instances", ClusterStatus::registrations);
		gauge(registry, "calls.pending", null, "Calls of sessions here that are under way at other instances",
				ClusterStatus::pendingCalls);
		gauge(registry, "waiting", BaseUnits.BYTES, "What waits to be sent to other instances",
				(status) -> status.link().queuedBytes());
		counter(registry, "frames.sent", "Frames that were given to the engine", (status) -> status.link().sent());
		counter(registry, "frames.received", "Frames that came from the engine", (status) -> status.link().received());
		counter(registry, "frames.lost", "Frames that were lost with the engine, or came faster than they were read",
				(status) -> status.link().dropped() + status.link().missed());
		counter(registry, "frames.refused", "Frames that were refused: not signed, of another version, malformed",
				ClusterStatus::refusedFrames);
		counter(registry, "events.dropped", "Events for other instances that were dropped, since too much waited",
				ClusterStatus::droppedEvents);
		counter(registry, "calls.refused", "Calls to other instances that were refused, since too much waited",
				ClusterStatus::refusedCalls);
		counter(registry, "resynchronizations", "Times that the state of another instance was asked for again",
				ClusterStatus::resynchronizations);
		counter(registry, "conflicts",
				"Registrations here that were revoked, since another instance had one that goes before",
				ClusterStatus::conflicts);
	}

	private static double silence(ClusterStatus status) {
		return status.members().stream().map(Member::silence).mapToLong((silence) -> silence.toMillis()).max().orElse(0)
				/ MILLIS;
	}

	private void gauge(MeterRegistry registry, String name, @Nullable String unit, String description,
			ToDoubleFunction<ClusterStatus> value) {
		Gauge.builder("wamp.router.cluster." + name, this.router, (router) -> {
			ClusterStatus status = router.cluster();
			return (status != null) ? value.applyAsDouble(status) : Double.NaN;
		}).baseUnit(unit).description(description).register(registry);
	}

	private void counter(MeterRegistry registry, String name, String description, ToLongFunction<ClusterStatus> value) {
		FunctionCounter.builder("wamp.router.cluster." + name, this.router, (router) -> {
			ClusterStatus status = router.cluster();
			return (status != null) ? value.applyAsLong(status) : 0;
		}).description(description).register(registry);
	}

}

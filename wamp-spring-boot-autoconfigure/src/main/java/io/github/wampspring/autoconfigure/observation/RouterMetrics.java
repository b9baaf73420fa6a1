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

import java.util.function.ToLongFunction;

import io.github.wampspring.router.RealmStatistics;
import io.github.wampspring.router.RouterStatistics;
import io.github.wampspring.router.WampRouter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the embedded router.
 */
final class RouterMetrics implements MeterBinder {

	private final WampRouter router;

	RouterMetrics(WampRouter router) {
		this.router = router;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		counter(registry, "channels.refused", "Channels that were refused, since too many were open",
				RouterStatistics::refusedChannels);
		counter(registry, "peers.cut.off", "Sessions that were ended: their clients did not read, or were silent",
				RouterStatistics::cutOffPeers);
		counter(registry, "violations", "Sessions that were ended for a violation of the protocol",
				RouterStatistics::violations);
		for (String realm : this.router.realms()) {
			Tags tags = Tags.of("wamp.realm", realm);
			gauge(registry, tags, "sessions", null, "Sessions that have joined", RealmStatistics::sessions);
			gauge(registry, tags, "calls.pending", null, "Calls under way", RealmStatistics::pendingCalls);
			gauge(registry, tags, "waiting", BaseUnits.BYTES, "What waits to be sent to sessions",
					RealmStatistics::waitingSize);
			gauge(registry, tags, "events.retained", null, "Retained events", RealmStatistics::retainedEvents);
			gauge(registry, tags, "events.retained.size", BaseUnits.BYTES, "Size of the retained events",
					RealmStatistics::retainedSize);
			counter(registry, tags, "events.retained.dropped", "Retained events that had to go for want of room",
					RealmStatistics::droppedRetainedEvents);
			gauge(registry, tags, "sessions.suspended", null, "Sessions that have lost their connection",
					RealmStatistics::suspendedSessions);
			gauge(registry, tags, "replays.size", BaseUnits.BYTES, "What is kept for clients that can resume",
					RealmStatistics::replaySize);
			counter(registry, tags, "replays.dropped", "Times that it was let go of what was kept for a client",
					RealmStatistics::droppedReplays);
			counter(registry, tags, "history.lost", "Events that were published, but not stored in a history",
					RealmStatistics::lostEvents);
			counter(registry, tags, "refusals", "Requests and sessions that were refused, since a limit was reached",
					RealmStatistics::refusals);
		}
	}

	private void counter(MeterRegistry registry, String name, String description,
			ToLongFunction<RouterStatistics> value) {
		FunctionCounter.builder("wamp.router." + name, this.router, (router) -> value.applyAsLong(router.statistics()))
			.description(description)
			.register(registry);
	}

	private void counter(MeterRegistry registry, Tags tags, String name, String description,
			ToLongFunction<RealmStatistics> value) {
		String realm = realm(tags);
		FunctionCounter
			.builder("wamp.router." + name, this.router, (router) -> value.applyAsLong(router.statistics(realm)))
			.tags(tags)
			.description(description)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, Tags tags, String name, @Nullable String unit, String description,
			ToLongFunction<RealmStatistics> value) {
		String realm = realm(tags);
		Gauge.builder("wamp.router." + name, this.router, (router) -> value.applyAsLong(router.statistics(realm)))
			.tags(tags)
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private static String realm(Tags tags) {
		return tags.iterator().next().getValue();
	}

}

package io.github.wampspring.benchmarks.client;

import io.github.wampspring.client.WampJoinedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the harness that this peer's registrations and subscriptions are in place.
 */
@Component
class Ready {

	private final BenchmarkProperties properties;

	Ready(BenchmarkProperties properties) {
		this.properties = properties;
	}

	@EventListener
	void joined(WampJoinedEvent event) {
		if (this.properties.role().equals("callee") || this.properties.role().equals("subscriber")) {
			Report.emit("ready");
		}
	}

}

package io.github.wampspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampLeftEvent;

import org.springframework.context.event.EventListener;

/**
 * Keeps the application events of connections.
 */
class LifecycleEvents {

	private final List<WampConnectionEvent> events = new CopyOnWriteArrayList<>();

	@EventListener
	void add(WampConnectionEvent event) {
		this.events.add(event);
	}

	List<WampConnectionEvent> all() {
		return this.events;
	}

	List<String> names() {
		return this.events.stream().map((event) -> event.getClass().getSimpleName()).toList();
	}

	List<String> reasons() {
		return this.events.stream()
			.filter(WampLeftEvent.class::isInstance)
			.map((event) -> ((WampLeftEvent) event).details().reason())
			.toList();
	}

}

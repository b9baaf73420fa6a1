package io.github.wampspring.client;

import io.github.wampspring.protocol.MatchPolicy;
import io.github.wampspring.protocol.MessageType;

/**
 * A subscription that waits for the router's answer.
 */
final class PendingSubscribe extends PendingRequest<Long> {

	private final Topic topic;

	private final EventHandler handler;

	PendingSubscribe(Topic topic, EventHandler handler) {
		super(MessageType.SUBSCRIBE, topic.uri());
		this.topic = topic;
		this.handler = handler;
	}

	Topic topic() {
		return this.topic;
	}

	EventHandler handler() {
		return this.handler;
	}

	/**
	 * What the router gives one subscription ID for.
	 *
	 * @param uri the URI or pattern
	 * @param match how it matches
	 */
	record Topic(String uri, MatchPolicy match) {
	}

}

package io.github.wampspring.core;

import io.github.wampspring.client.WampEvent;

/**
 * Takes the events of a topic.
 */
@FunctionalInterface
public interface TopicHandler {

	/**
	 * Takes an event. Runs on the connection's executor and may block; events of one
	 * subscription come one after the other.
	 * @param arguments the event's arguments
	 * @param event tells about the event
	 * @throws Exception what is logged
	 */
	void handle(WampArguments arguments, WampEvent event) throws Exception;

}

package io.github.wampspring.client;

/**
 * Takes the events of a subscription.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * An event came.
	 * @param event the event
	 * @throws Exception what is logged
	 */
	void onEvent(WampEvent event) throws Exception;

}

package io.github.wampspring.listener;

/**
 * Is told what the handling of events failed with. All beans of this type are told, in
 * their order, after it has been logged.
 */
@FunctionalInterface
public interface WampEventErrorHandler {

	/**
	 * The handling of an event failed.
	 * @param failure what the method threw; a
	 * {@link io.github.wampspring.client.WampException} with
	 * {@code wamp.error.invalid_argument} where the event's arguments do not fit it
	 * @param details what is known about the event
	 */
	void handle(Throwable failure, EventDetails details);

}

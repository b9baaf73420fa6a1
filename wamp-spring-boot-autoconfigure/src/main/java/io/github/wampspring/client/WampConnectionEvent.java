package io.github.wampspring.client;

/**
 * Something in a connection's life, published as an application event after all
 * {@link WampSessionListener}s were told. Events of one connection come in their order,
 * on a thread that may block and may call.
 */
public sealed interface WampConnectionEvent permits WampConnectedEvent, WampChallengedEvent, WampJoinedEvent,
		WampLeftEvent, WampDisconnectedEvent, WampGaveUpEvent {

	/**
	 * The connection.
	 * @return the connection
	 */
	WampConnection connection();

}

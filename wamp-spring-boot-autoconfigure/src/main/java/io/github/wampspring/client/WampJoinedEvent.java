package io.github.wampspring.client;

/**
 * The session has joined, and the router has answered every registration and
 * subscription.
 *
 * @param connection the connection
 * @param session the session
 */
public record WampJoinedEvent(WampConnection connection, WampSession session) implements WampConnectionEvent {
}

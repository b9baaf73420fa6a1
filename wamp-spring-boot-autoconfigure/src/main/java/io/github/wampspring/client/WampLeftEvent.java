package io.github.wampspring.client;

/**
 * The session has ended, or the router has refused it.
 *
 * @param connection the connection
 * @param details how it ended
 */
public record WampLeftEvent(WampConnection connection, LeaveDetails details) implements WampConnectionEvent {
}

package io.github.wampspring.client;

/**
 * The connection has given up, for a reason that another attempt cannot heal.
 *
 * @param connection the connection
 * @param failure why
 */
public record WampGaveUpEvent(WampConnection connection, Throwable failure) implements WampConnectionEvent {
}

package io.github.wampspring.client;

import io.github.wampspring.transport.ChannelClose;

/**
 * The transport is closed.
 *
 * @param connection the connection
 * @param close why
 */
public record WampDisconnectedEvent(WampConnection connection, ChannelClose close) implements WampConnectionEvent {
}

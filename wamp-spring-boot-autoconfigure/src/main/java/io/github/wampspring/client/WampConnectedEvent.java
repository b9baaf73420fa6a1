package io.github.wampspring.client;

import java.net.URI;

import io.github.wampspring.transport.ChannelInfo;

/**
 * The transport is connected; HELLO follows.
 *
 * @param connection the connection
 * @param url where to
 * @param channel what is known about the transport
 */
public record WampConnectedEvent(WampConnection connection, URI url,
		ChannelInfo channel) implements WampConnectionEvent {
}

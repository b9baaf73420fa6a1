package io.github.wampspring.client;

import io.github.wampspring.protocol.WampMessage.Challenge;

/**
 * The router has asked for a proof of identity.
 *
 * @param connection the connection
 * @param challenge the challenge
 */
public record WampChallengedEvent(WampConnection connection, Challenge challenge) implements WampConnectionEvent {
}

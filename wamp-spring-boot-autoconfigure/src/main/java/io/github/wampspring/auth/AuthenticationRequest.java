package io.github.wampspring.auth;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks to be let into a realm.
 *
 * @param realm the realm
 * @param session the ID that the session will have
 * @param authId who the client says it is, if it does
 * @param details {@code HELLO.Details}
 * @param channel what is known about the other end of the channel
 */
public record AuthenticationRequest(String realm, long session, @Nullable String authId, Dict details,
		ChannelInfo channel) {
}

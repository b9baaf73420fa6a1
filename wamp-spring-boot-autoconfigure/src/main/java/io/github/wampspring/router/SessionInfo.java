package io.github.wampspring.router;

import java.time.Instant;

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.transport.ChannelInfo;

/**
 * What the router knows about a session.
 *
 * @param id the session's ID
 * @param realm the realm that it joined
 * @param identity who it is
 * @param channel the channel that it came by
 * @param trusted whether it is in the same JVM and did not ask to be authenticated; such
 * a session may do everything
 * @param joined when it joined
 */
public record SessionInfo(long id, String realm, WampIdentity identity, ChannelInfo channel, boolean trusted,
		Instant joined) {

	public String authId() {
		return this.identity.authId();
	}

	public String authRole() {
		return this.identity.authRole();
	}

}

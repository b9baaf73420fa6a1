package io.github.wampspring.client;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * One event of a subscription.
 *
 * @param session the session that it came by
 * @param subscription the subscription's ID
 * @param publication the publication's ID
 * @param topic the topic; for patterns the one that was published to
 * @param details {@code EVENT.Details}
 * @param payload the arguments
 */
public record WampEvent(WampSession session, long subscription, long publication, String topic, Dict details,
		Payload payload) {
}

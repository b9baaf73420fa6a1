package io.github.wampspring.listener;

import io.github.wampspring.client.WampEvent;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an event: a parameter of this type makes it known to a
 * {@link io.github.wampspring.annotation.WampSubscribe @WampSubscribe} method. Publishers
 * are known where the router discloses them.
 *
 * @param topic the URI published to
 * @param subscription the subscription's ID
 * @param publication the publication's ID
 * @param publisher the publisher's session ID
 * @param publisherAuthid the publisher's authid
 * @param publisherAuthrole the publisher's authrole
 * @param retained whether it is an event that the router kept for later subscribers
 * @param details all of {@code EVENT.Details}
 */
public record EventDetails(String topic, long subscription, long publication, @Nullable Long publisher,
		@Nullable String publisherAuthid, @Nullable String publisherAuthrole, boolean retained, Dict details) {

	static EventDetails of(WampEvent event) {
		Dict details = event.details();
		return new EventDetails(event.topic(), event.subscription(), event.publication(), details.getLong("publisher"),
				details.getString("publisher_authid"), details.getString("publisher_authrole"),
				details.isTrue("retained"), details);
	}

}

package io.github.wampspring.router;

import java.time.Instant;
import java.util.List;

import io.github.wampspring.protocol.MatchPolicy;

/**
 * What the router knows about a subscription.
 *
 * @param id the subscription's ID
 * @param topic the URI or pattern
 * @param match how it matches
 * @param created when the first subscriber came
 * @param subscribers the session IDs of the subscribers
 */
public record SubscriptionInfo(long id, String topic, MatchPolicy match, Instant created, List<Long> subscribers) {
}

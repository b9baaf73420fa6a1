package io.github.wampspring.router;

import java.time.Instant;
import java.util.List;

import io.github.wampspring.protocol.InvocationPolicy;
import io.github.wampspring.protocol.MatchPolicy;

/**
 * What the router knows about a registration.
 *
 * @param id the registration's ID
 * @param procedure the URI or pattern
 * @param match how it matches
 * @param invoke how a callee is chosen
 * @param created when the first callee registered
 * @param callees the session IDs of the callees, in the order of their registration
 */
public record RegistrationInfo(long id, String procedure, MatchPolicy match, InvocationPolicy invoke, Instant created,
		List<Long> callees) {
}

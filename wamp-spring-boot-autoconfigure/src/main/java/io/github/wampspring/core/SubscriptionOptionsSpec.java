package io.github.wampspring.core;

import io.github.wampspring.protocol.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Options of a subscription.
 *
 * @param <S> the type of the specification
 */
public interface SubscriptionOptionsSpec<S extends SubscriptionOptionsSpec<S>> {

	/**
	 * How the URI matches ({@code match}).
	 * @param match the policy
	 * @return this
	 */
	S match(MatchPolicy match);

	/**
	 * Asks the router for the event that it retains for the topic ({@code get_retained}).
	 * @return this
	 */
	S getRetained();

	/**
	 * Sets an option that has no method here.
	 * @param name the key in {@code Options}
	 * @param value the value
	 * @return this
	 */
	S option(String name, @Nullable Object value);

}

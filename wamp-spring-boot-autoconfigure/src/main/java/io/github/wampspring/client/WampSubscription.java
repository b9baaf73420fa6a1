package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that comes back at every join.
 */
public interface WampSubscription extends AutoCloseable {

	/**
	 * The topic.
	 * @return the URI or pattern
	 */
	String getTopic();

	Dict getOptions();

	/**
	 * Whether the router has accepted it in the session of this moment.
	 * @return {@code true} if events can arrive
	 */
	boolean isActive();

	/**
	 * Why the router refused it last.
	 * @return the error, or {@code null}
	 */
	@Nullable WampException getFailure();

	/**
	 * The first time that the router accepts it.
	 * @return completes then; with a {@link WampException} if it was refused for a reason
	 * that cannot heal
	 */
	CompletableFuture<Void> whenActive();

	/**
	 * How many events were dropped, since the handler was too slow or they were larger
	 * than the limit.
	 * @return the number, since the subscription was made
	 */
	long getDroppedEvents();

	/**
	 * Unsubscribes, and does not come back. Does not wait for the router.
	 */
	@Override
	void close();

}

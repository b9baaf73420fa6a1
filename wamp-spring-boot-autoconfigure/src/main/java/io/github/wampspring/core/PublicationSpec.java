package io.github.wampspring.core;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A publication that is being put together. For one use by one thread. All that
 * {@link WampOperations} says about exceptions and threads holds here too.
 */
public interface PublicationSpec extends PublicationOptionsSpec<PublicationSpec> {

	/**
	 * Publishes. Waits for the router where it was asked to {@link #acknowledge()}, else
	 * only until the event is in the connection's queue.
	 * @return the publication's ID where it was acknowledged, else {@code null}
	 */
	@Nullable Long publish();

	/**
	 * Publishes without waiting.
	 * @return completes with the publication's ID where it was acknowledged, else with
	 * {@code null} when the event is in the connection's queue
	 */
	CompletableFuture<@Nullable Long> publishAsync();

}

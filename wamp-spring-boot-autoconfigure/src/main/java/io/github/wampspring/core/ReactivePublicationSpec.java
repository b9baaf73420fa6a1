package io.github.wampspring.core;

import reactor.core.publisher.Mono;

/**
 * A publication that is being put together. All that {@link ReactiveWampOperations} says
 * holds here too.
 */
public interface ReactivePublicationSpec extends PublicationOptionsSpec<ReactivePublicationSpec> {

	/**
	 * Publishes.
	 * @return the publication's ID where it was acknowledged; else empty, when the event
	 * is in the connection's queue
	 */
	Mono<Long> publish();

}

package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ErrorUris;

/**
 * A subscription that comes back at every join.
 */
final class DurableSubscription extends DurableHandle implements WampSubscription {

	private final EventHandler handler;

	private final EventQueue queue;

	/**
	 * Creates a subscription.
	 * @param topic the URI or pattern
	 * @param options {@code SUBSCRIBE.Options}
	 * @param handler the application's handler
	 * @param dispatcher brings it to the executor
	 * @param owner where it belongs to
	 */
	DurableSubscription(String topic, Dict options, EventHandler handler, HandlerDispatcher dispatcher,
			Durables owner) {
		super(topic, options, owner);
		this.handler = handler;
		this.queue = dispatcher.dispatch(handler, this);
	}

	@Override
	CompletableFuture<Long> request(ClientSession session, boolean again) {
		return session.subscribe(uri(), getOptions(), this.queue);
	}

	@Override
	CompletableFuture<?> release(ClientSession session, long id) {
		return session.unsubscribe(id, this.queue);
	}

	@Override
	public void close() {
		this.queue.close(false);
		super.close();
	}

	EventQueue queue() {
		return this.queue;
	}

	@Override
	String revoked() {
		return ErrorUris.NO_SUCH_SUBSCRIPTION;
	}

	@Override
	String describe() {
		return describe("the subscription to", uri(), this.handler);
	}

	@Override
	public String getTopic() {
		return uri();
	}

	@Override
	public long getDroppedEvents() {
		return this.queue.dropped();
	}

	@Override
	public String toString() {
		return describe();
	}

}

/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;

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
		this.queue = dispatcher.dispatch(dispatcher.intercepted(topic, handler), this::onRevoked);
	}

	@Override
	CompletableFuture<Long> request(ClientSession session, boolean again) {
		return session.subscribe(getUri(), options(), this.queue);
	}

	@Override
	void onAccepted(ClientSession session, long id, Runnable active) {
		this.queue.subscribed(session, id, active);
	}

	@Override
	CompletableFuture<?> release(ClientSession session, long id) {
		return session.unsubscribe(id, this.queue);
	}

	@Override
	public void close() {
		this.queue.close(true);
		super.close();
	}

	@Override
	void modeChanged(Mode mode) {
		switch (mode) {
			case PAUSED -> this.queue.pause();
			case STARTED -> this.queue.resume();
			case STOPPED -> {
				// what waits is handled, or goes on waiting
			}
		}
	}

	@Override
	public int getWaitingEvents() {
		return this.queue.waiting();
	}

	EventQueue queue() {
		return this.queue;
	}

	@Override
	boolean isHeld(ClientSession session, long id) {
		return session.isSubscribed(id, this.queue);
	}

	@Override
	String revoked() {
		return ErrorUris.NO_SUCH_SUBSCRIPTION;
	}

	@Override
	String describe() {
		return describe("the subscription to", getUri(), this.handler);
	}

	@Override
	public long getDroppedEvents() {
		return this.queue.dropped();
	}

	@Override
	public long getReplayGaps() {
		return this.queue.gaps();
	}

	@Override
	public String toString() {
		return describe();
	}

}

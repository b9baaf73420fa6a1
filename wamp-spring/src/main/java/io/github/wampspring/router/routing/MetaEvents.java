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

package io.github.wampspring.router.routing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The events of the meta API. They are noted where things change, maybe under a lock, and
 * published afterwards in that order: by the thread that has noted them or, when there
 * are many, by one that other threads do not wait for. See the sections "Session Meta
 * API", "Registration Meta API" and "Subscriptions Meta API" of the specification.
 */
public final class MetaEvents {

	private static final Log logger = LogFactory.getLog(MetaEvents.class);

	/** How many events a thread publishes that has something else to do. */
	private static final int PORTION = 32;

	/** How many the thread publishes that is for that, before it does other such work. */
	private static final int TURN = 256;

	/** How many events may wait. */
	private static final int LIMIT = 100_000;

	private final Queue<MetaEvent> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	/** Whether some thread is publishing. */
	private final AtomicBoolean busy = new AtomicBoolean();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final EventBus bus;

	private final Predicate<String> wanted;

	private final Executor executor;

	/**
	 * Creates a queue.
	 * @param bus takes the events
	 * @param wanted whether a topic has subscribers
	 * @param executor publishes what is too much for the threads that note events
	 */
	MetaEvents(EventBus bus, Predicate<String> wanted, Executor executor) {
		this.bus = bus;
		this.wanted = wanted;
		this.executor = executor;
	}

	public void joined(SessionInfo session) {
		if (isWanted("wamp.session.on_join")) {
			add("wamp.session.on_join", Payload.of(MetaDetails.of(session)));
		}
	}

	public void left(SessionInfo session) {
		if (isWanted("wamp.session.on_leave")) {
			add("wamp.session.on_leave", Payload.of(session.id(), session.authId(), session.authRole()));
		}
	}

	void registrationCreated(long session, RegistrationInfo registration) {
		if (isWanted("wamp.registration.on_create")) {
			add("wamp.registration.on_create", Payload.of(session, MetaDetails.of(registration)));
		}
	}

	void registered(long session, long registration) {
		add("wamp.registration.on_register", session, registration);
	}

	void unregistered(long session, long registration) {
		add("wamp.registration.on_unregister", session, registration);
	}

	void registrationDeleted(long session, long registration) {
		add("wamp.registration.on_delete", session, registration);
	}

	void subscriptionCreated(long session, SubscriptionInfo subscription) {
		if (isWanted("wamp.subscription.on_create")) {
			add("wamp.subscription.on_create", Payload.of(session, MetaDetails.of(subscription)));
		}
	}

	void subscribed(long session, long subscription) {
		add("wamp.subscription.on_subscribe", session, subscription);
	}

	void unsubscribed(long session, long subscription) {
		add("wamp.subscription.on_unsubscribe", session, subscription);
	}

	void subscriptionDeleted(long session, long subscription) {
		add("wamp.subscription.on_delete", session, subscription);
	}

	private void add(String topic, long session, long id) {
		if (isWanted(topic)) {
			add(topic, Payload.of(session, id));
		}
	}

	private boolean isWanted(String topic) {
		return this.wanted.test(topic);
	}

	private void add(String topic, Payload payload) {
		if (this.waiting.incrementAndGet() > LIMIT) {
			this.waiting.decrementAndGet();
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("More than " + LIMIT + " events of the meta API wait to be published: one was dropped."
						+ " Further ones are not logged");
			}
			return;
		}
		this.queue.add(new MetaEvent(topic, payload));
	}

	/**
	 * Publishes what was noted. To be called without any lock.
	 */
	public void publish() {
		int left = PORTION;
		while (!this.queue.isEmpty() && this.busy.compareAndSet(false, true)) {
			if (left == 0) {
				handOver();
				return;
			}
			try {
				left = publish(left);
			}
			finally {
				this.busy.set(false);
			}
		}
	}

	/** Called by the busy thread, which gives its turn away. */
	private void handOver() {
		try {
			this.executor.execute(() -> {
				try {
					publish(TURN);
				}
				finally {
					this.busy.set(false);
				}
				publish();
			});
		}
		catch (RejectedExecutionException ex) {
			// the router is closing: nobody is left to be told
			while (this.queue.poll() != null) {
				this.waiting.decrementAndGet();
			}
			this.busy.set(false);
		}
		catch (OutOfMemoryError ex) {
			// no thread to be had: the next one to publish goes on
			this.busy.set(false);
		}
	}

	private int publish(int most) {
		int left = most;
		MetaEvent event = (left > 0) ? this.queue.poll() : null;
		while (event != null) {
			this.waiting.decrementAndGet();
			left--;
			try {
				this.bus.publish(new Publication(Ids.random(), 0, event.topic(), Dict.EMPTY, event.payload(),
						EventFilter.ALL, Publication.Share.NONE));
			}
			catch (RuntimeException | Error ex) {
				logger.error("An event of " + event.topic() + " was not published to all", ex);
			}
			event = (left > 0) ? this.queue.poll() : null;
		}
		return left;
	}

	private record MetaEvent(String topic, Payload payload) {
	}

}

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

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.router.routing.RetainedEvents.Retained;
import io.github.wampspring.transport.WampChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends a new subscriber the retained events, as many at a time as its channel has room
 * for. What a later event has taken the place of meanwhile is left out.
 */
final class RetainedDelivery implements Runnable {

	private static final Log logger = LogFactory.getLog(RetainedDelivery.class);

	private static final int PORTION = 64;

	private final Subscriber subscriber;

	private final RetainedEvents retained;

	private final Executor executor;

	/** What comes as an ordinary event until the retained ones are found. */
	private final Set<Long> arrived;

	private final Queue<Due> events = new ArrayDeque<>();

	private boolean found;

	/**
	 * Creates a delivery that is to begin once the subscriber is told of its
	 * subscription. To be called under the session's lock, before that.
	 * @param executor does what its own thread does not, a portion at a time
	 */
	RetainedDelivery(Subscriber subscriber, RetainedEvents retained, Executor executor) {
		this.subscriber = subscriber;
		this.retained = retained;
		this.executor = executor;
		this.arrived = subscriber.expectRetained();
	}

	/**
	 * Begins at once, by this thread.
	 */
	void begin() {
		find();
		while (sendPortion())
			;
	}

	/**
	 * Begins, or goes on, by a thread of the executor.
	 */
	void goOn() {
		try {
			this.executor.execute(this);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			Participant session = this.subscriber.session();
			logger.warn("Session " + session.id() + " does not get "
					+ (this.found ? this.events.size() + " retained events" : "retained events")
					+ ": no thread sends them, as when the router shuts down", ex);
			end();
		}
	}

	@Override
	public void run() {
		this.subscriber.session().session().run(() -> {
			find();
			if (sendPortion()) {
				goOn();
			}
		});
	}

	private boolean isActive() {
		return this.subscriber.session().session().whileOpen(this.subscriber::isActive);
	}

	private void find() {
		if (this.found || !isActive()) {
			return;
		}
		this.found = true;
		Participant session = this.subscriber.session();
		List<Retained> found = this.retained.find(this.subscriber.subscription(), session.info());
		session.session().whileOpen(() -> {
			Set<Long> underWay = new HashSet<>();
			for (Retained event : found) {
				Publication publication = event.publication();
				if (publication != null && !event.isDelivered()) {
					underWay.add(publication.id());
				}
			}
			this.subscriber.foundRetained(this.arrived, underWay);
			for (Retained event : found) {
				Publication publication = event.publication();
				if (publication != null && !this.arrived.contains(publication.id())) {
					this.events.add(new Due(event, underWay.contains(publication.id()) ? publication : null));
				}
			}
			return true;
		});
	}

	/**
	 * Sends what there is room for, but not too much at a time.
	 * @return whether there is room for more; or else it is over, or goes on later
	 */
	private boolean sendPortion() {
		if (this.events.isEmpty() || !isActive()) {
			end();
			return false;
		}
		Participant session = this.subscriber.session();
		WampChannel channel = session.channel();
		boolean room = true;
		for (int i = 0; i < PORTION && !this.events.isEmpty() && room; i++) {
			send(session, this.events.remove());
			room = channel.hasRoom();
		}
		channel.flush();
		if (this.events.isEmpty()) {
			end();
			return false;
		}
		if (!room) {
			channel.room().whenComplete((ready, failure) -> goOn());
			return false;
		}
		return true;
	}

	private void end() {
		this.events.clear();
		this.subscriber.session().retainedDeliveries().give(1);
	}

	private void send(Participant session, Due event) {
		Publication publication = event.publication();
		if (publication == null) {
			return;
		}
		Subscription subscription = this.subscriber.subscription();
		Dict details = publication.details().with("retained", true);
		try {
			Event message = new Event(subscription.id(), publication.id(),
					(subscription.match() != MatchPolicy.EXACT) ? details.with("topic", publication.topic()) : details,
					session.channel().prepare(publication.payload()));
			session.session()
				.whileOpen(() -> this.subscriber.isActive() && event.publication() != null
						&& session.channel().enqueue(message));
		}
		catch (PayloadException ex) {
			logger.warn("Session " + session.id() + " cannot get the retained event of "
					+ Uris.quote(publication.topic()) + ": " + ex.getMessage());
		}
	}

	/**
	 * An event to send.
	 *
	 * @param event the retained event
	 * @param owed the publication, if it does not come as an ordinary event since this
	 * one does: so it is sent even if a later one takes its place
	 */
	private record Due(Retained event, @Nullable Publication owed) {

		@Nullable Publication publication() {
			return (this.owed != null) ? this.owed : this.event.publication();
		}

	}

}

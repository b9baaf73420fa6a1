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

package io.github.wampspring.client.replay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.EventTimer;
import io.github.wampspring.client.ReplayHandler;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Uris;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A handler that misses nothing over a reconnect: what was published since the last event
 * that it has handled is asked of the router's event history, and handled in its order,
 * each event once, before those that come from the new session. See the section "Event
 * History" of the specification.
 * <p>
 * An event has been handled when the handler has come to an end with it, in whatever way:
 * after all its retries, and after what its error policy does with one that failed.
 */
public final class ReplayingHandler implements ReplayHandler {

	private static final Log logger = LogFactory.getLog(ReplayingHandler.class);

	/** More than a queue has: what is on its way when the queue is full. */
	private static final int SPARE = 1_000;

	private final EventHandler handler;

	private final String topic;

	private final MatchPolicy match;

	private final PayloadMapper mapper;

	private final HandledEvents handled = new HandledEvents();

	private volatile @Nullable EventTimer timer;

	private @Nullable WampSession beginner;

	private @Nullable CompletionStage<Missing> beginning;

	private volatile boolean able;

	private volatile boolean told;

	private volatile long gaps;

	/** The order in which events come now. */
	private volatile String order = "";

	/**
	 * Creates a handler.
	 * @param topic what is subscribed
	 * @param match how it matches
	 * @param handler takes the events
	 * @param mapper reads the events of the history
	 */
	public ReplayingHandler(String topic, MatchPolicy match, EventHandler handler, PayloadMapper mapper) {
		this.topic = topic;
		this.match = match;
		this.handler = handler;
		this.mapper = mapper;
	}

	@Override
	public void onSubscribing(EventTimer timer) {
		this.timer = timer;
		this.handler.onSubscribing(timer);
	}

	@Override
	public void onQueue(int capacity) {
		this.handled.setCapacity(Math.max(capacity, capacity + SPARE));
	}

	@Override
	public EventHandler intercepted(UnaryOperator<EventHandler> interceptors) {
		return new ReplayingHandler(this.topic, this.match, this.handler.intercepted(interceptors), this.mapper);
	}

	@Override
	public void onRevoked(@Nullable String reason) {
		this.handler.onRevoked(reason);
	}

	@Override
	public void onEvent(TopicEvent event) throws Exception {
		CompletionStage<?> end = onEventAsync(event);
		if (end != null) {
			end.toCompletableFuture().get();
		}
	}

	@Override
	public @Nullable CompletionStage<?> onEventAsync(TopicEvent event) {
		if (this.handled.contains(event.publication())) {
			return null;
		}
		boolean ordered = !event.details().isTrue("retained");
		CompletionStage<?> end = null;
		try {
			end = this.handler.onEventAsync(event);
		}
		catch (Throwable ex) {
			logger.error("The handler of " + event.topic() + " failed", ex);
		}
		if (end == null) {
			this.handled.add(event.publication(), ordered, this.order);
			return null;
		}
		return end.handle((value, failure) -> {
			this.handled.add(event.publication(), ordered, this.order);
			return null;
		});
	}

	@Override
	public void onSubscribed(WampSession session, long subscription, Runnable active) {
		if (this.handled.hasBegun()) {
			active.run();
			return;
		}
		CompletionStage<?> begun = beginning(session, subscription);
		if (begun == null) {
			return;
		}
		begun.whenComplete((value, failure) -> {
			if (this.handled.hasBegun() || session.isOpen()) {
				active.run();
			}
		});
	}

	/** Finds out since when events are to be handled, once for each session. */
	private synchronized @Nullable CompletionStage<Missing> beginning(WampSession session, long subscription) {
		EventTimer timer = this.timer;
		if (timer != null && this.beginner != session) {
			this.beginner = session;
			this.beginning = new CatchUp(this, session, subscription, timer).begin();
		}
		return this.beginning;
	}

	@Override
	public CompletionStage<Missing> onMissing(WampSession session, long subscription, long after) {
		EventTimer timer = this.timer;
		if (!this.handled.hasBegun() || timer == null) {
			CompletionStage<Missing> begun = beginning(session, subscription);
			return (begun != null) ? begun.thenApply((ended) -> Missing.NOTHING)
					: CompletableFuture.completedFuture(Missing.NOTHING);
		}
		return session.isOpen() ? new CatchUp(this, session, subscription, timer).find(after)
				: CompletableFuture.completedFuture(interrupted());
	}

	/** What is missing could not be found out in this session. */
	Missing interrupted() {
		return this.able ? Missing.OPEN : Missing.NOTHING;
	}

	@Override
	public boolean isAble() {
		return this.able;
	}

	@Override
	public long gaps() {
		return this.gaps;
	}

	HandledEvents handled() {
		return this.handled;
	}

	PayloadMapper mapper() {
		return this.mapper;
	}

	/**
	 * The topic of an event.
	 * @param told what the router says, {@code null} if nothing
	 */
	String matched(@Nullable String told) {
		return Uris.matched(this.match, this.topic, told);
	}

	/**
	 * The router has a history of the topic.
	 * @param order the order of its events
	 */
	void able(String order) {
		this.able = true;
		this.order = order;
	}

	/** The order in which events come now, "" if it does not matter. */
	String order() {
		return this.order;
	}

	/**
	 * The router has none.
	 * @param reason what it says
	 */
	void unable(String reason) {
		this.able = false;
		if (!this.told) {
			this.told = true;
			logger.warn("What is published to " + this.topic + " while there is no session will be missed, though "
					+ this + " asks for replay: the router has no history of it that can be read (" + reason
					+ "). This is said only once");
		}
	}

	/** Something may have been missed. */
	void gap(String reason) {
		this.gaps++;
		logger.warn("Events of " + this.topic + " may have been missed by " + this + ": " + reason);
	}

	void delayed(Duration pause, String reason) {
		logger.debug("The history of " + this.topic + " is asked again in " + pause.toMillis() + " ms: " + reason);
	}

	@Override
	public String toString() {
		return this.handler.toString();
	}

}

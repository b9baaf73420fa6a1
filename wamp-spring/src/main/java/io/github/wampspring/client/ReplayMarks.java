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

import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.client.ReplayHandler.Missing;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Marks, in a queue of events, where events may be missing: before the first event of a
 * session, and where events were given up since there was no room for them. Guarded by
 * the queue.
 */
final class ReplayMarks {

	/** Of a mark: the publication after which events are missing. */
	private static final String AFTER = "after";

	private final ReplayHandler handler;

	/** The mark of the session that the newest events come from. */
	private @Nullable TopicEvent last;

	/** A session whose events are not to be handled any more. */
	private @Nullable WampSession ended;

	/** Whether all that comes is given up, until the queue is empty. */
	private boolean givingUp;

	ReplayMarks(ReplayHandler handler, int capacity) {
		this.handler = handler;
		handler.onQueue(capacity);
	}

	private static TopicEvent mark(WampSession session, long subscription, Dict details) {
		return new TopicEvent(session, subscription, 0, "", details, Payload.NONE);
	}

	static boolean isMark(TopicEvent event) {
		return event.publication() == 0;
	}

	/**
	 * The router has accepted the subscription. Called without the queue's lock.
	 */
	void subscribed(WampSession session, long subscription, Runnable active) {
		this.handler.onSubscribed(session, subscription, active);
	}

	/**
	 * The router has accepted the subscription, or sends the first event of it.
	 */
	void begin(WampSession session, long subscription, ArrayDeque<TopicEvent> events) {
		TopicEvent mark = mark(session, subscription, Dict.EMPTY);
		TopicEvent newest = events.peekLast();
		if (newest != null && isMark(newest)) {
			events.removeLast();
		}
		events.add(mark);
		this.last = mark;
		this.givingUp = false;
	}

	/**
	 * An event has come.
	 * @return {@code false} if it is not to be queued
	 */
	boolean admits(TopicEvent event, ArrayDeque<TopicEvent> events) {
		if (event.session() == this.ended) {
			return false;
		}
		TopicEvent last = this.last;
		if (last == null || last.session() != event.session()) {
			if (last != null && !event.session().isOpen()) {
				return false;
			}
			begin(event.session(), event.subscription(), events);
		}
		return !this.givingUp;
	}

	/**
	 * There is no room.
	 * @return whether all that waits is given up, to be had later
	 */
	boolean giveUp(ArrayDeque<TopicEvent> events) {
		if (!this.handler.isAble()) {
			return false;
		}
		events.clear();
		this.givingUp = true;
		return true;
	}

	boolean isGivingUp() {
		return this.givingUp;
	}

	/**
	 * The queue is empty.
	 * @return a mark in the place of what was given up, or {@code null}
	 */
	@Nullable TopicEvent pollGivenUp() {
		TopicEvent mark = this.givingUp ? this.last : null;
		this.givingUp = false;
		return mark;
	}

	/** The queue has come to a mark. */
	CompletionStage<Missing> reached(TopicEvent mark) {
		Long after = mark.details().getLong(AFTER);
		return this.handler.onMissing(mark.session(), mark.subscription(), (after != null) ? after : 0);
	}

	/**
	 * What is missing at a mark goes before what waits. Where that could not be found
	 * out, what came after the mark goes, and nothing more comes from its session.
	 */
	void found(TopicEvent mark, Missing missing, ArrayDeque<TopicEvent> events) {
		if (missing.open()) {
			this.ended = mark.session();
			while (!events.isEmpty() && !isMark(events.getFirst())) {
				events.removeFirst();
			}
			return;
		}
		if (missing.after() != 0) {
			events.addFirst(mark(mark.session(), mark.subscription(), Dict.of(AFTER, missing.after())));
		}
		for (int i = missing.events().size() - 1; i >= 0; i--) {
			TopicEvent event = missing.events().get(i);
			events.addFirst((mark.session() instanceof ClientSession session) ? session.opened(event) : event);
		}
	}

	long gaps() {
		return this.handler.gaps();
	}

}

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

package io.github.wampspring.router.history;

import java.time.Instant;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a history. See the section "Event History" of the specification.
 *
 * @param publications by the IDs of publications, in the order in which they were stored
 * @param times by the time of publication
 * @param topic a topic, {@code null} for all that the pattern matches
 * @param reverse whether the newest comes first
 * @param limit how many events at the most
 * @param bytes how large the events may be together; one comes in any case
 * @param visible whether the one who asks may see an event. What he may not does not
 * count
 * @param overlap with it, the selection begins earlier than after the publication that it
 * names: with the first event that is not older than that one by more than the overlap;
 * {@code null} without
 */
public record HistoryQuery(HistoryRange<Long> publications, HistoryRange<Instant> times, @Nullable String topic,
		boolean reverse, int limit, long bytes, Predicate<StoredEvent> visible, @Nullable HistoryOverlap overlap) {

	/**
	 * A query without an overlap.
	 * @param publications by the IDs of publications
	 * @param times by the time of publication
	 * @param topic a topic, {@code null} for all that the pattern matches
	 * @param reverse whether the newest comes first
	 * @param limit how many events at the most
	 * @param bytes how large the events may be together
	 * @param visible whether the one who asks may see an event
	 */
	public HistoryQuery(HistoryRange<Long> publications, HistoryRange<Instant> times, @Nullable String topic,
			boolean reverse, int limit, long bytes, Predicate<StoredEvent> visible) {
		this(publications, times, topic, reverse, limit, bytes, visible, null);
	}

	/**
	 * The same with an overlap.
	 * @param overlap the overlap
	 * @return another query
	 */
	public HistoryQuery with(HistoryOverlap overlap) {
		return new HistoryQuery(this.publications, this.times, this.topic, this.reverse, this.limit, this.bytes,
				this.visible, overlap);
	}

	/**
	 * Whether an event is asked for, wherever it stands.
	 * @param event the event
	 * @return {@code true} if topic and time are right and the one who asks may see it
	 */
	public boolean matches(StoredEvent event) {
		return (this.topic == null || this.topic.equals(event.topic())) && this.times.contains(event.time())
				&& this.visible.test(event);
	}

}

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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps histories in memory, as long as the router lives. Reading does not make writers
 * wait.
 */
public final class MemoryEventStore implements EventStore {

	private final Map<TopicHistory, Events> histories = new ConcurrentHashMap<>();

	private final InstantSource clock;

	public MemoryEventStore() {
		this(InstantSource.system());
	}

	MemoryEventStore(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public boolean isBlocking() {
		return false;
	}

	@Override
	public void open(TopicHistory history) {
		events(history);
	}

	@Override
	public void append(TopicHistory history, List<StoredEvent> events) {
		events(history).append(history.limits(), events);
	}

	@Override
	public HistoryPage find(TopicHistory history, HistoryQuery query) {
		return events(history).find(history.limits(), query);
	}

	private Events events(TopicHistory history) {
		return this.histories.computeIfAbsent(history, (key) -> new Events());
	}

	/** One history; changed with its lock, read without. */
	private final class Events {

		private final ConcurrentNavigableMap<Long, StoredEvent> bySequence = new ConcurrentSkipListMap<>();

		private final Map<Long, Long> sequences = new ConcurrentHashMap<>();

		/** Since when all events are here. */
		private volatile Instant whole = MemoryEventStore.this.clock.instant();

		private long last;

		private int count;

		private long size;

		synchronized void append(HistoryLimits limits, List<StoredEvent> events) {
			for (StoredEvent event : events) {
				this.last++;
				this.bySequence.put(this.last, event);
				this.sequences.put(event.publication(), this.last);
				this.count++;
				this.size += event.size();
			}
			trim(limits);
		}

		private synchronized void trim(HistoryLimits limits) {
			Instant oldest = oldest(limits.age());
			Map.Entry<Long, StoredEvent> first = this.bySequence.firstEntry();
			while (first != null && (this.count > limits.count() || this.size > limits.bytes()
					|| (oldest != null && first.getValue().time().isBefore(oldest)))) {
				this.whole = first.getValue().time();
				this.bySequence.remove(first.getKey());
				this.sequences.remove(first.getValue().publication());
				this.count--;
				this.size -= first.getValue().size();
				first = this.bySequence.firstEntry();
			}
		}

		private @Nullable Instant oldest(@Nullable Duration age) {
			return (age != null) ? MemoryEventStore.this.clock.instant().minus(age) : null;
		}

		HistoryPage find(HistoryLimits limits, HistoryQuery query) {
			if (limits.age() != null) {
				trim(limits);
			}
			HistoryPage.Collector page = new HistoryPage.Collector(query);
			ConcurrentNavigableMap<Long, StoredEvent> selected = select(query, page);
			if (selected == null) {
				return HistoryPage.UNKNOWN;
			}
			for (StoredEvent event : (query.reverse() ? selected.descendingMap() : selected).values()) {
				if (!page.add(event)) {
					break;
				}
			}
			return page.toPage();
		}

		private @Nullable ConcurrentNavigableMap<Long, StoredEvent> select(HistoryQuery query,
				HistoryPage.Collector page) {
			HistoryRange<Long> publications = query.publications();
			HistoryOverlap overlap = query.overlap();
			ConcurrentNavigableMap<Long, StoredEvent> selected = this.bySequence;
			Long[] named = { publications.from(), publications.after(), publications.before(), publications.until() };
			for (int i = 0; i < named.length; i++) {
				if (named[i] != null) {
					Long sequence = this.sequences.get(named[i]);
					if (sequence == null) {
						return null;
					}
					selected = (i == 1 && overlap != null) ? overlapping(selected, sequence, overlap, page)
							: narrow(selected, i, sequence);
				}
			}
			return selected;
		}

		/** The times are those of this instance, so they grow. */
		private ConcurrentNavigableMap<Long, StoredEvent> overlapping(ConcurrentNavigableMap<Long, StoredEvent> events,
				long after, HistoryOverlap overlap, HistoryPage.Collector page) {
			long first = after;
			Instant begin = null;
			for (Map.Entry<Long, StoredEvent> entry : events.headMap(after, true).descendingMap().entrySet()) {
				begin = (begin != null) ? begin : entry.getValue().time().minus(overlap.length());
				if (entry.getValue().time().isBefore(begin)) {
					break;
				}
				first = entry.getKey();
			}
			Instant since = overlap.since();
			if (begin == null || !this.whole.isBefore(begin) || (since != null && !since.isBefore(begin))) {
				page.incomplete();
			}
			return events.tailMap(first, true);
		}

		private static ConcurrentNavigableMap<Long, StoredEvent> narrow(
				ConcurrentNavigableMap<Long, StoredEvent> events, int border, long sequence) {
			try {
				return switch (border) {
					case 0 -> events.tailMap(sequence, true);
					case 1 -> events.tailMap(sequence, false);
					case 2 -> events.headMap(sequence, false);
					default -> events.headMap(sequence, true);
				};
			}
			catch (IllegalArgumentException ex) {
				// the borders exclude each other
				return new ConcurrentSkipListMap<>();
			}
		}

	}

}

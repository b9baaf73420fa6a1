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

import java.util.ArrayList;
import java.util.List;

/**
 * What a history answers.
 *
 * @param events the events, in the order that was asked for
 * @param more whether there are further ones, for which there was no room
 * @param known whether all publications that the query names are there. If one is not,
 * there are no events: nobody knows what came after it
 * @param complete whether all is kept that was in the query's overlap
 */
public record HistoryPage(List<StoredEvent> events, boolean more, boolean known, boolean complete) {

	/** A publication that the query names is not there. */
	public static final HistoryPage UNKNOWN = new HistoryPage(List.of(), false, false);

	/**
	 * An answer that is complete.
	 * @param events the events, in the order that was asked for
	 * @param more whether there are further ones
	 * @param known whether all publications that the query names are there
	 */
	public HistoryPage(List<StoredEvent> events, boolean more, boolean known) {
		this(events, more, known, true);
	}

	/**
	 * Gathers the events of a page.
	 */
	public static final class Collector {

		private final HistoryQuery query;

		private final List<StoredEvent> events = new ArrayList<>();

		private long size;

		private boolean more;

		private boolean complete = true;

		/**
		 * Begins an empty page.
		 * @param query what is asked for
		 */
		public Collector(HistoryQuery query) {
			this.query = query;
		}

		/**
		 * Takes the next event, if it is asked for.
		 * @param event the event
		 * @return {@code false} if the page is full
		 */
		public boolean add(StoredEvent event) {
			if (!this.query.matches(event)) {
				return true;
			}
			long size = this.size + event.size();
			if (this.events.size() >= this.query.limit() || (size > this.query.bytes() && !this.events.isEmpty())) {
				this.more = true;
				return false;
			}
			this.events.add(event);
			this.size = size;
			return true;
		}

		/**
		 * Something that was in the query's overlap is not kept any more, or never was.
		 */
		public void incomplete() {
			this.complete = false;
		}

		/**
		 * The page.
		 * @return what was gathered
		 */
		public HistoryPage toPage() {
			return new HistoryPage(List.copyOf(this.events), this.more, true, this.complete);
		}

	}

}

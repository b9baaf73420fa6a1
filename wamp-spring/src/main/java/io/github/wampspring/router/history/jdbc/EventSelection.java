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

package io.github.wampspring.router.history.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.HistoryRange;

/**
 * The statement that finds events, a chunk at a time. What comes later begins after what
 * has been passed.
 */
final class EventSelection {

	private static final String COLUMNS = "SELECT id, publication, published, topic, size, attributes FROM wamp_event";

	private final StringBuilder conditions = new StringBuilder(" WHERE history_id = ?");

	private final List<Object> parameters = new ArrayList<>();

	private final long history;

	private final HistoryQuery query;

	/** Where the overlap begins, if there is one. */
	private long first;

	private long passed;

	private boolean begun;

	EventSelection(long history, HistoryQuery query, long oldest) {
		this.history = history;
		this.query = query;
		this.parameters.add(history);
		HistoryRange<Instant> times = query.times();
		if (times.from() != null) {
			add("published >= ?", times.from().toEpochMilli());
		}
		if (times.until() != null) {
			add("published <= ?", times.until().toEpochMilli());
		}
		if (query.topic() != null) {
			add("topic = ?", query.topic());
		}
		if (oldest > Long.MIN_VALUE) {
			add("published >= ?", oldest);
		}
	}

	private void add(String condition, Object parameter) {
		this.conditions.append(" AND ").append(condition);
		this.parameters.add(parameter);
	}

	/**
	 * Finds out where the publications stand that the query names, and where its overlap
	 * begins.
	 * @return {@code false} if one is not there
	 */
	boolean locate(Locator locator) {
		HistoryRange<Long> publications = this.query.publications();
		Long[] named = { publications.from(), publications.after(), publications.before(), publications.until() };
		String[] comparisons = { "id >= ?", "id > ?", "id < ?", "id <= ?" };
		for (int i = 0; i < named.length; i++) {
			if (named[i] != null) {
				List<Long> ids = locator.ids(this.history, named[i]);
				if (ids.isEmpty()) {
					return false;
				}
				if (i == 1 && this.query.overlap() != null) {
					this.first = locator.first(this.history, ids.get(0), this.query.overlap().length());
					add("id >= ?", this.first);
				}
				else {
					add(comparisons[i], ids.get(0));
				}
			}
		}
		return true;
	}

	/**
	 * The row that the query's overlap begins with.
	 * @return its ID, 0 without an overlap
	 */
	long overlapBegin() {
		return this.first;
	}

	/** A row was seen. */
	void passed(long id) {
		this.passed = id;
		this.begun = true;
	}

	String sql() {
		String from = !this.begun ? "" : this.query.reverse() ? " AND id < ?" : " AND id > ?";
		return COLUMNS + this.conditions + from + " ORDER BY id" + (this.query.reverse() ? " DESC" : "");
	}

	Object[] parameters() {
		List<Object> all = new ArrayList<>(this.parameters);
		if (this.begun) {
			all.add(this.passed);
		}
		return all.toArray();
	}

	/** Finds the row of a publication. */
	interface Locator {

		List<Long> ids(long history, long publication);

		/** The first row that is not older than another one by more than that. */
		long first(long history, long row, Duration overlap);

	}

}

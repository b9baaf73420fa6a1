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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.history.TopicHistory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps histories in a relational database, where they outlive the router. The tables are
 * those of {@code schema-h2.sql} and {@code schema-postgresql.sql} beside this class; for
 * another database they have to be made likewise. One router appends to a history, or the
 * instances of one cluster.
 */
public final class JdbcEventStore implements EventStore {

	private static final int CHUNK = 200;

	private static final int IDS = 100;

	private final JdbcTemplate jdbc;

	/** Reads a part of what there is, whatever the database calls that. */
	private final JdbcTemplate chunks;

	/** Reads as much, and what comes after it. */
	private final JdbcTemplate beginnings;

	private final TransactionTemplate transactions;

	private final EventColumns columns;

	private final Map<TopicHistory, State> states = new ConcurrentHashMap<>();

	/**
	 * Creates a store.
	 * @param dataSource the database; a connection is taken for each use
	 * @param serializers read arguments as they were published
	 * @param mapper reads details
	 * @param timeout how long one statement may take, which the driver sees to
	 */
	public JdbcEventStore(DataSource dataSource, WampSerializers serializers, PayloadMapper mapper, Duration timeout) {
		int seconds = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toSeconds()));
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setQueryTimeout(seconds);
		this.chunks = new JdbcTemplate(dataSource);
		this.chunks.setQueryTimeout(seconds);
		this.chunks.setMaxRows(CHUNK);
		this.beginnings = new JdbcTemplate(dataSource);
		this.beginnings.setQueryTimeout(seconds);
		this.beginnings.setMaxRows(CHUNK + 1);
		this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.columns = new EventColumns(serializers, mapper);
	}

	/** All instances that use the database find the same. */
	@Override
	public boolean isShared() {
		return true;
	}

	@Override
	public void append(TopicHistory history, List<StoredEvent> events) {
		State state = state(history);
		synchronized (state) {
			try {
				this.transactions.executeWithoutResult((status) -> {
					load(state);
					insert(state.id, events);
					state.appended(events);
					trim(state, history.limits());
					// other instances append, too
					state.loaded = !state.hasAppended(4, history.limits());
				});
			}
			catch (RuntimeException | Error ex) {
				state.loaded = false;
				throw ex;
			}
		}
	}

	private State state(TopicHistory history) {
		State state = this.states.get(history);
		if (state == null) {
			state = new State(id(history));
			State other = this.states.putIfAbsent(history, state);
			state = (other != null) ? other : state;
		}
		return state;
	}

	private long id(TopicHistory history) {
		Long id = find(history);
		if (id != null) {
			return id;
		}
		try {
			this.jdbc.update("INSERT INTO wamp_history (realm, uri, match_policy) VALUES (?, ?, ?)", history.realm(),
					history.uri(), history.match().value());
		}
		catch (DuplicateKeyException ex) {
			// somebody else was faster
		}
		return Objects.requireNonNull(find(history));
	}

	private @Nullable Long find(TopicHistory history) {
		List<Long> ids = this.jdbc.queryForList(
				"SELECT id FROM wamp_history WHERE realm = ? AND uri = ? AND match_policy = ?", Long.class,
				history.realm(), history.uri(), history.match().value());
		return ids.isEmpty() ? null : ids.get(0);
	}

	private void load(State state) {
		if (!state.loaded) {
			this.jdbc.query(
					"SELECT COUNT(*), COALESCE(SUM(size), 0), COALESCE(MIN(id), 0) FROM wamp_event WHERE history_id = ?",
					(row) -> {
						state.count = row.getLong(1);
						state.size = row.getLong(2);
						state.first = row.getLong(3);
					}, state.id);
			state.loaded = true;
			state.appended = 0;
			state.appendedSize = 0;
		}
	}

	private void insert(long history, List<StoredEvent> events) {
		List<Object[]> rows = new ArrayList<>();
		for (StoredEvent event : events) {
			Payload.Encoded arguments = this.columns.arguments(event);
			rows.add(new @Nullable Object[] { history, event.publication(), event.time().toEpochMilli(), event.topic(),
					event.size(), this.columns.attributes(event), (arguments != null) ? arguments.encoding() : null,
					(arguments != null) ? arguments.bytes() : null });
		}
		this.jdbc.batchUpdate(
				"INSERT INTO wamp_event (history_id, publication, published, topic, size, attributes,"
						+ " encoding, arguments) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				rows, new int[] { Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.VARCHAR, Types.BIGINT,
						Types.VARBINARY, Types.VARCHAR, Types.VARBINARY });
	}

	/** The oldest go, as long as there is too much, or they are too old. */
	private void trim(State state, HistoryLimits limits) {
		long oldest = oldest(limits);
		boolean more = state.isOver(limits) || oldest > Long.MIN_VALUE;
		while (more) {
			Beginning beginning = new Beginning(state, limits, oldest);
			this.beginnings.query("SELECT id, size, published FROM wamp_event WHERE history_id = ? ORDER BY id",
					beginning, state.id);
			if (beginning.gone > 0) {
				this.jdbc.update("DELETE FROM wamp_event WHERE history_id = ? AND id <= ?", state.id, beginning.last);
			}
			more = beginning.gone == CHUNK;
			if (!beginning.known && state.isOver(limits) && state.hasAppended(8, limits)) {
				state.loaded = false;
				load(state);
				more = true;
			}
		}
	}

	private static long oldest(HistoryLimits limits) {
		return (limits.age() != null) ? Instant.now().minus(limits.age()).toEpochMilli() : Long.MIN_VALUE;
	}

	@Override
	public HistoryPage find(TopicHistory history, HistoryQuery query) {
		EventSelection selection = new EventSelection(state(history).id, query, oldest(history.limits()));
		if (!selection.locate(new Rows())) {
			return HistoryPage.UNKNOWN;
		}
		HistoryPage.Collector page = new HistoryPage.Collector(query);
		if (selection.overlapBegin() != 0 && !reachesBackTo(selection.overlapBegin(), history)) {
			page.incomplete();
		}
		Map<Long, Long> ids = new HashMap<>();
		boolean[] room = { true };
		int[] rows = { CHUNK };
		while (room[0] && rows[0] == CHUNK) {
			rows[0] = 0;
			this.chunks.query(selection.sql(), (row) -> {
				rows[0]++;
				selection.passed(row.getLong(1));
				if (room[0]) {
					Map<String, @Nullable Object> attributes = this.columns.attributes(row.getBytes(6));
					StoredEvent event = new StoredEvent(row.getLong(2), Instant.ofEpochMilli(row.getLong(3)),
							row.getString(4), EventColumns.dict(attributes.get("details")), Payload.NONE,
							EventColumns.dict(attributes.get("filter")), row.getLong(5));
					ids.put(event.publication(), row.getLong(1));
					room[0] = page.add(event);
				}
			}, selection.parameters());
		}
		return withArguments(page.toPage(), ids);
	}

	/** Whether nothing was dropped that was there after what comes before a row. */
	private boolean reachesBackTo(long row, TopicHistory history) {
		State now = new State(state(history).id);
		Long first = this.jdbc.queryForObject("SELECT MIN(id) FROM wamp_event WHERE history_id = ?", Long.class,
				now.id);
		if (first != null && first < row) {
			return true;
		}
		// all that is kept: either there was no more, or it has been dropped
		load(now);
		return now.count < history.limits().count() && now.size <= history.limits().bytes() / 2;
	}

	private HistoryPage withArguments(HistoryPage page, Map<Long, Long> ids) {
		Map<Long, Payload> arguments = new HashMap<>();
		for (int i = 0; i < page.events().size(); i += IDS) {
			List<StoredEvent> part = page.events().subList(i, Math.min(page.events().size(), i + IDS));
			this.jdbc.query("SELECT id, encoding, arguments FROM wamp_event WHERE id IN ("
					+ String.join(", ", part.stream().map((event) -> "?").toList()) + ")", (row) -> {
						arguments.put(row.getLong(1), this.columns.payload(row.getString(2), row.getBytes(3)));
					}, part.stream().map((event) -> ids.get(event.publication())).toArray());
		}
		List<StoredEvent> events = new ArrayList<>();
		for (StoredEvent event : page.events()) {
			Payload payload = arguments.get(ids.get(event.publication()));
			if (payload != null) {
				events.add(new StoredEvent(event.publication(), event.time(), event.topic(), event.details(), payload,
						event.filter(), event.size()));
			}
		}
		return new HistoryPage(events, page.more(), page.known(), page.complete());
	}

	/** Finds rows. */
	private final class Rows implements EventSelection.Locator {

		@Override
		public List<Long> ids(long history, long publication) {
			return JdbcEventStore.this.jdbc.queryForList(
					"SELECT id FROM wamp_event WHERE history_id = ? AND publication = ?", Long.class, history,
					publication);
		}

		@Override
		public long first(long history, long row, Duration overlap) {
			Long first = JdbcEventStore.this.jdbc.queryForObject(
					"SELECT MIN(id) FROM wamp_event WHERE history_id = ? AND published >="
							+ " (SELECT published FROM wamp_event WHERE id = ?) - ?",
					Long.class, history, row, overlap.toMillis());
			return (first != null) ? first : row;
		}

	}

	/** The oldest rows, of which some go. */
	private static final class Beginning implements RowCallbackHandler {

		private final State state;

		private final HistoryLimits limits;

		private final long oldest;

		/** Whether nobody else has deleted any since they were counted. */
		private boolean known;

		private int rows;

		private int gone;

		/** The last one that goes. */
		private long last;

		Beginning(State state, HistoryLimits limits, long oldest) {
			this.state = state;
			this.limits = limits;
			this.oldest = oldest;
		}

		@Override
		public void processRow(ResultSet row) throws SQLException {
			long id = row.getLong(1);
			if (this.rows == 0) {
				this.known = id == this.state.first;
			}
			boolean goes = this.rows < CHUNK && this.rows == this.gone
					&& ((this.known && this.state.isOver(this.limits)) || row.getLong(3) < this.oldest);
			if (goes) {
				this.gone++;
				this.last = id;
				this.state.count--;
				this.state.size -= row.getLong(2);
			}
			else if (this.rows == this.gone && this.known) {
				this.state.first = id;
			}
			this.rows++;
		}

	}

	/** What is known of a history; guarded by itself. */
	private static final class State {

		private final long id;

		private boolean loaded;

		/** How many events were appended since it was loaded. */
		private long appended;

		private long appendedSize;

		private long count;

		private long size;

		/**
		 * The row that was the first one when they were counted. All instances delete
		 * from the first one on, so while it is there, none has deleted any.
		 */
		private long first;

		State(long id) {
			this.id = id;
		}

		void appended(List<StoredEvent> events) {
			long bytes = events.stream().mapToLong(StoredEvent::size).sum();
			this.count += events.size();
			this.size += bytes;
			this.appended += events.size();
			this.appendedSize += bytes;
		}

		/** Whether as much as a part of what there may be was appended. */
		boolean hasAppended(int part, HistoryLimits limits) {
			return this.appended >= limits.count() / part || this.appendedSize >= limits.bytes() / part;
		}

		boolean isOver(HistoryLimits limits) {
			return this.count > limits.count() || this.size > limits.bytes();
		}

	}

}

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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers get an event. See the sections "Subscriber Black- and Whitelisting"
 * and "Publisher Exclusion" of the specification; lists of other attributes of the
 * session than the specification names are taken as nexus has them. Holds nothing but the
 * lists of the options, and finds its way in long ones once there is a subscriber.
 */
public final class EventFilter {

	/** Everybody gets it. */
	public static final EventFilter ALL = new EventFilter(0, List.of());

	private static final String ELIGIBLE = "eligible";

	private static final String EXCLUDE = "exclude";

	private static final String EXCLUDE_ME = "exclude_me";

	/** How many lists there may be: each is looked at for each subscriber. */
	private static final int MAX_LISTS = 16;

	private final long publisher;

	private final List<Condition> conditions;

	private EventFilter(long publisher, List<Condition> conditions) {
		this.publisher = publisher;
		this.conditions = conditions;
	}

	/**
	 * The filter of a publication.
	 * @param publisher the publisher's session ID
	 * @param options the options of PUBLISH
	 * @param entries how many entries the lists may have together
	 * @return the filter; {@code null} if there are too many entries or lists, or a list
	 * is none
	 */
	public static @Nullable EventFilter of(long publisher, Dict options, int entries) {
		if (options.isEmpty()) {
			return new EventFilter(publisher, List.of());
		}
		List<Condition> conditions = List.of();
		int left = entries;
		for (String key : options.asMap().keySet()) {
			if (isList(key) && options.has(key)) {
				Condition condition = (options.get(key) instanceof List<?> list && list.size() <= left)
						? Condition.of(key, options) : null;
				if (condition == null || conditions.size() == MAX_LISTS) {
					return null;
				}
				left -= condition.values.size();
				conditions = conditions.isEmpty() ? new ArrayList<>(2) : conditions;
				conditions.add(condition);
			}
		}
		return new EventFilter(options.getBoolean(EXCLUDE_ME, true) ? publisher : 0, conditions);
	}

	private static boolean isList(String key) {
		return key.startsWith("e") && !key.equals(EXCLUDE_ME) && (key.equals(ELIGIBLE) || key.equals(EXCLUDE)
				|| key.startsWith(ELIGIBLE + '_') || key.startsWith(EXCLUDE + '_'));
	}

	/**
	 * Whether the publisher is excluded that has this ID.
	 */
	public boolean excludesPublisher(long publisher) {
		return this.publisher == publisher && publisher != 0;
	}

	/**
	 * Whether some sessions are excluded beside the publisher.
	 */
	boolean isRestricted() {
		return !this.conditions.isEmpty();
	}

	/**
	 * Whether it names sessions, whose IDs mean nothing later.
	 */
	boolean namesSessions() {
		for (Condition condition : this.conditions) {
			if (condition.attribute == null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The lists as the options that {@link #of} takes.
	 */
	public Dict toOptions() {
		Dict options = Dict.EMPTY;
		for (Condition condition : this.conditions) {
			options = options.with(condition.key, List.copyOf(condition.values));
		}
		return options;
	}

	/**
	 * How much space the lists take.
	 * @return bytes, roughly
	 */
	public long size() {
		long size = 0;
		for (Condition condition : this.conditions) {
			size += condition.key.length() + PayloadSize.of(List.of(condition.values));
		}
		return size;
	}

	/**
	 * Whether a session gets the event.
	 */
	public boolean accepts(SessionInfo session) {
		if (session.id() == this.publisher) {
			return false;
		}
		for (int i = 0; i < this.conditions.size(); i++) {
			if (!this.conditions.get(i).accepts(session)) {
				return false;
			}
		}
		return true;
	}

	/** One list. */
	private static final class Condition {

		private static final int LONG = 8;

		private final String key;

		private final boolean eligible;

		/** What it is a list of; {@code null} for session IDs. */
		private final @Nullable String attribute;

		private volatile Collection<?> values;

		private volatile boolean prepared;

		private Condition(String key, boolean eligible, @Nullable String attribute, Collection<?> values) {
			this.key = key;
			this.eligible = eligible;
			this.attribute = attribute;
			this.values = values;
			this.prepared = values.size() <= LONG;
		}

		static @Nullable Condition of(String key, Dict options) {
			boolean eligible = key.startsWith(ELIGIBLE);
			int end = (eligible ? ELIGIBLE : EXCLUDE).length();
			boolean ofSessions = key.length() == end;
			List<?> list = (List<?>) options.get(key);
			List<?> values = ofSessions ? options.getLongs(key) : options.getStrings(key);
			if (list == null || values == null || values.size() < list.size()) {
				return null;
			}
			return new Condition(key, eligible, ofSessions ? null : key.substring(end + 1), values);
		}

		boolean accepts(SessionInfo session) {
			Object value = (this.attribute != null) ? session.attribute(this.attribute) : (Long) session.id();
			if (!this.prepared) {
				prepare();
			}
			return (value != null && this.values.contains(value)) == this.eligible;
		}

		/**
		 * Unlike those of {@code Set.copyOf}, the bins of a {@code HashSet} stay fast
		 * where all hash codes are equal. It does not matter by how many threads this is
		 * done.
		 */
		private void prepare() {
			this.values = new HashSet<>(this.values);
			this.prepared = true;
		}

	}

}

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

package io.github.wampspring.router.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.cluster.ClusterListener.State;
import io.github.wampspring.router.cluster.Frame.Entry;

/**
 * What this instance has of a realm, and all others know. Each change is told to them in
 * the order in which it was made.
 */
final class OwnEntries {

	/** How many entries go into a frame. */
	private static final int PORTION = 100;

	private final String realm;

	private final Cluster cluster;

	/** Also held while a change is sent. A session always stands before what it has. */
	private final Map<Entry.Key, Entry> entries = new LinkedHashMap<>();

	/** How many subscribers there are of each subscription. */
	private final Map<Long, Integer> subscribers = new HashMap<>();

	/** The testaments of each session. */
	private final Map<Long, List<Entry.Key>> testaments = new HashMap<>();

	/** The subscriptions whose events come from all other instances. */
	private final Set<Long> settled = ConcurrentHashMap.newKeySet();

	OwnEntries(String realm, Cluster cluster) {
		this.realm = realm;
		this.cluster = cluster;
	}

	/**
	 * Something is, or has changed.
	 */
	void put(Entry entry) {
		synchronized (this.entries) {
			Entry before = this.entries.put(entry.key(), entry);
			if (before == null && entry instanceof Entry.Subscriber subscriber) {
				this.subscribers.merge(subscriber.subscription(), 1, Integer::sum);
			}
			if (before == null && entry instanceof Entry.Testament testament) {
				this.testaments.computeIfAbsent(testament.session(), (session) -> new ArrayList<>()).add(entry.key());
			}
			this.cluster.tell(new Frame.Put(this.realm, List.of(entry)));
		}
	}

	/**
	 * Something is, and was not before.
	 * @return {@code false} if it was
	 */
	boolean putIfAbsent(Entry entry) {
		synchronized (this.entries) {
			if (this.entries.containsKey(entry.key())) {
				return false;
			}
			put(entry);
			return true;
		}
	}

	/**
	 * Something has changed, unless it is no more.
	 */
	void replace(Entry entry) {
		synchronized (this.entries) {
			if (this.entries.containsKey(entry.key())) {
				put(entry);
			}
		}
	}

	/**
	 * Something is no more.
	 */
	void remove(Entry.Key key, boolean quietly) {
		synchronized (this.entries) {
			if (this.entries.remove(key) == null) {
				return;
			}
			if (key.kind() == Entry.Kind.TESTAMENT) {
				this.testaments.computeIfPresent(key.id(), (session, keys) -> {
					keys.remove(key);
					return keys.isEmpty() ? null : keys;
				});
			}
			if (key.kind() == Entry.Kind.SUBSCRIBER
					&& this.subscribers.merge(key.id(), -1, (now, less) -> (now > 1) ? now - 1 : null) == null) {
				this.settled.remove(key.id());
			}
			this.cluster.tell(new Frame.Remove(this.realm, key, quietly));
		}
	}

	/**
	 * A subscriber is no more, unless it is that of another topic with the same ID.
	 */
	void removeSubscriber(Entry.Key key, MatchPolicy match, String topic) {
		synchronized (this.entries) {
			if (this.entries.get(key) instanceof Entry.Subscriber subscriber && subscriber.match() == match
					&& subscriber.topic().equals(topic)) {
				remove(key, false);
			}
		}
	}

	/**
	 * A session is no more, nor is what it still had.
	 */
	void removeSession(long session, boolean quietly) {
		synchronized (this.entries) {
			removeTestaments(session);
			remove(new Entry.Key(Entry.Kind.SESSION, session, 0), quietly);
		}
	}

	/**
	 * A session has no testaments any more.
	 */
	void removeTestaments(long session) {
		synchronized (this.entries) {
			List<Entry.Key> keys = this.testaments.remove(session);
			if (keys != null) {
				keys.forEach((key) -> remove(key, true));
			}
		}
	}

	/**
	 * Whether all other instances are known to send the events of a subscription.
	 */
	boolean isSettled(long subscription) {
		return this.settled.contains(subscription);
	}

	/**
	 * All other instances send the events of a subscription, if there still is one.
	 */
	void settle(long subscription) {
		synchronized (this.entries) {
			if (this.subscribers.containsKey(subscription)) {
				this.settled.add(subscription);
			}
		}
	}

	/**
	 * An instance may not know of all subscriptions.
	 */
	void unsettle() {
		this.settled.clear();
	}

	/**
	 * Sends those callees once more that wait for verdicts.
	 */
	void claimAgain(Consumer<Frame.OfRealm> to) {
		synchronized (this.entries) {
			List<Entry> claims = this.entries.values()
				.stream()
				.filter((entry) -> entry instanceof Entry.Callee callee && callee.claim() != 0)
				.toList();
			if (!claims.isEmpty()) {
				to.accept(new Frame.Put(this.realm, claims));
			}
		}
	}

	/**
	 * All that is, for another instance.
	 */
	State state() {
		List<Entry.Key> keys;
		synchronized (this.entries) {
			keys = new ArrayList<>(this.entries.keySet());
		}
		return new Portions(keys.iterator());
	}

	private final class Portions implements State {

		private final Iterator<Entry.Key> keys;

		Portions(Iterator<Entry.Key> keys) {
			this.keys = keys;
		}

		@Override
		public boolean next(Consumer<Frame.OfRealm> to) {
			synchronized (OwnEntries.this.entries) {
				List<Entry> portion = new ArrayList<>(PORTION);
				while (this.keys.hasNext() && portion.size() < PORTION) {
					Entry entry = OwnEntries.this.entries.get(this.keys.next());
					if (entry != null) {
						portion.add(entry);
					}
				}
				if (!portion.isEmpty()) {
					to.accept(new Frame.Put(OwnEntries.this.realm, portion));
				}
			}
			return this.keys.hasNext();
		}

	}

}

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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.Publication.Share;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The retained events: for each topic the last one that everybody may have, and later
 * ones for some. Where there is no room for another one, the oldest goes: of the same
 * session, if it has its share; in the realm, of the same owner, if all its sessions have
 * more than the share of one, or else of whoever has most. An event without arguments
 * takes away what is retained for those who may have it. See the section "Event
 * Retention" of the specification.
 */
public final class RetainedEvents {

	private static final Log logger = LogFactory.getLog(RetainedEvents.class);

	/** How many events of a topic there may be that are not for everybody. */
	private static final int RESTRICTED = 8;

	/** Nanoseconds. */
	private static final long MAX_AGE = Long.MAX_VALUE / 4;

	private final ConcurrentNavigableMap<String, Topic> topics = new ConcurrentSkipListMap<>();

	/** All events, the oldest first. */
	private final ConcurrentSkipListSet<Retained> byAge = new ConcurrentSkipListSet<>(Retained.ORDER);

	/** The events of each publisher. */
	private final Map<Long, Owned> byPublisher = new ConcurrentHashMap<>();

	/** The events of each owner of sessions, those that have ended included. */
	private final Map<String, Owned> byOwner = new ConcurrentHashMap<>();

	private final AtomicLong sequence = new AtomicLong();

	private final AtomicLong count = new AtomicLong();

	private final AtomicLong size = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final RealmLimits limits;

	private final LongSupplier clock;

	private final long start;

	private final long age;

	/**
	 * Creates an empty collection.
	 * @param clock tells nanoseconds
	 */
	RetainedEvents(RealmLimits limits, LongSupplier clock) {
		this.limits = limits;
		this.clock = clock;
		this.start = clock.getAsLong();
		this.age = (limits.retainedAge() != null) ? TimeUnit.NANOSECONDS.convert(limits.retainedAge()) : Long.MAX_VALUE;
	}

	/**
	 * Whether an event is small enough to be retained at all.
	 */
	boolean fits(Publication publication) {
		return this.limits.retainedEvents() > 0
				&& publication.size() <= Math.min(this.limits.retainedSize(), publication.share().size());
	}

	/**
	 * How many there are.
	 */
	public long count() {
		expire();
		return this.count.get();
	}

	/**
	 * How much space they take.
	 * @return bytes, roughly
	 */
	public long size() {
		return this.size.get();
	}

	/**
	 * How many events had to go since there was no room for them.
	 */
	public long dropped() {
		return this.dropped.get();
	}

	/** Nanoseconds since the start. */
	private long now() {
		return this.clock.getAsLong() - this.start;
	}

	/**
	 * Retains an event.
	 * @return {@code null} if it only takes others away
	 */
	@Nullable Retained put(Publication event) {
		return put(event, 0);
	}

	private @Nullable Retained put(Publication event, long age) {
		expire();
		Publication publication = event.compact();
		if (publication.payload().isEmpty() && !publication.filter().isRestricted()) {
			clear(publication.topic());
			return null;
		}
		long publisher = publication.publisher();
		Retained retained;
		while (true) {
			Topic topic = this.topics.computeIfAbsent(publication.topic(), Topic::new);
			synchronized (topic) {
				if (!topic.gone) {
					retained = new Retained(this.sequence.incrementAndGet(), topic, publication, now() - age);
					add(topic, retained);
					break;
				}
			}
		}
		Owned own = this.byPublisher.get(publisher);
		while (own != null && own.exceeds(publication.share()) && drop(first(own.events), true)) {
			own = this.byPublisher.get(publisher);
		}
		while ((this.count.get() > this.limits.retainedEvents() || this.size.get() > this.limits.retainedSize())
				&& drop(next(publication.share()), true)) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("There are more retained events than the realm may have: the oldest go,"
						+ " of whoever has most." + " Further ones are not logged");
			}
		}
		return retained;
	}

	/** What goes where the realm has no room. */
	private @Nullable Retained next(Share share) {
		Owned owned = this.byOwner.get(share.owner());
		if (owned == null || !owned.exceeds(share)) {
			ToLongFunction<Owned> most = (this.count.get() > this.limits.retainedEvents()) ? (own) -> own.count
					: (own) -> own.size;
			owned = this.byOwner.values().stream().max(Comparator.comparingLong(most)).orElse(null);
		}
		Retained first = (owned != null) ? first(owned.events) : null;
		return (first != null) ? first : first(this.byAge);
	}

	private static @Nullable Retained first(ConcurrentSkipListSet<Retained> events) {
		Iterator<Retained> iterator = events.iterator();
		return iterator.hasNext() ? iterator.next() : null;
	}

	/**
	 * All retained events, the oldest first.
	 */
	public List<Aged> all() {
		expire();
		long now = now();
		List<Aged> all = new ArrayList<>();
		for (Retained event : this.byAge) {
			Publication publication = event.publication();
			if (publication != null) {
				all.add(new Aged(publication, Duration.ofNanos(Math.max(0, now - event.since))));
			}
		}
		return all;
	}

	/**
	 * Retains what another instance has retained, unless it is known here, or something
	 * newer.
	 */
	public void restore(Aged event) {
		Publication publication = event.publication();
		Topic topic = this.topics.get(publication.topic());
		if (topic != null) {
			synchronized (topic) {
				if (topic.events.stream().anyMatch((known) -> known.isSameAs(publication))) {
					return;
				}
			}
		}
		Retained restored = put(publication, Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(event.age())), MAX_AGE));
		if (restored != null) {
			restored.delivered();
		}
	}

	/**
	 * Called with the topic's lock: an event of another instance may come late, and then
	 * has its place before those that are newer.
	 */
	private void add(Topic topic, Retained event) {
		List<Retained> events = topic.events;
		int place = events.size();
		while (place > 0 && events.get(place - 1).isNewerThan(event)) {
			place--;
		}
		events.add(place, event);
		this.byAge.add(event);
		add(this.byPublisher, event.publisher, event);
		add(this.byOwner, event.owner, event);
		this.count.incrementAndGet();
		this.size.addAndGet(event.size);
		for (Retained later : List.copyOf(events.subList(place, events.size()))) {
			if (!later.isRestricted()) {
				replaced(events.subList(0, events.indexOf(later)), later).forEach(this::remove);
			}
		}
		if (events.stream().filter(Retained::isRestricted).count() > RESTRICTED) {
			remove(events.stream().filter(Retained::isRestricted).findFirst().orElseThrow());
		}
	}

	private static <K> void add(Map<K, Owned> owners, K owner, Retained event) {
		owners.compute(owner, (key, own) -> {
			Owned events = (own != null) ? own : new Owned();
			events.add(event);
			return events;
		});
	}

	private static <K> void remove(Map<K, Owned> owners, K owner, Retained event) {
		owners.computeIfPresent(owner, (key, own) -> {
			own.remove(event);
			return (own.count > 0) ? own : null;
		});
	}

	/**
	 * Called with the topic's lock: what nobody gets any more. If the publisher of the
	 * new event does not get it, then that is the last one which all others get, and what
	 * some get after it.
	 */
	private static List<Retained> replaced(List<Retained> before, Retained by) {
		if (before.isEmpty()) {
			return List.of();
		}
		boolean all = !by.filter.excludesPublisher(by.publisher);
		List<Retained> replaced = new ArrayList<>();
		for (int i = before.size() - 1; i >= 0; i--) {
			Retained event = before.get(i);
			if (all || event.filter.excludesPublisher(by.publisher)) {
				replaced.add(event);
			}
			else {
				all = !event.isRestricted();
			}
		}
		return replaced;
	}

	private void clear(String name) {
		Topic topic = this.topics.get(name);
		if (topic != null) {
			synchronized (topic) {
				List.copyOf(topic.events).forEach(this::remove);
				endIfEmpty(topic);
			}
		}
	}

	/** Takes away what is too old. */
	private void expire() {
		if (this.age == Long.MAX_VALUE) {
			return;
		}
		Retained oldest = first(this.byAge);
		while (oldest != null && now() - oldest.since >= this.age) {
			drop(oldest, false);
			oldest = first(this.byAge);
		}
	}

	/** Called with the topic's lock. */
	private boolean remove(Retained event) {
		if (!event.topic.events.remove(event)) {
			return false;
		}
		event.publication = null;
		this.byAge.remove(event);
		remove(this.byPublisher, event.publisher, event);
		remove(this.byOwner, event.owner, event);
		this.count.decrementAndGet();
		this.size.addAndGet(-event.size);
		return true;
	}

	private boolean drop(@Nullable Retained oldest, boolean counted) {
		if (oldest == null) {
			return false;
		}
		Topic topic = oldest.topic;
		synchronized (topic) {
			if (remove(oldest) && counted) {
				this.dropped.incrementAndGet();
			}
			endIfEmpty(topic);
		}
		return true;
	}

	/** Called with the topic's lock. */
	private void endIfEmpty(Topic topic) {
		if (topic.events.isEmpty() && !topic.gone) {
			topic.gone = true;
			this.topics.remove(topic.name, topic);
		}
	}

	/**
	 * The retained events that a new subscriber may have, the oldest first.
	 */
	List<Retained> find(Subscription subscription, SessionInfo session) {
		expire();
		String pattern = subscription.uri();
		List<Retained> found = new ArrayList<>(1);
		if (subscription.match() == MatchPolicy.EXACT) {
			add(found, this.topics.get(pattern), session);
			return found;
		}
		int wildcard = subscription.match() == MatchPolicy.WILDCARD
				? (pattern.startsWith(".") ? 0 : pattern.indexOf("..") + 1) : pattern.length();
		String beginning = (wildcard > 0) ? pattern.substring(0, wildcard) : "";
		for (Topic topic : this.topics.tailMap(beginning).values()) {
			if (!topic.name.startsWith(beginning)) {
				break;
			}
			if (subscription.match().matches(pattern, topic.name)) {
				add(found, topic, session);
			}
		}
		found.sort(Retained.ORDER);
		return found;
	}

	private static void add(List<Retained> found, @Nullable Topic topic, SessionInfo session) {
		if (topic == null) {
			return;
		}
		synchronized (topic) {
			for (int i = topic.events.size() - 1; i >= 0; i--) {
				Retained event = topic.events.get(i);
				if (event.filter.accepts(session)) {
					if (!event.empty) {
						found.add(event);
					}
					return;
				}
			}
		}
	}

	/**
	 * The retained events of one session or owner, the oldest first. Changes within the
	 * map that has it.
	 */
	private static final class Owned {

		private final ConcurrentSkipListSet<Retained> events = new ConcurrentSkipListSet<>(Retained.ORDER);

		private volatile int count;

		private volatile long size;

		void add(Retained event) {
			this.events.add(event);
			this.count = this.count + 1;
			this.size = this.size + event.size;
		}

		void remove(Retained event) {
			if (this.events.remove(event)) {
				this.count = this.count - 1;
				this.size = this.size - event.size;
			}
		}

		boolean exceeds(Share share) {
			return this.count > share.events() || this.size > share.size();
		}

	}

	/** The retained events of one topic, the oldest first; guarded by itself. */
	private static final class Topic {

		private final String name;

		private final List<Retained> events = new ArrayList<>(1);

		private boolean gone;

		Topic(String name) {
			this.name = name;
		}

	}

	/**
	 * A retained event, for another instance.
	 *
	 * @param publication the event
	 * @param age how long ago it was retained
	 */
	public record Aged(Publication publication, Duration age) {
	}

	/**
	 * A retained event.
	 */
	static final class Retained {

		/** The oldest first: those of other instances may be older than what is here. */
		private static final Comparator<Retained> ORDER = Comparator.<Retained>comparingLong((event) -> event.since)
			.thenComparingLong((event) -> event.sequence);

		private final long sequence;

		private final Topic topic;

		private final EventFilter filter;

		private final long publisher;

		private final String owner;

		private final long size;

		private final long since;

		private final long stamp;

		private final long id;

		/** It stands for that there is nothing. */
		private final boolean empty;

		private volatile @Nullable Publication publication;

		private volatile boolean delivered;

		private Retained(long sequence, Topic topic, Publication publication, long since) {
			this.sequence = sequence;
			this.topic = topic;
			this.publication = publication;
			this.filter = publication.filter();
			this.publisher = publication.publisher();
			this.owner = publication.share().owner();
			this.since = since;
			this.stamp = publication.stamp();
			this.id = publication.id();
			this.empty = publication.payload().isEmpty();
			this.size = publication.size();
		}

		/**
		 * The event, or {@code null} if there is a later one in its place, or it had to
		 * go.
		 */
		@Nullable Publication publication() {
			return this.publication;
		}

		/** It has gone to all who had subscribed. */
		void delivered() {
			this.delivered = true;
		}

		boolean isDelivered() {
			return this.delivered;
		}

		private boolean isSameAs(Publication other) {
			return this.publication != null && this.id == other.id();
		}

		/** The same on all instances; without others they come in their order. */
		private boolean isNewerThan(Retained other) {
			return (this.stamp != other.stamp) ? this.stamp > other.stamp : this.stamp != 0 && this.id > other.id;
		}

		private boolean isRestricted() {
			return this.filter.isRestricted();
		}

	}

}

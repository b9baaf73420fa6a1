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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A URI or pattern with the members that have it: a registration with its callees, or a
 * subscription with its subscribers. Changes under its own lock, see {@link Routes}.
 *
 * @param <M> the members
 */
abstract class Route<M> {

	private final long id;

	private final String uri;

	private final MatchPolicy match;

	private volatile Instant created = Instant.now();

	/** The members by the session, or what stands for it, that each belongs to. */
	private final Map<Object, M> members = new LinkedHashMap<>();

	/** What is read; made at the first reading after a change. */
	private volatile @Nullable List<M> snapshot = List.of();

	private boolean ended;

	private boolean kept;

	Route(long id, String uri, MatchPolicy match) {
		this.id = id;
		this.uri = uri;
		this.match = match;
	}

	public long id() {
		return this.id;
	}

	public String uri() {
		return this.uri;
	}

	public MatchPolicy match() {
		return this.match;
	}

	public Instant created() {
		return this.created;
	}

	/**
	 * It has been there elsewhere.
	 */
	void createdAt(Instant created) {
		if (created.isBefore(this.created)) {
			this.created = created;
		}
	}

	/**
	 * The members in their order.
	 * @return a list that does not change
	 */
	public List<M> members() {
		List<M> members = this.snapshot;
		if (members == null) {
			synchronized (this) {
				members = inOrder(List.copyOf(this.members.values()));
				this.snapshot = members;
			}
		}
		return members;
	}

	/**
	 * The order of the members.
	 * @param members in the order in which they came to this instance
	 */
	List<M> inOrder(List<M> members) {
		return members;
	}

	/** Called with the lock. */
	void add(Object owner, M member) {
		this.members.put(owner, member);
		this.snapshot = null;
	}

	/**
	 * Called with the lock.
	 * @return {@code false} if it is no member
	 */
	boolean remove(Object owner, M member) {
		boolean removed = this.members.remove(owner, member);
		this.snapshot = null;
		return removed;
	}

	/** Called with the lock. */
	@Nullable M member(Object owner) {
		return this.members.get(owner);
	}

	/** Called with the lock, while there are members. */
	M first() {
		return this.members.values().iterator().next();
	}

	/** Called with the lock. */
	boolean hasMember(Predicate<? super M> condition) {
		return this.members.values().stream().anyMatch(condition);
	}

	/** Called with the lock. */
	boolean isEmpty() {
		return this.members.isEmpty();
	}

	/** Called with the lock: it stays, even without members. */
	void keep() {
		this.kept = true;
	}

	/** Called with the lock. */
	boolean isKept() {
		return this.kept;
	}

	/** Called with the lock: no members come any more. */
	void end() {
		this.ended = true;
	}

	/** Called with the lock. */
	boolean isEnded() {
		return this.ended;
	}

}

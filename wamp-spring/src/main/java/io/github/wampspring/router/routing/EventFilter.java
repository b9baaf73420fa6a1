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

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers get an event. See the sections "Subscriber Black- and Whitelisting"
 * and "Publisher Exclusion" of the specification. Holds nothing but the lists of the
 * options, and finds its way in long ones once there is a subscriber.
 */
public final class EventFilter {

	/** Everybody gets it. */
	public static final EventFilter ALL = new EventFilter(0, Dict.EMPTY);

	private static final int LONG = 8;

	private static final List<String> LISTS = List.of("eligible", "eligible_authid", "eligible_authrole", "exclude",
			"exclude_authid", "exclude_authrole");

	private final long publisher;

	private final boolean listed;

	private volatile @Nullable Collection<Long> eligible;

	private volatile @Nullable Collection<String> eligibleAuthIds;

	private volatile @Nullable Collection<String> eligibleAuthRoles;

	private volatile @Nullable Collection<Long> excluded;

	private volatile @Nullable Collection<String> excludedAuthIds;

	private volatile @Nullable Collection<String> excludedAuthRoles;

	private volatile boolean prepared;

	private EventFilter(long publisher, Dict options) {
		this.publisher = publisher;
		this.eligible = options.getLongs("eligible");
		this.eligibleAuthIds = options.getStrings("eligible_authid");
		this.eligibleAuthRoles = options.getStrings("eligible_authrole");
		this.excluded = options.getLongs("exclude");
		this.excludedAuthIds = options.getStrings("exclude_authid");
		this.excludedAuthRoles = options.getStrings("exclude_authrole");
		this.listed = this.eligible != null || this.eligibleAuthIds != null || this.eligibleAuthRoles != null
				|| this.excluded != null || this.excludedAuthIds != null || this.excludedAuthRoles != null;
		this.prepared = !this.listed;
	}

	/**
	 * The filter of a publication.
	 * @param publisher the publisher's session ID
	 * @param options the options of PUBLISH
	 */
	public static EventFilter of(long publisher, Dict options) {
		boolean excludesPublisher = options.isEmpty() || options.getBoolean("exclude_me", true);
		return new EventFilter(excludesPublisher ? publisher : 0, options);
	}

	/**
	 * How many entries the lists of the options have together.
	 */
	public static int entries(Dict options) {
		int entries = 0;
		if (!options.isEmpty()) {
			for (String key : LISTS) {
				entries += (options.get(key) instanceof List<?> list) ? list.size() : 0;
			}
		}
		return entries;
	}

	/**
	 * Whether some sessions are excluded beside the publisher.
	 */
	boolean isRestricted() {
		return this.listed;
	}

	/**
	 * How much space the lists take.
	 * @return bytes or characters, roughly
	 */
	public long size() {
		return this.listed ? PayloadSize.of(Arrays.asList(this.eligible, this.eligibleAuthIds, this.eligibleAuthRoles,
				this.excluded, this.excludedAuthIds, this.excludedAuthRoles)) : 0;
	}

	boolean accepts(SessionInfo session) {
		if (session.id() == this.publisher) {
			return false;
		}
		if (!this.listed) {
			return true;
		}
		if (!this.prepared) {
			prepare();
		}
		return isIn(this.eligible, session.id(), true) && isIn(this.eligibleAuthIds, session.authId(), true)
				&& isIn(this.eligibleAuthRoles, session.authRole(), true) && !isIn(this.excluded, session.id(), false)
				&& !isIn(this.excludedAuthIds, session.authId(), false)
				&& !isIn(this.excludedAuthRoles, session.authRole(), false);
	}

	/** It does not matter by how many threads this is done. */
	private void prepare() {
		this.eligible = fast(this.eligible);
		this.eligibleAuthIds = fast(this.eligibleAuthIds);
		this.eligibleAuthRoles = fast(this.eligibleAuthRoles);
		this.excluded = fast(this.excluded);
		this.excludedAuthIds = fast(this.excludedAuthIds);
		this.excludedAuthRoles = fast(this.excludedAuthRoles);
		this.prepared = true;
	}

	private static <T> boolean isIn(@Nullable Collection<T> list, T value, boolean absent) {
		return (list != null) ? list.contains(value) : absent;
	}

	/**
	 * Unlike those of {@code Set.copyOf}, the bins of a {@code HashSet} stay fast where
	 * all hash codes are equal.
	 */
	private static <T> @Nullable Collection<T> fast(@Nullable Collection<T> list) {
		return (list != null && list.size() > LONG) ? new HashSet<>(list) : list;
	}

}

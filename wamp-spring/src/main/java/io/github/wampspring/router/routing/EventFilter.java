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

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers get an event. See the sections "Subscriber Black- and Whitelisting"
 * and "Publisher Exclusion" of the specification.
 */
public final class EventFilter {

	/** Everybody gets it. */
	static final EventFilter ALL = new EventFilter(0);

	private final long publisher;

	private final boolean listed;

	private final @Nullable Set<Long> eligible;

	private final @Nullable Set<String> eligibleAuthIds;

	private final @Nullable Set<String> eligibleAuthRoles;

	private final @Nullable Set<Long> excluded;

	private final @Nullable Set<String> excludedAuthIds;

	private final @Nullable Set<String> excludedAuthRoles;

	private EventFilter(long publisher, Dict options) {
		this.publisher = publisher;
		this.eligible = set(options.getLongs("eligible"));
		this.eligibleAuthIds = set(options.getStrings("eligible_authid"));
		this.eligibleAuthRoles = set(options.getStrings("eligible_authrole"));
		this.excluded = set(options.getLongs("exclude"));
		this.excludedAuthIds = set(options.getStrings("exclude_authid"));
		this.excludedAuthRoles = set(options.getStrings("exclude_authrole"));
		this.listed = this.eligible != null || this.eligibleAuthIds != null || this.eligibleAuthRoles != null
				|| this.excluded != null || this.excludedAuthIds != null || this.excludedAuthRoles != null;
	}

	/** For a publication without options. */
	private EventFilter(long publisher) {
		this.publisher = publisher;
		this.listed = false;
		this.eligible = null;
		this.eligibleAuthIds = null;
		this.eligibleAuthRoles = null;
		this.excluded = null;
		this.excludedAuthIds = null;
		this.excludedAuthRoles = null;
	}

	/**
	 * The filter of a publication.
	 * @param publisher the publisher's session ID
	 * @param options the options of PUBLISH
	 */
	public static EventFilter of(long publisher, Dict options) {
		return options.isEmpty() ? new EventFilter(publisher)
				: new EventFilter(options.getBoolean("exclude_me", true) ? publisher : 0, options);
	}

	boolean accepts(Participant session) {
		if (session.id() == this.publisher) {
			return false;
		}
		if (!this.listed) {
			return true;
		}
		SessionInfo info = session.info();
		return isIn(this.eligible, info.id(), true) && isIn(this.eligibleAuthIds, info.authId(), true)
				&& isIn(this.eligibleAuthRoles, info.authRole(), true) && !isIn(this.excluded, info.id(), false)
				&& !isIn(this.excludedAuthIds, info.authId(), false)
				&& !isIn(this.excludedAuthRoles, info.authRole(), false);
	}

	private static <T> boolean isIn(@Nullable Collection<T> list, T value, boolean absent) {
		return (list != null) ? list.contains(value) : absent;
	}

	private static <T> @Nullable Set<T> set(@Nullable List<T> list) {
		return (list != null) ? Set.copyOf(list) : null;
	}

}

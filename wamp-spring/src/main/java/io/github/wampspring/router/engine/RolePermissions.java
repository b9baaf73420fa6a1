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

package io.github.wampspring.router.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.UriPatterns;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Access;
import io.github.wampspring.router.routing.PatternIndex;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of one role. An exact permission decides alone. Otherwise the longest
 * prefix and the most specific wildcard that match must both allow it, so that a denial
 * of either kind takes effect inside what the other one allows.
 */
final class RolePermissions {

	private final Map<String, RolePermission> exact = new HashMap<>();

	/** The longest first. */
	private final List<RolePermission> prefixes = new ArrayList<>();

	/** The most specific first. */
	private final List<RolePermission> wildcards = new ArrayList<>();

	/** What each permission allows, made once. */
	private final Map<RolePermission, Access> allowed = new IdentityHashMap<>();

	void add(RolePermission permission) {
		this.allowed.put(permission, Access.allowed(permission.disclose(), permission.trustLevel()));
		switch (permission.match()) {
			case EXACT -> this.exact.put(permission.uri(), permission);
			case PREFIX -> {
				this.prefixes.add(permission);
				this.prefixes.sort(Comparator.comparingInt((other) -> -other.uri().length()));
			}
			case WILDCARD -> {
				this.wildcards.add(permission);
				this.wildcards.sort((one, other) -> PatternIndex.WILDCARD_ORDER.compare(one.uri(), other.uri()));
			}
		}
	}

	/**
	 * Whether something may be done with a URI.
	 */
	Access decide(WampAction action, String uri) {
		RolePermission alone = this.exact.get(uri);
		if (alone != null) {
			return both(access(alone, action), null);
		}
		return both(access(first(this.prefixes, uri), action), access(first(this.wildcards, uri), action));
	}

	/**
	 * Whether a permission for that URI alone allows it.
	 */
	Access decideExactly(WampAction action, String uri) {
		return both(access(this.exact.get(uri), action), null);
	}

	/**
	 * Whether something may be done with all URIs that a pattern matches: a permission
	 * must cover them all, and no more specific one, and none of the other kind, may
	 * refuse some of them.
	 */
	Access decide(WampAction action, MatchPolicy match, String pattern) {
		for (RolePermission permission : this.exact.values()) {
			if (!permission.allowed().contains(action) && match.matches(pattern, permission.uri())) {
				return Access.DENIED;
			}
		}
		return both(all(this.prefixes, action, match, pattern), all(this.wildcards, action, match, pattern));
	}

	private @Nullable Access all(List<RolePermission> sorted, WampAction action, MatchPolicy match, String pattern) {
		for (RolePermission permission : sorted) {
			if (UriPatterns.covers(permission.match(), permission.uri(), match, pattern)) {
				return access(permission, action);
			}
			if (!permission.allowed().contains(action)
					&& UriPatterns.overlap(permission.match(), permission.uri(), match, pattern)) {
				return Access.DENIED;
			}
		}
		return null;
	}

	private static @Nullable RolePermission first(List<RolePermission> sorted, String uri) {
		for (RolePermission permission : sorted) {
			if (permission.match().matches(permission.uri(), uri)) {
				return permission;
			}
		}
		return null;
	}

	private static Access both(@Nullable Access one, @Nullable Access other) {
		if (one == null || other == null) {
			Access alone = (one != null) ? one : other;
			return (alone != null) ? alone : Access.DENIED;
		}
		return Access.both(one, other);
	}

	private @Nullable Access access(@Nullable RolePermission permission, WampAction action) {
		if (permission == null) {
			return null;
		}
		if (!permission.allowed().contains(action)) {
			return Access.DENIED;
		}
		return this.allowed.getOrDefault(permission, Access.ALLOWED);
	}

}

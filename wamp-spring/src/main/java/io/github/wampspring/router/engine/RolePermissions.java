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
import java.util.List;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.UriPatterns;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Access;
import io.github.wampspring.router.routing.PatternIndex;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of one role.
 */
final class RolePermissions {

	private final PatternIndex<RolePermission> index = new PatternIndex<>();

	private final List<RolePermission> sorted = new ArrayList<>();

	void add(RolePermission permission) {
		this.index.put(permission.match(), permission.uri(), permission);
		this.sorted.removeIf((other) -> other.match() == permission.match() && other.uri().equals(permission.uri()));
		this.sorted.add(permission);
		this.sorted.sort(RolePermissions::compare);
	}

	/**
	 * Whether something may be done with a URI: the most specific permission decides.
	 */
	Access decide(WampAction action, String uri) {
		return access(this.index.best(uri), action);
	}

	/**
	 * Whether something may be done with all URIs that a pattern matches: a permission
	 * must cover them all, and no more specific one may refuse some of them.
	 */
	Access decide(WampAction action, MatchPolicy match, String pattern) {
		for (RolePermission permission : this.sorted) {
			if (UriPatterns.covers(permission.match(), permission.uri(), match, pattern)) {
				return access(permission, action);
			}
			if (!permission.allowed().contains(action)
					&& UriPatterns.overlap(permission.match(), permission.uri(), match, pattern)) {
				return Access.DENIED;
			}
		}
		return Access.DENIED;
	}

	private static int compare(RolePermission first, RolePermission second) {
		int byMatch = first.match().compareTo(second.match());
		if (byMatch != 0) {
			return byMatch;
		}
		return (first.match() == MatchPolicy.WILDCARD) ? PatternIndex.WILDCARD_ORDER.compare(first.uri(), second.uri())
				: second.uri().length() - first.uri().length();
	}

	private static Access access(@Nullable RolePermission permission, WampAction action) {
		if (permission == null || !permission.allowed().contains(action)) {
			return Access.DENIED;
		}
		return permission.disclose() ? Access.DISCLOSED : Access.ALLOWED;
	}

}

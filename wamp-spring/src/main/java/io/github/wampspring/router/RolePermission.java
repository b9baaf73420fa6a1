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

package io.github.wampspring.router;

import java.util.Set;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a role may do with the URIs that match. Of several permissions
 * that match a URI, the most specific one decides alone: exact, then the longest prefix,
 * then wildcards.
 *
 * @param role the authrole
 * @param uri the URI or pattern
 * @param match how it matches
 * @param allowed what is allowed; everything else is refused
 * @param disclose whether calls and publications that this permission allows are
 * disclosed without having asked for it
 * @param trustLevel how far calls and publications that this permission allows are
 * trusted, 0 the least, which callees and subscribers are told; {@code null} to tell them
 * nothing. See the sections "Call Trust Levels" and "Publication Trust Levels" of the
 * specification.
 */
public record RolePermission(String role, String uri, MatchPolicy match, Set<WampAction> allowed, boolean disclose,
		@Nullable Integer trustLevel) {

	public RolePermission {
		allowed = Set.copyOf(allowed);
		if (trustLevel != null && trustLevel < 0) {
			throw new IllegalArgumentException("The trust level " + trustLevel + " is negative");
		}
	}

	/**
	 * A permission without a trust level.
	 * @param role the authrole
	 * @param uri the URI or pattern
	 * @param match how it matches
	 * @param allowed what is allowed
	 * @param disclose whether it discloses
	 */
	public RolePermission(String role, String uri, MatchPolicy match, Set<WampAction> allowed, boolean disclose) {
		this(role, uri, match, allowed, disclose, null);
	}

	/**
	 * A permission without disclosure.
	 * @param role the authrole
	 * @param uri the URI or pattern
	 * @param match how it matches
	 * @param allowed what is allowed
	 */
	public RolePermission(String role, String uri, MatchPolicy match, Set<WampAction> allowed) {
		this(role, uri, match, allowed, false, null);
	}

}

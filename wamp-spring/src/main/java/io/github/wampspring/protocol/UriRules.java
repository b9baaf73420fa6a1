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

package io.github.wampspring.protocol;

import io.github.wampspring.MatchPolicy;

/**
 * Which URIs and patterns are taken from peers: well-formed ones of a bounded size. See
 * the section "URIs" of the specification.
 *
 * @param strict whether only lower-case letters, digits and {@code _} are allowed
 * @param maxLength how many characters a URI or pattern may have
 * @param maxComponents how many components it may have
 */
public record UriRules(boolean strict, int maxLength, int maxComponents) {

	/** The largest number of characters, if nothing else is said. */
	public static final int MAX_LENGTH = 1024;

	/** The largest number of components, if nothing else is said. */
	public static final int MAX_COMPONENTS = 64;

	/** The loose rules, with the default sizes. */
	public static final UriRules LOOSE = new UriRules(false, MAX_LENGTH, MAX_COMPONENTS);

	/** The strict rules, with the default sizes. */
	public static final UriRules STRICT = new UriRules(true, MAX_LENGTH, MAX_COMPONENTS);

	/**
	 * Creates rules.
	 * @throws IllegalArgumentException if no URI at all would be allowed
	 */
	public UriRules {
		if (maxLength < 1 || maxComponents < 1) {
			throw new IllegalArgumentException("a URI must be allowed at least one character and one component");
		}
	}

	/**
	 * Whether a URI or pattern is allowed. Costs no more than the largest length, however
	 * long the URI is.
	 * @param uri the URI or pattern
	 * @param match how it matches; patterns may have empty components
	 * @return {@code true} if it is well-formed and not too large
	 */
	public boolean isValid(String uri, MatchPolicy match) {
		return uri.length() <= this.maxLength && Uris.isValid(uri, match, this.strict)
				&& Uris.components(uri) <= this.maxComponents;
	}

}

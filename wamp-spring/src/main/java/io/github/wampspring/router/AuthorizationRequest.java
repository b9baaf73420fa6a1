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

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;

/**
 * A session wants to do something. {@code REGISTER} and {@code SUBSCRIBE} may be for a
 * pattern, which stands for all URIs that it matches: a rule for some URIs must refuse
 * each pattern that {@linkplain #mayMatchUnder may match} one of them.
 *
 * @param session the session
 * @param action what it wants to do
 * @param uri the URI or pattern
 * @param match how it matches; {@code EXACT} for {@code CALL} and {@code PUBLISH}
 * @param options the options of the message
 */
public record AuthorizationRequest(SessionInfo session, WampAction action, String uri, MatchPolicy match,
		Dict options) {

	/**
	 * Whether this is for that URI, alone or among others.
	 * @param uri a URI
	 * @return {@code true} if it is that URI or a pattern that matches it
	 */
	public boolean covers(String uri) {
		return this.match.matches(this.uri, uri);
	}

	/**
	 * Whether this is for a URI that begins like that, alone or among others.
	 * @param prefix what the URIs begin with, such as {@code com.myapp.internal.}
	 * @return {@code true} if it is such a URI or a pattern that matches one
	 */
	public boolean mayMatchUnder(String prefix) {
		return UriPatterns.overlap(MatchPolicy.PREFIX, prefix, this.match, this.uri);
	}

	/**
	 * Whether this is for URIs that begin like that, and for no others.
	 * @param prefix what the URIs begin with, such as {@code com.myapp.public.}
	 * @return {@code true} if it is such a URI or a pattern that matches only such
	 */
	public boolean isWithin(String prefix) {
		return UriPatterns.covers(MatchPolicy.PREFIX, prefix, this.match, this.uri);
	}

}

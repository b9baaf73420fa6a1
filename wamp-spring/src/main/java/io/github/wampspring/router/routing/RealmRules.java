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

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.UriRules;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;

/**
 * What is allowed in a realm.
 *
 * @param authorizer what sessions may do
 * @param disclosure whether callers and publishers are disclosed
 * @param uriRules which URIs are valid
 */
public record RealmRules(Authorizer authorizer, Disclosure disclosure, UriRules uriRules) {

	public Access authorize(SessionInfo session, WampAction action, String uri, Dict options) {
		Access access = this.authorizer.decide(session, action, uri, options);
		return (access == Access.DISCLOSED && this.disclosure == Disclosure.NEVER) ? Access.ALLOWED : access;
	}

	public boolean isValid(String uri, MatchPolicy match) {
		return this.uriRules.isValid(uri, match);
	}

	/**
	 * Whether a caller or publisher asks for what the realm forbids.
	 */
	public boolean refusesDisclosure(Dict options) {
		return this.disclosure == Disclosure.NEVER && !options.isEmpty() && options.isTrue("disclose_me");
	}

	/**
	 * Whether a caller or publisher is disclosed by the realm or its own wish.
	 */
	public boolean discloses(Dict options) {
		return this.disclosure == Disclosure.ALWAYS || (!options.isEmpty() && options.isTrue("disclose_me"));
	}

	/** Decides what a session may do. */
	@FunctionalInterface
	public interface Authorizer {

		Access decide(SessionInfo session, WampAction action, String uri, Dict options);

	}

}

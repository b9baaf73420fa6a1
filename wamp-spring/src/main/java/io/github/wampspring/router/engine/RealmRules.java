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

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.WampAction;

/**
 * What is allowed in a realm.
 *
 * @param authorization what sessions may do
 * @param disclosure whether callers and publishers are disclosed
 * @param strictUris whether URIs must follow the strict rules
 */
record RealmRules(Authorization authorization, Disclosure disclosure, boolean strictUris) {

	Access authorize(RouterSession session, WampAction action, String uri, Dict options) {
		return this.authorization.decide(session.info(), action, uri, options);
	}

	boolean isValid(String uri, MatchPolicy match) {
		return Uris.isValid(uri, match, this.strictUris);
	}

	/**
	 * Whether a caller or publisher asks for what the realm forbids.
	 */
	boolean refusesDisclosure(Dict options) {
		return this.disclosure == Disclosure.NEVER && !options.isEmpty() && options.isTrue("disclose_me");
	}

	/**
	 * Whether a caller or publisher is disclosed by the realm or its own wish.
	 */
	boolean discloses(Dict options) {
		return this.disclosure == Disclosure.ALWAYS || (!options.isEmpty() && options.isTrue("disclose_me"));
	}

}

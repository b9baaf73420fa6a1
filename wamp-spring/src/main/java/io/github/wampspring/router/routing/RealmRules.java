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

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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

	/**
	 * Finds out whether a session may do something, and goes on: at once or, where an
	 * authorizer takes its time, when that is known. What the session sends until then
	 * waits.
	 * @param match how the URI matches; {@code EXACT} for calls and publications
	 * @param then what to do then; the session may have ended meanwhile
	 */
	public void authorize(RoutedSession session, WampAction action, MatchPolicy match, String uri, Dict options,
			Consumer<Access> then) {
		CompletableFuture<Access> decision = this.authorizer.decide(session.info(), action, match, uri, options);
		if (decision.isDone()) {
			then.accept(disclosed(decision.join()));
		}
		else {
			session.await(decision, (access) -> then.accept(disclosed(access)));
		}
	}

	/**
	 * The same for those who wait for it. Not for authorizers that take their time.
	 */
	public Access authorize(SessionInfo session, WampAction action, String uri, Dict options) {
		MatchPolicy match = (action == WampAction.REGISTER || action == WampAction.SUBSCRIBE)
				? MatchPolicy.of(options.getString("match")) : MatchPolicy.EXACT;
		return disclosed(this.authorizer.decide(session, action, match, uri, options).join());
	}

	private Access disclosed(Access access) {
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

		/**
		 * Decides.
		 * @return completes with what came out, never exceptionally
		 */
		CompletableFuture<Access> decide(SessionInfo session, WampAction action, MatchPolicy match, String uri,
				Dict options);

	}

}

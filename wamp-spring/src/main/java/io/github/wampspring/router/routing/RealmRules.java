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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.UriRules;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.ReregisterPolicy;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;

/**
 * What is allowed in a realm.
 *
 * @param authorizer what sessions may do
 * @param disclosure whether callers and publishers are disclosed
 * @param uris which URIs and patterns are taken
 * @param reregister whose registrations a session may take over
 * @param realmLimits what all sessions may hold together
 * @param waitingCalls how many calls of a registration may wait for callees at their
 * limit, unless it says so itself
 * @param interceptors what stands around requests that are allowed
 * @param refusals how often a limit was reached
 */
public record RealmRules(Authorizer authorizer, Disclosure disclosure, UriRules uris, ReregisterPolicy reregister,
		RealmLimits realmLimits, int waitingCalls, RequestInterceptors interceptors, AtomicLong refusals) {

	/**
	 * Counts a refusal, if it is one since a limit was reached.
	 */
	void refused(String error) {
		if (error.equals(ErrorUris.LIMIT_EXCEEDED)) {
			this.refusals.incrementAndGet();
		}
	}

	/**
	 * Finds out whether a session may do something, and goes on: at once or, where an
	 * authorizer takes its time, when that is known. What the session sends until then
	 * waits.
	 * @param match how the URI matches; {@code EXACT} for calls and publications
	 * @param then what to do then; the session may have ended meanwhile
	 */
	public void authorize(RoutedSession session, WampAction action, MatchPolicy match, String uri, Dict options,
			Consumer<Access> then) {
		CompletableFuture<Access> decision = decide(session, action, match, uri, options);
		if (decision.isDone()) {
			then.accept(decision.join());
		}
		else {
			session.await(decision, then);
		}
	}

	/**
	 * Finds out whether a session may do something.
	 * @return completes with what came out, never exceptionally
	 */
	CompletableFuture<Access> decide(RoutedSession session, WampAction action, MatchPolicy match, String uri,
			Dict options) {
		return this.authorizer.decide(session.info(), action, match, uri, options);
	}

	public boolean isValid(String uri, MatchPolicy match) {
		return this.uris.isValid(uri, match);
	}

	/**
	 * Whether a caller or publisher asks for what the realm forbids.
	 */
	public boolean refusesDisclosure(Dict options) {
		return this.disclosure == Disclosure.NEVER && !options.isEmpty() && options.isTrue("disclose_me");
	}

	/**
	 * Whether a caller or publisher is disclosed, by the authorization, the realm or its
	 * own wish.
	 */
	public boolean discloses(Access access, Dict options) {
		return this.disclosure != Disclosure.NEVER && (this.disclosure == Disclosure.ALWAYS || access.isDisclosed()
				|| (!options.isEmpty() && options.isTrue("disclose_me")));
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

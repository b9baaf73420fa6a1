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

package io.github.wampspring.dynamic;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.core.WampResult;
import io.github.wampspring.router.AsyncWampAuthorizer;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.ProcedureBacked;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Asks a WAMP procedure what the sessions of a role may do, as Crossbar.io does: the
 * procedure gets the session's details, the URI, the action and the options, and answers
 * with a boolean or with {@code {allow, disclose, cache}}. See the section
 * "Authorization" of the specification, on dynamic authorization.
 */
public final class ProcedureAuthorizer implements AsyncWampAuthorizer, ProcedureBacked {

	private static final Set<String> KEYS = Set.of("allow", "disclose", "cache");

	private final RealmCaller caller;

	private final Settings settings;

	private final DecisionCache cache;

	/**
	 * Creates an authorizer.
	 * @param caller calls the procedure
	 * @param settings what it is for
	 */
	public ProcedureAuthorizer(RealmCaller caller, Settings settings) {
		this.caller = caller;
		this.settings = settings;
		this.cache = new DecisionCache(settings.cacheSize(), settings.cacheAge());
	}

	@Override
	public CompletionStage<AuthorizationDecision> decide(AuthorizationRequest request) {
		SessionInfo session = request.session();
		if (!session.authRole().equals(this.settings.role()) || !decidesIn(session.realm())) {
			return CompletableFuture.completedStage(AuthorizationDecision.ABSTAIN);
		}
		Question question = Question.of(request);
		AuthorizationDecision known = (question != null) ? this.cache.get(question) : null;
		if (known != null) {
			return CompletableFuture.completedStage(known);
		}
		String realm = this.settings.realm();
		return this.caller
			.call((realm != null) ? realm : session.realm(), this.settings.procedure(), this.settings.timeout(),
					PeerDetails.of(session), request.uri(), request.action().name().toLowerCase(Locale.ROOT),
					request.options().toMap())
			.thenApply((result) -> decision(question, result));
	}

	private boolean decidesIn(String realm) {
		return this.settings.realms().isEmpty() || this.settings.realms().contains(realm);
	}

	@Override
	public String procedure() {
		return this.settings.procedure();
	}

	@Override
	public boolean isAskedIn(String realm) {
		String own = this.settings.realm();
		return (own != null) ? own.equals(realm) : decidesIn(realm);
	}

	private AuthorizationDecision decision(@Nullable Question question, WampResult result) {
		Object answer = result.getArguments().isEmpty() ? null : result.getArguments().get(0);
		if (answer instanceof Boolean allowed) {
			return AuthorizationDecision.of(allowed);
		}
		if (answer instanceof Map<?, ?> map && map.get("allow") instanceof Boolean allowed && isUnderstood(map)) {
			AuthorizationDecision decision = (allowed && Boolean.TRUE.equals(map.get("disclose")))
					? AuthorizationDecision.ALLOW_AND_DISCLOSE : AuthorizationDecision.of(allowed);
			if (question != null && Boolean.TRUE.equals(map.get("cache"))) {
				this.cache.put(question, decision);
			}
			return decision;
		}
		throw new IllegalStateException("The procedure " + this.settings.procedure()
				+ " must answer with a boolean, or a dictionary of 'allow', 'disclose' and 'cache'");
	}

	/** What asks for more than there is must not be taken for a permission. */
	private static boolean isUnderstood(Map<?, ?> answer) {
		return answer.entrySet()
			.stream()
			.allMatch((entry) -> KEYS.contains(entry.getKey()) && entry.getValue() instanceof Boolean);
	}

	@Override
	public String toString() {
		return "procedure " + this.settings.procedure();
	}

	/**
	 * What an authorizer is for.
	 *
	 * @param role the authrole of those whom it decides about
	 * @param procedure the URI of the procedure
	 * @param realm where it is registered; {@code null} for the realm of the session that
	 * it decides about
	 * @param realms the realms whose sessions it decides about; none for all
	 * @param timeout how long a decision may take
	 * @param cacheSize how many decisions are kept that say {@code cache}
	 * @param cacheAge for how long
	 */
	public record Settings(String role, String procedure, @Nullable String realm, Set<String> realms, Duration timeout,
			int cacheSize, Duration cacheAge) {

		public Settings {
			realms = Set.copyOf(realms);
		}

	}

}

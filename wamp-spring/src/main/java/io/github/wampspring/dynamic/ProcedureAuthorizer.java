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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.AsyncWampAuthorizer;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.ProcedureBacked;
import io.github.wampspring.router.ProcedureFailedException;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
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

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(ProcedureAuthorizer.class));

	private final AnswerWatch watch;

	/**
	 * Creates an authorizer.
	 * @param caller calls the procedure
	 * @param settings what it is for
	 */
	public ProcedureAuthorizer(RealmCaller caller, Settings settings) {
		this.caller = caller;
		this.settings = settings;
		this.cache = new DecisionCache(settings.cacheSize(), settings.cacheAge());
		this.watch = new AnswerWatch(this.limiter, settings.procedure(),
				"Until it answers, sessions with the authrole " + settings.role() + " may do nothing");
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
		String realm = (this.settings.realm() != null) ? this.settings.realm() : session.realm();
		return this.watch
			.watch(realm,
					this.caller.call(realm, this.settings.procedure(), this.settings.timeout(), PeerDetails.of(session),
							request.uri(), request.action().name().toLowerCase(Locale.ROOT), request.options().toMap()))
			.handle((result, failure) -> {
				if (failure != null) {
					throw failed(failure);
				}
				return decision(question, result);
			});
	}

	/** Without what an error says beside its URI, which may be of the session. */
	private RuntimeException failed(Throwable failure) {
		Throwable reason = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (reason instanceof WampException error && !(error instanceof ProcedureFailedException)) {
			return unusable(error.getUri(), "failed with " + Uris.quote(error.getUri()));
		}
		return (reason instanceof RuntimeException exception) ? exception : new CompletionException(reason);
	}

	private ProcedureFailedException unusable(String uri, String what) {
		String message = "The procedure " + this.settings.procedure() + " " + what
				+ ", so that what it was asked about is not allowed. It must answer with a boolean, or a dictionary of"
				+ " 'allow', 'disclose' and 'cache'";
		this.limiter.warn(() -> message);
		return new ProcedureFailedException(uri, message);
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
		throw unusable(ErrorUris.AUTHORIZATION_FAILED, "has answered with something else than a decision");
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

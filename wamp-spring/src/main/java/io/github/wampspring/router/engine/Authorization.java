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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.AsyncWampAuthorizer;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.ProcedureBacked;
import io.github.wampspring.router.ProcedureFailedException;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.UriPatterns;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Access;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a realm may do: the authorizers are asked first, then the
 * permissions of the role. Where no realm of the router has permissions, everything is
 * allowed but what is privileged: to kill or change sessions, to take away what they have
 * and, where nobody is ever disclosed, to learn of other sessions. That needs a
 * permission for URIs below {@code wamp.} only, so that one for everything does not give
 * it away. To register or call what the router itself asks, who somebody is or what may
 * be done, is privileged, too, and needs a permission for just that.
 */
final class Authorization {

	private static final String SESSIONS = "wamp.session.";

	private static final String KILL = "wamp.session.kill";

	/** What takes something away from other sessions, or changes them. */
	private static final Set<String> REVOKING = Set.of("wamp.registration.remove_callee",
			"wamp.subscription.remove_subscriber", "wamp.session.modify_details");

	/** What any session may call, since it is about itself. */
	private static final List<String> OWN = List.of("wamp.session.add_testament", "wamp.session.flush_testaments");

	private static final Access ASKED = Access.denied(": the router itself asks this procedure. To allow it, give"
			+ " the role a permission for exactly this URI (wamp.router.permissions); the router's own application"
			+ " needs none");

	private static final Access ASKED_BY_PATTERN = Access.denied(": it matches a procedure that the router itself"
			+ " asks, and only the router's own application may register that by a pattern");

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(Authorization.class));

	private final AsyncWampAuthorizer[] authorizers;

	private final Map<String, RolePermissions> permissions = new HashMap<>();

	private final Map<String, RolePermissions> reserved = new HashMap<>();

	/** What the router asks in this realm. */
	private final Set<String> asked;

	private final boolean open;

	private final boolean secretive;

	private final Duration timeout;

	private final BiFunction<Runnable, Duration, Future<?>> scheduler;

	/**
	 * Creates the rules of a realm.
	 * @param scheduler for the time limit of authorizers
	 */
	Authorization(RealmSettings realm, RouterSettings router, BiFunction<Runnable, Duration, Future<?>> scheduler) {
		this.authorizers = router.authorizers().toArray(new AsyncWampAuthorizer[0]);
		this.timeout = router.authorizationTimeout();
		this.scheduler = scheduler;
		this.secretive = realm.disclosure() == Disclosure.NEVER;
		this.asked = Stream.concat(router.authenticationProviders().stream(), router.authorizers().stream())
			.filter(ProcedureBacked.class::isInstance)
			.map(ProcedureBacked.class::cast)
			.filter((backed) -> backed.isAskedIn(realm.name()))
			.map(ProcedureBacked::procedure)
			.collect(Collectors.toUnmodifiableSet());
		this.open = router.realms().stream().allMatch((other) -> other.permissions().isEmpty());
		for (RolePermission permission : realm.permissions()) {
			add(this.permissions, permission);
			if (permission.uri().startsWith("wamp.")) {
				add(this.reserved, permission);
			}
		}
	}

	private static void add(Map<String, RolePermissions> byRole, RolePermission permission) {
		byRole.computeIfAbsent(permission.role(), (role) -> new RolePermissions()).add(permission);
	}

	/**
	 * Decides.
	 * @return what came out; complete unless an authorizer takes its time, and never
	 * exceptionally
	 */
	CompletableFuture<Access> decide(SessionInfo session, WampAction action, MatchPolicy match, String uri,
			Dict options) {
		if (session.trusted()) {
			return Access.ALLOWED.done();
		}
		if (action == WampAction.REGISTER && match != MatchPolicy.EXACT
				&& this.asked.stream().anyMatch((procedure) -> match.matches(uri, procedure))) {
			// else it would be called whenever the procedure is not there itself
			return ASKED_BY_PATTERN.done();
		}
		return (this.authorizers.length > 0) ? ask(new AuthorizationRequest(session, action, uri, match, options), 0)
				: byPermissions(session, action, match, uri).done();
	}

	private CompletableFuture<Access> ask(AuthorizationRequest request, int first) {
		for (int i = first; i < this.authorizers.length; i++) {
			AsyncWampAuthorizer authorizer = this.authorizers[i];
			CompletableFuture<AuthorizationDecision> decision;
			try {
				decision = authorizer.decide(request).toCompletableFuture();
				if (!decision.isDone()) {
					return later(authorizer, decision, request, i + 1);
				}
				AuthorizationDecision known = decision.join();
				if (known != AuthorizationDecision.ABSTAIN) {
					return access(known).done();
				}
			}
			catch (RuntimeException | Error ex) {
				return failed(authorizer, request, ex).done();
			}
		}
		return byPermissions(request.session(), request.action(), request.match(), request.uri()).done();
	}

	/**
	 * The rest of the way, when the decision of an authorizer is there or its time is
	 * over.
	 */
	private CompletableFuture<Access> later(AsyncWampAuthorizer authorizer,
			CompletableFuture<AuthorizationDecision> decision, AuthorizationRequest request, int next) {
		CompletableFuture<Access> result = new CompletableFuture<>();
		Future<?> timer = this.scheduler.apply(() -> {
			if (result.complete(Access.FAILED)) {
				log(authorizer, request, "did not decide within " + this.timeout.toMillis() + " ms", null);
			}
		}, this.timeout);
		decision.whenComplete((known, failure) -> {
			timer.cancel(false);
			if (result.isDone()) {
				return;
			}
			if (failure != null || known == null) {
				result.complete(failed(authorizer, request,
						(failure != null) ? failure : new IllegalStateException("The decision is null")));
			}
			else if (known != AuthorizationDecision.ABSTAIN) {
				result.complete(access(known));
			}
			else {
				ask(request, next).thenAccept(result::complete);
			}
		});
		return result;
	}

	private Access byPermissions(SessionInfo session, WampAction action, MatchPolicy match, String uri) {
		if (isPrivileged(action, match, uri)) {
			return by(this.reserved.get(session.authRole()), action, match, uri);
		}
		if ((action == WampAction.REGISTER || action == WampAction.CALL) && this.asked.contains(uri)) {
			RolePermissions permissions = this.permissions.get(session.authRole());
			Access access = (permissions != null) ? permissions.decideExactly(action, uri) : ASKED;
			return access.isRefused() ? ASKED : access;
		}
		return this.open ? Access.ALLOWED : by(this.permissions.get(session.authRole()), action, match, uri);
	}

	private static Access by(@Nullable RolePermissions permissions, WampAction action, MatchPolicy match, String uri) {
		if (permissions == null) {
			return Access.DENIED;
		}
		return (match == MatchPolicy.EXACT) ? permissions.decide(action, uri) : permissions.decide(action, match, uri);
	}

	private boolean isPrivileged(WampAction action, MatchPolicy match, String uri) {
		if (match != MatchPolicy.EXACT) {
			// what a pattern outside of wamp. matches there is not delivered to it
			return this.secretive && uri.startsWith("wamp") && Uris.isReserved(uri + ".")
					&& UriPatterns.overlap(MatchPolicy.PREFIX, SESSIONS, match, uri);
		}
		if (!uri.startsWith("wamp.")) {
			return false;
		}
		return (action == WampAction.CALL && (uri.startsWith(KILL) || REVOKING.contains(uri)))
				|| (this.secretive && tellsOfSessions(uri) && !OWN.contains(uri));
	}

	private static boolean tellsOfSessions(String uri) {
		return uri.startsWith(SESSIONS) || uri.endsWith("_callees") || uri.endsWith("_subscribers");
	}

	private static Access access(@Nullable AuthorizationDecision decision) {
		if (decision == null) {
			throw new IllegalStateException("The decision is null");
		}
		return decision.isAllowed() ? Access.allowed(decision.isDisclosed(), decision.getTrustLevel()) : Access.DENIED;
	}

	private Access failed(AsyncWampAuthorizer authorizer, AuthorizationRequest request, Throwable failure) {
		Throwable reason = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (!(reason instanceof ProcedureFailedException)) {
			log(authorizer, request, "failed", reason);
		}
		return Access.FAILED;
	}

	private void log(AsyncWampAuthorizer authorizer, AuthorizationRequest request, String what,
			@Nullable Throwable failure) {
		this.limiter.error(() -> "The authorizer " + authorizer + " " + what + " for " + request.action() + " of "
				+ Uris.quote(request.uri()) + " by session " + request.session().id(), failure);
	}

}

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.CraAuthenticationProvider;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a WAMP procedure who somebody is, as Crossbar.io does: the procedure gets the
 * realm, the authid and the session's details, and answers with the authrole, or with a
 * dictionary of {@code role}, {@code authid}, {@code extra} and what the method needs; or
 * with an error, to refuse ({@code wamp.error.runtime_error} and others that tell nothing
 * of the client are failures, no refusals). For the methods {@code anonymous},
 * {@code ticket} (the ticket is in the details) and {@code wampcra} ({@code secret}, and
 * maybe {@code salt}, {@code iterations} and {@code keylen}). See the section "Dynamic
 * Authentication" of the specification.
 */
public final class ProcedureAuthenticationProvider implements WampAuthenticationProvider {

	/** The methods that can be left to a procedure. */
	public static final Set<String> METHODS = Set.of("anonymous", "ticket", "wampcra");

	private static final String PROVIDER = "dynamic";

	private static final String REFUSED = "The authid or its proof is not valid";

	/** What an answer fails with that tells nothing of the client. */
	private static final Set<String> FAILURES = Set.of(ErrorUris.NO_SUCH_PROCEDURE, ErrorUris.NO_AVAILABLE_CALLEE,
			ErrorUris.UNAVAILABLE, ErrorUris.TIMEOUT, ErrorUris.CANCELED, ErrorUris.RUNTIME_ERROR,
			ErrorUris.INVALID_ARGUMENT, ErrorUris.MAX_CONCURRENCY_REACHED, ErrorUris.PAYLOAD_SIZE_EXCEEDED);

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(ProcedureAuthenticationProvider.class));

	private final String method;

	private final String procedure;

	private final @Nullable String realm;

	private final Duration timeout;

	private final RealmCaller caller;

	/** The answer for the request that this thread goes on with. */
	private final ThreadLocal<WampUser> answered = new ThreadLocal<>();

	/** Learns what users look like, for those who do not exist. */
	private final CraAuthenticationProvider cra = new CraAuthenticationProvider(
			new UserDirectory(List.of((WampUserLookup) (realm, authId) -> this.answered.get()), null));

	/**
	 * Creates a provider.
	 * @param method one of {@link #METHODS}
	 * @param procedure the URI of the procedure
	 * @param realm where it is registered; {@code null} for the realm that is to be
	 * joined
	 * @param timeout how long an answer may take
	 * @param caller calls the procedure
	 * @throws IllegalArgumentException for any other method
	 */
	public ProcedureAuthenticationProvider(String method, String procedure, @Nullable String realm, Duration timeout,
			RealmCaller caller) {
		if (!METHODS.contains(method)) {
			throw new IllegalArgumentException("The method " + method + " cannot be left to a procedure");
		}
		this.method = method;
		this.procedure = procedure;
		this.realm = realm;
		this.timeout = timeout;
		this.caller = caller;
	}

	@Override
	public String getMethod() {
		return this.method;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		return this.method.equals("anonymous") || (request.authId() != null && !request.authId().isEmpty());
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		return switch (this.method) {
			case "ticket" -> CompletableFuture.completedStage(
					new Challenged(Dict.EMPTY, (answer) -> ask(request, answer.signature()).handle(this::accept)
						.thenCompose(Function.identity())));
			case "wampcra" -> ask(request, null)
				.handleAsync((principal, failure) -> challenge(request, principal, failure), this.caller.threads())
				.thenCompose(Function.identity());
			default -> ask(request, null).handle(this::accept).thenCompose(Function.identity());
		};
	}

	private CompletableFuture<Principal> ask(AuthenticationRequest request, @Nullable String ticket) {
		Map<String, @Nullable Object> details = PeerDetails.of(request, this.method);
		if (ticket != null) {
			details.put("ticket", ticket);
		}
		return this.caller
			.call((this.realm != null) ? this.realm : request.realm(), this.procedure, this.timeout, request.realm(),
					request.authId(), details)
			.thenApply((result) -> principal(request, result));
	}

	private Principal principal(AuthenticationRequest request, WampResult result) {
		Object answer = result.getArguments().isEmpty() ? null : result.getArguments().get(0);
		Dict dict = (answer instanceof String role) ? Dict.of("role", role)
				: (answer instanceof Map<?, ?> map) ? Dict.copyOf(map) : Dict.EMPTY;
		String role = dict.getString("role");
		if (role == null || role.isEmpty()) {
			throw new IllegalStateException(
					"The procedure " + this.procedure + " must answer with a role, or a dictionary with 'role'");
		}
		String realm = dict.getString("realm");
		if (realm != null && !realm.equals(request.realm())) {
			throw new IllegalStateException("The procedure " + this.procedure
					+ " must not answer with another realm than the one to be joined");
		}
		String authId = dict.getString("authid");
		String known = (authId != null) ? authId : request.authId();
		return new Principal((known != null) ? known : "anonymous-" + request.session(), role, dict.getDict("extra"),
				dict);
	}

	private CompletionStage<AuthenticationStep> accept(@Nullable Principal principal, @Nullable Throwable failure) {
		if (principal != null) {
			return CompletableFuture.completedStage(new Accepted(principal.identity(this.method)));
		}
		return refuse(failure);
	}

	/**
	 * What failed for reasons of its own fails; an error of the procedure is a refusal,
	 * with the same words for everybody.
	 */
	private CompletionStage<AuthenticationStep> refuse(@Nullable Throwable failure) {
		if (isRefusal(failure)) {
			log(failure);
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_DENIED, REFUSED));
		}
		return CompletableFuture
			.failedStage((failure != null) ? failure : new IllegalStateException("There is no answer"));
	}

	private void log(@Nullable Throwable failure) {
		this.limiter.info(() -> "The procedure " + this.procedure + " refuses a client: " + unwrap(failure));
	}

	private static boolean isRefusal(@Nullable Throwable failure) {
		return unwrap(failure) instanceof WampException error && !FAILURES.contains(error.getUri());
	}

	private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Goes on with the answer as with a user that is known; who is refused gets a
	 * challenge like everybody else.
	 */
	private CompletionStage<AuthenticationStep> challenge(AuthenticationRequest request, @Nullable Principal principal,
			@Nullable Throwable failure) {
		if (principal == null && !isRefusal(failure)) {
			return refuse(failure);
		}
		if (principal == null) {
			log(failure);
		}
		this.answered.set((principal != null) ? user(request, principal) : null);
		try {
			return this.cra.authenticate(request)
				.thenApply(
						(step) -> (step instanceof Challenged challenged) ? challenged(challenged, principal) : step);
		}
		finally {
			this.answered.remove();
		}
	}

	private AuthenticationStep challenged(Challenged challenged, @Nullable Principal principal) {
		if (principal == null && challenged.extra().getString("salt") != null) {
			// takes as long as for those who exist
			salting(challenged.extra()).derive(REFUSED);
		}
		return new Challenged(challenged.extra(), (answer) -> finish(challenged, answer, principal));
	}

	private CompletionStage<AuthenticationStep> finish(Challenged challenged, Authenticate answer,
			@Nullable Principal principal) {
		return challenged.answer()
			.apply(answer)
			.thenApply((step) -> (step instanceof Accepted && principal != null)
					? new Accepted(principal.identity(this.method))
					: (step instanceof Accepted) ? new Refused(ErrorUris.AUTHENTICATION_DENIED, REFUSED) : step);
	}

	private WampUser user(AuthenticationRequest request, Principal principal) {
		Dict answer = principal.answer();
		String secret = answer.getString("secret");
		if (secret == null || secret.isEmpty()) {
			throw new IllegalStateException("The procedure " + this.procedure + " must answer with a 'secret'");
		}
		String authId = String.valueOf(request.authId());
		if (answer.getString("salt") == null) {
			return new WampUser(authId, secret, principal.role());
		}
		Salting salting = salting(answer);
		return new WampUser(authId, salting.derive(secret), principal.role(), salting);
	}

	private static Salting salting(Dict dict) {
		return new Salting(String.valueOf(dict.getString("salt")), integer(dict, "iterations", 1000),
				integer(dict, "keylen", 32));
	}

	private static int integer(Dict dict, String key, int absent) {
		Long value = dict.getLong(key);
		return (value == null) ? absent : (int) Math.min(Math.max(value, -1), Integer.MAX_VALUE);
	}

	/**
	 * Who the procedure says it is.
	 */
	private record Principal(String authId, String role, Dict extra, Dict answer) {

		WampIdentity identity(String method) {
			return new WampIdentity(this.authId, this.role, method, PROVIDER, this.extra);
		}

	}

}

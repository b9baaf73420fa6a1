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

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.PassedOver;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.ProcedureFailedException;
import io.github.wampspring.router.SessionAttributes;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.engine.Resumptions.Resumption;
import io.github.wampspring.router.engine.SessionState.Phase;
import io.github.wampspring.transport.resume.ResumeRequest;
import org.jspecify.annotations.Nullable;

/**
 * From HELLO to WELCOME. The methods do their work on threads of their own, since they
 * may look users up and compute what is expensive. Whatever they throw ends in ABORT. See
 * the section "Authentication Methods" of the specification.
 */
final class Handshake {

	private static final String ANONYMOUS = "anonymous";

	private static final int MAX_AUTHID = 1_024;

	private static final SecureRandom random = new SecureRandom();

	private final DefaultWampRouter router;

	private final SessionHandler handler;

	private final long session = Ids.random();

	private @Nullable Hello hello;

	private @Nullable Realm realm;

	private String method = ANONYMOUS;

	/** Those that have not been tried yet, in their order. */
	private Iterator<String> methods = Collections.emptyIterator();

	/** Tries them. */
	private Runnable next = () -> {
	};

	/** Whether the client has got a challenge. */
	private boolean asked;

	/** What becomes of the client if none of them will do. */
	private @Nullable Refused refusal;

	/** There from the moment when a method was chosen. */
	private @Nullable Attempts attempts;

	/** What the answer to the last challenge leads to; taken by one message only. */
	private final AtomicReference<@Nullable Function<Authenticate, CompletionStage<AuthenticationStep>>> challenged = new AtomicReference<>();

	/** The client has made the router find something out, and has not answered. */
	private final AtomicBoolean owing = new AtomicBoolean();

	/** Whether there was any answer. */
	private volatile boolean answered;

	/** What is being found out; complete when that has ended. */
	private volatile CompletableFuture<?> work = CompletableFuture.completedFuture(null);

	Handshake(DefaultWampRouter router, SessionHandler handler) {
		this.router = router;
		this.handler = handler;
	}

	void receive(WampMessage message) {
		if (message instanceof Hello hello && this.hello == null) {
			hello(hello);
			return;
		}
		Function<Authenticate, CompletionStage<AuthenticationStep>> answer = (message instanceof Authenticate)
				? this.challenged.getAndSet(null) : null;
		if (answer == null) {
			throw new ProtocolViolation("received " + message.type() + " before the session was established");
		}
		this.answered = true;
		this.owing.set(false);
		proceed(() -> answer.apply((Authenticate) message));
	}

	/**
	 * What is being found out about the client.
	 * @return completes when that has ended, with nothing
	 */
	CompletableFuture<?> work() {
		return this.work;
	}

	/**
	 * The client has left, or its time is over, before it has answered.
	 */
	void abandoned() {
		Attempts attempts = this.attempts;
		if (this.owing.getAndSet(false) && attempts != null) {
			attempts.abandoned();
		}
	}

	/**
	 * The handshake ends, and not by the client, unless it is to answer a challenge.
	 */
	void outOfTime() {
		if (this.challenged.get() == null) {
			this.owing.set(false);
		}
	}

	/**
	 * The handshake ends, and not by the client.
	 */
	void excuse() {
		this.owing.set(false);
	}

	private void hello(Hello hello) {
		this.hello = hello;
		Announcement announced = Announcement.of(hello.details());
		if (announced.roles().isEmpty()) {
			throw new ProtocolViolation("HELLO must announce at least one role");
		}
		Realm realm = this.router.realm(hello.realm());
		if (realm == null) {
			boolean valid = this.router.uriRules().isValid(hello.realm(), MatchPolicy.EXACT);
			refuse(valid ? ErrorUris.NO_SUCH_REALM : ErrorUris.INVALID_URI,
					valid ? "There is no realm " + Uris.quote(hello.realm()) : "The realm's name is not a valid URI");
			return;
		}
		String named = hello.details().getString("authid");
		if (named != null && named.length() > MAX_AUTHID) {
			refuse(ErrorUris.AUTHENTICATION_DENIED, "The authid in HELLO has more than " + MAX_AUTHID + " characters");
			return;
		}
		this.realm = realm;
		List<String> methods = hello.details().getStrings("authmethods");
		boolean unasked = methods == null || methods.isEmpty();
		if (unasked && this.handler.channel().info().local()) {
			String authId = hello.details().getString("authid");
			establish(new WampIdentity((authId != null) ? authId : randomAuthId(), realm.settings().trustedRole(),
					"trusted", "router"), true);
		}
		else {
			authenticate(realm, hello, (methods == null || unasked) ? List.of() : methods);
		}
	}

	/**
	 * Tries the methods that both sides have, each once. Without any, the channel may
	 * tell who the client is, or else it is anonymous.
	 */
	private void authenticate(Realm realm, Hello hello, List<String> offered) {
		AuthenticationRequest request = new AuthenticationRequest(realm.name(), this.session,
				hello.details().getString("authid"), hello.details(), this.handler.channel().info(),
				() -> this.handler.state().phase() == Phase.JOINING);
		// whatever a stranger repeats is done once
		this.methods = new LinkedHashSet<>(offered.isEmpty() ? implied(realm, request) : offered).iterator();
		tryNext(realm, request);
	}

	/**
	 * Takes the first of the methods left that can work.
	 */
	private void tryNext(Realm realm, AuthenticationRequest request) {
		String anonymousRole = realm.settings().anonymousRole();
		while (this.methods.hasNext()) {
			String method = this.methods.next();
			WampAuthenticationProvider provider = realm.providers().get(method);
			if (provider != null) {
				if (provider.canAuthenticate(request)) {
					this.method = method;
					this.attempts = new Attempts(this.handler.place(), this.router.failedLogins(), realm,
							request.details(), provider);
					this.next = () -> tryNext(realm, request);
					this.owing.set(true);
					proceed(() -> provider.authenticate(request));
					return;
				}
				if (this.refusal == null || this.refusal.error().equals(ErrorUris.AUTHENTICATION_REQUIRED)) {
					this.refusal = new Refused(ErrorUris.AUTHENTICATION_REQUIRED, "The method " + method
							+ " needs more than there is, such as an authid, a client certificate or a cookie");
				}
			}
			else if (method.equals(ANONYMOUS) && anonymousRole != null) {
				establish(new WampIdentity(randomAuthId(), anonymousRole, ANONYMOUS, "router"), false);
				return;
			}
		}
		Refused refusal = this.refusal;
		if (refusal != null) {
			refuse(refusal.error(), refusal.message());
		}
		else {
			refuse(ErrorUris.NO_MATCHING_AUTH_METHOD,
					"None of the authentication methods offered is taken; the router has "
							+ this.router.describe(realm));
		}
	}

	private static List<String> implied(Realm realm, AuthenticationRequest request) {
		List<String> implied = new ArrayList<>();
		realm.providers().forEach((method, provider) -> {
			if (provider.isImplied(request)) {
				implied.add(method);
			}
		});
		implied.add(ANONYMOUS);
		return implied;
	}

	private void proceed(Supplier<CompletionStage<AuthenticationStep>> step) {
		if (isThrottled()) {
			return;
		}
		CompletableFuture<Void> work = new CompletableFuture<>();
		this.work = work;
		try {
			this.router.authenticationExecutor().execute(() -> begin(step, work));
		}
		catch (RejectedExecutionException ex) {
			work.complete(null);
			refuse(CloseUris.SYSTEM_SHUTDOWN, "The router shuts down");
		}
		catch (RuntimeException | Error ex) {
			work.complete(null);
			throw ex;
		}
	}

	/**
	 * Refuses the client if there were too many attempts, be it by others.
	 */
	private boolean isThrottled() {
		String refusal = (this.attempts != null) ? this.attempts.refusal() : null;
		if (refusal != null) {
			refuse(ErrorUris.AUTHENTICATION_FAILED, refusal);
		}
		return refusal != null;
	}

	private void begin(Supplier<CompletionStage<AuthenticationStep>> step, CompletableFuture<Void> work) {
		// others may have failed while this waited for a thread
		if (this.handler.state().phase() != Phase.JOINING || isThrottled()) {
			work.complete(null);
			return;
		}
		try {
			step.get().whenComplete((next, failure) -> {
				work.complete(null);
				try {
					if (failure != null) {
						fail(failure);
					}
					else {
						take(next);
					}
				}
				catch (RuntimeException | Error ex) {
					fail(ex);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			work.complete(null);
			fail(ex);
		}
	}

	private void take(@Nullable AuthenticationStep step) {
		if (step instanceof Accepted accepted) {
			if (!isThrottled()) {
				accept(accepted);
			}
		}
		else if (step instanceof Refused refused) {
			if (isCounted(refused)) {
				refuse(refused.error(), refused.message());
			}
		}
		else if (step instanceof PassedOver passed && !this.asked) {
			if (isCounted(passed.refusal())) {
				this.owing.set(false);
				this.refusal = passed.refusal();
				this.next.run();
			}
		}
		else if (step instanceof Challenged next) {
			this.asked = true;
			this.challenged.set(next.answer());
			this.owing.set(true);
			this.handler.challenge(new Challenge(this.method, next.extra()));
		}
		else {
			fail(new IllegalStateException("The provider of " + this.method + " came to no result"));
		}
	}

	/**
	 * Counts a failure. A client that has failed too often is refused.
	 * @return whether it may learn of its failure
	 */
	private boolean isCounted(Refused refused) {
		String throttled = (this.attempts != null && !refused.error().equals(ErrorUris.UNAVAILABLE))
				? this.attempts.failed(this.answered || !refused.error().equals(ErrorUris.AUTHENTICATION_REQUIRED))
				: null;
		if (throttled != null) {
			refuse(ErrorUris.AUTHENTICATION_FAILED, throttled);
		}
		return throttled == null;
	}

	/** Who lets the client in may have another realm for it. */
	private void accept(Accepted accepted) {
		String name = accepted.realm();
		if (name != null) {
			Realm other = this.router.realm(name);
			if (other == null) {
				fail(new IllegalStateException("There is no realm " + Uris.quote(name) + ", to which the provider of "
						+ this.method + " sends a client"));
				return;
			}
			this.realm = other;
		}
		establish(accepted.identity(), false);
	}

	private void fail(Throwable failure) {
		Throwable reason = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (!(reason instanceof ProcedureFailedException)) {
			this.router.log().authenticationFailed(this.handler, this.method, reason);
		}
		refuse(ErrorUris.AUTHENTICATION_FAILED, "The authentication could not be done");
	}

	private void refuse(String reason, String message) {
		this.owing.set(false);
		this.router.log().refused(this.handler, message);
		this.handler.refuse(reason, message);
	}

	private void establish(WampIdentity identity, boolean trusted) {
		Realm realm = this.realm;
		Hello hello = this.hello;
		this.owing.set(false);
		if (realm == null || hello == null) {
			return;
		}
		// may be large or secret, and is not needed for the rest of the session's life
		this.next = () -> {
		};
		this.handler.channel().info().cookies().forget();
		this.hello = new Hello(realm.name(), Dict.EMPTY);
		ResumeRequest request = ResumeRequest.of(hello.details());
		if (request != null) {
			resume(realm, request, identity);
			return;
		}
		SessionInfo info = new SessionInfo(this.session, realm.name(), identity, this.handler.channel().info(), trusted,
				Instant.now(), SessionAttributes.of(hello.details()));
		Dict details = Dict.of("realm", realm.name())
			.with("authid", identity.authId())
			.with("authrole", identity.authRole())
			.with("authmethod", identity.authMethod())
			.with("authprovider", identity.authProvider())
			.with("agent", this.router.settings().agent())
			.with("roles", Features.roles(realm.settings()));
		if (!identity.authExtra().isEmpty()) {
			details = details.with("authextra", identity.authExtra());
		}
		Resumption resumption = realm.resumptions()
			.offer(info, this.handler.channel(), hello.details(), this.handler::close);
		if (resumption != null) {
			details = details.withAll(resumption.details());
		}
		if (!realm.reserve(trusted)) {
			refuse(ErrorUris.UNAVAILABLE, "There are too many sessions in realm '" + realm.name() + "'");
			return;
		}
		boolean established = false;
		try {
			established = this.handler.establish(realm, new RouterSession(info, Announcement.of(hello.details()),
					this.handler, realm.settings().sessionLimits()), new Welcome(this.session, details), resumption);
		}
		finally {
			if (!established) {
				realm.release(trusted);
			}
		}
	}

	private void resume(Realm realm, ResumeRequest request, WampIdentity identity) {
		Resumption resumption = realm.resumptions().find(request, identity);
		if (resumption == null || !this.handler
			.passOn(() -> resumption.resume(request, this.handler.channel(), identity.authExtra()))) {
			if (resumption != null) {
				resumption.endIfLost();
			}
			refuse(ErrorUris.NO_SUCH_SESSION, "There is no session that could be resumed so");
		}
	}

	private static String randomAuthId() {
		byte[] bytes = new byte[18];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

}

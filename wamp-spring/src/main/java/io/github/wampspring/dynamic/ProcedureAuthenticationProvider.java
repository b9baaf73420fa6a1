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

import java.security.SecureRandom;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.router.ProcedureBacked;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a WAMP procedure who a client is, with the arguments and results of Crossbar.io's
 * dynamic authenticators. The procedure gets the realm, the authid and a dictionary, and
 * answers with a role, or a dictionary with {@code role}, and maybe {@code authid},
 * {@code realm} and {@code extra}, beside what the method needs: {@code secret} and maybe
 * {@code salt}, {@code iterations}, {@code keylen} for {@code wampcra}; {@code pubkey}
 * for {@code cryptosign}; {@code kdf}, {@code salt}, {@code iterations}, {@code memory},
 * {@code stored-key} and {@code server-key} for {@code scram} and {@code wamp-scram}. By
 * {@code ticket} it gets the ticket, by {@code tls} what the client's certificate says,
 * and decides itself.
 * <p>
 * Whatever it answers else is a refusal, in the same words for everybody and, where the
 * method has a challenge, after one. An answer that does not come (nobody has registered
 * the procedure, it is unavailable or too late) ends in
 * {@code wamp.error.authentication_failed}.
 */
public final class ProcedureAuthenticationProvider implements WampAuthenticationProvider, ProcedureBacked {

	/** The methods that can be left to a procedure. */
	public static final Set<String> METHODS = Set.of("anonymous", "ticket", "wampcra", "scram", "wamp-scram",
			"cryptosign", "tls");

	private static final String REFUSED = "The authid or its proof is not valid";

	/** Errors that hint at a fault, but may be all that a procedure says of a client. */
	private static final Set<String> SUSPICIOUS = Set.of(ErrorUris.RUNTIME_ERROR, ErrorUris.INVALID_ARGUMENT);

	private static final SecureRandom random = new SecureRandom();

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(ProcedureAuthenticationProvider.class));

	private final String method;

	private final Settings settings;

	private final RealmCaller caller;

	private final AnswerWatch watch;

	private final @Nullable ChallengeHalf half;

	/**
	 * Creates a provider.
	 * @param method one of {@link #METHODS}
	 * @param settings which procedure is asked, and how
	 * @param caller calls the procedure
	 * @throws IllegalArgumentException for any other method
	 */
	public ProcedureAuthenticationProvider(String method, Settings settings, RealmCaller caller) {
		if (!METHODS.contains(method)) {
			throw new IllegalArgumentException("The method " + method + " cannot be left to a procedure");
		}
		this.method = method;
		this.settings = settings;
		this.caller = caller;
		this.watch = new AnswerWatch(this.limiter, settings.procedure(),
				"Until it answers, nobody gets in by the authentication method " + method);
		this.half = switch (method) {
			case "wampcra" -> new CraHalf(settings.decoyKey());
			case "scram" -> new ScramHalf(ScramDialect.DRAFT, settings);
			case "wamp-scram" -> new ScramHalf(ScramDialect.SPECIFICATION, settings);
			case "cryptosign" -> new CryptosignHalf(settings);
			default -> null;
		};
	}

	@Override
	public String getMethod() {
		return this.method;
	}

	@Override
	public String procedure() {
		return this.settings.procedure();
	}

	@Override
	public boolean isAskedIn(String realm) {
		return this.settings.realm() == null || realm.equals(this.settings.realm());
	}

	@Override
	public boolean isGuessable() {
		return !this.method.equals("cryptosign") && !this.method.equals("tls");
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		if (this.half != null) {
			return this.half.canAuthenticate(request);
		}
		if (this.method.equals("tls")) {
			return request.channel().peerCertificate() != null;
		}
		return this.method.equals("anonymous") || (request.authId() != null && !request.authId().isEmpty());
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		ChallengeHalf half = this.half;
		if (half != null) {
			return ask(request, request.authId(), null)
				.handleAsync((answer, failure) -> challenge(half, request, answer, failure), this.caller.threads())
				.thenCompose(Function.identity());
		}
		if (this.method.equals("ticket")) {
			return CompletableFuture.completedStage(new Challenged(Dict.EMPTY,
					(answer) -> ask(request, request.authId(), answer.signature()).handle(this::decide)
						.thenCompose(Function.identity())));
		}
		if (this.method.equals("tls")) {
			return isExpired(request) ? CompletableFuture.completedStage(refused())
					: ask(request, request.authId(), null).handle(this::decide).thenCompose(Function.identity());
		}
		// whatever an anonymous client says of itself, it is nobody
		return ask(request, randomAuthId(), null).handle(this::decide).thenCompose(Function.identity());
	}

	private static String randomAuthId() {
		byte[] bytes = new byte[18];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	private CompletableFuture<ProcedureAnswer> ask(AuthenticationRequest request, @Nullable String authId,
			@Nullable String ticket) {
		Map<String, @Nullable Object> details = PeerDetails.of(request, this.method);
		if (ticket != null) {
			details.put("ticket", ticket);
		}
		String realm = (this.settings.realm() != null) ? this.settings.realm() : request.realm();
		return this.watch
			.watch(realm,
					this.caller.call(realm, this.settings.procedure(), this.settings.timeout(), request.realm(), authId,
							details))
			.thenApply((result) -> answer(request, authId, result));
	}

	private ProcedureAnswer answer(AuthenticationRequest request, @Nullable String authId, WampResult result) {
		ProcedureAnswer answer = usable(() -> ProcedureAnswer.of(result, authId));
		if (answer.realm() != null && this.settings.realm() == null && !answer.realm().equals(request.realm())) {
			// else who may register in one realm could let people into all of them
			throw new UnusableAnswerException("only a procedure for all realms, which is registered in one of its own,"
					+ " may answer with another realm than the one to be joined");
		}
		return answer;
	}

	private static <T> T usable(Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (UnusableAnswerException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new UnusableAnswerException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private CompletionStage<AuthenticationStep> decide(@Nullable ProcedureAnswer answer, @Nullable Throwable failure) {
		if (answer != null) {
			return CompletableFuture.completedStage(accepted(answer, Dict.EMPTY));
		}
		Throwable reason = unwrap(failure);
		if (!isAnswer(reason)) {
			return CompletableFuture.failedStage(reason);
		}
		log(reason);
		return CompletableFuture.completedStage(refused());
	}

	private static AuthenticationStep refused() {
		return new Refused(ErrorUris.AUTHENTICATION_DENIED, REFUSED);
	}

	/** TLS may have resumed a connection since it has looked. */
	private static boolean isExpired(AuthenticationRequest request) {
		X509Certificate certificate = request.channel().peerCertificate();
		try {
			if (certificate != null) {
				certificate.checkValidity();
			}
			return certificate == null;
		}
		catch (CertificateExpiredException | CertificateNotYetValidException ex) {
			return true;
		}
	}

	private Accepted accepted(ProcedureAnswer answer, Dict proof) {
		return new Accepted(answer.identity(this.method, proof), answer.realm());
	}

	/**
	 * Goes on with the answer as with a user that is known; who is refused gets a
	 * challenge like everybody else.
	 */
	private CompletionStage<AuthenticationStep> challenge(ChallengeHalf half, AuthenticationRequest request,
			@Nullable ProcedureAnswer answer, @Nullable Throwable failure) {
		if (!request.isOpen()) {
			// deriving a key takes time, which others wait for
			return CompletableFuture.completedStage(new Refused(ErrorUris.UNAVAILABLE, "The client has left"));
		}
		WampUser user = null;
		Throwable reason = (answer == null) ? unwrap(failure) : null;
		if (answer != null) {
			try {
				user = usable(() -> half.user(request, answer));
			}
			catch (UnusableAnswerException ex) {
				reason = ex;
			}
		}
		if (reason != null) {
			if (!isAnswer(reason)) {
				return CompletableFuture.failedStage(reason);
			}
			log(reason);
		}
		ProcedureAnswer known = (user != null) ? answer : null;
		return half.challenge(request, user)
			.thenApply((step) -> (step instanceof Challenged challenged)
					? new Challenged(challenged.extra(), (signed) -> prove(challenged, signed, known)) : step);
	}

	private CompletionStage<AuthenticationStep> prove(Challenged challenged, Authenticate signed,
			@Nullable ProcedureAnswer known) {
		return challenged.answer().apply(signed).thenApply((step) -> {
			if (!(step instanceof Accepted right)) {
				return step;
			}
			return (known != null) ? accepted(known, right.identity().authExtra()) : refused();
		});
	}

	/**
	 * Whether the procedure has said anything. Then nobody else is to learn what: it may
	 * fail just since it does not know the client.
	 */
	private static boolean isAnswer(Throwable failure) {
		return failure instanceof UnusableAnswerException || failure instanceof PayloadException
				|| (failure instanceof WampException error && AnswerWatch.isAnswer(error));
	}

	/** Without what an error says beside its URI, which may be the ticket. */
	private void log(Throwable reason) {
		if (!(reason instanceof WampException error)) {
			String why = (reason instanceof UnusableAnswerException) ? reason.getMessage() : "it cannot be read";
			this.limiter.warn(() -> "The procedure " + this.settings.procedure()
					+ " lets nobody in by its answer for the method " + this.method + ": " + why);
		}
		else if (SUSPICIOUS.contains(error.getUri())) {
			this.limiter.warn(() -> "The procedure " + this.settings.procedure() + " failed with " + error.getUri()
					+ " for a client, which is refused. If it does not know the client, an error of its own should say so;"
					+ " if it cannot tell, " + ErrorUris.UNAVAILABLE);
		}
		else {
			this.limiter.info(() -> "The procedure " + this.settings.procedure() + " refuses a client: "
					+ Uris.quote(error.getUri()));
		}
	}

	private static Throwable unwrap(@Nullable Throwable failure) {
		if (failure == null) {
			return new IllegalStateException("There is no answer");
		}
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Which procedure is asked, and how.
	 *
	 * @param procedure the URI of the procedure
	 * @param realm where it is registered; {@code null} for the realm that is to be
	 * joined. One that is named here may send clients into other realms
	 * @param timeout how long an answer may take
	 * @param decoyKey a secret that picks what unknown users look like, so that it is the
	 * same after a restart and in other instances; {@code null} for a random one
	 * @param routerKey the router's own key, for clients that want it to authenticate by
	 * {@code cryptosign}; {@code null} for none
	 * @param channelBindingRequired whether clients must bind the authentication by
	 * {@code cryptosign} or SCRAM to their TLS connection
	 */
	public record Settings(String procedure, @Nullable String realm, Duration timeout, @Nullable String decoyKey,
			@Nullable CryptosignKey routerKey, boolean channelBindingRequired) {

		/**
		 * Without keys.
		 * @param procedure the URI of the procedure
		 * @param realm where it is registered; {@code null} for the realm that is to be
		 * joined
		 * @param timeout how long an answer may take
		 */
		public Settings(String procedure, @Nullable String realm, Duration timeout) {
			this(procedure, realm, timeout, null, null, false);
		}

		/** Without the key. */
		@Override
		public String toString() {
			return "Settings[" + this.procedure + "]";
		}

	}

}

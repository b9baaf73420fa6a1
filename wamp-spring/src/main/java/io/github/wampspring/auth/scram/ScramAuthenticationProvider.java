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

package io.github.wampspring.auth.scram;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.ChannelBinder.Bound;
import io.github.wampspring.auth.ChannelBinder;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-SCRAM, the router's half. Users have {@link ScramCredentials}; for those who have
 * only a secret, plain or derived by PBKDF2 with 32 bytes, credentials are made of it. A
 * client that names a user whom nobody knows goes through the same steps and is refused
 * with the same words. See the section "Salted Challenge Response Authentication" of the
 * specification.
 */
public final class ScramAuthenticationProvider implements WampAuthenticationProvider {

	/** Of PBKDF2, for plain secrets. RFC 7677 asks for no fewer. */
	private static final int ITERATIONS = 4_096;

	private static final int MAX_NONCE = 256;

	private final UserDirectory users;

	private final ScramDialect dialect;

	private final ChannelBinder binder;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates a provider.
	 * @param users the users
	 * @param dialect what clients speak
	 */
	public ScramAuthenticationProvider(UserDirectory users, ScramDialect dialect) {
		this(users, dialect, false);
	}

	/**
	 * Creates a provider.
	 * @param users the users
	 * @param dialect what clients speak; only that of the specification has channel
	 * bindings
	 * @param bound whether clients that ask for no TLS channel binding are refused,
	 * unless they are in the same JVM
	 */
	public ScramAuthenticationProvider(UserDirectory users, ScramDialect dialect, boolean bound) {
		this.users = users;
		this.dialect = dialect;
		this.binder = new ChannelBinder(dialect.method(), bound, dialect.isDraft() ? List.of() : Scram.BINDINGS);
	}

	@Override
	public String getMethod() {
		return this.dialect.method();
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		String authId = request.authId();
		Dict extra = request.details().getDict("authextra");
		return authId != null && !authId.isEmpty() && isNonce(extra.getString("nonce"))
				&& (!this.dialect.isDraft() || extra.get("channel_binding") == null);
	}

	private static boolean isNonce(@Nullable String nonce) {
		byte[] bytes = (nonce != null && nonce.length() <= MAX_NONCE) ? Scram.unBase64(nonce) : null;
		return bytes != null && bytes.length > 0;
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		String authId = request.authId();
		String clientNonce = request.details().getDict("authextra").getString("nonce");
		if (authId == null || clientNonce == null || !canAuthenticate(request)) {
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The method " + getMethod() + " needs an authid and a nonce"));
		}
		return CompletableFuture
			.completedStage(this.binder.bind(request, (bound) -> challenged(request, authId, clientNonce, bound)));
	}

	private AuthenticationStep challenged(AuthenticationRequest request, String authId, String clientNonce,
			@Nullable Bound bound) {
		UserDirectory.Entry entry = this.users.look(request.realm(), authId, this::isUsable);
		ScramCredentials credentials = credentials(request.realm(), entry.user());
		String nonce = nonce(clientNonce);
		Dict challenge = Dict.of("nonce", nonce, "salt", credentials.salt())
			.with("kdf", this.dialect.wireName(credentials.kdf()))
			.with("iterations", credentials.iterations())
			.with("memory", (credentials.kdf().isArgon2() || this.dialect.isDraft()) ? credentials.memory() : null);
		String message = Scram.authMessage(this.dialect, authId, clientNonce, nonce, credentials.salt(),
				credentials.iterations(), bound);
		return new Challenged(challenge, (answer) -> CompletableFuture
			.completedStage(answered(entry, credentials, nonce, message, bound, answer)));
	}

	private AuthenticationStep answered(UserDirectory.Entry entry, ScramCredentials credentials, String nonce,
			String message, @Nullable Bound bound, Authenticate answer) {
		byte[] storedKey = Base64.getDecoder().decode(credentials.storedKey());
		byte[] signature = Scram.hmac(storedKey, message);
		byte[] proof = Scram.unBase64(answer.signature());
		byte[] clientKey = Scram.xor(signature,
				(proof != null && proof.length == Scram.KEY_LENGTH) ? proof : new byte[Scram.KEY_LENGTH]);
		boolean right = MessageDigest.isEqual(Scram.sha256(clientKey), storedKey);
		String verifier = Scram.base64(Scram.hmac(Base64.getDecoder().decode(credentials.serverKey()), message));
		if (right && entry.known() && isComplete(answer, nonce, bound)) {
			WampUser user = entry.user();
			return new Accepted(
					new WampIdentity(user.authId(), user.role(), getMethod(), "static", this.dialect.isDraft()
							? Dict.of("scram_server_signature", verifier) : Dict.of("verifier", "v=" + verifier)));
		}
		return new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
	}

	private boolean isComplete(Authenticate answer, String nonce, @Nullable Bound bound) {
		Dict extra = answer.extra();
		if (this.dialect.isDraft()) {
			return true;
		}
		return nonce.equals(extra.getString("nonce")) && ((bound != null)
				? bound.binding().wireName().equals(extra.get("channel_binding"))
						&& Scram.base64(bound.data()).equals(extra.get("cbind_data"))
				: extra.get("channel_binding") == null && extra.get("cbind_data") == null);
	}

	private String nonce(String clientNonce) {
		byte[] own = new byte[18];
		this.random.nextBytes(own);
		byte[] first = Scram.unBase64(clientNonce);
		if (!this.dialect.isDraft() || first == null) {
			return clientNonce + Scram.base64(own);
		}
		byte[] all = Arrays.copyOf(first, first.length + own.length);
		System.arraycopy(own, 0, all, first.length, own.length);
		return Scram.base64(all);
	}

	private boolean isUsable(WampUser user) {
		Salting salting = user.salting();
		return stored(user) != null || (user.hasSecret()
				&& (salting == null || (salting.keyLength() == Scram.KEY_LENGTH && key(user) != null)));
	}

	private @Nullable ScramCredentials stored(WampUser user) {
		return user.credential(ScramCredentials.class, (credentials) -> this.dialect.has(credentials.kdf()));
	}

	private static byte @Nullable [] key(WampUser user) {
		byte[] key = Scram.unBase64(user.secret());
		Salting salting = user.salting();
		return (key != null && key.length == Scram.KEY_LENGTH && salting != null
				&& isSalt(salting.salt().getBytes(StandardCharsets.UTF_8))) ? key : null;
	}

	private static boolean isSalt(byte[] salt) {
		return salt.length >= 8 && salt.length <= 64;
	}

	private ScramCredentials credentials(String realm, WampUser user) {
		ScramCredentials stored = stored(user);
		if (stored != null) {
			return stored;
		}
		Salting salting = user.salting();
		byte[] key = key(user);
		if (salting != null && key != null) {
			return ScramCredentials.of(key, ScramKdf.PBKDF2, salting.iterations(), 0,
					salting.salt().getBytes(StandardCharsets.UTF_8));
		}
		byte[] salt = Arrays.copyOf(this.users.hash(realm, user.authId(), "scram"), 16);
		String secret = user.hasSecret() ? user.secret() : Base64.getEncoder().encodeToString(salt);
		return ScramCredentials.of(Scram.saltedPassword(secret, ScramKdf.PBKDF2, salt, ITERATIONS, 0), ScramKdf.PBKDF2,
				ITERATIONS, 0, salt);
	}

}

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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.ChannelBinder;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticator.Answer;
import io.github.wampspring.auth.WampAuthenticator.Challenge;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * SCRAM's two halves against each other, and each against one that cheats.
 */
class ScramTests {

	private static final String SALTED = "salt12345";

	private final UserDirectory users = new UserDirectory(List.of(WampUserLookup
		.of(List.of(user("pbkdf2", ScramKdf.PBKDF2, 4_096, 0), user("argon", ScramKdf.ARGON2ID13, 4, 1_024),
				user("text", ScramKdf.ARGON2ID13_TEXT, 4, 1_024), new WampUser("plain", "plain-secret", "user"),
				new WampUser("salted",
						Base64.getEncoder()
							.encodeToString(Scram.saltedPassword("salted-secret", ScramKdf.PBKDF2,
									SALTED.getBytes(StandardCharsets.UTF_8), 5_000, 0)),
						"user", new Salting(SALTED, 5_000, 32))))),
			"key");

	private static final byte[] DATA = { 1, 2, 3 };

	private static WampUser user(String name, ScramKdf kdf, int iterations, int memory) {
		return new WampUser(name, "user", List.of(ScramCredentials.derive(name + "-secret", kdf, iterations, memory)));
	}

	@ParameterizedTest
	@CsvSource({ "pbkdf2, SPECIFICATION", "argon, SPECIFICATION", "plain, SPECIFICATION", "salted, SPECIFICATION",
			"pbkdf2, DRAFT", "text, DRAFT", "plain, DRAFT", "salted, DRAFT", "argon, DRAFT_RAW_KEY" })
	void letsAUserInWhoKnowsThePasswordAndProvesItselfToIt(String name, ScramDialect dialect) {
		Exchange exchange = new Exchange(dialect, name, name + "-secret");
		AuthenticationStep step = exchange.run();
		assertThat(step).isInstanceOf(Accepted.class);
		assertThat(((Accepted) step).identity().authId()).isEqualTo(name);
		assertThat(((Accepted) step).identity().authMethod()).isEqualTo(dialect.method());
		assertThat(exchange.believes(((Accepted) step).identity().authExtra())).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "pbkdf2, SPECIFICATION", "argon, SPECIFICATION", "plain, SPECIFICATION", "text, SPECIFICATION",
			"nobody, SPECIFICATION", "nobody, DRAFT", "text, DRAFT" })
	void refusesEverybodyElseWithTheSameWords(String name, ScramDialect dialect) {
		assertThat(new Exchange(dialect, name, "wrong").run())
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
	}

	@Test
	void theClientBelievesNoRouterThatDoesNotKnowTheUser() {
		for (ScramDialect dialect : ScramDialect.values()) {
			String name = (dialect == ScramDialect.DRAFT) ? "text" : "argon";
			Exchange exchange = new Exchange(dialect, name, name + "-secret");
			exchange.run();
			String key = dialect.isDraft() ? "scram_server_signature" : "verifier";
			assertThat(exchange.believes(Dict.EMPTY)).isFalse();
			assertThat(exchange.believes(Dict.of(key, "v="))).isFalse();
			assertThat(exchange.believes(Dict.of(key, Scram.base64(new byte[32])))).isFalse();
			assertThat(exchange.believes(Dict.of(key, 1))).isFalse();
		}
	}

	@Test
	void theClientTakesASignatureWithAndWithoutItsPrefix() {
		Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret");
		Dict extra = ((Accepted) exchange.run()).identity().authExtra();
		String verifier = extra.getString("verifier");
		assertThat(verifier).startsWith("v=");
		assertThat(exchange.believes(Dict.of("verifier", verifier.substring(2)))).isTrue();
	}

	@Test
	void derivesAsRfc7677Does() {
		String message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
				+ "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
		assertThat(Scram.authMessage(ScramDialect.SPECIFICATION, "user", "rOprNGfwEbeRWgbNEkqO",
				"rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", "W22ZaJ0SNY7soEsUEjb6gQ==", 4_096, null))
			.isEqualTo(message);
		byte[] salted = Scram.saltedPassword("pencil", ScramKdf.PBKDF2,
				Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096, 0);
		byte[] clientKey = Scram.hmac(salted, "Client Key");
		assertThat(Scram.base64(Scram.xor(clientKey, Scram.hmac(Scram.sha256(clientKey), message))))
			.isEqualTo("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
		assertThat(Scram.base64(Scram.hmac(Scram.hmac(salted, "Server Key"), message)))
			.isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
	}

	@Test
	void derivesByArgon2AsOthersDo() {
		assertThat(Scram.base64(Scram.saltedPassword("pencil", ScramKdf.ARGON2ID13,
				Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096, 100)))
			.isEqualTo("6AIVIE+fg84WuUMIH3cJilV2H1kpnf4SHlOHTqatIFA=");
	}

	@ParameterizedTest
	@CsvSource({ "pbkdf2, 4095, 0", "pbkdf2, 2000001, 0", "pbkdf2, 4611686018427387904, 0", "pbkdf2, -1, 0",
			"argon2id13, 1, 8", "argon2id13, 1, 300000", "argon2id13, 1000000, 262144",
			"argon2id13, 4611686018427387904, 4", "argon2id13, 0, 65536", "scrypt, 4096, 0", "argon2id-13, 8, 1024" })
	void theClientRefusesCostsThatItWillNotPay(String kdf, long iterations, long memory) {
		Dict challenge = Dict.of("kdf", kdf, "iterations", iterations)
			.with("memory", memory)
			.with("salt", "W22ZaJ0SNY7soEsUEjb6gQ==");
		assertThatIllegalStateException()
			.isThrownBy(() -> new Exchange(ScramDialect.SPECIFICATION, "plain", "x").answer(challenge));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAAA", "AAAAAAAA", "no base64!!" })
	void theClientRefusesAShortSalt(String salt) {
		Dict challenge = Dict.of("kdf", "pbkdf2", "iterations", 4_096).with("salt", salt);
		assertThatIllegalStateException()
			.isThrownBy(() -> new Exchange(ScramDialect.SPECIFICATION, "plain", "x").answer(challenge))
			.withMessageContaining("salt");
	}

	@Test
	void theClientRefusesANonceThatIsNotItsOwn() {
		for (ScramDialect dialect : ScramDialect.values()) {
			Exchange exchange = new Exchange(dialect, "plain", "x");
			Dict challenge = Dict.of("kdf", "pbkdf2", "iterations", 4_096).with("salt", "W22ZaJ0SNY7soEsUEjb6gQ==");
			for (String nonce : List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", exchange.nonce())) {
				assertThatIllegalStateException().isThrownBy(() -> exchange.answer(challenge.with("nonce", nonce)))
					.withMessageContaining("nonce");
			}
		}
	}

	@Test
	void theRouterRefusesAnAnswerToAnotherNonceOrWithAChannelBinding() {
		for (Map<String, Object> change : List.<Map<String, Object>>of(Map.of("nonce", "other"),
				Map.of("channel_binding", "tls-unique"), Map.of("cbind_data", "AAAA"))) {
			Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret");
			exchange.change.putAll(change);
			assertThat(exchange.run()).isInstanceOf(Refused.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAAA", "no base64", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" })
	void theRouterRefusesAProofThatIsNone(String proof) {
		Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret");
		Challenged challenged = exchange.begin();
		assertThat(challenged.answer()
			.apply(new Authenticate(proof, Dict.of("nonce", challenged.extra().getString("nonce"))))
			.toCompletableFuture()
			.join()).isInstanceOf(Refused.class);
	}

	@Test
	void aMethodThatCannotWorkIsPassedOver() {
		ScramAuthenticationProvider provider = new ScramAuthenticationProvider(this.users, ScramDialect.SPECIFICATION);
		Dict good = Dict.of("nonce", "AAAA");
		assertThat(provider.canAuthenticate(request("joe", good))).isTrue();
		assertThat(provider.canAuthenticate(request(null, good))).isFalse();
		assertThat(provider.canAuthenticate(request("joe", Dict.EMPTY))).isFalse();
		assertThat(provider.canAuthenticate(request("joe", Dict.of("nonce", "a,b=")))).isFalse();
		assertThat(provider.canAuthenticate(request("joe", Dict.of("nonce", "A".repeat(1_000))))).isFalse();
		assertThat(provider.authenticate(request("joe", Dict.EMPTY)).toCompletableFuture().join())
			.isInstanceOf(Refused.class);
	}

	@ParameterizedTest
	@EnumSource
	void bothSidesBindToTheConnection(ChannelBinding binding) {
		Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret", binding, DATA, DATA);
		AuthenticationStep step = exchange.run();
		assertThat(step).isInstanceOf(Accepted.class);
		assertThat(exchange.believes(((Accepted) step).identity().authExtra())).isTrue();
	}

	@Test
	void whatIsSignedHasTheDataOfTheBinding() {
		assertThat(Scram.authMessage(ScramDialect.SPECIFICATION, "user", "a", "ab", "c", 4_096,
				new ChannelBinder.Bound(ChannelBinding.TLS_UNIQUE, "data".getBytes(StandardCharsets.US_ASCII))))
			.isEqualTo("n=user,r=a,r=ab,s=c,i=4096,c="
					+ Scram.base64("p=tls-unique,,data".getBytes(StandardCharsets.US_ASCII)) + ",r=ab");
	}

	@Test
	void anotherConnectionAtTheOtherSideIsNoticedWhateverStandsBetweenSays() {
		byte[] other = { 4, 5, 6 };
		Refused refused = new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
		Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret",
				ChannelBinding.TLS_EXPORTER, DATA, other);
		assertThat(exchange.run()).isEqualTo(refused);
		exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret", ChannelBinding.TLS_EXPORTER, DATA,
				other);
		exchange.change.put("cbind_data", Scram.base64(other));
		assertThat(exchange.run()).isEqualTo(refused);
	}

	@Test
	void aBindingThatIsTakenOutOfTheAnswerIsNoticed() {
		Exchange exchange = new Exchange(ScramDialect.SPECIFICATION, "plain", "plain-secret",
				ChannelBinding.TLS_EXPORTER, DATA, DATA);
		exchange.change.put("channel_binding", null);
		exchange.change.put("cbind_data", null);
		assertThat(exchange.run()).isInstanceOf(Refused.class);
	}

	@Test
	void aBindingThatTheRouterCannotDoIsRefusedAndNotLeftOut() {
		ScramAuthenticationProvider router = new ScramAuthenticationProvider(this.users, ScramDialect.SPECIFICATION);
		Dict extra = Dict.of("nonce", "AAAA", "channel_binding", "tls-unique");
		assertThat(router.canAuthenticate(request("joe", extra))).isTrue();
		assertThat(router.authenticate(request("joe", extra)).toCompletableFuture().join())
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The router has no channel binding tls-unique for this connection; it takes TLS 1.2"));
		ScramAuthenticationProvider draft = new ScramAuthenticationProvider(this.users, ScramDialect.DRAFT);
		assertThat(draft.canAuthenticate(request("joe", extra))).isFalse();
	}

	@Test
	void aRouterThatRequiresABindingRefusesWhoAsksForNone() {
		AuthenticationRequest request = request("joe", Dict.of("nonce", "AAAA"));
		assertThat(new ScramAuthenticationProvider(this.users, ScramDialect.SPECIFICATION, true).authenticate(request)
			.toCompletableFuture()
			.join())
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The router lets nobody in by wamp-scram without a TLS channel binding;"
							+ " ask for tls-unique or tls-exporter or tls-server-end-point"));
		assertThat(new ScramAuthenticationProvider(this.users, ScramDialect.DRAFT, true).authenticate(request)
			.toCompletableFuture()
			.join())
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The router lets nobody in by scram without a TLS channel binding; this method has none"));
	}

	@Test
	void theClientRefusesABindingThatItDidNotAskFor() {
		Dict challenge = Dict.of("kdf", "pbkdf2", "iterations", 4_096).with("salt", "W22ZaJ0SNY7soEsUEjb6gQ==");
		assertThatIllegalStateException()
			.isThrownBy(() -> new Exchange(ScramDialect.SPECIFICATION, "plain", "x")
				.answer(challenge.with("channel_binding", "tls-unique")))
			.withMessageContaining("for which it was not asked");
		assertThatIllegalStateException().isThrownBy(
				() -> new Exchange(ScramDialect.SPECIFICATION, "plain", "x", ChannelBinding.TLS_EXPORTER, DATA, DATA)
					.answer(challenge.with("channel_binding", "tls-unique")));
	}

	@Test
	void theDraftHasNoBinding() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ScramAuthenticator(ScramDialect.DRAFT, "joe", "x", ScramLimits.DEFAULT,
					ChannelBinding.TLS_UNIQUE))
			.withMessageContaining("wamp-scram has");
	}

	@Test
	void anUnknownUserGetsTheSameChallengeEachTimeAndLooksLikeTheOthers() {
		Set<String> kdfs = new java.util.HashSet<>();
		for (int i = 0; i < 50; i++) {
			Dict first = new Exchange(ScramDialect.SPECIFICATION, "nobody" + i, "x").begin().extra();
			Dict second = new Exchange(ScramDialect.SPECIFICATION, "nobody" + i, "x").begin().extra();
			assertThat(second.with("nonce", "")).isEqualTo(first.with("nonce", ""));
			kdfs.add(first.getString("kdf") + first.getLong("iterations"));
			if (first.getLong("iterations") != 5_000) {
				assertThat(first.getString("salt")).hasSize(24);
			}
		}
		assertThat(kdfs).containsExactlyInAnyOrder("pbkdf24096", "pbkdf25000", "argon2id134");
	}

	@Test
	void knowsWhichMethodsItsUsersCanUse() {
		WampUserLookup texts = WampUserLookup.of(List.of(user("text", ScramKdf.ARGON2ID13_TEXT, 1, 8)));
		UserDirectory directory = new UserDirectory(List.of(texts), null);
		assertThat(directory.supports("scram")).isTrue();
		assertThat(directory.supports("wamp-scram")).isFalse();
		assertThat(directory.supports("ticket")).isFalse();
		assertThat(this.users.supports("wampcra")).isTrue();
		assertThat(this.users.supports("wamp-scram")).isTrue();
	}

	@Test
	void credentialsAreWrittenAndRead() {
		for (ScramKdf kdf : ScramKdf.values()) {
			ScramCredentials credentials = ScramCredentials.derive("p", kdf, 2, kdf.isArgon2() ? 16 : 0);
			assertThat(ScramCredentials.parse(credentials.encode())).isEqualTo(credentials);
			assertThat(credentials.encode()).startsWith(kdf.id() + "$2" + (kdf.isArgon2() ? ",16$" : "$"));
			assertThat(credentials.toString()).doesNotContain(credentials.storedKey(), credentials.serverKey());
			assertThat(credentials.decoy(new byte[32]).shape()).isEqualTo(credentials.shape());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "pbkdf2$4096$c2FsdHNhbHQ=$AAAA$AAAA", "scrypt$1$c2FsdHNhbHQ=$$",
			"pbkdf2$x$c2FsdHNhbHQ=$$", "pbkdf2$4096,5$c2FsdHNhbHQ=$$", "argon2id13$3$c2FsdHNhbHQ=$$",
			"pbkdf2$4096$c2E=$$" })
	void whatIsNoCredentialsIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ScramCredentials.parse(text));
	}

	@ParameterizedTest
	@CsvSource({ "I\u00ADX, IX", "user, user", "USER, USER", "\u00AA, a", "\u2168, IX", "a\u00A0b, a b" })
	void namesAndPasswordsArePreparedAsRfc4013Says(String text, String prepared) {
		assertThat(SaslPrep.prepare(text, "It")).isEqualTo(prepared);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0007", "\u06271", "a\uE000", "\uD800" })
	void whatSaslprepProhibitsIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ScramAuthenticator(text, "secret"));
	}

	private static AuthenticationRequest request(String authId, Dict extra) {
		return request(authId, extra, ChannelBindings.NONE);
	}

	private static AuthenticationRequest request(String authId, Dict extra, ChannelBindings bindings) {
		return new AuthenticationRequest("realm1", 4711, authId, Dict.of("authextra", extra.asMap()),
				new ChannelInfo("websocket", "json", null, Map.of(), null, false).with(bindings));
	}

	/** One run of the client against the router. */
	private final class Exchange {

		private final ScramDialect dialect;

		private final ScramAuthenticator client;

		private final Dict authExtra;

		private final Dict hello;

		private final Map<String, Object> change = new LinkedHashMap<>();

		private Answer answer;

		private final ChannelBindings clients;

		private final ChannelBindings routers;

		Exchange(ScramDialect dialect, String name, String password) {
			this(dialect, name, password, null, DATA, DATA);
		}

		Exchange(ScramDialect dialect, String name, String password, ChannelBinding binding, byte[] client,
				byte[] router) {
			this.dialect = dialect;
			this.clients = (any) -> client;
			this.routers = (any) -> router;
			this.client = new ScramAuthenticator(dialect, name, password, ScramLimits.DEFAULT, binding);
			this.authExtra = Dict.copyOf(this.client.getAuthExtra(this.clients));
			this.hello = Dict.of("authid", name, "authextra", this.authExtra.asMap());
		}

		String nonce() {
			return this.authExtra.getString("nonce");
		}

		Challenged begin() {
			ScramAuthenticationProvider provider = new ScramAuthenticationProvider(ScramTests.this.users,
					(this.dialect == ScramDialect.SPECIFICATION) ? this.dialect : ScramDialect.DRAFT);
			return (Challenged) provider.authenticate(request(this.client.getAuthId(), this.authExtra, this.routers))
				.toCompletableFuture()
				.join();
		}

		Answer answer(Dict challenge) {
			Dict full = challenge.has("nonce") ? challenge : challenge.with("nonce", nonce() + "AAAA");
			this.answer = this.client
				.authenticate(new Challenge(this.dialect.method(), full.toMap(), this.hello.toMap(), this.clients));
			return this.answer;
		}

		AuthenticationStep run() {
			Challenged challenged = begin();
			if (!this.dialect.has(ScramKdf.ARGON2ID13_TEXT)
					&& "argon2id-13".equals(challenged.extra().getString("kdf"))) {
				return new Refused("", "");
			}
			answer(challenged.extra());
			Dict extra = Dict.copyOf(this.answer.extra()).withAll(Dict.copyOf(this.change));
			return challenged.answer()
				.apply(new Authenticate(this.answer.signature(), extra))
				.toCompletableFuture()
				.join();
		}

		boolean believes(Dict authExtra) {
			return this.answer.welcome().test(Dict.of("authextra", authExtra.asMap()).toMap());
		}

	}

}

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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.CraAuthenticator;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.cryptosign.CryptosignAuthenticator;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.auth.scram.ScramAuthenticator;
import io.github.wampspring.auth.scram.ScramCredentials;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.auth.scram.ScramKdf;
import io.github.wampspring.auth.scram.ScramLimits;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.dynamic.ProcedureAuthenticationProvider.Settings;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.TlsChannelBindings;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Authenticators that are WAMP procedures, in the shapes of Crossbar.io.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProcedureAuthenticationTests {

	private static final String PROCEDURE = "com.myapp.authenticate";

	private static final CryptosignKey KEY = CryptosignKey.generate();

	private static final Map<ScramKdf, Map<String, Object>> SCRAM = Map.of(ScramKdf.PBKDF2,
			scram(ScramCredentials.derive("secret", ScramKdf.PBKDF2, 4_096, 0)), ScramKdf.ARGON2ID13,
			scram(ScramCredentials.derive("secret", ScramKdf.ARGON2ID13, 4, 1_024)), ScramKdf.ARGON2ID13_TEXT,
			scram(ScramCredentials.derive("secret", ScramKdf.ARGON2ID13_TEXT, 4, 1_024)));

	private final AskingRouter router = new AskingRouter();

	@AfterEach
	void close() {
		this.router.close();
	}

	private static Map<String, Object> scram(ScramCredentials credentials) {
		return Map.of("role", "user", "kdf", credentials.kdf().id(), "iterations", credentials.iterations(), "memory",
				credentials.memory(), "salt", hex(credentials.salt()), "stored-key", hex(credentials.storedKey()),
				"server-key", hex(credentials.serverKey()));
	}

	private static String hex(String base64) {
		return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
	}

	private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
		Map<String, Object> copy = new TreeMap<>(map);
		copy.put(key, value);
		return copy;
	}

	private ProcedureAuthenticationProvider provider(String method, Settings settings) {
		return new ProcedureAuthenticationProvider(method, settings, this.router.caller);
	}

	private void start(String method, String realm, ProcedureHandler handler) {
		this.router.start(RouterSettings.builder()
			.authenticationProvider(provider(method, new Settings(PROCEDURE, realm, Duration.ofSeconds(10)))));
		this.router.register((realm != null) ? realm : "realm1", PROCEDURE, handler);
	}

	/** The client's half of a method, for a user whose secret is {@code secret}. */
	private static WampAuthenticator half(String method, String authId, String secret) {
		return switch (method) {
			case "ticket" -> new TicketAuthenticator(authId, secret);
			case "wampcra" -> new CraAuthenticator(authId, secret);
			case "scram" -> new ScramAuthenticator(ScramDialect.DRAFT, authId, secret, ScramLimits.DEFAULT);
			case "wamp-scram" ->
				new ScramAuthenticator(ScramDialect.SPECIFICATION, authId, secret, ScramLimits.DEFAULT);
			default ->
				new CryptosignAuthenticator(authId, secret.equals("secret") ? KEY : CryptosignKey.of("11".repeat(32)));
		};
	}

	/** What a procedure answers of that user. */
	private static Object known(String method, String ticket) {
		return switch (method) {
			case "ticket" -> {
				if (!"secret".equals(ticket)) {
					throw new WampException("com.myapp.error.invalid_ticket", "no");
				}
				yield "user";
			}
			case "wampcra" ->
				Map.of("role", "user", "secret", "secret", "salt", "salt123", "iterations", 100, "keylen", 32);
			case "scram", "wamp-scram" -> SCRAM.get(ScramKdf.PBKDF2);
			default -> Map.of("role", "user", "pubkey", KEY.getPublicKey());
		};
	}

	private static Map<String, Object> details(List<?> asked) {
		return entries(asked.get(2));
	}

	@Test
	void aTicketIsCheckedByTheProcedure() throws Exception {
		start("ticket", null, (arguments, details, progress) -> "frontend");
		WampSession session = this.router.join(new TicketAuthenticator("joe", "secret!"));
		assertThat(session.getAuthRole()).isEqualTo("frontend");
		assertThat(session.getAuthId()).isEqualTo("joe");
		assertThat(session.getAuthMethod()).isEqualTo("ticket");
		assertThat(this.router.asked).hasSize(1);
		assertThat(this.router.asked.get(0).subList(0, 2)).isEqualTo(List.of("realm1", "joe"));
		assertThat(details(this.router.asked.get(0))).containsEntry("ticket", "secret!")
			.containsEntry("authmethod", "ticket")
			.containsKeys("session", "authextra", "transport");
	}

	@Test
	void theProcedureMayBeElsewhereAndSayMore() throws Exception {
		start("ticket", "other", (arguments, details, progress) -> Map.of("role", "admin", "authid", "known-as",
				"extra", Map.of("team", 7)));
		WampSession session = this.router.join(new TicketAuthenticator("joe", "x"));
		assertThat(session.getAuthRole()).isEqualTo("admin");
		assertThat(session.getAuthId()).isEqualTo("known-as");
		assertThat(session.getDetails().get("authextra")).isEqualTo(Map.of("team", 7));
		assertThat(session.getDetails().get("authprovider")).isEqualTo("dynamic");
	}

	@Test
	void theSecretOfWampcraComesFromTheProcedure() throws Exception {
		start("wampcra", null, (arguments, details, progress) -> switch (arguments.get(1, String.class)) {
			case "plain" -> Map.of("role", "user", "secret", "secret1");
			default -> Map.of("role", "user", "secret", "secret2", "salt", "salt123", "iterations", 100, "keylen", 32);
		});
		assertThat(this.router.join(new CraAuthenticator("plain", "secret1")).getAuthRole()).isEqualTo("user");
		assertThat(this.router.join(new CraAuthenticator("salted", "secret2")).getAuthMethod()).isEqualTo("wampcra");
		assertThat(this.router.refusal(new CraAuthenticator("plain", "wrong")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@ParameterizedTest
	@CsvSource({ "scram, PBKDF2", "scram, ARGON2ID13_TEXT", "wamp-scram, PBKDF2", "wamp-scram, ARGON2ID13" })
	void theKeysOfScramComeFromTheProcedure(String method, ScramKdf kdf) throws Exception {
		start(method, null, (arguments, details, progress) -> with(SCRAM.get(kdf), "extra", Map.of("team", 7)));
		WampSession session = this.router.join(half(method, "joe", "secret"));
		assertThat(session.getAuthId()).isEqualTo("joe");
		assertThat(session.getAuthRole()).isEqualTo("user");
		assertThat(session.getAuthMethod()).isEqualTo(method);
		// beside the proof of the router, which the client has checked
		assertThat(session.getDetails().get("authextra"))
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("team", 7)
			.hasSize(2);
		assertThat(details(this.router.asked.get(0)).get("authextra"))
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsKey("nonce");
		assertThat(this.router.refusal(half(method, "joe", "wrong")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void theKeyOfCryptosignComesFromTheProcedure() throws Exception {
		start("cryptosign", null, (arguments, details, progress) -> Map.of("role", "device", "authid", "device-7",
				"pubkey", KEY.getPublicKey().toUpperCase(java.util.Locale.ROOT)));
		for (String authId : new String[] { "joe", null }) {
			WampSession session = this.router.join(half("cryptosign", authId, "secret"));
			assertThat(session.getAuthId()).isEqualTo("device-7");
			assertThat(session.getAuthRole()).isEqualTo("device");
			assertThat(session.getAuthMethod()).isEqualTo("cryptosign");
		}
		assertThat(this.router.asked.get(1).get(1)).isNull();
		assertThat(details(this.router.asked.get(1)).get("authextra")).isEqualTo(Map.of("pubkey", KEY.getPublicKey()));
		assertThat(this.router.refusal(half("cryptosign", "joe", "wrong")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void aClientOfCryptosignMayLeaveItsKeyToTheProcedure() throws Exception {
		start("cryptosign", null, (arguments, details, progress) -> switch (arguments.get(1, String.class)) {
			case "joe" -> known("cryptosign", null);
			default -> throw new WampException("com.myapp.error.no_such_user", "nobody");
		});
		WampAuthenticator half = half("cryptosign", "joe", "secret");
		assertThat(this.router.join(new Recorder(half, "joe", Map.of())).getAuthId()).isEqualTo("joe");
		Recorder nobody = new Recorder(half, "nobody", Map.of());
		assertThat(this.router.refusal(nobody).getUri()).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(nobody.challenges).isNotEmpty();
	}

	@Test
	void theRouterProvesItselfByCryptosign() throws Exception {
		CryptosignKey routerKey = CryptosignKey.generate();
		this.router.start(RouterSettings.builder()
			.authenticationProvider(provider("cryptosign",
					new Settings(PROCEDURE, null, Duration.ofSeconds(10), null, routerKey, false))));
		this.router.register("realm1", PROCEDURE, (arguments, details, progress) -> known("cryptosign", null));
		assertThat(this.router.join(new CryptosignAuthenticator("joe", KEY, routerKey.getPublicKey())).getAuthId())
			.isEqualTo("joe");
	}

	@Test
	void whateverAnAnonymousClientSaysOfItselfItIsNobody() throws Exception {
		start("anonymous", null, (arguments, details, progress) -> "guest");
		WampSession session = this.router.join(new Recorder(new TicketAuthenticator("admin", "x"), "admin", Map.of()) {

			@Override
			public String getMethod() {
				return "anonymous";
			}

		});
		assertThat(session.getAuthRole()).isEqualTo("guest");
		assertThat(session.getAuthId()).isNotEqualTo("admin").isEqualTo(this.router.asked.get(0).get(1));
	}

	@Test
	void theProcedureIsToldWhatCrossbarTells() throws Exception {
		start("wampcra", null, (arguments, details, progress) -> known("wampcra", null));
		this.router.join(half("wampcra", "joe", "secret"));
		Map<String, Object> details = details(this.router.asked.get(0));
		assertThat(details).containsOnlyKeys("session", "authmethod", "authid", "authrole", "authextra", "transport")
			.containsEntry("authid", "joe")
			.containsEntry("authextra", null);
		ChannelInfo channel = new ChannelInfo("websocket", "cbor", "127.0.0.1:17185",
				Map.of("User-Agent", List.of("one", "two"), "Cookie", List.of("secret")), null, false);
		assertThat(transport(channel)).containsEntry("channel_type", "tcp")
			.containsEntry("channel_framing", "websocket")
			.containsEntry("channel_serializer", "cbor")
			.containsEntry("peer", "tcp4:127.0.0.1:17185")
			.containsEntry("websocket_protocol", "wamp.2.cbor")
			.containsEntry("http_headers_received", Map.of("user-agent", "one, two"));
	}

	@Test
	void theProcedureIsToldOfTls() throws Exception {
		ChannelInfo plain = new ChannelInfo("websocket", "json", "::1:17185", Map.of(), null, false);
		assertThat(transport(plain)).containsEntry("is_secure", false).containsEntry("channel_type", "tcp");
		assertThat(transport(plain.with(TlsChannelBindings.of(SSLContext.getDefault().createSSLEngine()))))
			.containsEntry("is_secure", true)
			.containsEntry("channel_type", "tls")
			.containsEntry("peer", "tcp6:::1:17185");
	}

	private static Map<String, Object> transport(ChannelInfo channel) {
		return entries(PeerDetails.of(new AuthenticationRequest("realm1", 7, null, Dict.EMPTY, channel), "ticket")
			.get("transport"));
	}

	@Test
	void aProcedureForAllRealmsMaySendClientsIntoAnother() throws Exception {
		start("ticket", "other",
				(arguments, details, progress) -> Map.of("role", "user", "realm", arguments.get(1, String.class)));
		WampSession session = this.router.join(half("ticket", "third", "x"));
		assertThat(session.getRealm()).isEqualTo("third");
		assertThat(this.router.router().sessions("third")).hasSize(1);
		assertThat(this.router.refusal(half("ticket", "nowhere", "x")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
	}

	@Test
	void aProcedureOfTheRealmMayNotSendClientsIntoAnother() throws Exception {
		start("ticket", null,
				(arguments, details, progress) -> Map.of("role", "user", "realm", arguments.get(1, String.class)));
		assertThat(this.router.join(half("ticket", "realm1", "x")).getRealm()).isEqualTo("realm1");
		assertThat(this.router.refusal(half("ticket", "third", "x")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ticket", "wampcra", "scram", "wamp-scram", "cryptosign" })
	void whoeverTheProcedureDoesNotLetInSeesTheSame(String method) throws Exception {
		start(method, null, (arguments, details, progress) -> switch (arguments.get(1, String.class)) {
			case "known" -> known(method, (String) ((Map<?, ?>) arguments.getArguments().get(2)).get("ticket"));
			case "refused" -> throw new WampException("com.myapp.error.no_such_user", "nobody");
			case "failing" -> throw new IllegalStateException("there is no row");
			case "none" -> null;
			case "number" -> 7;
			case "empty" -> Map.of();
			case "no-role" -> with(entries(known(method, "secret")), "role", "");
			default -> Map.of("role", Map.of(), "secret", 7, "pubkey", "zz", "kdf", "md5");
		});
		assertThat(this.router.join(half(method, "known", "secret")).getAuthId()).isEqualTo("known");
		Recorder wrong = new Recorder(half(method, "known", "wrong"));
		WampException refusal = this.router.refusal(wrong);
		assertThat(refusal.getUri()).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		for (String authId : List.of("refused", "failing", "none", "number", "empty", "no-role", "odd")) {
			Recorder unknown = new Recorder(half(method, authId, "secret"));
			assertThat(this.router.refusal(unknown).getMessage()).as(authId).isEqualTo(refusal.getMessage());
			assertThat(unknown.challenges).as(authId).hasSize(2);
			assertThat(unknown.shapes()).as(authId).isEqualTo(wrong.shapes());
			assertThat(unknown.salts()).as(authId).hasSameSizeAs(wrong.salts());
		}
	}

	private static Map<String, Object> entries(Object answer) {
		Map<String, Object> copy = new TreeMap<>();
		if (answer instanceof Map<?, ?> map) {
			map.forEach((key, value) -> copy.put((String) key, value));
		}
		return copy;
	}

	@ParameterizedTest
	@CsvSource({ "wampcra, secret, 7", "wampcra, keylen, 0", "wampcra, iterations, 100000000", "scram, salt, xyz",
			"scram, salt, 00", "scram, stored-key, 00", "scram, iterations, 0", "scram, kdf, md5", "scram, kdf, ''",
			"wamp-scram, kdf, argon2id-13", "cryptosign, pubkey, 00", "cryptosign, pubkey, ''",
			"cryptosign, authid, ''", "wampcra, realm, ''", "scram, realm, other" })
	void anAnswerThatIsNotRightLetsNobodyInAfterAChallenge(String method, String field, String value) {
		start(method, null, (arguments, details, progress) -> with(entries(known(method, "secret")), field,
				value.equals("7") ? (Object) 7 : value.matches("\\d{9}|0") ? Long.valueOf(value) : value));
		Recorder client = new Recorder(half(method, "joe", "secret"));
		assertThat(this.router.refusal(client).getUri()).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(client.challenges).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ticket", "wampcra" })
	void aProcedureThatIsNotRegisteredIsToldOnceUntilItAnswers(String method, CapturedOutput output) throws Exception {
		String missing = "Nobody has registered the procedure " + PROCEDURE + " in realm realm1";
		this.router.start(RouterSettings.builder()
			.authenticationProvider(provider(method, new Settings(PROCEDURE, null, Duration.ofSeconds(10)))));
		for (int i = 0; i < 2; i++) {
			assertThat(this.router.refusal(half(method, "known", "secret")).getUri())
				.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		}
		assertThat(output).containsOnlyOnce(missing)
			.contains("nobody gets in by the authentication method " + method)
			.doesNotContain("\tat ");
		WampHandle registration = this.router.register("realm1", PROCEDURE,
				(arguments, details, progress) -> known(method, "secret"));
		this.router.join(half(method, "known", "secret"));
		assertThat(output).containsOnlyOnce("answers again");
		registration.stop();
		Awaitility.await().until(() -> this.router.router().registrations("realm1").isEmpty());
		this.router.refusal(half(method, "known", "secret"));
		assertThat(output.toString().split(missing, -1)).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ticket", "wampcra", "scram", "wamp-scram", "cryptosign" })
	void withoutAnAnswerNobodyIsLetInAndNothingIsCounted(String method) throws Exception {
		this.router.start(RouterSettings.builder()
			.maxFailedAttemptsPerAuthid(1)
			.authenticationProvider(provider(method, new Settings(PROCEDURE, null, Duration.ofSeconds(1)))));
		// nobody has registered the procedure
		assertThat(this.router.refusal(half(method, "known", "secret")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		this.router.register("realm1", PROCEDURE,
				(arguments, details, progress) -> switch (arguments.get(1, String.class)) {
					case "late" -> new CompletableFuture<>();
					case "unavailable" -> throw new WampException(ErrorUris.UNAVAILABLE, "the database is away");
					default -> known(method, "secret");
				});
		assertThat(this.router.refusal(half(method, "late", "secret")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(this.router.refusal(half(method, "unavailable", "secret")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		// on a busy machine, this answer may come too late, too; that is not counted
		// either
		Awaitility.await()
			.atMost(AskingRouter.LONG)
			.ignoreExceptions()
			.until(() -> this.router.join(half(method, "known", "secret")).getAuthId(), "known"::equals);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wampcra", "scram", "wamp-scram", "cryptosign" })
	void nothingIsComputedForClientsThatHaveGone(String method) throws Exception {
		start(method, null, (arguments, details, progress) -> known(method, null));
		AuthenticationRequest request = new AuthenticationRequest("realm1", 7, "joe",
				Dict.of("authextra", Dict.of("nonce", "AAAA")),
				new ChannelInfo("websocket", "json", null, Map.of(), null, false), () -> false);
		AuthenticationStep step = provider(method, new Settings(PROCEDURE, null, AskingRouter.LONG))
			.authenticate(request)
			.toCompletableFuture()
			.get(20, TimeUnit.SECONDS);
		assertThat(step).isEqualTo(new Refused(ErrorUris.UNAVAILABLE, "The client has left"));
	}

	@ParameterizedTest
	@CsvSource({ "ticket, known", "ticket, unknown", "ticket, failing", "ticket, none", "wampcra, known",
			"wampcra, unknown", "wampcra, failing", "wampcra, none", "scram, known", "scram, unknown", "scram, failing",
			"scram, none" })
	void whoIsRefusedTooOftenIsNotEvenAskedFor(String method, String authId) {
		this.router.start(RouterSettings.builder()
			.maxFailedAttemptsPerAuthid(2)
			.authenticationProvider(provider(method, new Settings(PROCEDURE, null, Duration.ofSeconds(10)))));
		this.router.register("realm1", PROCEDURE,
				(arguments, details, progress) -> switch (arguments.get(1, String.class)) {
					case "known" -> known(method, "wrong");
					case "failing" -> throw new IllegalStateException("there is no row");
					case "none" -> null;
					default -> throw new WampException("com.myapp.error.no_such_user", "nobody");
				});
		assertThat(this.router.refusal(half(method, authId, "wrong")).getUri())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(this.router.asked).hasSize(2);
		WampException throttled = this.router.refusal(half(method, authId, "wrong"));
		assertThat(throttled.getUri()).isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(throttled).hasMessageContaining("Too many attempts");
		assertThat(this.router.asked).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "scram", "wamp-scram" })
	void theDecoyKeyKeepsWhatUnknownUsersLookLike(String method) throws Exception {
		start("ticket", null, (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.no_such_user", "nobody");
		});
		Object salt = salt(method, "key");
		assertThat(salt).isNotNull().isEqualTo(salt(method, "key"));
		assertThat(salt).isNotEqualTo(salt(method, "another")).isNotEqualTo(salt(method, null));
	}

	private Object salt(String method, String decoyKey) throws Exception {
		ProcedureAuthenticationProvider provider = provider(method,
				new Settings(PROCEDURE, null, Duration.ofSeconds(10), decoyKey, null, false));
		AuthenticationRequest request = new AuthenticationRequest("realm1", 7, "nobody",
				Dict.of("authextra", Dict.of("nonce", "AAAA")),
				new ChannelInfo("websocket", "json", null, Map.of(), null, false));
		return ((Challenged) provider.authenticate(request).toCompletableFuture().get(20, TimeUnit.SECONDS)).extra()
			.get("salt");
	}

	@Test
	void theProcedureIsToldOfTheCertificate() throws Exception {
		start("ticket", null, (arguments, details, progress) -> {
			Map<String, Object> certificate = entries(
					entries(details(arguments.getArguments()).get("transport")).get("client_cert"));
			if (!"device-7".equals(entries(certificate.get("subject")).get("cn"))) {
				throw new WampException("com.myapp.error.no_such_certificate", "nobody");
			}
			return Map.of("role", "device", "authid", certificate.get("sha1"));
		});
		ProcedureAuthenticationProvider provider = provider("tls",
				new Settings(PROCEDURE, null, Duration.ofSeconds(10)));
		assertThat(provider.isGuessable()).isFalse();
		assertThat(provider.canAuthenticate(tls(List.of()))).isFalse();
		AuthenticationRequest request = tls(List.of(CertificateDetailsTests.certificate()));
		assertThat(provider.canAuthenticate(request)).isTrue();
		assertThat(step(provider, request)).isInstanceOfSatisfying(Accepted.class, (accepted) -> {
			assertThat(accepted.identity().authId())
				.isEqualTo("F7:66:BD:4C:17:DA:68:E2:AC:86:75:4D:3E:C7:31:23:3A:3C:02:4C");
			assertThat(accepted.identity().authRole()).isEqualTo("device");
			assertThat(accepted.identity().authMethod()).isEqualTo("tls");
		});
		assertThat(details(this.router.asked.get(0))).extractingByKey("transport")
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("is_secure", true)
			.containsEntry("channel_type", "tls");
		assertThat(step(provider, tls(List.of(CertificateDetailsTests.another())))).isInstanceOfSatisfying(
				Refused.class, (refused) -> assertThat(refused.error()).isEqualTo(ErrorUris.AUTHENTICATION_DENIED));
		assertThat(this.router.asked).hasSize(2);
		assertThat(step(provider, tls(List.of(CertificateDetailsTests.expired())))).isInstanceOf(Refused.class);
		assertThat(this.router.asked).as("calls for a certificate that has expired").hasSize(2);
	}

	private static AuthenticationStep step(ProcedureAuthenticationProvider provider, AuthenticationRequest request)
			throws Exception {
		return provider.authenticate(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
	}

	private static AuthenticationRequest tls(List<X509Certificate> chain) {
		return new AuthenticationRequest("realm1", 7, null, Dict.EMPTY, new ChannelInfo("websocket", "json",
				"127.0.0.1:17185", Map.of(), null, false, Map.of(ChannelInfo.PEER_CERTIFICATES, chain)));
	}

	@Test
	void theRoutersOwnSessionsComeBackWhenTheyAreNeeded() throws Exception {
		start("ticket", null, (arguments, details, progress) -> "user");
		for (int i = 0; i < 2; i++) {
			this.router.join(half("ticket", "joe", "x"));
			this.router.caller.leave();
		}
		assertThat(this.router.asked).hasSize(2);
	}

	@Test
	void onlySomeMethodsCanBeLeftToAProcedure() {
		this.router.start(RouterSettings.builder());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> provider("cookie", new Settings("com.myapp.a", null, AskingRouter.LONG)));
	}

	/**
	 * A client's half that keeps what it was asked.
	 */
	private static class Recorder implements WampAuthenticator {

		final List<Map<String, Object>> challenges = new CopyOnWriteArrayList<>();

		private final WampAuthenticator half;

		private final String authId;

		private final Map<String, Object> authExtra;

		Recorder(WampAuthenticator half) {
			this(half, half.getAuthId(), null);
		}

		Recorder(WampAuthenticator half, String authId, Map<String, Object> authExtra) {
			this.half = half;
			this.authId = authId;
			this.authExtra = authExtra;
		}

		@Override
		public String getMethod() {
			return this.half.getMethod();
		}

		@Override
		public String getAuthId() {
			return this.authId;
		}

		@Override
		public Map<String, Object> getAuthExtra() {
			return (this.authExtra != null) ? this.authExtra : this.half.getAuthExtra();
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			this.challenges.add(challenge.extra());
			return this.half.authenticate(challenge);
		}

		/** All but what is another one each time, or for each user. */
		List<Map<String, Object>> shapes() {
			List<Map<String, Object>> shapes = new ArrayList<>();
			for (Map<String, Object> challenge : this.challenges) {
				Map<String, Object> shape = new TreeMap<>(challenge);
				shape.replaceAll(
						(key, value) -> (value instanceof String text && !key.equals("kdf")) ? text.length() : value);
				shape.computeIfPresent("challenge", (key, value) -> "a challenge");
				shapes.add(shape);
			}
			return shapes;
		}

		/** The salts, which are the same each time. */
		List<Object> salts() {
			return this.challenges.stream().map((challenge) -> challenge.get("salt")).distinct().toList();
		}

	}

}

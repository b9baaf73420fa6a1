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

package io.github.wampspring.auth.cryptosign;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.WampAuthenticator.Challenge;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.transport.ChannelBindingException;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * WAMP-Cryptosign, both halves against each other and against the specification's
 * vectors.
 */
class CryptosignTests {

	private static final String OPENSSH = """
			-----BEGIN OPENSSH PRIVATE KEY-----
			b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
			QyNTUxOQAAACCdYfzP3xe2xPks08GuzGnP8SWzU2M6pO9nasvSQDfbagAAAIgyaBRgMmgU
			YAAAAAtzc2gtZWQyNTUxOQAAACCdYfzP3xe2xPks08GuzGnP8SWzU2M6pO9nasvSQDfbag
			AAAEBWWXIP8tasde6cO6Bx91Mte3W+XWx8rrdR/JY4bl7fa51h/M/fF7bE+SzTwa7Mac/x
			JbNTYzqk72dqy9JAN9tqAAAABHRlc3QB
			-----END OPENSSH PRIVATE KEY-----
			""";

	private static final String PUBLIC_LINE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1h/M/fF7bE+SzTwa7Mac/xJbNTYzqk72dqy9JAN9tq test";

	private static final String ENCRYPTED = """
			-----BEGIN OPENSSH PRIVATE KEY-----
			b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABBBd8z+Ma
			jsWE4lVnUBP5CSAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIAv3HvN85rI7kZAT
			MtbVk54dSxn84pVcrHNkAf7zLIr7AAAAkJhqzYj1bD310S2onm5txZ2TkH6VWleQclKrG6
			DgMyybV9tFB93/8F/scCVHH/nfkcXg3GDfbFYHsIIKsdV3cjfsoI4R09EizC00ELCXgrvl
			1pKEfBl9/1HLYIk0oEzZrl7N4L6FGM98a6mfv4WNh0fIIMygLi1h6jgyTZLz/XunhGC4Nw
			P+bs61JYdv9u8TCA==
			-----END OPENSSH PRIVATE KEY-----
			""";

	private final CryptosignKey key = CryptosignKey.generate();

	private final CryptosignKey routerKey = CryptosignKey.generate();

	private final UserDirectory users = new UserDirectory(List.of(WampUserLookup
		.of(List.of(new WampUser("peter", "role", List.of(new CryptosignCredential(this.key.getPublicKey()),
				new CryptosignCredential(CryptosignKey.generate().getPublicKey())))))),
			null);

	private final CryptosignAuthenticationProvider router = new CryptosignAuthenticationProvider(this.users,
			this.routerKey);

	private static AuthenticationRequest request(String authId, Map<String, Object> extra) {
		return new AuthenticationRequest("realm1", 4711, authId, Dict.of("authextra", Dict.copyOf(extra)),
				new ChannelInfo("websocket", "json", null, Map.of(), null, false));
	}

	private AuthenticationStep run(CryptosignAuthenticator client) {
		AuthenticationRequest request = request(client.getAuthId(), client.getAuthExtra());
		assertThat(this.router.canAuthenticate(request)).isTrue();
		Challenged challenged = (Challenged) this.router.authenticate(request).toCompletableFuture().join();
		String signature = client
			.authenticate(new Challenge("cryptosign", challenged.extra().toMap(), request.details().toMap()))
			.signature();
		return challenged.answer().apply(new Authenticate(signature, Dict.EMPTY)).toCompletableFuture().join();
	}

	@ParameterizedTest
	@CsvSource({
			"4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510,"
					+ "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
					+ "b32675b221f08593213737bef8240e7c15228b07028e19595294678c90d11c0c"
					+ "ae80a357331bfc5cc9fb71081464e6e75013517c2cf067ad566a6b7b728e5d03",
			"d511fe78e23934b3dadb52fcd022974b80bd92bccc7c5cf404e46cc0a8a2f5cd,"
					+ "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
					+ "d4209ad10d5aff6bfbc009d7e924795de138a63515efc7afc6b01b7fe5201372"
					+ "190374886a70207b042294af5bd64ce725cd8dceb344e6d11c09d1aaaf4d660f",
			"6e1fde9cf9e2359a87420b65a87dc0c66136e66945196ba2475990d8a0c3a25b,"
					+ "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
					+ "7beb282184baadd08f166f16dd683b39cab53816ed81e6955def951cb2ddad1e"
					+ "c184e206746fd82bda075af03711d3d5658fc84a76196b0fa8d1ebc92ef9f30b" })
	void theVectorsOfTheSpecificationAreReproduced(String seed, String challenge, String signature) {
		CryptosignKey key = CryptosignKey.of(seed);
		assertThat(key.sign(challenge)).isEqualTo(signature + challenge);
		assertThat(CryptosignKey.isSigned(key.getPublicKey(), challenge, signature + challenge)).isTrue();
		assertThat(CryptosignKey.isSigned(this.key.getPublicKey(), challenge, signature + challenge)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({
			"4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510,"
					+ "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
					+ "9b6f41540c9b95b4b7b281c3042fa9c54cef43c842d62ea3fd6030fcb66e70b3"
					+ "e80d49d44c29d1635da9348d02ec93f3ed1ef227dfb59a07b580095c2b82f80f"
					+ "9d16ca518aa0c2b707f2b2a609edeca73bca8dd59817a633f35574ac6fd80d00",
			"d511fe78e23934b3dadb52fcd022974b80bd92bccc7c5cf404e46cc0a8a2f5cd,"
					+ "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
					+ "305aaa3ac25e98f651427688b3fc43fe7d8a68a7ec1d7d61c61517c519bd4a42"
					+ "7c3015599d83ca28b4c652333920223844ef0725eb5dc2febfd6af7677b73f01"
					+ "d0852a29b460fc92ec943242ac638a053bbacc200512b18b30d15083cbdc9282",
			"6e1fde9cf9e2359a87420b65a87dc0c66136e66945196ba2475990d8a0c3a25b,"
					+ "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
					+ "ee3c7644fd8070532bc1fde3d70d742267da545d8c8f03e63bda63f1ad4214f4"
					+ "d2c4bfdb4eb9526def42deeb7e31602a6ff99eba893e0a4ad4d45892ca75e608"
					+ "d2b75e24a189a7f78ca776ba36fc53f6c3e31c32f251f2c524f0a44202f2902d" })
	void theVectorsWithAChannelIdAreReproduced(String seed, String challenge, String answer) {
		byte[] id = HexFormat.of().parseHex("62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff");
		CryptosignAuthenticator client = new CryptosignAuthenticator(null, CryptosignKey.of(seed), null,
				ChannelBinding.TLS_EXPORTER);
		Challenge asked = new Challenge("cryptosign", Map.of("challenge", challenge, "channel_binding", "tls-exporter"),
				Map.of(), (binding) -> id);
		assertThat(client.authenticate(asked).signature()).isEqualTo(answer);
	}

	@Test
	void theChannelIdOfTlsUniqueIsAHash() {
		byte[] finished = HexFormat.of().parseHex("000102030405060708090a0b");
		assertThat(HexFormat.of().formatHex(ChannelId.of(ChannelBinding.TLS_UNIQUE, finished)))
			.isEqualTo("fff3a9bcdd37363d703c1c4f9512533686157868f0d4f16a0f02d0f1da24f9a2");
	}

	@Test
	void whoAsksForABindingOrAKnownRouterDoesNotJoinWithoutAChallenge() {
		CryptosignKey key = CryptosignKey.generate();
		assertThat(new CryptosignAuthenticator("joe", key, null, null).isMutual()).isFalse();
		assertThat(new CryptosignAuthenticator("joe", key, key.getPublicKey(), null).isMutual()).isTrue();
		assertThat(new CryptosignAuthenticator("joe", key, null, ChannelBinding.TLS_EXPORTER).isMutual()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "TLS_UNIQUE", "TLS_EXPORTER" })
	void bothSidesBindToTheConnection(ChannelBinding binding) {
		ChannelBindings connection = only(binding, 1);
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, this.routerKey.getPublicKey(),
				binding);
		assertThat(run(client, connection, connection)).isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "TLS_UNIQUE", "TLS_EXPORTER" })
	void anotherConnectionAtTheOtherSideIsNoticedByEitherSide(ChannelBinding binding) {
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null, binding);
		assertThat(run(client, only(binding, 1), only(binding, 2)))
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
		CryptosignAuthenticator careful = new CryptosignAuthenticator("peter", this.key, this.routerKey.getPublicKey(),
				binding);
		assertThatIllegalStateException().isThrownBy(() -> run(careful, only(binding, 1), only(binding, 2)))
			.withMessageContaining("has not shown that it has the key");
	}

	@Test
	void aBindingThatTheRouterCannotDoIsRefusedAndNotLeftOut() {
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
				ChannelBinding.TLS_EXPORTER);
		AuthenticationRequest request = request("peter", client.getAuthExtra(only(ChannelBinding.TLS_EXPORTER, 1)));
		assertThat(begin(this.router, request)).isEqualTo(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
				"The router has no channel binding tls-exporter for this connection; it takes TLS 1.3"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tls-server-end-point", "tls-unique ", "", "nonsense" })
	void aBindingThatIsNotOfTheMethodIsRefused(String name) {
		Refused refused = new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
				"The router has no such channel binding for cryptosign, but tls-unique or tls-exporter");
		AuthenticationRequest request = request("peter",
				Map.of("pubkey", this.key.getPublicKey(), "channel_binding", name));
		assertThat(begin(this.router, bound(request, only(ChannelBinding.TLS_SERVER_END_POINT, 1)))).isEqualTo(refused);
	}

	@Test
	void aBindingThatIsNoNameIsRefused() {
		for (Object name : List.of(1, true, List.of("tls-unique"), Map.of("a", "b"))) {
			assertThat(begin(this.router,
					request("peter", Map.of("pubkey", this.key.getPublicKey(), "channel_binding", name))))
				.isInstanceOf(Refused.class);
		}
	}

	@Test
	void aRouterThatRequiresABindingRefusesWhoAsksForNone() {
		CryptosignAuthenticationProvider strict = new CryptosignAuthenticationProvider(this.users, null, true);
		Map<String, Object> extra = Map.of("pubkey", this.key.getPublicKey());
		assertThat(begin(strict, request("peter", extra))).isEqualTo(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
				"The router lets nobody in by cryptosign without a TLS channel binding;"
						+ " ask for tls-unique or tls-exporter"));
		AuthenticationRequest local = new AuthenticationRequest("realm1", 4711, "peter",
				Dict.of("authextra", Dict.copyOf(extra)),
				new ChannelInfo("in-process", "none", null, Map.of(), null, true));
		assertThat(begin(strict, local)).isInstanceOf(Challenged.class);
	}

	@Test
	void theClientSaysNothingToARouterOverAConnectionThatCannotBeBound() {
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
				ChannelBinding.TLS_UNIQUE);
		assertThatExceptionOfType(ChannelBindingException.class)
			.isThrownBy(() -> client.getAuthExtra(ChannelBindings.none("it is a test")))
			.withMessage("There is no channel binding tls-unique: it is a test");
	}

	@Test
	void theClientRefusesARouterThatDoesNotBindOrBindsOtherwise() {
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
				ChannelBinding.TLS_UNIQUE);
		for (Map<String, Object> extra : List.<Map<String, Object>>of(Map.of(),
				Map.of("channel_binding", "tls-exporter"), Map.of("channel_binding", 1))) {
			Map<String, Object> all = new java.util.HashMap<>(extra);
			all.put("challenge", "00".repeat(32));
			assertThatIllegalStateException()
				.isThrownBy(() -> client
					.authenticate(new Challenge("cryptosign", all, Map.of(), only(ChannelBinding.TLS_UNIQUE, 1))))
				.withMessageContaining("does not bind to the connection by tls-unique");
		}
	}

	@Test
	void thereIsNoBindingToTheServersCertificate() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CryptosignAuthenticator(null, this.key, null, ChannelBinding.TLS_SERVER_END_POINT))
			.withMessageContaining("tls-unique, tls-exporter");
	}

	/**
	 * XOR is no signature: who has a connection to either side knows both channel IDs.
	 */
	@ParameterizedTest
	@CsvSource({ "false, false, Refused", "false, true, Accepted", "true, false, Refused", "true, true, Refused" })
	void whoAdaptsTheChallengeIsNoticedByTheSecondSignature(boolean required, boolean takenOut, String outcome) {
		byte[] one = new byte[32];
		one[0] = 1;
		byte[] other = new byte[32];
		other[31] = 2;
		CryptosignAuthenticationProvider provider = new CryptosignAuthenticationProvider(this.users, null, required);
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
				ChannelBinding.TLS_EXPORTER);
		AuthenticationRequest request = bound(request("peter", client.getAuthExtra((any) -> one)), (any) -> other);
		Challenged challenged = (Challenged) begin(provider, request);
		String adapted = ChannelId.bind(ChannelId.bind(challenged.extra().getString("challenge"), one), other);
		WampAuthenticator.Answer answer = client.authenticate(new Challenge("cryptosign",
				challenged.extra().with("challenge", adapted).toMap(), Map.of(), (any) -> one));
		AuthenticationStep step = challenged.answer()
			.apply(new Authenticate(answer.signature(), takenOut ? Dict.EMPTY : Dict.copyOf(answer.extra())))
			.toCompletableFuture()
			.join();
		assertThat(step.getClass().getSimpleName()).isEqualTo(outcome);
	}

	@Test
	void aSecondSignatureThatIsNoneIsRefused() {
		for (Object seal : List.of("", "zz", 1, "00".repeat(64), "00".repeat(100_000))) {
			ChannelBindings connection = only(ChannelBinding.TLS_EXPORTER, 1);
			CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
					ChannelBinding.TLS_EXPORTER);
			AuthenticationRequest request = bound(request("peter", client.getAuthExtra(connection)), connection);
			Challenged challenged = (Challenged) begin(this.router, request);
			String signature = client
				.authenticate(new Challenge("cryptosign", challenged.extra().toMap(), Map.of(), connection))
				.signature();
			assertThat(challenged.answer()
				.apply(new Authenticate(signature, Dict.of("_channel_binding", seal)))
				.toCompletableFuture()
				.join()).isInstanceOf(Refused.class);
		}
	}

	@Test
	void aRouterThatRequiresABindingLetsInWhoBinds() {
		ChannelBindings connection = only(ChannelBinding.TLS_EXPORTER, 1);
		CryptosignAuthenticator client = new CryptosignAuthenticator("peter", this.key, null,
				ChannelBinding.TLS_EXPORTER);
		assertThat(run(new CryptosignAuthenticationProvider(this.users, this.routerKey, true), client, connection,
				connection))
			.isInstanceOf(Accepted.class);
	}

	private static ChannelBindings only(ChannelBinding known, int value) {
		return (binding) -> {
			if (binding != known) {
				throw new ChannelBindingException(binding, "it is a test");
			}
			byte[] data = new byte[(binding == ChannelBinding.TLS_UNIQUE) ? 12 : 32];
			data[3] = (byte) value;
			return data;
		};
	}

	private static AuthenticationRequest bound(AuthenticationRequest request, ChannelBindings bindings) {
		return new AuthenticationRequest(request.realm(), request.session(), request.authId(), request.details(),
				request.channel().with(bindings));
	}

	private static AuthenticationStep begin(CryptosignAuthenticationProvider router, AuthenticationRequest request) {
		return router.authenticate(request).toCompletableFuture().join();
	}

	private AuthenticationStep run(CryptosignAuthenticator client, ChannelBindings clients, ChannelBindings routers) {
		return run(this.router, client, clients, routers);
	}

	private AuthenticationStep run(CryptosignAuthenticationProvider router, CryptosignAuthenticator client,
			ChannelBindings clients, ChannelBindings routers) {
		AuthenticationRequest request = bound(request(client.getAuthId(), client.getAuthExtra(clients)), routers);
		Challenged challenged = (Challenged) begin(router, request);
		WampAuthenticator.Answer answer = client
			.authenticate(new Challenge("cryptosign", challenged.extra().toMap(), request.details().toMap(), clients));
		return challenged.answer()
			.apply(new Authenticate(answer.signature(), Dict.copyOf(answer.extra())))
			.toCompletableFuture()
			.join();
	}

	@Test
	void whoHasTheKeyIsLetInWithOrWithoutAnAuthid() {
		Accepted accepted = new Accepted(new WampIdentity("peter", "role", "cryptosign", "static"));
		assertThat(run(new CryptosignAuthenticator("peter", this.key))).isEqualTo(accepted);
		assertThat(run(new CryptosignAuthenticator(null, this.key))).isEqualTo(accepted);
	}

	@Test
	void everybodyElseIsRefusedWithTheSameWords() {
		Refused refused = new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
		assertThat(run(new CryptosignAuthenticator("peter", CryptosignKey.generate()))).isEqualTo(refused);
		assertThat(run(new CryptosignAuthenticator("mary", this.key))).isEqualTo(refused);
		assertThat(run(new CryptosignAuthenticator(null, CryptosignKey.generate()))).isEqualTo(refused);
	}

	@Test
	void anotherKeysSignatureOrChallengeIsRefused() {
		CryptosignKey other = CryptosignKey.generate();
		for (String signature : List.of("", "zz", other.sign("00".repeat(32)), this.key.sign("00".repeat(32)))) {
			Challenged challenged = (Challenged) this.router
				.authenticate(request("peter", Map.of("pubkey", this.key.getPublicKey())))
				.toCompletableFuture()
				.join();
			assertThat(challenged.answer().apply(new Authenticate(signature, Dict.EMPTY)).toCompletableFuture().join())
				.isInstanceOf(Refused.class);
		}
	}

	@Test
	void withoutAKeyTheMethodIsPassedOver() {
		assertThat(this.router.canAuthenticate(request("peter", Map.of()))).isFalse();
		assertThat(this.router.canAuthenticate(request("peter", Map.of("pubkey", "ab")))).isFalse();
		assertThat(this.router.canAuthenticate(request("peter", Map.of("pubkey", "zz".repeat(32))))).isFalse();
	}

	@Test
	void theRouterShowsWhoItIsWhereItIsAsked() {
		assertThat(run(new CryptosignAuthenticator("peter", this.key, this.routerKey.getPublicKey())))
			.isInstanceOf(Accepted.class);
		assertThatIllegalStateException()
			.isThrownBy(
					() -> run(new CryptosignAuthenticator("peter", this.key, CryptosignKey.generate().getPublicKey())))
			.withMessageContaining("has not shown that it has the key");
	}

	@Test
	void aChannelBindingThatNobodyAskedForIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> new CryptosignAuthenticator("peter", this.key).authenticate(
				new Challenge("cryptosign", Map.of("challenge", "00".repeat(32), "channel_binding", "tls-unique"))));
	}

	@Test
	void keyFilesOfOpenSshAreRead() {
		CryptosignKey key = CryptosignKey.of(OPENSSH);
		assertThat(key.getPublicKey()).isEqualTo(CryptosignKey.publicKey(PUBLIC_LINE));
		assertThat(CryptosignKey.isSigned(key.getPublicKey(), "00".repeat(32), key.sign("00".repeat(32)))).isTrue();
	}

	@Test
	void aKeyFileWithAPassphraseSaysWhatToDo() {
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.of(ENCRYPTED))
			.withMessageContaining("has a passphrase")
			.withMessageContaining("ssh-keygen -p");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "-----BEGIN OPENSSH PRIVATE KEY-----",
			"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----" })
	void whatIsNoKeyIsRefusedWithoutBeingShown(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.of(text));
	}

	@Test
	void keysOfOtherKindsAreNamed(@TempDir Path folder) {
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.of(PUBLIC_LINE))
			.withMessageContaining("without .pub");
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.of("-----BEGIN PRIVATE KEY-----\nMC4C"))
			.withMessageContaining("ssh-keygen -t ed25519");
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.publicKey("ssh-rsa AAAAB3NzaC1yc2E="))
			.withMessageContaining("ssh-keygen -t ed25519");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> CryptosignKey.of(folder.resolve("key")))
			.withMessage("There is no key file " + folder.resolve("key").toAbsolutePath());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2E=", "zz" })
	void whatIsNoPublicKeyIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.publicKey(text));
	}

}

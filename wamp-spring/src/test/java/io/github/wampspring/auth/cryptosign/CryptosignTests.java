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

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticator.Challenge;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
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

	@ParameterizedTest
	@ValueSource(strings = { "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2E=", "zz" })
	void whatIsNoPublicKeyIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CryptosignKey.publicKey(text));
	}

}

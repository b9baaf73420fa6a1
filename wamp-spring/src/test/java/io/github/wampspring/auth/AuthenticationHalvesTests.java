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

package io.github.wampspring.auth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The client's and the router's half of each method against each other.
 */
class AuthenticationHalvesTests {

	private static final Salting SALTING = new Salting("salt123", 100, 32);

	private final WampUserLookup lookup = WampUserLookup.of(List.of(new WampUser("peter", "secret1", "frontend"),
			new WampUser("joe \"the\" \\ ü\uD83D\uDE00", Cra.derive("secret2", SALTING), "backend", SALTING)));

	private final UserDirectory users = directory(this.lookup);

	private final WampAuthenticationProvider cra = new CraAuthenticationProvider(this.users);

	private final WampAuthenticationProvider ticket = new TicketAuthenticationProvider(this.users);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void letsAUserInWhoKnowsTheSecret(boolean salted) {
		String authId = salted ? "joe \"the\" \\ ü\uD83D\uDE00" : "peter";
		String secret = salted ? "secret2" : "secret1";
		String role = salted ? "backend" : "frontend";
		assertThat(run(this.cra, new CraAuthenticator(authId, secret)))
			.isEqualTo(new Accepted(new WampIdentity(authId, role, "wampcra", "static")));
		assertThat(run(this.ticket, new TicketAuthenticator(authId, secret)))
			.isEqualTo(new Accepted(new WampIdentity(authId, role, "ticket", "static")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "peter", "joe \"the\" \\ ü\uD83D\uDE00", "nobody", "nobody2", "nobody3" })
	void refusesEverybodyElseWithTheSameWords(String authId) {
		Refused refused = new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
		assertThat(run(this.cra, new CraAuthenticator(authId, "wrong"))).isEqualTo(refused);
		assertThat(run(this.ticket, new TicketAuthenticator(authId, "wrong"))).isEqualTo(refused);
		assertThat(run(this.ticket, new TicketAuthenticator(authId, ""))).isEqualTo(refused);
	}

	@Test
	void whatIsStoredOfASaltedSecretIsNoTicket() {
		assertThat(run(this.ticket,
				new TicketAuthenticator("joe \"the\" \\ ü\uD83D\uDE00", Cra.derive("secret2", SALTING))))
			.isInstanceOf(Refused.class);
	}

	@Test
	void aDecoyIsNotLetInEvenWithItsOwnSecret() {
		WampUser decoy = this.users.look("realm1", "nobody", WampUser::hasSecret).user();
		assertThat(run(this.ticket, new TicketAuthenticator("nobody", decoy.secret()))).isInstanceOf(Refused.class);
		UserDirectory nobody = directory((realm, authId) -> null);
		assertThat(run(new TicketAuthenticationProvider(nobody), new TicketAuthenticator("nobody", "-")))
			.isInstanceOf(Refused.class);
		assertThat(run(new CraAuthenticationProvider(nobody), new CraAuthenticator("nobody", "-")))
			.isInstanceOf(Refused.class);
	}

	@Test
	void anUnknownUserGetsTheSameKindOfChallengeEachTime() {
		boolean salted = false;
		boolean plain = false;
		for (int i = 0; i < 50; i++) {
			Dict first = challenge(this.cra, "nobody" + i);
			Dict second = challenge(this.cra, "nobody" + i);
			assertThat(second.with("challenge", "")).isEqualTo(first.with("challenge", ""));
			boolean hasSalt = first.has("salt");
			salted |= hasSalt;
			plain |= !hasSalt;
			assertThat(json(first).get("authrole").asString()).isEqualTo(hasSalt ? "backend" : "frontend");
			if (hasSalt) {
				assertThat(first.getString("salt")).hasSameSizeAs("salt123").isNotEqualTo("salt123");
				assertThat(first.getLong("iterations")).isEqualTo(100);
			}
		}
		assertThat(salted && plain).isTrue();
	}

	@Test
	void theChallengeOfWampcraTellsWhatTheSpecificationAsksFor() {
		JsonNode challenge = json(challenge(this.cra, "joe \"the\" \\ ü\uD83D\uDE00"));
		assertThat(challenge.get("authid").asString()).isEqualTo("joe \"the\" \\ ü\uD83D\uDE00");
		assertThat(challenge.get("authrole").asString()).isEqualTo("backend");
		assertThat(challenge.get("authmethod").asString()).isEqualTo("wampcra");
		assertThat(challenge.get("authprovider").asString()).isEqualTo("static");
		assertThat(challenge.get("session").asLong()).isEqualTo(4711);
		assertThat(challenge.get("timestamp").asString())
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(challenge.get("nonce").asString()).hasSize(32);
		assertThat(challenge(this.cra, "peter")).isNotEqualTo(challenge(this.cra, "peter"));
	}

	@Test
	void anAuthidIsNeeded() {
		for (WampAuthenticationProvider provider : List.of(this.cra, this.ticket)) {
			assertThat(begin(provider, null)).isInstanceOf(Refused.class);
			assertThat(begin(provider, "")).isInstanceOf(Refused.class);
		}
	}

	@Test
	void aClientDoesNotAnswerAChallengeWithoutText() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ClientHalf
			.answer(new CraAuthenticator("peter", "secret1"), new Challenge("wampcra", Dict.EMPTY)));
	}

	@Test
	void aClientDoesNotLetARouterKeepItBusy() {
		Dict extra = Dict.of("challenge", "{}").with("salt", "s").with("iterations", 1L << 40).with("keylen", 32);
		assertThatIllegalArgumentException().isThrownBy(
				() -> ClientHalf.answer(new CraAuthenticator("peter", "secret1"), new Challenge("wampcra", extra)));
	}

	@Test
	void aSecondLookupIsAskedForThoseWhomTheFirstDoesNotKnow() {
		UserDirectory both = directory(this.lookup,
				(realm, authId) -> realm.equals("realm1") ? new WampUser(authId, "dynamic", "late") : null);
		WampAuthenticationProvider provider = new TicketAuthenticationProvider(both);
		assertThat(run(provider, new TicketAuthenticator("peter", "secret1"))).isInstanceOf(Accepted.class);
		assertThat(run(provider, new TicketAuthenticator("mary", "dynamic")))
			.isEqualTo(new Accepted(new WampIdentity("mary", "late", "ticket", "static")));
	}

	@Test
	void anUnknownUserLooksLikeThoseOfALookup() {
		Salting strong = new Salting("00ff00ff00ff00ff", 20, 24);
		WampUserLookup lookup = (realm, authId) -> authId.startsWith("member")
				? new WampUser(authId, "secret", "member", strong) : null;
		WampAuthenticationProvider provider = new CraAuthenticationProvider(directory(lookup));
		Dict known = challenge(provider, "member1");
		for (int i = 0; i < 20; i++) {
			Dict unknown = challenge(provider, "nobody" + i);
			assertThat(json(unknown).get("authrole").asString()).isEqualTo(json(known).get("authrole").asString());
			assertThat(unknown.getLong("iterations")).isEqualTo(20);
			assertThat(unknown.getLong("keylen")).isEqualTo(24);
			assertThat(unknown.getString("salt")).matches("[0-9a-f]{16}").isNotEqualTo(strong.salt());
			assertThat(challenge(provider, "nobody" + i).getString("salt")).isEqualTo(unknown.getString("salt"));
		}
	}

	@Test
	void decoysComeFromAllLookups() {
		WampUserLookup own = new WampUserLookup() {

			@Override
			public WampUser find(String realm, String authId) {
				return null;
			}

			@Override
			public WampUser decoy(String realm, String authId) {
				return new WampUser(authId, "-", "own");
			}

		};
		UserDirectory users = directory(this.lookup, own);
		assertThat(IntStream.range(0, 100)
			.mapToObj((i) -> users.look("realm1", "nobody" + i, WampUser::hasSecret).user().role()))
			.contains("frontend", "backend", "own");
	}

	@Test
	void decoysAreTheSameForTheSameKeyAndOthersForAnother() {
		List<String> first = decoys("key1");
		assertThat(decoys("key1")).isEqualTo(first);
		assertThat(decoys("key2")).isNotEqualTo(first);
		assertThat(decoys(null)).isNotEqualTo(first);
	}

	private List<String> decoys(String key) {
		UserDirectory users = new UserDirectory(List.of(this.lookup), key);
		return IntStream.range(0, 50)
			.mapToObj((i) -> users.look("realm1", "nobody" + i, WampUser::hasSecret).user())
			.map((user) -> user.role() + user.salting())
			.toList();
	}

	@Test
	void allLookupsAreAskedWhoeverIsFound() {
		AtomicInteger asked = new AtomicInteger();
		UserDirectory users = directory(this.lookup, (realm, authId) -> {
			asked.incrementAndGet();
			throw new IllegalStateException("no connection");
		});
		assertThat(users.look("realm1", "peter", WampUser::hasSecret).known()).isTrue();
		assertThat(asked).hasValue(1);
		assertThatIllegalStateException().isThrownBy(() -> users.look("realm1", "nobody", WampUser::hasSecret))
			.withMessage("no connection");
	}

	@Test
	void twoUsersOfOneNameAreAMistake() {
		List<WampUser> twins = List.of(new WampUser("peter", "a", "user"), new WampUser("peter", "b", "user"));
		assertThatIllegalArgumentException().isThrownBy(() -> WampUserLookup.of(twins))
			.withMessageContaining("'peter'");
	}

	@Test
	void secretsDoNotShowInLogs() {
		assertThat(new WampUser("peter", "secret1", "frontend")).asString().doesNotContain("secret1");
	}

	private static UserDirectory directory(WampUserLookup... lookups) {
		return new UserDirectory(List.of(lookups), null);
	}

	private static JsonNode json(Dict extra) {
		return JsonMapper.builder().build().readTree(extra.getString("challenge"));
	}

	private static AuthenticationStep begin(WampAuthenticationProvider provider, String authId) {
		ChannelInfo channel = new ChannelInfo("websocket", "json", null, Map.of(), null, false);
		return provider.authenticate(new AuthenticationRequest("realm1", 4711, authId, Dict.EMPTY, channel))
			.toCompletableFuture()
			.join();
	}

	private static Dict challenge(WampAuthenticationProvider provider, String authId) {
		return ((Challenged) begin(provider, authId)).extra();
	}

	private static AuthenticationStep run(WampAuthenticationProvider provider, WampAuthenticator client) {
		Challenged challenged = (Challenged) begin(provider, client.getAuthId());
		return challenged.answer()
			.apply(ClientHalf.answer(client, new Challenge(provider.getMethod(), challenged.extra())))
			.toCompletableFuture()
			.join();
	}

}

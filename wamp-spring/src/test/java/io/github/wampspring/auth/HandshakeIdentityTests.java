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

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import javax.security.auth.x500.X500Principal;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.PassedOver;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticator.Challenge;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeCookies;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Both halves of the authentication by the handshake.
 */
class HandshakeIdentityTests {

	private static final Principal ANN = () -> "ann";

	private static final WampHandshakeUserLookup SESSIONS = (handshake) -> CompletableFuture
		.completedStage("abc".equals(handshake.cookie("SESSION")) ? new WampHandshakeUser("joe") : null);

	private final List<Runnable> timers = new ArrayList<>();

	private HandshakeIdentityProvider provider(WampHandshakeUserLookup... lookups) {
		return new HandshakeIdentityProvider(
				new HandshakeIdentity("user", Set.of("SESSION", "token"), List.of(lookups)), Duration.ofSeconds(8),
				(task, delay) -> {
					assertThat(delay).isEqualTo(Duration.ofSeconds(8));
					this.timers.add(task);
					return new CompletableFuture<>();
				});
	}

	private static AuthenticationRequest request(String authId, Principal principal, HandshakeCookies cookies) {
		return new AuthenticationRequest("realm1", 1, authId, Dict.EMPTY,
				new ChannelInfo(
						"websocket", "json", "203.0.113.7:1", Map.of("origin", List.of("https://app.example"),
								"user-agent", List.of("Firefox"), "x-secret", List.of("secret")),
						principal, false, Map.of(), ChannelBindings.NONE, cookies));
	}

	private static HandshakeCookies cookies(String... headers) {
		return HandshakeCookies.of(Set.of("SESSION", "token"), List.of(headers));
	}

	private static AuthenticationStep authenticate(HandshakeIdentityProvider provider, AuthenticationRequest request) {
		assertThat(provider.canAuthenticate(request)).isTrue();
		assertThat(provider.isImplied(request)).isTrue();
		return provider.authenticate(request).toCompletableFuture().join();
	}

	private static void assertIs(AuthenticationStep step, String authId, String role) {
		assertThat(step).isInstanceOfSatisfying(Accepted.class, (accepted) -> {
			assertThat(accepted.identity().authId()).isEqualTo(authId);
			assertThat(accepted.identity().authRole()).isEqualTo(role);
			assertThat(accepted.identity().authMethod()).isEqualTo("cookie");
			assertThat(accepted.identity().authProvider()).isEqualTo("handshake");
			assertThat(accepted.realm()).isNull();
		});
	}

	private static void assertPassedOver(AuthenticationStep step) {
		assertThat(step).isEqualTo(
				new PassedOver(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid")));
	}

	private void assertTellsNothing(HandshakeIdentityProvider provider, AuthenticationRequest request) {
		assertThat(provider.canAuthenticate(request)).isFalse();
		assertThat(provider.isImplied(request)).isFalse();
		assertThat(provider.authenticate(request).toCompletableFuture().join()).isInstanceOf(Refused.class)
			.extracting((step) -> ((Refused) step).error())
			.isEqualTo(ErrorUris.AUTHENTICATION_REQUIRED);
		assertThat(this.timers).isEmpty();
	}

	@Test
	void aClientIsWhoTheRequestWasAuthenticatedAs() {
		AuthenticationStep step = authenticate(provider(), request(null, ANN, cookies()));
		assertIs(step, "ann", "user");
		assertThat(((Accepted) step).identity().principal()).isSameAs(ANN);
	}

	@Test
	void whatIsNoHttpIdentityDoesNotCount() {
		for (Principal principal : new Principal[] { null, new X500Principal("CN=ann"), () -> " ", () -> null,
				new UsernamePasswordAuthenticationToken("ann", "secret", List.of()),
				new UsernamePasswordAuthenticationToken("ann", "secret") {
				} }) {
			assertTellsNothing(provider(), request(null, principal, cookies("SESSION=abc")));
			assertTellsNothing(provider(SESSIONS), request(null, principal, cookies()));
		}
	}

	@Test
	void withoutAGuardNothingCounts() {
		assertTellsNothing(provider(), request(null, ANN, HandshakeCookies.NONE));
		assertTellsNothing(provider(SESSIONS), request(null, ANN, HandshakeCookies.NONE));
		assertTellsNothing(provider(SESSIONS), new AuthenticationRequest("realm1", 1, null, Dict.EMPTY,
				new ChannelInfo("in-process", "none", null, Map.of(), null, true)));
	}

	@Test
	void aLookupKnowsWhoseCookieItIs() {
		assertIs(authenticate(provider(SESSIONS), request(null, null, cookies("SESSION=abc"))), "joe", "user");
		assertPassedOver(authenticate(provider(SESSIONS), request(null, null, cookies("SESSION=xyz"))));
		assertPassedOver(authenticate(provider(SESSIONS), request(null, null, cookies("token=abc"))));
	}

	@Test
	void whereThereAreLookupsTheyDecideAboutPrincipalsToo() {
		WampHandshakeUserLookup admins = (handshake) -> CompletableFuture
			.completedStage((handshake.principal() == ANN) ? new WampHandshakeUser("ann@example.com", "admin") : null);
		assertIs(authenticate(provider(SESSIONS, admins), request(null, ANN, cookies())), "ann@example.com", "admin");
		assertPassedOver(authenticate(provider(SESSIONS, admins), request(null, () -> "bob", cookies())));
		assertIs(authenticate(provider(SESSIONS, admins), request(null, ANN, cookies("SESSION=abc"))), "joe", "user");
	}

	@Test
	void whoNamesAnAuthidMustBeThatUser() {
		Map.of("ann", provider(), "joe", provider(SESSIONS)).forEach((own, provider) -> {
			for (String named : new String[] { null, "", own }) {
				assertIs(authenticate(provider, request(named, ANN, cookies("SESSION=abc"))), own, "user");
			}
			for (String other : List.of("other", "nobody", "Ann")) {
				assertPassedOver(authenticate(provider, request(other, ANN, cookies("SESSION=abc"))));
			}
		});
	}

	@Test
	void aLookupLearnsNoMoreThanItNeeds() {
		List<WampHandshake> seen = new ArrayList<>();
		authenticate(provider((handshake) -> {
			seen.add(handshake);
			return CompletableFuture.completedStage(null);
		}), request(null, ANN, cookies("SESSION=abc; theme=dark")));
		assertThat(seen).containsExactly(new WampHandshake("realm1", ANN, Map.of("SESSION", "abc"),
				"https://app.example", "Firefox", "203.0.113.7:1"));
		assertThat(seen.get(0).toString())
			.isEqualTo("WampHandshake[realm realm1, 1 cookies, principal ann, of 203.0.113.7:1]");
	}

	@Test
	void aLookupThatFailsDoesNotLetAnybodyIn() {
		for (WampHandshakeUserLookup broken : List.<WampHandshakeUserLookup>of((handshake) -> {
			throw new IllegalStateException("broken");
		}, (handshake) -> CompletableFuture.failedStage(new IllegalStateException("broken")), (handshake) -> null)) {
			for (HandshakeIdentityProvider provider : List.of(provider(broken, SESSIONS),
					provider((handshake) -> CompletableFuture.completedStage(null), broken))) {
				CompletableFuture<AuthenticationStep> step = provider
					.authenticate(request(null, ANN, cookies("SESSION=abc")))
					.toCompletableFuture();
				assertThat(step).isCompletedExceptionally();
			}
		}
	}

	@Test
	void lookupsHaveSoMuchTimeOnly() {
		CompletableFuture<WampHandshakeUser> found = new CompletableFuture<>();
		CompletableFuture<AuthenticationStep> step = provider((handshake) -> found)
			.authenticate(request(null, null, cookies("SESSION=abc")))
			.toCompletableFuture();
		assertThat(step).isNotDone();
		this.timers.forEach(Runnable::run);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(step::join)
			.withCauseInstanceOf(TimeoutException.class)
			.withMessageContaining("within 8000 ms");
		found.complete(new WampHandshakeUser("joe"));
		assertThat(step).isCompletedExceptionally();
	}

	@Test
	void noFurtherLookupIsAskedForAClientThatHasLeft() {
		AuthenticationRequest left = new AuthenticationRequest("realm1", 1, null, Dict.EMPTY,
				request(null, ANN, cookies()).channel(), () -> false);
		List<String> asked = new ArrayList<>();
		assertPassedOver(authenticate(provider((handshake) -> {
			asked.add("first");
			return CompletableFuture.completedStage(null);
		}, (handshake) -> {
			asked.add("second");
			return CompletableFuture.completedStage(null);
		}), left));
		assertThat(asked).containsExactly("first");
	}

	@Test
	void whoHasNoNameIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new WampHandshakeUser(""));
		assertThatIllegalArgumentException().isThrownBy(() -> new WampHandshakeUser("joe", " "));
		assertThatIllegalArgumentException().isThrownBy(() -> new HandshakeIdentity("", Set.of(), List.of()));
	}

	@Test
	void wrongCookiesKeepNobodyOut() {
		assertThat(provider().isGuessable()).isFalse();
	}

	@Test
	void theClientOffersTheMethodAndHasNothingToAnswer() {
		HandshakeAuthenticator authenticator = new HandshakeAuthenticator(null);
		assertThat(authenticator.getMethod()).isEqualTo(provider().getMethod()).isEqualTo("cookie");
		assertThat(authenticator.getAuthId()).isNull();
		assertThat(new HandshakeAuthenticator("joe").getAuthId()).isEqualTo("joe");
		assertThat(authenticator.authenticate(new Challenge("cookie", Map.of())).signature()).isEmpty();
	}

}

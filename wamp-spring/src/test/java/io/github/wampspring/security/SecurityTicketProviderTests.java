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

package io.github.wampspring.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tickets that an {@code AuthenticationManager} checks.
 */
class SecurityTicketProviderTests {

	private final List<SecurityTicketProvider> providers = new ArrayList<>();

	@AfterEach
	void close() {
		this.providers.forEach(SecurityTicketProvider::close);
	}

	private SecurityTicketProvider provider(TicketKind kind, AuthenticationManager manager, int threads, int queue) {
		SecurityTicketProvider provider = new SecurityTicketProvider(kind, manager,
				new AuthorityAuthroleMapper(Map.of(), "nobody"), threads, queue);
		this.providers.add(provider);
		return provider;
	}

	private static CompletableFuture<AuthenticationStep> answer(SecurityTicketProvider provider,
			@Nullable String authId, String ticket) {
		Challenged challenged = (Challenged) provider
			.authenticate(Sessions.hello(authId, Sessions.channel(null, Map.of())))
			.toCompletableFuture()
			.join();
		assertThat(challenged.extra()).isEqualTo(Dict.EMPTY);
		return challenged.answer().apply(new Authenticate(ticket, Dict.EMPTY)).toCompletableFuture();
	}

	private AuthenticationStep answer(TicketKind kind, AuthenticationManager manager, String ticket) {
		return answer(provider(kind, manager, 1, 1), "joe", ticket).orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	void aPasswordIsCheckedWithItsUser() {
		AuthenticationStep step = answer(TicketKind.PASSWORD, (authentication) -> {
			assertThat(authentication).isInstanceOf(UsernamePasswordAuthenticationToken.class);
			assertThat(authentication.isAuthenticated()).isFalse();
			assertThat(authentication.getName()).isEqualTo("joe");
			assertThat(authentication.getCredentials()).isEqualTo("secret");
			return Sessions.user("Joe", "ROLE_user");
		}, "secret");
		assertThat(step).isInstanceOfSatisfying(Accepted.class, (accepted) -> {
			assertThat(accepted.identity().authId()).isEqualTo("Joe");
			assertThat(accepted.identity().authRole()).isEqualTo("user");
			assertThat(accepted.identity().principal()).isEqualTo(Sessions.user("Joe", "ROLE_user"));
			assertThat(accepted.identity().authExtra()).isEqualTo(Dict.EMPTY);
		});
	}

	@Test
	void aTokenIsABearerToken() {
		AuthenticationStep step = answer(TicketKind.TOKEN, (authentication) -> {
			assertThat(((BearerTokenAuthenticationToken) authentication).getToken()).isEqualTo("a.b.c");
			return Sessions.user("ann");
		}, "a.b.c");
		assertThat(step).isInstanceOf(Accepted.class);
	}

	@Test
	void onlyAPasswordCanBeGuessed() {
		AuthenticationManager manager = (authentication) -> authentication;
		assertThat(provider(TicketKind.PASSWORD, manager, 1, 1).isGuessable()).isTrue();
		assertThat(provider(TicketKind.TOKEN, manager, 1, 1).isGuessable()).isFalse();
	}

	@Test
	void onlyAPasswordNeedsAnAuthid() {
		AuthenticationManager manager = (authentication) -> authentication;
		for (String authId : new String[] { null, "" }) {
			assertThat(provider(TicketKind.PASSWORD, manager, 1, 1)
				.canAuthenticate(Sessions.hello(authId, Sessions.channel(null, Map.of())))).isFalse();
			assertThat(provider(TicketKind.TOKEN, manager, 1, 1)
				.canAuthenticate(Sessions.hello(authId, Sessions.channel(null, Map.of())))).isTrue();
		}
	}

	@Test
	void allRefusalsHaveTheSameWords() {
		List<AuthenticationManager> managers = List.of((authentication) -> {
			throw new BadCredentialsException("no");
		}, (authentication) -> {
			throw new LockedException("no");
		}, (authentication) -> UsernamePasswordAuthenticationToken.unauthenticated("joe", ""),
				(authentication) -> Sessions.user(""), (authentication) -> new AnonymousAuthenticationToken("key",
						"joe", AuthorityUtils.createAuthorityList("ROLE_user")));
		for (AuthenticationManager manager : managers) {
			assertThat(answer(TicketKind.PASSWORD, manager, "secret"))
				.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
		}
		assertThat(answer(TicketKind.PASSWORD, (authentication) -> Sessions.user("joe"), ""))
			.isInstanceOf(Refused.class);
	}

	@Test
	void whatCannotBeFoundOutIsNoRefusal() {
		SecurityTicketProvider provider = provider(TicketKind.PASSWORD, (authentication) -> {
			throw new AuthenticationServiceException("LDAP is down");
		}, 1, 1);
		assertThat(answer(provider, "joe", "secret")).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(AuthenticationServiceException.class);
	}

	@Test
	void whoIsTooManyIsToldSoAtOnce() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch hanging = new CountDownLatch(1);
		SecurityTicketProvider provider = provider(TicketKind.PASSWORD, (authentication) -> {
			entered.countDown();
			try {
				hanging.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Sessions.user("joe");
		}, 1, 1);
		CompletableFuture<AuthenticationStep> first = answer(provider, "joe", "secret");
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<AuthenticationStep> second = answer(provider, "joe", "secret");
		assertThat(answer(provider, "joe", "secret")).isCompletedWithValueMatching(
				(step) -> step instanceof Refused refused && refused.error().equals(ErrorUris.UNAVAILABLE));
		assertThat(first).isNotDone();
		hanging.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
		assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
	}

}

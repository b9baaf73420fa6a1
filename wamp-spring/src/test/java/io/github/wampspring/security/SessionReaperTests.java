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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.ChannelInfo;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of sessions with their token or their HTTP session.
 */
class SessionReaperTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private static final Authentication JOE = Sessions.user("joe");

	private final WampRouter router = Mockito.mock(WampRouter.class);

	private void check(SessionEnds ends, SessionInfo... sessions) {
		BDDMockito.given(this.router.realms()).willReturn(Set.of("realm1"));
		BDDMockito.given(this.router.sessions("realm1")).willReturn(List.of(sessions));
		new SessionReaper(this.router, ends, Duration.ofSeconds(5)).check();
	}

	private void assertKilled(long session, String message) {
		Mockito.verify(this.router).kill("realm1", session, CloseUris.KILLED, message);
	}

	private void assertSpared(long session) {
		Mockito.verify(this.router, Mockito.never())
			.kill(Mockito.any(), Mockito.eq(session), Mockito.any(), Mockito.any());
	}

	private static ChannelInfo handshake(HttpSession session, Authentication principal) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setSession(session);
		Map<String, Object> attributes = new HashMap<>();
		new HttpSessionInterceptor().beforeHandshake(new ServletServerHttpRequest(request), null, null, attributes);
		return Sessions.channel(principal, attributes);
	}

	@Test
	void aSessionEndsAtTheInstantThatItsTokenDoes() {
		SessionEnds ends = new SessionEnds(
				(authentication) -> authentication.getName().equals("joe") ? NOW : NOW.plusMillis(1), true, CLOCK);
		check(ends, Sessions.session(1, "ticket", "user", JOE),
				Sessions.session(2, "ticket", "user", Sessions.user("ann")),
				Sessions.session(3, "wampcra", "user", null));
		assertKilled(1, "The token has expired");
		assertSpared(2);
		assertSpared(3);
	}

	@Test
	void aSessionEndsWithItsHttpSession() {
		MockHttpSession httpSession = new MockHttpSession();
		SessionInfo session = Sessions.session(1, "cookie", "user", JOE, handshake(httpSession, JOE));
		check(new SessionEnds(null, true), session);
		assertSpared(1);
		httpSession.invalidate();
		check(new SessionEnds(null, false), session);
		assertSpared(1);
		check(new SessionEnds(null, true), session);
		assertKilled(1, "The HTTP session has ended");
	}

	@Test
	void anHttpSessionThatNobodyHasUsedForTooLongHasEnded() {
		HttpSession httpSession = Mockito.mock(HttpSession.class);
		BDDMockito.given(httpSession.getMaxInactiveInterval()).willReturn(60);
		BDDMockito.given(httpSession.getLastAccessedTime()).willReturn(System.currentTimeMillis() - 61_000);
		check(new SessionEnds(null, true), Sessions.session(1, "cookie", "user", JOE, handshake(httpSession, JOE)));
		assertKilled(1, "The HTTP session has ended");
	}

	@Test
	void aSessionEndsWhenAnotherUserLogsInWhereItsHandshakeCameFrom() {
		MockHttpSession httpSession = new MockHttpSession();
		httpSession.setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(JOE));
		SessionInfo session = Sessions.session(1, "cookie", "user", JOE, handshake(httpSession, JOE));
		check(new SessionEnds(null, true), session);
		assertSpared(1);
		httpSession.setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(Sessions.user("ann")));
		check(new SessionEnds(null, true), session);
		assertKilled(1, "The HTTP session has ended");
	}

	@Test
	void whoHasJoinedByTicketDoesNotEndWithTheHttpSession() {
		MockHttpSession httpSession = new MockHttpSession();
		SessionInfo session = Sessions.session(1, "ticket", "user", JOE,
				handshake(httpSession, Sessions.user("another")));
		httpSession.invalidate();
		check(new SessionEnds(null, true), session);
		assertSpared(1);
	}

	@Test
	void oneSessionThatCannotBeLookedAtDoesNotSpareTheOthers() {
		SessionEnds ends = new SessionEnds((authentication) -> {
			if (authentication.getName().equals("ann")) {
				throw new IllegalStateException("no idea");
			}
			return NOW;
		}, true, CLOCK);
		check(ends, Sessions.session(1, "ticket", "user", Sessions.user("ann")),
				Sessions.session(2, "ticket", "user", JOE));
		assertSpared(1);
		assertKilled(2, "The token has expired");
	}

	@Test
	void nobodyJoinsWithATokenThatHasExpiredSinceTheHandshake() {
		ChannelInfo channel = Sessions.channel(JOE, Map.of());
		AuthorityAuthroleMapper roles = new AuthorityAuthroleMapper(Map.of(), "nobody");
		assertThat(new HandshakePrincipalProvider(roles, new SessionEnds((authentication) -> NOW, true, CLOCK))
			.authenticate(Sessions.hello(null, channel))
			.toCompletableFuture()
			.join()).isEqualTo(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The token has expired"));
		assertThat(new HandshakePrincipalProvider(roles, new SessionEnds(null, true, CLOCK))
			.authenticate(Sessions.hello(null, channel))
			.toCompletableFuture()
			.join()).isInstanceOf(Accepted.class);
	}

	@Test
	void itStartsAndStopsWithTheContext() {
		SessionReaper reaper = new SessionReaper(this.router, new SessionEnds((authentication) -> null, true),
				Duration.ofHours(1));
		for (int i = 0; i < 2; i++) {
			reaper.start();
			reaper.start();
			assertThat(reaper.isRunning()).isTrue();
			reaper.stop();
			assertThat(reaper.isRunning()).isFalse();
		}
		SessionReaper idle = new SessionReaper(this.router, new SessionEnds(null, false), Duration.ofHours(1));
		idle.start();
		assertThat(idle.isRunning()).isFalse();
	}

}

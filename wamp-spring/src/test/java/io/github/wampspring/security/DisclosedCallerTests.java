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

import java.util.List;
import java.util.Set;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.IncomingRequest.Kind;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.WampRouter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has called, as far as a router tells.
 */
class DisclosedCallerTests {

	private static final long OWN = 7;

	private static final Dict CALLER = Dict.of("caller", 42L)
		.with("caller_authid", "ann")
		.with("caller_authrole", "admin");

	private final WampRouter router = Mockito.mock(WampRouter.class);

	private final Authentication ann = Sessions.user("ann", "ROLE_admin");

	DisclosedCallerTests() {
		BDDMockito.given(this.router.realms()).willReturn(Set.of("realm1"));
		BDDMockito.given(this.router.session("realm1", OWN))
			.willReturn(Sessions.session(OWN, "trusted", "trusted", null));
		BDDMockito.given(this.router.session("realm1", 42))
			.willReturn(Sessions.session(42, "ticket", "admin", this.ann));
	}

	private static IncomingRequest request(Kind kind, Dict details, long own, boolean local) {
		return new IncomingRequest(kind, "default", own, 1, "com.app.a", "com.app.a", details, Payload.NONE,
				Mockito.mock(PayloadMapper.class), local);
	}

	private @Nullable Authentication find(IncomingRequest request, String... trusted) {
		return new DisclosedCaller(() -> this.router, List.of(trusted)).getAuthentication(request);
	}

	@Test
	void aCallerOfTheRouterInThisJvmIsWhoItHasJoinedAs() {
		assertThat(find(request(Kind.INVOCATION, CALLER, OWN, true))).isSameAs(this.ann);
		assertThat(find(request(Kind.EVENT, Dict.of("publisher", 42L), OWN, true))).isSameAs(this.ann);
	}

	@Test
	void whoIsNotDisclosedOrHasLeftIsNobody() {
		assertThat(find(request(Kind.INVOCATION, Dict.EMPTY, OWN, true))).isNull();
		assertThat(find(request(Kind.INVOCATION, Dict.of("caller", 43L), OWN, true))).isNull();
		assertThat(find(request(Kind.EVENT, CALLER, OWN, true))).isNull();
	}

	@Test
	void anotherRouterIsNotBelievedUnlessItsConnectionIsTrusted() {
		assertThat(find(request(Kind.INVOCATION, CALLER, 99, false))).isNull();
		assertThat(find(request(Kind.INVOCATION, CALLER, 99, false), "another")).isNull();
		assertThat(find(request(Kind.INVOCATION, CALLER, 99, false), "default"))
			.isEqualTo(new WampAuthenticationToken("ann", "admin"));
	}

	/** It chooses the IDs of its sessions, also those of this application. */
	@Test
	void anotherRouterCannotNameASessionOfTheOneInThisJvm() {
		assertThat(find(request(Kind.INVOCATION, CALLER, OWN, false))).isNull();
		assertThat(find(request(Kind.INVOCATION, CALLER.with("caller_authid", "eve"), OWN, false), "default"))
			.isEqualTo(new WampAuthenticationToken("eve", "admin"));
	}

	@Test
	void whoAnotherRouterCallsAnonymousIsAnonymous() {
		assertThat(find(request(Kind.INVOCATION, CALLER.with("caller_authrole", "anonymous"), 99, false), "default"))
			.isInstanceOf(AnonymousAuthenticationToken.class);
		Dict nameless = CALLER.with("caller_authid", "").with("caller_authrole", "anonymous");
		assertThat(find(request(Kind.INVOCATION, nameless, 99, false), "default"))
			.isInstanceOf(AnonymousAuthenticationToken.class);
		assertThat(find(request(Kind.INVOCATION, Dict.of("caller_authid", "ann"), 99, false), "default")).isNull();
	}

	@Test
	void withoutARouterNobodyIsKnown() {
		assertThat(new DisclosedCaller(() -> null, List.of())
			.getAuthentication(request(Kind.INVOCATION, CALLER, OWN, true))).isNull();
	}

}

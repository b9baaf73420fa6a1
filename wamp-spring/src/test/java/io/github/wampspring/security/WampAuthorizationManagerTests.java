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

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Rules for what sessions may do.
 */
class WampAuthorizationManagerTests {

	private static final Authentication ADMIN = Sessions.user("ann", "ROLE_admin", "SCOPE_read");

	private static final Authentication USER = Sessions.user("joe", "ROLE_user");

	private static @Nullable Boolean decide(WampAuthorizationManager manager, Authentication who,
			AuthorizationRequest request) {
		AuthorizationResult result = manager.authorize(() -> who, request);
		return (result != null) ? result.isGranted() : null;
	}

	private static boolean may(WampAuthorizationManager manager, Authentication who, WampAction action, String uri) {
		return Boolean.TRUE.equals(decide(manager, who, Sessions.request(action, uri)));
	}

	private static boolean may(WampAuthorizationManager manager, Authentication who, WampAction action, String uri,
			MatchPolicy match) {
		return Boolean.TRUE.equals(decide(manager, who, Sessions.request(action, uri, match)));
	}

	@Test
	void theFirstRuleThatFitsDecides() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder()
			.procedure("com.app.admin.status")
			.permitAll()
			.procedure("com.app.admin.*")
			.hasRole("admin")
			.anyRequest()
			.authenticated()
			.build();
		assertThat(may(manager, USER, WampAction.CALL, "com.app.admin.status")).isTrue();
		assertThat(may(manager, USER, WampAction.CALL, "com.app.admin.stop")).isFalse();
		assertThat(may(manager, ADMIN, WampAction.CALL, "com.app.admin.stop")).isTrue();
		assertThat(may(manager, USER, WampAction.CALL, "com.app.other")).isTrue();
	}

	@Test
	void whatNoRuleIsForIsDenied() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder().call("com.app.a").permitAll().build();
		assertThat(may(manager, ADMIN, WampAction.CALL, "com.app.a")).isTrue();
		assertThat(may(manager, ADMIN, WampAction.CALL, "com.app.b")).isFalse();
		assertThat(may(WampAuthorizationManager.builder().build(), ADMIN, WampAction.CALL, "com.app.a")).isFalse();
	}

	@Test
	void aRuleWithoutAnAnswerIsNone() {
		WampAuthorizationManager.Builder builder = WampAuthorizationManager.builder();
		builder.call("com.app.a");
		assertThat(may(builder.build(), ADMIN, WampAction.CALL, "com.app.a")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "CALL, true, false, true, false, false, false", "REGISTER, true, false, false, true, false, false",
			"PUBLISH, false, true, false, false, true, false", "SUBSCRIBE, false, true, false, false, false, true" })
	void rulesAreForTheirActions(WampAction action, boolean procedure, boolean topic, boolean call, boolean register,
			boolean publish, boolean subscribe) {
		assertThat(may(WampAuthorizationManager.builder().procedure("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(procedure);
		assertThat(may(WampAuthorizationManager.builder().topic("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(topic);
		assertThat(may(WampAuthorizationManager.builder().call("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(call);
		assertThat(may(WampAuthorizationManager.builder().register("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(register);
		assertThat(may(WampAuthorizationManager.builder().publish("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(publish);
		assertThat(may(WampAuthorizationManager.builder().subscribe("a.b").permitAll().build(), USER, action, "a.b"))
			.isEqualTo(subscribe);
	}

	@Test
	void authoritiesAreLookedAt() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder()
			.call("a")
			.hasAuthority("SCOPE_read")
			.call("b")
			.hasAnyAuthority("SCOPE_write", "SCOPE_read")
			.call("c")
			.hasAnyRole("user", "admin")
			.call("d")
			.denyAll()
			.call("e")
			.access((authentication, request) -> null)
			.build();
		assertThat(may(manager, ADMIN, WampAction.CALL, "a")).isTrue();
		assertThat(may(manager, USER, WampAction.CALL, "a")).isFalse();
		assertThat(may(manager, ADMIN, WampAction.CALL, "b")).isTrue();
		assertThat(may(manager, USER, WampAction.CALL, "c")).isTrue();
		assertThat(may(manager, ADMIN, WampAction.CALL, "d")).isFalse();
		assertThat(may(manager, ADMIN, WampAction.CALL, "e")).isFalse();
	}

	@Test
	void anonymousSessionsAreNotAuthenticated() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder().anyRequest().authenticated().build();
		Authentication anonymous = SessionAuthentications.of(Sessions.session(1, "anonymous", "anonymous", null));
		assertThat(may(manager, anonymous, WampAction.CALL, "a")).isFalse();
		Authentication known = SessionAuthentications.of(Sessions.session(1, "wampcra", "anonymous", null));
		assertThat(may(manager, known, WampAction.CALL, "a")).isTrue();
	}

	@Test
	void aPatternNeedsAllRulesForWhatItMatches() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder()
			.topic("com.app.secret.*")
			.hasRole("admin")
			.topic("com.app.*")
			.permitAll()
			.build();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.app.news.", MatchPolicy.PREFIX)).isTrue();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.app.", MatchPolicy.PREFIX)).isFalse();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.app.secret", MatchPolicy.PREFIX)).isFalse();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.app..x", MatchPolicy.WILDCARD)).isFalse();
		assertThat(may(manager, ADMIN, WampAction.SUBSCRIBE, "com.app.", MatchPolicy.PREFIX)).isTrue();
		assertThat(may(manager, ADMIN, WampAction.SUBSCRIBE, "com.", MatchPolicy.PREFIX)).isFalse();
		assertThat(may(manager, ADMIN, WampAction.SUBSCRIBE, "", MatchPolicy.PREFIX)).isFalse();
	}

	@Test
	void aRuleMayBeForAPatternOfWamp() {
		WampAuthorizationManager manager = WampAuthorizationManager.builder()
			.request(WampAction.SUBSCRIBE, MatchPolicy.WILDCARD, "com..temperature")
			.permitAll()
			.build();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.kitchen.temperature")).isTrue();
		assertThat(may(manager, USER, WampAction.SUBSCRIBE, "com.kitchen.pressure")).isFalse();
		assertThat(may(manager, USER, WampAction.PUBLISH, "com.kitchen.temperature")).isFalse();
	}

	@Test
	void aRuleForEverythingDoesNotGiveAwayWhatIsReserved() {
		WampAuthorizationManager general = WampAuthorizationManager.builder().anyRequest().permitAll().build();
		assertThat(decide(general, ADMIN, Sessions.request(WampAction.CALL, "wamp.session.kill"))).isNull();
		assertThat(decide(general, ADMIN, Sessions.request(WampAction.SUBSCRIBE, "wamp.", MatchPolicy.PREFIX)))
			.isNull();
		assertThat(decide(general, ADMIN, Sessions.request(WampAction.CALL, "wamping"))).isTrue();
		WampAuthorizationManager named = WampAuthorizationManager.builder()
			.call("wamp.session.kill")
			.hasRole("admin")
			.anyRequest()
			.denyAll()
			.build();
		assertThat(decide(named, ADMIN, Sessions.request(WampAction.CALL, "wamp.session.kill"))).isTrue();
		assertThat(decide(named, USER, Sessions.request(WampAction.CALL, "wamp.session.kill"))).isFalse();
		assertThat(decide(named, ADMIN, Sessions.request(WampAction.CALL, "wamp.session.list"))).isFalse();
	}

	@Test
	void theRouterDecidesWhereTheManagerAbstainsOnWhatIsReservedOnly() {
		SecurityWampAuthorizer authorizer = new SecurityWampAuthorizer((authentication, request) -> null);
		assertThat(authorizer.authorize(Sessions.request(WampAction.CALL, "wamp.session.count")))
			.isEqualTo(AuthorizationDecision.ABSTAIN);
		assertThat(authorizer.authorize(Sessions.request(WampAction.CALL, "com.app.a")))
			.isEqualTo(AuthorizationDecision.DENY);
	}

	@Test
	void aManagerThatThrowsDenies() {
		SecurityWampAuthorizer authorizer = new SecurityWampAuthorizer((authentication, request) -> {
			throw new AccessDeniedException("no");
		});
		assertThat(authorizer.authorize(Sessions.request(WampAction.CALL, "com.app.a")))
			.isEqualTo(AuthorizationDecision.DENY);
	}

	@Test
	void nothingFollowsOnAnyRequest() {
		WampAuthorizationManager.Builder builder = WampAuthorizationManager.builder().anyRequest().denyAll();
		assertThatIllegalStateException().isThrownBy(() -> builder.call("a"));
		assertThatIllegalStateException().isThrownBy(builder::anyRequest);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "com.*.app", "**", "*.app" })
	void aStarStandsAtTheEndOnly(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> WampAuthorizationManager.builder().call(uri));
	}

}

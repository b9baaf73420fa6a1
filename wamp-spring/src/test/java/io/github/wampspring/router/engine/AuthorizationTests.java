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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What sessions may do.
 */
class AuthorizationTests {

	private static final Set<WampAction> ALL = EnumSet.allOf(WampAction.class);

	@Test
	void withoutPermissionsEverythingIsAllowedButKilling() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.call("wamp.session.list", Dict.EMPTY);
		client.take(Result.class);
		for (String procedure : new String[] { "wamp.session.kill", "wamp.session.kill_all",
				"wamp.session.modify_details", "wamp.registration.remove_callee",
				"wamp.subscription.remove_subscriber" }) {
			client.call(procedure, Dict.EMPTY, other.id());
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		other.takeNothing();
		router.close();
	}

	@Test
	void withPermissionsWhatIsNotAllowedIsForbidden() {
		DefaultWampRouter router = permissions(
				new RolePermission("anonymous", "com.myapp.", MatchPolicy.PREFIX, Set.of(WampAction.SUBSCRIBE)));
		TestClient client = TestClient.joined(router);
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		client.send(new Subscribe(2, Dict.EMPTY, "com.other.topic"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.send(new Register(3, Dict.EMPTY, "com.myapp.procedure"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.call("com.myapp.procedure", Dict.EMPTY);
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.publish("com.myapp.topic", Dict.of("acknowledge", true));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.publish("com.myapp.topic", Dict.EMPTY);
		client.takeNothing();
		client.call("wamp.session.count", Dict.EMPTY);
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		router.close();
	}

	@Test
	void aRoleWithoutPermissionsMayDoNothing() {
		DefaultWampRouter router = permissions(new RolePermission("admin", "", MatchPolicy.PREFIX, ALL));
		TestClient client = TestClient.joined(router);
		client.send(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		router.close();
	}

	@Test
	void trustedSessionsMayDoEverything() {
		DefaultWampRouter router = permissions(new RolePermission("admin", "com.none", MatchPolicy.EXACT, Set.of()));
		TestClient network = new TestClient(router, false);
		TestClient.joined(network, "realm1", TestClient.ROLES);
		TestClient trusted = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		trusted.subscribe("com.myapp.topic", Dict.EMPTY);
		trusted.register("com.myapp.procedure", Dict.EMPTY);
		trusted.call("wamp.session.kill", Dict.EMPTY, network.id());
		trusted.take(Result.class);
		network.take(Goodbye.class);
		router.close();
	}

	@ParameterizedTest
	@CsvSource({ "com.myapp.public.a, true", "com.myapp.secret.a, false", "com.myapp.secret.open, true",
			"com.any.b, true", "org.any.b, false" })
	void theMostSpecificPermissionDecides(String topic, boolean allowed) {
		DefaultWampRouter router = permissions(new RolePermission("anonymous", "com.myapp.", MatchPolicy.PREFIX, ALL),
				new RolePermission("anonymous", "com.myapp.secret.", MatchPolicy.PREFIX, Set.of()),
				new RolePermission("anonymous", "com.myapp.secret.open", MatchPolicy.EXACT, ALL),
				new RolePermission("anonymous", "com..b", MatchPolicy.WILDCARD, ALL));
		TestClient client = TestClient.joined(router);
		client.publish(topic, Dict.of("acknowledge", true));
		if (allowed) {
			client.take(Published.class);
		}
		else {
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		router.close();
	}

	@ParameterizedTest
	@CsvSource({ "com.myapp.open, prefix, false", "com.myapp.open.x, prefix, true",
			"com.myapp.open..a, wildcard, false", "com.myapp.opener..a, wildcard, true", "com.myapp, prefix, false",
			"com.myapp.topic, exact, true", "com.myapp.topic, prefix, false", "com.myapp.o, prefix, false",
			"com.myapp.open.secret, exact, false", "com.myapp.open.secret, prefix, false",
			"com.myapp.open.sec, prefix, false", "com.myapp.open., wildcard, false", "'', prefix, false" })
	void aPatternMustBeAllowedAsAWhole(String pattern, String match, boolean allowed) {
		DefaultWampRouter router = permissions(
				new RolePermission("anonymous", "com.myapp.topic", MatchPolicy.EXACT, Set.of(WampAction.SUBSCRIBE)),
				new RolePermission("anonymous", "com.myapp.open", MatchPolicy.PREFIX, Set.of(WampAction.SUBSCRIBE)),
				new RolePermission("anonymous", "com.myapp.open.secret", MatchPolicy.PREFIX, Set.of()));
		TestClient client = TestClient.joined(router);
		client.send(new Subscribe(1, Dict.of("match", match), pattern));
		if (allowed) {
			client.take(Subscribed.class);
		}
		else {
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		router.close();
	}

	@Test
	void aPermissionMayDisclose() {
		DefaultWampRouter router = permissions(new RolePermission("anonymous", "", MatchPolicy.PREFIX, ALL, true));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		other.subscribe("com.myapp.topic", Dict.EMPTY);
		other.register("com.myapp.procedure", Dict.EMPTY);
		client.publish("com.myapp.topic", Dict.EMPTY);
		assertThat(other.take(Event.class).details().getLong("publisher")).isEqualTo(client.id());
		client.call("com.myapp.procedure", Dict.EMPTY);
		assertThat(other.take(Invocation.class).details().getLong("caller")).isEqualTo(client.id());
		router.close();
	}

	@Test
	void nobodyIsDisclosedWhereTheRealmNeverDoes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RealmSettings.builder("realm1")
				.disclosure(Disclosure.NEVER)
				.permission(new RolePermission("anonymous", "", MatchPolicy.PREFIX, ALL, true))
				.build())
			.withMessageContaining("nobody is ever disclosed");
		DefaultWampRouter router = TestRouters.open((realm) -> realm.disclosure(Disclosure.NEVER),
				(settings) -> settings.authorizer((request) -> AuthorizationDecision.ALLOW_AND_DISCLOSE));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		other.subscribe("com.myapp.topic", Dict.EMPTY);
		other.register("com.myapp.procedure", Dict.EMPTY);
		client.publish("com.myapp.topic", Dict.EMPTY);
		assertThat(other.take(Event.class).details().has("publisher")).isFalse();
		client.call("com.myapp.procedure", Dict.EMPTY);
		assertThat(other.take(Invocation.class).details().has("caller")).isFalse();
		router.close();
	}

	@Test
	void anAuthorizerDecidesBeforeThePermissions() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.permission(
				new RolePermission("anonymous", "com.myapp.allowed", MatchPolicy.EXACT, Set.of(WampAction.CALL))),
				(settings) -> settings.authorizer((request) -> {
					assertThat(request.session().authRole()).isEqualTo("anonymous");
					return switch (request.uri()) {
						case "com.myapp.yes" -> AuthorizationDecision.of(true);
						case "com.myapp.seen" -> AuthorizationDecision.ALLOW_AND_DISCLOSE;
						case "com.myapp.no" -> AuthorizationDecision.of(false);
						case "com.myapp.broken" -> throw new IllegalStateException("no connection");
						default -> AuthorizationDecision.ABSTAIN;
					};
				}));
		TestClient trusted = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		trusted.register("com.myapp", Dict.of("match", "prefix"));
		TestClient client = TestClient.joined(router);
		client.call("com.myapp.yes", Dict.EMPTY);
		assertThat(trusted.take(Invocation.class).details().has("caller")).isFalse();
		client.call("com.myapp.seen", Dict.EMPTY);
		assertThat(trusted.take(Invocation.class).details().has("caller")).isTrue();
		client.call("com.myapp.no", Dict.EMPTY);
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.call("com.myapp.broken", Dict.EMPTY);
		assertThat(client.takeError(ErrorUris.AUTHORIZATION_FAILED).payload()).asString()
			.doesNotContain("no connection");
		client.call("com.myapp.allowed", Dict.EMPTY);
		trusted.take(Invocation.class);
		client.call("com.myapp.other", Dict.EMPTY);
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		router.close();
	}

	/**
	 * What gets at com.myapp.internal.clock without being that URI, and what does not.
	 */
	@ParameterizedTest
	@CsvSource({ "com.myapp., prefix, false", "com.myapp.internal, prefix, false", "com.myapp.internal., prefix, false",
			"com.myapp.internal.c, prefix, false", "com.myapp.internal.clock, prefix, false", "'', prefix, false",
			"c, prefix, false", "com, prefix, false", "com.myapp.int, prefix, false",
			"com..internal.clock, wildcard, false", "com.myapp..clock, wildcard, false",
			"com.myapp.internal., wildcard, false", "..., wildcard, false", ".myapp.internal.clock, wildcard, false",
			"com.myapp.., wildcard, false", "com..., wildcard, false", "com.myapp.internal.clock, wildcard, false",
			"com.myapp.internal.clock, exact, false", "com.myapp.internals, prefix, true",
			"com.myapp.public., prefix, true", "com.myapp..x.y.z, wildcard, false", "com.myapp.internal, exact, true",
			"com.other..clock, wildcard, true", "com.myapp., wildcard, true" })
	void anAuthorizerIsNotPassedByAPattern(String pattern, String match, boolean allowed) {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.authorizer((request) -> request.mayMatchUnder("com.myapp.internal.")
				? AuthorizationDecision.DENY : AuthorizationDecision.ABSTAIN));
		TestClient client = TestClient.joined(router);
		client.send(new Subscribe(1, Dict.of("match", match), pattern));
		client.send(new Register(2, Dict.of("match", match), pattern));
		for (int i = 0; i < 2; i++) {
			WampMessage answer = client.take(WampMessage.class);
			assertThat(!(answer instanceof Error)).as(answer.toString()).isEqualTo(allowed);
		}
		router.close();
	}

	@Test
	void aRequestTellsWhatItsPatternCovers() {
		AuthorizationRequest prefix = request(MatchPolicy.PREFIX, "com.myapp.a");
		assertThat(prefix.covers("com.myapp.abc")).isTrue();
		assertThat(prefix.covers("com.myapp.b")).isFalse();
		assertThat(prefix.isWithin("com.myapp.")).isTrue();
		assertThat(prefix.isWithin("com.myapp.abc")).isFalse();
		assertThat(prefix.mayMatchUnder("com.myapp.abc")).isTrue();
		AuthorizationRequest wildcard = request(MatchPolicy.WILDCARD, "com..open");
		assertThat(wildcard.covers("com.myapp.open")).isTrue();
		assertThat(wildcard.isWithin("com.")).isTrue();
		assertThat(wildcard.isWithin("com.myapp.")).isFalse();
		AuthorizationRequest exact = request(MatchPolicy.EXACT, "com.myapp.open");
		assertThat(exact.covers("com.myapp.open")).isTrue();
		assertThat(exact.covers("com.myapp.open.x")).isFalse();
	}

	@Test
	void permissionsForOneRealmCloseTheOthers() {
		RouterSettings settings = RouterSettings.builder()
			.shutdownTimeout(Duration.ofMillis(10))
			.realm(RealmSettings.builder("realm1")
				.anonymous("anonymous")
				.permission(new RolePermission("anonymous", "com.", MatchPolicy.PREFIX, ALL))
				.build())
			.realm(RealmSettings.builder("realm2").anonymous("anonymous").build())
			.build();
		DefaultWampRouter router = new DefaultWampRouter(settings, new ValuesMapper());
		TestClient client = TestClient.joined(new TestClient(router, false), "realm2", TestClient.ROLES);
		client.send(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		TestClient.joined(router).subscribe("com.myapp.topic", Dict.EMPTY);
		router.close();
	}

	@ParameterizedTest
	@CsvSource({ "'', prefix, false", "w, prefix, false", "wamp, prefix, false", "..kill, wildcard, false",
			"wamp., prefix, true", "wamp.session., prefix, true", "wamp.session.kill, exact, true",
			"wamp..kill, wildcard, true" })
	void onlyAPermissionForReservedUrisAllowsToKill(String uri, String match, boolean allowed) {
		DefaultWampRouter router = permissions(new RolePermission("anonymous", uri, MatchPolicy.of(match), ALL));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		client.call("wamp.session.kill", Dict.EMPTY, other.id());
		if (allowed) {
			client.take(Result.class);
			other.take(Goodbye.class);
		}
		else {
			client.takeError(ErrorUris.NOT_AUTHORIZED);
			other.takeNothing();
		}
		router.close();
	}

	@Test
	void whereNobodyIsDisclosedNobodyLearnsOfOtherSessions() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.disclosure(Disclosure.NEVER));
		TestClient client = TestClient.joined(router);
		TestClient other = TestClient.joined(router);
		for (String procedure : new String[] { "wamp.session.count", "wamp.session.list", "wamp.session.get",
				"wamp.registration.list_callees", "wamp.subscription.list_subscribers" }) {
			client.call(procedure, Dict.EMPTY, other.id());
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		for (String match : new String[] { "exact", "prefix", "wildcard" }) {
			client.send(new Subscribe(client.nextRequest(), Dict.of("match", match), "wamp.session.on_join"));
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		client.send(new Subscribe(client.nextRequest(), Dict.of("match", "prefix"), "wamp."));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.gone", List.of());
		client.take(Result.class);
		client.subscribe("com.myapp.", Dict.of("match", "prefix"));
		router.close();
		DefaultWampRouter permitted = TestRouters.open((realm) -> realm.disclosure(Disclosure.NEVER)
			.permission(new RolePermission("anonymous", "wamp.session.", MatchPolicy.PREFIX, ALL)));
		TestClient admin = TestClient.joined(permitted);
		admin.call("wamp.session.list", Dict.EMPTY);
		admin.take(Result.class);
		admin.subscribe("wamp.session.on_join", Dict.EMPTY);
		permitted.close();
	}

	@ParameterizedTest
	@CsvSource({ "'', prefix, false", "w, prefix, false", "..on_join, wildcard, false", "wamp, prefix, true",
			"wamp.session., prefix, true", "wamp..on_join, wildcard, true" })
	void metaEventsReachOnlyPatternsForReservedTopics(String pattern, String match, boolean reached) {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		client.subscribe(pattern, Dict.of("match", match));
		TestClient.joined(router);
		if (reached) {
			assertThat(client.take(Event.class).details().getString("topic")).isEqualTo("wamp.session.on_join");
		}
		else {
			client.takeNothing();
		}
		router.close();
	}

	@Test
	void anAddressIsToldToTrustedSessionsOnly() {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = TestClient.joined(router);
		TestClient trusted = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		client.call("wamp.session.get", Dict.EMPTY, client.id());
		assertThat(client.take(Result.class).payload()).asString().doesNotContain("203.0.113.7");
		trusted.call("wamp.session.get", Dict.EMPTY, client.id());
		assertThat(trusted.take(Result.class).payload()).asString().contains("203.0.113.7");
		trusted.subscribe("wamp.session.on_join", Dict.EMPTY);
		TestClient.joined(router);
		assertThat(trusted.take(Event.class).payload()).asString().doesNotContain("203.0.113.7");
		router.close();
	}

	@ParameterizedTest
	@CsvSource({ "com.myapp.a.secret, false", "com.myapp.a.open, true", "com.myapp.b.secret, true",
			"com.other.a.secret, false", "com.other.a.open, false" })
	void aWildcardDenialTakesEffectInsideAnAllowedPrefix(String topic, boolean allowed) {
		DefaultWampRouter router = permissions(new RolePermission("anonymous", "com.myapp.", MatchPolicy.PREFIX, ALL),
				new RolePermission("anonymous", "com...secret", MatchPolicy.WILDCARD, Set.of()),
				new RolePermission("anonymous", "com.myapp.b.secret", MatchPolicy.EXACT, ALL));
		TestClient client = TestClient.joined(router);
		client.publish(topic, Dict.of("acknowledge", true));
		if (allowed) {
			client.take(Published.class);
		}
		else {
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		client.send(new Subscribe(9, Dict.of("match", "prefix"), "com.myapp.a."));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		client.send(new Subscribe(10, Dict.of("match", "wildcard"), "com.myapp.a..x"));
		client.take(Subscribed.class);
		router.close();
	}

	@Test
	void aPermissionThatAnotherOneReplacesIsRefused() {
		RealmSettings.Builder realm = RealmSettings.builder("realm1")
			.permission(new RolePermission("user", "com.myapp.", MatchPolicy.PREFIX, Set.of()))
			.permission(new RolePermission("user", "com.myapp.", MatchPolicy.PREFIX, ALL));
		assertThatIllegalArgumentException().isThrownBy(realm::build)
			.withMessageContaining("role 'user' for 'com.myapp.' (prefix)")
			.withMessageContaining("no effect");
	}

	@Test
	void anAuthorizerSeesTheOptions() {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.authorizer((request) -> AuthorizationDecision
			.of(!(request.action() == WampAction.SUBSCRIBE && "prefix".equals(request.options().getString("match"))))));
		TestClient client = TestClient.joined(router);
		client.subscribe("com.myapp", Dict.EMPTY);
		client.send(new Subscribe(9, Dict.of("match", "prefix"), "com.myapp"));
		client.takeError(ErrorUris.NOT_AUTHORIZED);
		router.close();
	}

	@Test
	void whatMayNotBeCalledCannotBeProbed() {
		DefaultWampRouter router = permissions(new RolePermission("anonymous", "com.open", MatchPolicy.EXACT, ALL));
		TestClient trusted = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		trusted.register("com.myapp.there", Dict.EMPTY);
		TestClient client = TestClient.joined(router);
		for (String procedure : new String[] { "com.myapp.there", "com.myapp.not.there" }) {
			client.send(new Call(client.nextRequest(), Dict.EMPTY, procedure, Payload.NONE));
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
		router.close();
	}

	private static AuthorizationRequest request(MatchPolicy match, String uri) {
		ChannelInfo channel = new ChannelInfo("websocket", "json", null, Map.of(), null, false);
		SessionInfo session = new SessionInfo(1, "realm1", new WampIdentity("joe", "user", "ticket", "static"), channel,
				false, Instant.now());
		return new AuthorizationRequest(session, WampAction.SUBSCRIBE, uri, match, Dict.EMPTY);
	}

	private static DefaultWampRouter permissions(RolePermission... permissions) {
		return TestRouters.open((realm) -> {
			for (RolePermission permission : permissions) {
				realm.permission(permission);
			}
		});
	}

}

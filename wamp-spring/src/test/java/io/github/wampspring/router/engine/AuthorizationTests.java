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

import java.util.EnumSet;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.WampAction;
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
		for (String procedure : new String[] { "wamp.session.kill", "wamp.session.kill_all" }) {
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

	private static DefaultWampRouter permissions(RolePermission... permissions) {
		return TestRouters.open((realm) -> {
			for (RolePermission permission : permissions) {
				realm.permission(permission);
			}
		});
	}

}

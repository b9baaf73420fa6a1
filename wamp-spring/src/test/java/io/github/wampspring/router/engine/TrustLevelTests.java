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
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.WampAction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How far callers and publishers are trusted. See the sections "Call Trust Levels" and
 * "Publication Trust Levels" of the specification.
 */
class TrustLevelTests {

	private static final Set<WampAction> ALL = EnumSet.allOf(WampAction.class);

	private static RolePermission permission(String uri, MatchPolicy match, Integer trustLevel) {
		return new RolePermission("anonymous", uri, match, ALL, false, trustLevel);
	}

	private static Dict invocation(DefaultWampRouter router, String procedure) {
		TestClient callee = TestClient.joined(router);
		callee.register(procedure, Dict.EMPTY);
		TestClient.joined(router).call(procedure, Dict.EMPTY);
		return callee.take(Invocation.class).details();
	}

	private static Dict event(DefaultWampRouter router, String topic) {
		TestClient subscriber = TestClient.joined(router);
		subscriber.subscribe(topic, Dict.EMPTY);
		TestClient.joined(router).publish(topic, Dict.EMPTY);
		return subscriber.take(Event.class).details();
	}

	@Test
	void comeFromThePermissionsThatLetTheActionThrough() {
		Consumer<RealmSettings.Builder> permissions = (realm) -> realm
			.permission(permission("com.myapp.", MatchPolicy.PREFIX, 1))
			.permission(permission("com.myapp.exact", MatchPolicy.EXACT, 3))
			.permission(permission("com..both", MatchPolicy.WILDCARD, 0))
			.permission(permission("com.other.", MatchPolicy.PREFIX, null));
		try (DefaultWampRouter router = TestRouters.open(permissions)) {
			assertThat(invocation(router, "com.myapp.a").getLong("trustlevel")).isEqualTo(1);
			assertThat(invocation(router, "com.myapp.exact").getLong("trustlevel")).isEqualTo(3);
			assertThat(invocation(router, "com.myapp.both").getLong("trustlevel")).isZero();
			assertThat(invocation(router, "com.other.a").has("trustlevel")).isFalse();
			assertThat(event(router, "com.myapp.topic").getLong("trustlevel")).isEqualTo(1);
			assertThat(event(router, "com.other.topic").has("trustlevel")).isFalse();
		}
	}

	@Test
	void comeFromAuthorizers() {
		try (DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings
			.authorizer((request) -> AuthorizationDecision.ALLOW_AND_DISCLOSE.withTrustLevel(7)))) {
			Dict details = invocation(router, "com.myapp.a");
			assertThat(details.getLong("trustlevel")).isEqualTo(7);
			assertThat(details.has("caller")).isTrue();
			assertThat(event(router, "com.myapp.topic").getLong("trustlevel")).isEqualTo(7);
		}
	}

	@Test
	void aDenialIsOneWhateverTheOtherPermissionTrusts() {
		try (DefaultWampRouter router = TestRouters.open((realm) -> realm
			.permission(permission("com.myapp.", MatchPolicy.PREFIX, 1))
			.permission(new RolePermission("anonymous", "com..secret", MatchPolicy.WILDCARD, Set.of(), false, null)))) {
			TestClient client = TestClient.joined(router);
			client.call("com.myapp.secret", Dict.EMPTY);
			client.takeError(ErrorUris.NOT_AUTHORIZED);
		}
	}

	@Test
	void areNotNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> permission("com.", MatchPolicy.PREFIX, -1));
		assertThatIllegalArgumentException().isThrownBy(() -> AuthorizationDecision.ALLOW.withTrustLevel(-1));
		assertThatIllegalStateException().isThrownBy(() -> AuthorizationDecision.DENY.withTrustLevel(1));
	}

}

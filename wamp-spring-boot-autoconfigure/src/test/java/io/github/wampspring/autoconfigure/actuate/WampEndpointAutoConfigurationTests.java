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

package io.github.wampspring.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Connection;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Realm;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Registration;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Subscription;
import io.github.wampspring.autoconfigure.cluster.ClusterStatuses;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.ClusterStatus.State;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WampEndpointAutoConfiguration} and {@link WampEndpoint}.
 */
class WampEndpointAutoConfigurationTests {

	private final ApplicationContextRunner withRouter = WampAutoConfigurations.withRouter()
		.withConfiguration(AutoConfigurations.of(WampEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=wamp", "wamp.realm=realm1",
				"wamp.connections.two.realm=realm1", "wamp.connections.two.fail-fast=true")
		.withBean("listeners", Listeners.class);

	@Test
	void tellsConnectionsWithTheirMethodsAndTheRoutersRealms() {
		this.withRouter.run((context) -> {
			context.getBean(WampTemplate.class)
				.register("com.myapp.by-code", (arguments, details, progress) -> 1)
				.whenActive()
				.get();
			WampDescriptor all = context.getBean(WampEndpoint.class).wamp();
			assertThat(all.connections()).containsOnlyKeys("default", "two");
			Connection one = all.connections().get("default");
			assertThat(one.state()).isEqualTo("joined");
			assertThat(one.realm()).isEqualTo("realm1");
			assertThat(one.joins()).isEqualTo(1);
			assertThat(one.registrations()).extracting(Registration::id, Registration::procedure, Registration::active)
				.containsExactlyInAnyOrder(tuple("listeners.one", "com.myapp.one", true),
						tuple(null, "com.myapp.by-code", true));
			assertThat(one.registrations().get(0).method()).contains("Listeners.one(int)");
			Subscription two = all.connections().get("two").subscriptions().get(0);
			assertThat(two.id()).isEqualTo("counter");
			assertThat(two.match()).isEqualTo("prefix");
			assertThat(two.mode()).isEqualTo("started");
			assertThat(all.router()).isNotNull();
			assertThat(all.router().running()).isTrue();
			assertThat(all.router().realms().get("realm1")).isEqualTo(new WampDescriptor.RealmSummary(2, 2, 1, 0));
		});
	}

	@Test
	void aRouterInAClusterTellsWhereItStands() {
		WampDescriptor.Router alone = new WampEndpoint(Map.of(), null, ClusterStatuses.router(null)).wamp().router();
		assertThat(alone).isNotNull();
		assertThat(alone.cluster()).isNull();
		WampDescriptor.Router router = new WampEndpoint(Map.of(), null,
				ClusterStatuses.router(ClusterStatuses.status(State.DEAF, "x".repeat(1000), 200)))
			.wamp()
			.router();
		assertThat(router).isNotNull();
		WampDescriptor.Cluster cluster = router.cluster();
		assertThat(cluster).isNotNull();
		assertThat(cluster.problem()).hasSize(501);
		assertThat(cluster.members()).isEqualTo(200);
		assertThat(cluster.instances()).hasSize(100)
			.first()
			.isEqualTo(new WampDescriptor.Instance("till-1~0a", Instant.EPOCH, 100, false, 1001, 2001));
		assertThat(cluster).usingRecursiveComparison()
			.ignoringFields("problem", "instances")
			.isEqualTo(new WampDescriptor.Cluster("shop", "till-0~0a", "deaf", null, 200, List.of(), 9, 8, 10, 1, 2,
					6 + 7, 15, 11, 12, 13, 14));
		assertThat(JsonMapper.shared().writeValueAsString(router)).contains("\"state\":\"deaf\"");
	}

	@Test
	void aRealmIsListedUpToALimit() {
		this.withRouter.run((context) -> {
			WampEndpoint endpoint = context.getBean(WampEndpoint.class);
			Realm realm = (Realm) endpoint.one("realms", "realm1", null);
			assertThat(realm).isNotNull();
			assertThat(realm.sessions()).hasSize(2).allSatisfy((session) -> {
				assertThat(session.transport()).isEqualTo("in-process");
				assertThat(session.joined()).isNotNull();
			});
			assertThat(realm.registrations()).singleElement()
				.satisfies((registration) -> assertThat(registration.procedure()).isEqualTo("com.myapp.one"));
			Realm short1 = (Realm) endpoint.one("realms", "realm1", 1);
			assertThat(short1).isNotNull();
			assertThat(short1.sessions()).hasSize(1);
			assertThat(short1.totals().sessions()).isEqualTo(2);
			assertThat(endpoint.one("realms", "nowhere", null)).isNull();
			assertThat(endpoint.one("something", "realm1", null)).isNull();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.one("realms", "realm1", 1_000_000));
		});
	}

	@Test
	void listenersArePausedStoppedAndStartedById() {
		this.withRouter.run((context) -> {
			WampEndpoint endpoint = context.getBean(WampEndpoint.class);
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThat(endpoint.change("listeners", "listeners.one", "pause")).isInstanceOf(Registration.class)
				.extracting("mode", "active")
				.containsExactly("paused", true);
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> wamp.call("com.myapp.one", Integer.class, 1))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.no_available_callee"));
			assertThat(endpoint.change("listeners", "listeners.one", "stop")).extracting("mode", "active")
				.containsExactly("stopped", false);
			endpoint.change("listeners", "listeners.one", "start");
			await()
				.untilAsserted(() -> assertThat(endpoint.one("listeners", "listeners.one", null)).extracting("active")
					.isEqualTo(true));
			assertThat(wamp.call("com.myapp.one", Integer.class, 1)).isEqualTo(1);
			assertThat(endpoint.change("listeners", "counter", "pause")).isInstanceOf(Subscription.class);
			wamp.publish("com.myapp.topic.a", 1);
			await()
				.untilAsserted(() -> assertThat(endpoint.one("listeners", "counter", null)).extracting("waitingEvents")
					.isEqualTo(1));
			assertThat(endpoint.change("listeners", "none", "stop")).isNull();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.change("listeners", "counter", "explode"));
		});
	}

	@Test
	void aConnectionThatHasGivenUpIsReconnectedAndNoSecretIsTold() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withConfiguration(AutoConfigurations.of(WampEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=wamp",
					"wamp.url=ws://joe:password@localhost:1/ws?token=secret", "wamp.auth.authid=joe",
					"wamp.auth.ticket=my-ticket", "wamp.headers.Authorization=my-header",
					"wamp.reconnect.max-retries=0")
			.run((context) -> {
				WampEndpoint endpoint = context.getBean(WampEndpoint.class);
				WampConnection connection = context.getBean(WampConnection.class);
				await().until(() -> connection.getState().status() == Status.FAILED);
				assertThat(JsonMapper.shared().writeValueAsString(endpoint.wamp())).contains("ws://localhost:1/ws")
					.contains("failed")
					.doesNotContain("password")
					.doesNotContain("secret")
					.doesNotContain("my-ticket")
					.doesNotContain("my-header");
				var before = connection.getState().since();
				endpoint.change("connections", "default", "reconnect");
				await().untilAsserted(() -> assertThat(connection.getState().since()).isAfter(before));
				assertThat(endpoint.change("connections", "none", "reconnect")).isNull();
				assertThatExceptionOfType(InvalidEndpointRequestException.class)
					.isThrownBy(() -> endpoint.change("connections", "default", "stop"));
				context.getSourceApplicationContext().stop();
				assertThatExceptionOfType(InvalidEndpointRequestException.class)
					.isThrownBy(() -> endpoint.change("connections", "default", "reconnect"))
					.withMessageContaining("not running");
			});
	}

	@Test
	void aRouterAloneIsTold() {
		this.withRouter.withPropertyValues("wamp.enabled=false").run((context) -> {
			WampDescriptor all = context.getBean(WampEndpoint.class).wamp();
			assertThat(all.connections()).isEmpty();
			assertThat(all.router()).isNotNull();
		});
		this.withRouter.withPropertyValues("wamp.enabled=false", "wamp.router.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WampEndpoint.class));
	}

	@Test
	void thereIsNoneUnlessItIsExposedAndTheActuatorIsThere() {
		this.withRouter.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(WampEndpoint.class));
		this.withRouter.withPropertyValues("management.endpoint.wamp.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(WampEndpoint.class));
		this.withRouter.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wampEndpoint"));
		WampEndpoint own = new WampEndpoint(Map.of(), null, null);
		this.withRouter.withBean(WampEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(WampEndpoint.class).isSameAs(own));
	}

	static class Listeners {

		@WampProcedure("com.myapp.one")
		int one(int value) {
			return value;
		}

		@WampSubscribe(topic = "com.myapp.topic", match = MatchPolicy.PREFIX, connection = "two", id = "counter")
		void onCounter(int count) {
		}

	}

}

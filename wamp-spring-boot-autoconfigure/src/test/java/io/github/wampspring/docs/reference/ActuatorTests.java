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

package io.github.wampspring.docs.reference;

import java.util.Map;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.listener.WampListenerRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of the actuator, and asks its endpoints over HTTP.
 */
@SpringBootTest(classes = ActuatorTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.config.location=classpath:docs/actuator.yml", "wamp.router.enabled=true",
				"spring.main.web-application-type=servlet", "management.endpoint.health.probes.enabled=true",
				"wamp.fail-fast=true" })
class ActuatorTests {

	@LocalServerPort
	private int port;

	@Autowired
	private Maintenance maintenance;

	@Autowired
	private WampListenerRegistry registry;

	@Test
	void readinessAndLivenessAreUp() {
		assertThat(get("health/readiness")).containsEntry("status", "UP");
		assertThat(get("health/liveness")).containsEntry("status", "UP");
	}

	@Test
	void listenersAreShownAndChangedOverHttp() {
		assertThat(get("wamp")).containsOnlyKeys("connections", "router");
		assertThat(get("wamp/connections/default")).containsEntry("state", "joined").doesNotContainKey("reason");
		assertThat(get("wamp/listeners/calculator.add2")).containsEntry("mode", "started")
			.containsEntry("procedure", "com.myapp.add2");
		assertThat(get("wamp/realms/realm1?limit=5")).containsEntry("realm", "realm1").containsEntry("limit", 5);
		assertThat(post("wamp/listeners/calculator.add2", "pause")).containsEntry("mode", "paused");
		assertThat(post("wamp/listeners/calculator.add2", "start")).containsEntry("mode", "started");
	}

	@Test
	void theRegistryPausesAndStarts() {
		WampHandle orders = this.registry.getHandle("orders");
		assertThat(orders).isNotNull();
		this.maintenance.begin();
		assertThat(orders.getMode()).isEqualTo(WampHandle.Mode.PAUSED);
		this.maintenance.end();
		await().untilAsserted(() -> assertThat(orders.getMode()).isEqualTo(WampHandle.Mode.STARTED));
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> get(String path) {
		return RestClient.create("http://localhost:" + this.port + "/actuator/")
			.get()
			.uri(path)
			.retrieve()
			.body(Map.class);
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> post(String path, String action) {
		return RestClient.create("http://localhost:" + this.port + "/actuator/")
			.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("action", action))
			.retrieve()
			.body(Map.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Calculator.class, Orders.class, Maintenance.class })
	static class Application {

	}

	@Component("calculator")
	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

	}

	// tag::id[]
	@Component
	static class Orders {

		@WampSubscribe(topic = "com.myapp.ordered", id = "orders")
		void onOrder(String article) {
			// ...
		}

	}

	@Component
	static class Maintenance {

		private final WampListenerRegistry listeners;

		Maintenance(WampListenerRegistry listeners) {
			this.listeners = listeners;
		}

		void begin() {
			this.listeners.getHandle("orders").pause();
		}

		void end() {
			this.listeners.getHandle("orders").start();
		}

	}
	// end::id[]

}

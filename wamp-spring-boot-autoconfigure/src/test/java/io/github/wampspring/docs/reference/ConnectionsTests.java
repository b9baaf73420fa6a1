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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of several connections.
 */
@SpringBootTest(classes = ConnectionsTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.config.location=classpath:docs/connections.yml", "CLOUD_TICKET=ticket-1", "wamp.url=",
				"wamp.urls=", "wamp.connections.cloud.url=", "wamp.router.enabled=true",
				"wamp.router.realms=realm1,com.example", "wamp.router.users.shop.secret=ticket-1",
				"wamp.fail-fast=true", "wamp.connections.cloud.fail-fast=true" })
class ConnectionsTests {

	@Autowired
	private Bridge bridge;

	@Autowired
	private WampTemplate wamp;

	@Autowired
	@Qualifier("cloud")
	private WampTemplate cloud;

	@Autowired
	@Qualifier("cloud")
	private WampConnection connection;

	@Test
	void bridges() {
		assertThat(this.cloud.call("com.example.price", Integer.class, "tea")).isEqualTo(3);
		this.wamp.publish("com.myapp.sold", "tea");
		this.wamp.newPublication("com.myapp.sold").args("tea").excludeMe(false).publish();
		await().untilAsserted(() -> assertThat(this.bridge.told).containsExactly("tea"));
		assertThat(this.connection.getSession()).isNotNull()
			.satisfies((session) -> assertThat(session.getAuthId()).isEqualTo("shop"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Bridge.class)
	static class Application {

		// tag::qualified[]
		@Bean
		@Qualifier("cloud")
		WampAuthenticator cloudTickets() {
			return new TicketAuthenticator("shop", "ticket-1");
		}

		@Bean
		ConnectionSettingsCustomizer patience() {
			return (settings) -> {
				if (settings.name().equals("cloud")) {
					settings.registrationBackOff(new FixedBackOff(500, FixedBackOff.UNLIMITED_ATTEMPTS));
				}
			};
		}
		// end::qualified[]

	}

	// tag::bridge[]
	@Component
	static class Bridge {

		private final WampTemplate cloud;

		final List<String> told = new CopyOnWriteArrayList<>();

		Bridge(@Qualifier("cloud") WampTemplate cloud) {
			this.cloud = cloud;
		}

		@WampProcedure(uri = "com.example.price", connection = "cloud")
		int price(String article) {
			return article.length();
		}

		@WampSubscribe("com.myapp.sold")
		void onSold(String article) {
			this.cloud.publish("com.example.sold", article);
			this.told.add(article);
		}

	}
	// end::bridge[]

}

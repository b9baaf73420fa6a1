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

package io.github.wampspring.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who receives what a client publishes.
 */
class ClientReceiverListTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final ClientContext context = ClientContext.of(Object.class);

	private final Listener anna = new Listener("anna", Map.of("org", "acme", "site", "north"));

	private final Listener bert = new Listener("bert", Map.of("org", "umbrella", "site", "north"));

	private final Listener carl = new Listener("carl", Map.of());

	private News news;

	@BeforeEach
	void start() {
		List.of(this.anna, this.bert, this.carl).forEach(Listener::start);
		this.news = WampClientFactory.builder(this.context.bean(WampTemplate.class))
			.valueResolver((value) -> value.replace("${name}", "anna").replace("${org}", "org=acme"))
			.build()
			.create(News.class);
	}

	@AfterEach
	void stop() {
		List.of(this.anna, this.bert, this.carl).forEach((listener) -> listener.connection.stop());
		this.context.close();
	}

	@Test
	void theAnnotationChoosesThemByAuthId() {
		this.news.forAuthIds("1");
		this.news.notForAuthIds("2");
		assertReceived(List.of("1"), List.of("1", "2"), List.of());
	}

	@Test
	void theAnnotationChoosesThemByAnyAttribute() {
		this.news.forOrg("1");
		this.news.notForOrg("2");
		this.news.forOrgs("3");
		this.news.forOrgAndSite("4");
		assertReceived(List.of("1", "3", "4"), List.of("2", "3"), List.of("2"));
	}

	@Test
	void eachEventMayChooseThemByEachKindOfList() {
		this.news.published("session", (event) -> event.eligible(this.anna.session()));
		this.news.published("no session", (event) -> event.exclude(this.anna.session(), this.bert.session()));
		this.news.published("authid", (event) -> event.eligibleAuthIds("bert"));
		this.news.published("no authid", (event) -> event.excludeAuthIds("bert"));
		this.news.published("authrole", (event) -> event.eligibleAuthRoles("trusted"));
		this.news.published("no authrole", (event) -> event.excludeAuthRoles("trusted"));
		this.news.published("org", (event) -> event.eligibleBy("org", "umbrella", "none"));
		this.news.published("no org", (event) -> event.excludeBy("org", "umbrella", "none"));
		assertReceived(List.of("session", "no authid", "authrole", "no org"), List.of("authid", "authrole", "org"),
				List.of("no session", "no authid", "authrole", "no org"));
	}

	@Test
	void anEventMayChooseOtherThanTheAnnotation() {
		this.news.forOrgUnless("1", (event) -> {
		});
		this.news.forOrgUnless("2", (event) -> event.eligibleBy("org", "umbrella"));
		assertReceived(List.of("1"), List.of("2"), List.of());
	}

	/** The events of one publisher come in their order. */
	private void assertReceived(List<String> anna, List<String> bert, List<String> carl) {
		this.news.published("end", (event) -> {
		});
		await().untilAsserted(() -> {
			for (Listener listener : List.of(this.anna, this.bert, this.carl)) {
				assertThat(listener.seen).contains("end");
			}
		});
		Map<String, List<String>> expected = new LinkedHashMap<>();
		Map<String, List<String>> actual = new LinkedHashMap<>();
		Map.of(this.anna, anna, this.bert, bert, this.carl, carl).forEach((listener, events) -> {
			expected.put(listener.name, events);
			actual.put(listener.name, listener.seen.subList(0, listener.seen.size() - 1));
		});
		assertThat(actual).isEqualTo(expected);
	}

	@WampPrefix("news")
	interface News {

		@WampPublish(topic = "published", acknowledge = true)
		void published(String event, PublicationOptions options);

		@WampPublish(topic = "published", acknowledge = true, eligibleAuthIds = { "bert", "${name}" })
		void forAuthIds(String event);

		@WampPublish(topic = "published", acknowledge = true, excludeAuthIds = { "${name}", "carl" })
		void notForAuthIds(String event);

		@WampPublish(topic = "published", acknowledge = true, eligibleBy = "${org}")
		void forOrg(String event);

		@WampPublish(topic = "published", acknowledge = true, excludeBy = "org = acme")
		void notForOrg(String event);

		@WampPublish(topic = "published", acknowledge = true, eligibleBy = { "org=acme", "org=umbrella" })
		void forOrgs(String event);

		@WampPublish(topic = "published", acknowledge = true, eligibleBy = { "site=north", "${org}" })
		void forOrgAndSite(String event);

		@WampPublish(topic = "published", acknowledge = true, eligibleBy = "org=acme")
		void forOrgUnless(String event, PublicationOptions options);

	}

	/** A session that says something of itself, and its events. */
	private final class Listener {

		private final String name;

		private final DefaultWampConnection connection;

		private final List<String> seen = new CopyOnWriteArrayList<>();

		Listener(String name, Map<String, Object> attributes) {
			this.name = name;
			ClientContext context = ClientReceiverListTests.this.context;
			JacksonPayloadMapper mapper = context.bean(JacksonPayloadMapper.class);
			InProcessConnector connector = context.bean(InProcessConnector.class);
			this.connection = new DefaultWampConnection(
					new ConnectionSettings(name, List.of(URI.create("in-process:router")),
							(url) -> (target, acceptor) -> connector.connect(target, acceptor),
							context.bean(ExecutorService.class), mapper)
						.customizers(List.of((connection, hello) -> {
							hello.setAuthId(name);
							hello.setOther(new LinkedHashMap<>(attributes));
						})));
		}

		void start() {
			this.connection.start();
			WampTemplate.builder(this.connection)
				.payloadMapper(ClientReceiverListTests.this.context.bean(JacksonPayloadMapper.class))
				.build()
				.subscribe("news.published", String.class, this.seen::add)
				.awaitActive(LONG);
		}

		long session() {
			return this.connection.session(LONG).join().getId();
		}

	}

}

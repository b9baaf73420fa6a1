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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Publishes by a client, and subscribes by beans that implement the same interface.
 */
class ClientPublicationTests {

	private ClientContext context;

	private Stock client;

	private List<String> seen;

	@BeforeEach
	void start() {
		this.context = ClientContext.of(StockImpl.class);
		this.client = WampClientFactory.create(this.context.bean(WampTemplate.class), Stock.class);
		this.seen = this.context.bean(StockImpl.class).seen;
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aBeanOfTheSameInterfaceIsTheSubscriber() {
		assertThat(this.context.uris()).containsExactlyInAnyOrder("stock.changed", "stock.checked");
		this.client.changed("tea", 7, "shelf", null);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("stock.changed: 7 tea on shelf"));
	}

	@Test
	void waitsForTheAcknowledgmentWhereTheMethodSaysSo() {
		this.client.checked("tea");
		assertThat(this.client.id("coffee")).isPositive();
		assertThat(this.client.idLater("milk").join()).isPositive();
		assertThat(this.client.later("water").join()).isNull();
		assertThat(this.client.laterAcknowledged("juice").join()).isNull();
		StepVerifier.create(this.client.mono("cocoa")).verifyComplete();
		StepVerifier.create(this.client.monoId("cake"))
			.assertNext((id) -> assertThat(id).isPositive())
			.verifyComplete();
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("checked tea", "checked coffee",
				"checked milk", "checked water", "checked juice", "checked cocoa", "checked cake"));
	}

	@Test
	void theOptionsOfMethodAndEventChooseTheReceivers() throws Exception {
		long own = this.context.bean(WampTemplate.class).getConnection().session(Duration.ofSeconds(10)).get().getId();
		this.client.others("tea");
		this.client.checkedWith("coffee", (event) -> event.exclude(own));
		this.client.checkedWith("milk", (event) -> event.eligible(own));
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("checked milk"));
	}

	@Test
	void theRolesOfAMethodChooseTheReceivers() {
		Stock resolved = WampClientFactory.builder(this.context.bean(WampTemplate.class))
			.valueResolver((value) -> value.replace("${role}", "trusted"))
			.build()
			.create(Stock.class);
		resolved.notFor("tea");
		resolved.onlyFor("milk");
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("checked milk"));
	}

	@Test
	void theRouterRetainsWhereTheMethodSaysSo() {
		this.client.retained("tea");
		List<String> late = new CopyOnWriteArrayList<>();
		this.context.bean(WampTemplate.class)
			.newSubscription("stock.checked")
			.getRetained()
			.subscribe(String.class, late::add);
		await().untilAsserted(() -> assertThat(late).containsExactly("tea"));
	}

	@WampPrefix("stock")
	interface Stock {

		@WampPublish
		@WampSubscribe
		void changed(String article, int count, @WampKwarg String place, @Nullable EventDetails details);

		@WampPublish(acknowledge = true)
		@WampSubscribe("checked")
		void checked(String article);

		@WampPublish("checked")
		long id(String article);

		@WampPublish("checked")
		CompletableFuture<Long> idLater(String article);

		@WampPublish("checked")
		CompletableFuture<Void> later(String article);

		@WampPublish(topic = "checked", acknowledge = true)
		CompletableFuture<Void> laterAcknowledged(String article);

		@WampPublish("checked")
		Mono<Void> mono(String article);

		@WampPublish("checked")
		Mono<Long> monoId(String article);

		@WampPublish(topic = "checked", excludeMe = "true")
		void others(String article);

		@WampPublish("checked")
		void checkedWith(String article, PublicationOptions options);

		@WampPublish(topic = "checked", excludeAuthRoles = "${role}")
		void notFor(String article);

		@WampPublish(topic = "checked", eligibleAuthRoles = { "nobody", "${role}" })
		void onlyFor(String article);

		@WampPublish(topic = "checked", retain = true, acknowledge = true)
		void retained(String article);

	}

	abstract static class NotSubscribed implements Stock {

		@Override
		public long id(String article) {
			return 0;
		}

		@Override
		public CompletableFuture<Long> idLater(String article) {
			return CompletableFuture.completedFuture(0L);
		}

		@Override
		public CompletableFuture<Void> later(String article) {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<Void> laterAcknowledged(String article) {
			return later(article);
		}

		@Override
		public Mono<Void> mono(String article) {
			return Mono.empty();
		}

		@Override
		public Mono<Long> monoId(String article) {
			return Mono.empty();
		}

		@Override
		public void others(String article) {
		}

		@Override
		public void notFor(String article) {
		}

		@Override
		public void onlyFor(String article) {
		}

		@Override
		public void checkedWith(String article, PublicationOptions options) {
		}

		@Override
		public void retained(String article) {
		}

	}

	static class StockImpl extends NotSubscribed {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Override
		public void changed(String article, int count, String place, @Nullable EventDetails details) {
			this.seen.add(details.topic() + ": " + count + " " + article + " on " + place);
		}

		@Override
		public void checked(String article) {
			this.seen.add("checked " + article);
		}

	}

}

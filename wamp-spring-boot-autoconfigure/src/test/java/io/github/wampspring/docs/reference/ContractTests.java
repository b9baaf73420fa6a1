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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampOptions;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampListener;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.proxy.ImportWampClients;
import io.github.wampspring.proxy.WampClientCustomizer;
import io.github.wampspring.proxy.WampClientFactory;
import io.github.wampspring.proxy.WampClientRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of contracts.
 */
@SpringBootTest(classes = ContractTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "wamp.router.enabled=true", "wamp.publisher.exclude-me=false", "wamp.fail-fast=true" })
class ContractTests {

	@Autowired
	private WampTemplate wamp;

	@Test
	void bothSidesUseTheInterface(@Autowired Checkout checkout, @Autowired OrderDesk desk) {
		assertThat(checkout.buy("tea")).startsWith("order ");
		assertThat(checkout.buy("coffee")).isEqualTo("no coffee left");
		await().untilAsserted(() -> assertThat(desk.placed).hasSize(1));
		Orders orders = WampClientFactory.create(this.wamp, Orders.class);
		assertThat(orders.history("tea").join()).containsExactly(new Receipt(1, "tea"));
		assertThat(orders.track(1).collectList().block()).containsExactly("packed", "sent");
	}

	@Test
	void onlyTheBeanIsTheCallee(@Autowired WampListenerMethodProcessor listeners) {
		assertThat(listeners.getListeners()).extracting(WampListener::beanType)
			.containsOnly(OrderDesk.class, Control.class, NorthPumps.class, SouthPumps.class);
	}

	@Test
	void prefixesTellClientsOfOneInterfaceApart(@Autowired Plants plants) {
		assertThat(plants.level("north")).isEqualTo(7);
		assertThat(plants.level("south")).isEqualTo(9);
	}

	@Test
	void argumentsAndResultsAreStreams(@Autowired Station station) {
		assertThat(station.send(List.of(new Reading("level", 3), new Reading("level", 4)))).isEqualTo(2);
		assertThat(station.averages(Flux.just(new Reading("level", 3), new Reading("level", 4))).collectList().block())
			.containsExactly(3.0, 3.5);
	}

	@Test
	void receiversAreChosen() {
		List<String> seen = new CopyOnWriteArrayList<>();
		this.wamp.subscribe("com.plants.alarms.raised", String.class, seen::add).awaitActive(Duration.ofSeconds(10));
		new Watchman(WampClientFactory.create(this.wamp, Alarms.class)).report("north", 1);
		await().untilAsserted(() -> assertThat(seen).containsExactly("north is hot"));
	}

	record Receipt(long id, String article) {
	}

	// tag::contract[]
	@WampPrefix("com.shop.orders")
	interface Orders {

		@WampProcedure
		@WampOptions(timeout = "2s")
		Receipt place(String article, int count, @WampKwarg boolean express) throws SoldOutException;

		@WampProcedure
		CompletableFuture<List<Receipt>> history(String article);

		@WampProcedure
		Flux<String> track(long id);

		@WampPublish
		@WampSubscribe
		void placed(Receipt receipt);

		default Receipt placeOne(String article) throws SoldOutException {
			return place(article, 1, false);
		}

	}

	@WampError("com.shop.error.sold_out")
	static class SoldOutException extends Exception {

		SoldOutException(String article) {
			super(article);
		}

	}
	// end::contract[]

	// tag::callee[]
	@Component
	static class OrderDesk implements Orders {

		final List<Receipt> placed = new CopyOnWriteArrayList<>();

		private final AtomicLong ids = new AtomicLong();

		@Override
		public Receipt place(String article, int count, boolean express) throws SoldOutException {
			if (article.equals("coffee")) {
				throw new SoldOutException(article);
			}
			return new Receipt(this.ids.incrementAndGet(), article);
		}

		@Override
		public CompletableFuture<List<Receipt>> history(String article) {
			return CompletableFuture.completedFuture(List.copyOf(this.placed));
		}

		@Override
		public Flux<String> track(long id) {
			return Flux.just("packed", "sent");
		}

		@Override
		public void placed(Receipt receipt) {
			this.placed.add(receipt);
		}

	}
	// end::callee[]

	// tag::import[]
	@Configuration(proxyBeanMethods = false)
	@ImportWampClients(Orders.class)
	@ImportWampClients(types = Pumps.class, prefix = "com.plants.north")
	@ImportWampClients(types = Pumps.class, prefix = "${plants.south:com.plants.south}")
	static class Clients {

	}
	// end::import[]

	// tag::client[]
	@Component
	static class Checkout {

		private final Orders orders;

		Checkout(@Qualifier("default") Orders orders) {
			this.orders = orders;
		}

		String buy(String article) {
			try {
				Receipt receipt = this.orders.placeOne(article);
				this.orders.placed(receipt);
				return "order " + receipt.id();
			}
			catch (SoldOutException ex) {
				return "no " + ex.getMessage() + " left";
			}
		}

	}
	// end::client[]

	record Reading(String name, double value) {
	}

	// tag::stream[]
	@WampPrefix("com.plants.telemetry")
	interface Telemetry {

		@WampProcedure
		long upload(String pump, Stream<Reading> readings);

		@WampProcedure
		Flux<Double> averages(Flux<Reading> readings);

	}
	// end::stream[]

	// tag::stream-callee[]
	@Component
	static class Control implements Telemetry {

		@Override
		public long upload(String pump, Stream<Reading> readings) {
			return readings.filter((reading) -> reading.value() > 0).count();
		}

		@Override
		public Flux<Double> averages(Flux<Reading> readings) {
			return readings.map(Reading::value)
				.scan(new double[2], (sum, value) -> new double[] { sum[0] + value, sum[1] + 1 })
				.skip(1)
				.map((sum) -> sum[0] / sum[1]);
		}

	}
	// end::stream-callee[]

	// tag::stream-caller[]
	@Component
	static class Station {

		private final Telemetry telemetry;

		Station(@Qualifier("default") Telemetry telemetry) {
			this.telemetry = telemetry;
		}

		long send(List<Reading> readings) {
			return this.telemetry.upload("north", readings.stream());
		}

		Flux<Double> averages(Flux<Reading> readings) {
			return this.telemetry.averages(readings);
		}

	}
	// end::stream-caller[]

	// tag::receivers[]
	@WampPrefix("com.plants.alarms")
	interface Alarms {

		@WampPublish(topic = "raised", eligibleAuthRoles = { "operator", "trusted" }, excludeAuthIds = "auditor",
				excludeBy = "site=test")
		void raised(String alarm);

		@WampPublish
		void raised(String alarm, PublicationOptions options);

	}
	// end::receivers[]

	record Watchman(Alarms alarms) {

		// tag::receivers-of-event[]
		void report(String pump, long session) {
			this.alarms.raised(pump + " is hot");
			this.alarms.raised(pump + " is hot: see to it", (event) -> event.eligible(session));
		}
		// end::receivers-of-event[]

	}

	interface Pumps {

		@WampProcedure("level")
		int level();

	}

	@WampPrefix("com.plants.north")
	static class NorthPumps implements Pumps {

		@Override
		public int level() {
			return 7;
		}

	}

	@WampPrefix("com.plants.south")
	static class SouthPumps implements Pumps {

		@Override
		public int level() {
			return 9;
		}

	}

	// tag::registry[]
	@Component
	static class Plants {

		private final WampClientRegistry clients;

		Plants(WampClientRegistry clients) {
			this.clients = clients;
		}

		int level(String plant) {
			return this.clients.getClient("default", Pumps.class, "com.plants." + plant).level();
		}

	}
	// end::registry[]

	@Configuration(proxyBeanMethods = false)
	static class Customizing {

		// tag::customizer[]
		@Bean
		WampClientCustomizer patience() {
			return (client, factory) -> {
				if (client.isOf(Pumps.class) && factory.getOperations() instanceof WampTemplate template) {
					factory.operations(template.mutate().callTimeout(Duration.ofMinutes(1)).build());
				}
			};
		}
		// end::customizer[]

		// tag::factory[]
		@Bean
		Orders disclosedOrders(WampTemplate wamp) {
			return WampClientFactory.create(wamp.mutate().discloseMe(true).build(), Orders.class);
		}
		// end::factory[]

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportWampClients(Telemetry.class)
	@Import({ OrderDesk.class, Control.class, Clients.class, Checkout.class, Station.class, NorthPumps.class,
			SouthPumps.class, Plants.class, Customizing.class })
	static class Application {

	}

}

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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampAdvice;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampExceptionHandler;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.ErrorMappingsCustomizer;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.FailedEvent;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampEventErrorPolicy;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.proxy.ImportWampClients;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Holds what is documented about exceptions, retries and limits.
 */
@SpringBootTest(classes = ResilienceTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "wamp.router.enabled=true", "wamp.publisher.exclude-me=false",
				"spring.aop.proxy-target-class=false", "spring.config.import=classpath:docs/errors.yml",
				"wamp.listener.events.retry.initial-interval=1ms" })
class ResilienceTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private Warehouse warehouse;

	@Autowired
	private Stock stock;

	@Autowired
	private Reports reports;

	@Autowired
	private Ledger ledger;

	@Test
	void exceptionsAreHandledByTheBeanAndByAdvice() {
		assertThat(error("com.shop.order", "books", 9).getKeywordArguments()).containsEntry("free", 2);
		assertThat(this.wamp.call("com.shop.order", String.class, "offline", 1)).isEqualTo("queued: offline");
		assertThat(error("com.shop.order", "cursed", 1).getUri()).isEqualTo("com.shop.error.rejected");
	}

	@Test
	void aPolicyOfItsOwnRecoversEvents() {
		this.wamp.publish("com.shop.paid", "invoice 1");
		await().until(() -> !this.ledger.rows.isEmpty());
		assertThat(this.ledger.rows).containsExactly("com.shop.paid: [invoice 1] after 3 attempts");
	}

	@Test
	void thePropertiesPublishDeadLetters() {
		this.wamp.publish("com.shop.shipped", "parcel");
		await().until(() -> !this.ledger.letters.isEmpty());
		assertThat(this.ledger.letters).containsExactly("parcel of com.shop.shipped after 5 attempts");
	}

	@Test
	void aHandlerIsRepeatedOnAClassProxy() {
		assertThat(AopUtils.isCglibProxy(this.warehouse)).isTrue();
		assertThat(this.wamp.call("com.shop.count", Integer.class)).isEqualTo(3);
	}

	@Test
	void aHandlerIsRepeatedOnAnInterfaceProxy() {
		assertThat(AopUtils.isJdkDynamicProxy(this.reports)).isTrue();
		assertThat(this.wamp.call("com.shop.report", Integer.class)).isEqualTo(3);
	}

	@Test
	void aMethodOfAClientIsRepeated() {
		assertThat(this.stock.level("book")).isEqualTo(3);
	}

	@Test
	void aCallIsRepeatedByARetryTemplate() throws RetryException {
		assertThat(repeated("book")).isEqualTo(3);
	}

	@Test
	void whatIsOverTheConcurrencyLimitIsRejected() throws Exception {
		CompletableFuture<Void> first = this.wamp.callAsync("com.shop.inventory", Void.class);
		assertThat(Warehouse.begun.await(5, TimeUnit.SECONDS)).isTrue();
		WampException error = error("com.shop.inventory");
		assertThat(error.getUri()).isEqualTo(ErrorUris.MAX_CONCURRENCY_REACHED);
		assertThat(error).hasMessageNotContaining("Warehouse");
		Warehouse.goOn.countDown();
		first.get(5, TimeUnit.SECONDS);
	}

	// tag::template[]
	private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
		.predicate((ex) -> ex instanceof WampConnectionException
				|| (ex instanceof WampException error && error.getUri().equals("com.shop.error.busy")))
		.maxRetries(5)
		.delay(Duration.ofMillis(100))
		.multiplier(2)
		.build());

	Integer repeated(String article) throws RetryException {
		return this.retry.execute(() -> this.wamp.call("com.shop.template.level", Integer.class, article));
	}
	// end::template[]

	private WampException error(String procedure, Object... arguments) {
		return catchThrowableOfType(WampException.class, () -> this.wamp.call(procedure, Void.class, arguments));
	}

	static class FullException extends RuntimeException {

		private final int free;

		FullException(int free) {
			this.free = free;
		}

		int getFree() {
			return this.free;
		}

	}

	static class OfflineException extends RuntimeException {

	}

	// tag::own[]
	@Component
	@WampPrefix("com.shop")
	static class Orders {

		@WampProcedure
		String order(String article, int count) throws IOException {
			return place(article, count);
		}

		@WampExceptionHandler
		WampException full(FullException ex, InvocationDetails details) {
			return WampException.of(details.procedure() + ".full").kwarg("free", ex.getFree()).build();
		}

		@WampExceptionHandler
		String queued(OfflineException ex, WampArguments arguments) {
			return "queued: " + arguments.get(String.class);
		}
		// end::own[]

		private static String place(String article, int count) throws IOException {
			switch (article) {
				case "books" -> throw new FullException(2);
				case "offline" -> throw new OfflineException();
				default -> throw new IOException(article);
			}
		}

		// tag::own[]

	}
	// end::own[]

	// tag::advice[]
	@WampAdvice
	static class Errors {

		@WampExceptionHandler
		WampException rejected(IOException ex) {
			return new WampException("com.shop.error.rejected");
		}

		@WampExceptionHandler
		void late(IllegalStateException ex, EventDetails event) {
			if (!event.retained()) {
				throw ex;
			}
		}

	}
	// end::advice[]

	// tag::policy[]
	@Configuration(proxyBeanMethods = false)
	static class Policies {

		@Bean
		WampEventErrorPolicy patient(Ledger ledger) {
			RetryPolicy retry = RetryPolicy.builder()
				.includes(IllegalStateException.class)
				.maxRetries(2)
				.delay(Duration.ofMillis(100))
				.multiplier(3)
				.build();
			return new WampEventErrorPolicy(retry, ledger::write);
		}

	}

	@Component
	static class Payments {

		@WampSubscribe(topic = "com.shop.paid", errorPolicy = "patient")
		void onPaid(String invoice) {
			throw new IllegalStateException("The bank does not answer");
		}

	}
	// end::policy[]

	static class Shipments {

		@WampSubscribe("com.shop.shipped")
		void onShipped(String parcel) {
			throw new IllegalStateException("The carrier does not answer");
		}

	}

	static class Ledger {

		final List<String> rows = new CopyOnWriteArrayList<>();

		final List<String> letters = new CopyOnWriteArrayList<>();

		void write(FailedEvent event) {
			this.rows.add(event.topic() + ": " + event.arguments().getArguments() + " after " + event.attempts()
					+ " attempts");
		}

	}

	// tag::dead[]
	record Origin(String topic, long publication, String error, int attempts) {
	}

	@Component
	static class DeadLetters {

		// end::dead[]
		private final Ledger ledger;

		DeadLetters(Ledger ledger) {
			this.ledger = ledger;
		}

		// tag::dead[]
		@WampSubscribe("com.shop.failed")
		void onFailed(String parcel, @WampKwarg("dead_letter") Origin origin) {
			// end::dead[]
			this.ledger.letters.add(parcel + " of " + origin.topic() + " after " + origin.attempts() + " attempts");
			// tag::dead[]
		}

	}
	// end::dead[]

	// tag::resilient[]
	@Component
	@WampPrefix("com.shop")
	static class Warehouse {

		// end::resilient[]
		static final CountDownLatch begun = new CountDownLatch(1);

		static final CountDownLatch goOn = new CountDownLatch(1);

		private static final AtomicInteger attempts = new AtomicInteger();

		// tag::resilient[]
		@WampProcedure
		@Retryable(includes = WampException.class, maxRetries = 4, delay = 50, multiplier = 2)
		int count() {
			return query();
		}

		@WampProcedure
		@ConcurrencyLimit(limit = 1, policy = ConcurrencyLimit.ThrottlePolicy.REJECT)
		void inventory() throws InterruptedException {
			walk();
		}
		// end::resilient[]

		private static int query() {
			return attempt(attempts);
		}

		private static void walk() throws InterruptedException {
			begun.countDown();
			goOn.await(5, TimeUnit.SECONDS);
		}

		// tag::resilient[]

	}
	// end::resilient[]

	static int attempt(AtomicInteger attempts) {
		int attempt = attempts.incrementAndGet();
		if (attempt < 3) {
			throw new WampException("com.shop.error.busy");
		}
		return attempt;
	}

	interface Reports {

		@WampProcedure("com.shop.report")
		@Retryable(maxRetries = 4, delay = 1)
		int report();

	}

	static class StoredReports implements Reports {

		private final AtomicInteger attempts = new AtomicInteger();

		@Override
		public int report() {
			return attempt(this.attempts);
		}

	}

	// tag::client[]
	@WampPrefix("com.shop.stock")
	interface Stock {

		@WampProcedure
		@Retryable(includes = { WampConnectionException.class, BusyException.class }, maxRetries = 4, delay = 50)
		int level(String article);

	}
	// end::client[]

	@WampError("com.shop.error.stock_busy")
	static class BusyException extends RuntimeException {

		BusyException(String message) {
			super(message);
		}

	}

	static class Levels {

		private final AtomicInteger ofClient = new AtomicInteger();

		private final AtomicInteger ofTemplate = new AtomicInteger();

		@WampProcedure("com.shop.stock.level")
		int level(String article) {
			int attempt = this.ofClient.incrementAndGet();
			if (attempt < 3) {
				throw new BusyException("busy");
			}
			return attempt;
		}

		@WampProcedure("com.shop.template.level")
		int templateLevel(String article) {
			return attempt(this.ofTemplate);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Orders.class, Errors.class, Policies.class, Payments.class, Shipments.class, Ledger.class,
			DeadLetters.class, Warehouse.class, StoredReports.class, Levels.class, Clients.class })
	static class Application {

		@Bean
		ErrorMappingsCustomizer busy() {
			return (mappings) -> mappings.register("com.shop.error.stock_busy", BusyException.class);
		}

	}

	// tag::enable[]
	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	@ImportWampClients(types = Stock.class)
	static class Clients {

	}
	// end::enable[]

}

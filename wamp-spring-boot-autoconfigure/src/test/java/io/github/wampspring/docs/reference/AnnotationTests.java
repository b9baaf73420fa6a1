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
import java.util.stream.LongStream;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the reference of annotations.
 */
@SpringBootTest(classes = AnnotationTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "wamp.router.enabled=true", "shop.region=north" })
class AnnotationTests {

	@Autowired
	private WampTemplate wamp;

	@Test
	void bindsArguments(@Autowired Orders orders) {
		WampResult order = this.wamp.newCall("com.shop.north.order").args("tea", 3).kwarg("gift", true).call();
		assertThat(order.getArguments()).containsExactly("3 x tea");
		assertThat(order.getKeywordArguments()).containsEntry("gift", true).containsEntry("express", false);
		assertThat(this.wamp.call("com.shop.north.total", Long.class, 1, 2, 3)).isEqualTo(6);
		this.wamp.newPublication("com.shop.north.stock.tea").kwargs(new Level("tea", 7)).excludeMe(false).publish();
		await().untilAsserted(() -> assertThat(orders.seen).containsExactly("com.shop.north.stock.tea: 7 of tea"));
	}

	@Test
	void mapsErrors() {
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.wamp.call("com.shop.north.divide", Integer.class, 1, 0))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("com.shop.error.arithmetic"))
			.satisfies((ex) -> assertThat(ex.getArguments()).containsExactly("/ by zero"));
	}

	record Level(String article, int count) {
	}

	// tag::component[]
	@Component
	@WampPrefix("com.shop.${shop.region}")
	static class Orders {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@WampProcedure(uri = "order", invoke = InvocationPolicy.ROUNDROBIN, concurrency = "${shop.concurrency:8}")
		WampResult order(String article, int count, @WampKwarg(defaultValue = "false") boolean express,
				@WampKwarg boolean gift, InvocationDetails details) {
			return WampResult.of(count + " x " + article).with("express", express).with("gift", gift);
		}

		@WampProcedure
		long total(long... amounts) {
			return LongStream.of(amounts).sum();
		}

		@WampSubscribe(topic = "stock", match = MatchPolicy.PREFIX, getRetained = true)
		void onStock(@WampKwargs Level level, EventDetails details) {
			this.seen.add(details.topic() + ": " + level.count() + " of " + level.article());
		}

	}
	// end::component[]

	@Component
	@WampPrefix("com.shop.${shop.region}")
	static class Arithmetic {

		@WampProcedure
		int divide(int x, int y) {
			return x / y;
		}

	}

	// tag::errors[]
	@Configuration(proxyBeanMethods = false)
	static class ErrorMapping {

		@Bean
		WampErrorHandler arithmeticErrors() {
			return (failure, details) -> (failure instanceof ArithmeticException)
					? new WampException("com.shop.error.arithmetic", failure.getMessage()) : null;
		}

	}
	// end::errors[]

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Orders.class, Arithmetic.class, ErrorMapping.class })
	static class Application {

	}

}

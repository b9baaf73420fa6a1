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

package io.github.wampspring.docs.testing;

import java.time.Duration;

import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

// tag::class[]
@SpringBootTest(properties = { "wamp.router.enabled=true", "wamp.urls=", "wamp.publisher.exclude-me=false" })
class ShopTests {

	@Autowired
	private WampTemplate wamp;

	@Test
	void multipliesPrices() {
		try (WampRegistration prices = this.wamp.register("com.prices.of", String.class, (article) -> 3L)) {
			prices.awaitActive(Duration.ofSeconds(5));
			assertThat(this.wamp.call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
		}
	}

	@Test
	void hearsThatSomethingIsSoldOut(@Autowired ShopApplication.Shop shop) {
		this.wamp.publish("com.stock.soldout", "tea");
		await().untilAsserted(() -> assertThat(shop.soldOut()).contains("tea"));
	}

}
// end::class[]

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

import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

// tag::class[]
@SpringBootTest
@AutoConfigureTestWampRouter
class ShopTests {

	@Autowired
	private WampTestRouter router;

	@Autowired
	private WampStubs stubs;

	@Test
	void multipliesPrices() {
		this.stubs.when("com.prices.of").withArgs("tea").thenReturn(3);
		WampTemplate other = this.router.template();
		assertThat(other.call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
		this.stubs.verify("com.prices.of").once();
	}

	@Test
	void hearsThatSomethingIsSoldOut(@Autowired Shop shop) {
		this.router.template().publish("com.stock.soldout", "tea");
		await().untilAsserted(() -> assertThat(shop.soldOut()).contains("tea"));
	}

}
// end::class[]

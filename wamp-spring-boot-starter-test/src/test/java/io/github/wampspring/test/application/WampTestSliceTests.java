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

package io.github.wampspring.test.application;

import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@WampTest(properties = "wamp.urls=ws://nowhere.invalid:1/ws")
class WampTestSliceTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private WampTestRouter router;

	@Test
	void hasTheBeansThatAreAboutWampOnly() {
		assertThat(this.context.getBeansOfType(Shop.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(Greeter.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(Mappings.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(Warehouse.class)).isEmpty();
		assertThat(this.context.containsBean("dispatcherServlet")).isFalse();
	}

	@Test
	void answersCallsOfAnotherProgram(@Autowired WampStubs stubs) {
		stubs.when("com.prices.of").withArgs("tea").thenReturn(3);
		assertThat(this.router.template().call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
		assertThat(this.router.template().call("com.shop.greet", String.class, "Ada")).isEqualTo("Hello Ada");
	}

	@WampTest(Greeter.class)
	static class OfOneComponentTests {

		@Autowired
		private ApplicationContext context;

		@Test
		void hasNoOther() {
			assertThat(this.context.getBeansOfType(Greeter.class)).hasSize(1);
			assertThat(this.context.getBeansOfType(Shop.class)).isEmpty();
		}

	}

}

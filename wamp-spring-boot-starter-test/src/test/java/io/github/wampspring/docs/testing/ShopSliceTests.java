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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.test.RecordedCall;
import io.github.wampspring.test.RecordedEvent;
import io.github.wampspring.test.RecordedEvents;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static io.github.wampspring.test.WampAssertions.assertThatWampExceptionIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

// tag::slice[]
@WampTest(Shop.class)
class ShopSliceTests {

	@Autowired
	private WampTestRouter router;

	@Test
	void tellsWhatIsGone(@Autowired WampRecorder recorder) {
		RecordedEvents gone = recorder.record("com.shop.gone");
		this.router.template().publish("com.stock.soldout", "tea");
		assertThat(gone.await()).hasArguments("tea");
	}

	// end::slice[]
	@Test
	void stubs(@Autowired WampStubs stubs) {
		// tag::stubs[]
		stubs.when("com.prices.of").thenThrow(new WampException("com.prices.error.unknown"));
		stubs.when("com.prices.of").withArgs("tea").thenReturn(3).thenReturn(4);
		stubs.when("com.prices.of").withArgs("tea", Kwargs.of("grams", 500)).thenReturn(12);
		stubs.when("com.prices.all").thenAnswer((arguments, details, progress) -> arguments.get(String.class));
		stubs.when("com.prices.slow").thenNeverAnswer();
		// end::stubs[]
		assertThat(this.router.template().call("com.shop.total", Long.class, "tea", 2)).isEqualTo(6);
		assertThat(this.router.template().call("com.shop.total", Long.class, "tea", 2)).isEqualTo(8);
		// tag::verify[]
		stubs.verify("com.prices.of").withArgs("tea").times(2);
		stubs.verify("com.prices.of").withArgs("coffee").never();
		RecordedCall first = stubs.verify("com.prices.of").within(Duration.ofSeconds(2)).atLeast(1).get(0);
		assertThat(first).hasArguments("tea");
		// end::verify[]
	}

	@Test
	void recordsAndAsserts(@Autowired WampRecorder recorder, @Autowired WampConnection connection) {
		// tag::record[]
		RecordedEvents gone = recorder.record("com.shop.gone");
		this.router.template().publish("com.stock.soldout", "tea");
		this.router.template().publish("com.stock.soldout", "milk");
		RecordedEvent milk = gone.await((event) -> "milk".equals(event.get(String.class)));
		assertThat(milk).hasArguments("milk");
		assertThat(gone).hasSize(2).containsArguments("tea");
		assertThat(gone).values(String.class).containsExactly("tea", "milk");
		// end::record[]
		// tag::assertions[]
		assertThat(connection).isJoined().hasRegistered("com.shop.total").hasSubscribed("com.stock.soldout");
		assertThatWampExceptionIsThrownBy(() -> this.router.template().call("com.nobody"))
			.hasUri(ErrorUris.NO_SUCH_PROCEDURE);
		// end::assertions[]
		// tag::registered[]
		this.router.awaitRegistered("com.shop.total");
		this.router.awaitSubscribed("com.stock.soldout");
		// end::registered[]
	}

	// tag::slice[]

}
// end::slice[]

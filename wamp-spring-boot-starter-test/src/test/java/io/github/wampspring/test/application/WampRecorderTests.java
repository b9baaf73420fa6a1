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

import java.time.Duration;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.test.RecordedEvents;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureTestWampRouter
class WampRecorderTests {

	@Autowired
	private WampTestRouter router;

	@Autowired
	private WampRecorder recorder;

	@Autowired
	private WampStubs stubs;

	@Test
	void recordsWhatTheApplicationPublishes() {
		this.stubs.when("com.prices.of").thenReturn(3);
		RecordedEvents events = this.recorder.record("com.shop.asked");
		assertThat(events).isEmpty();
		this.router.template().call("com.shop.total", "tea", 4);
		assertThat(events.await().get(Question.class)).isEqualTo(new Question("tea", 4));
		assertThat(events).hasSize(1).containsArguments(new Question("tea", 4));
		this.router.template().call("com.shop.total", "coffee", 1);
		assertThat(events.await((event) -> event.get(Question.class).count() == 1).topic()).isEqualTo("com.shop.asked");
		assertThat(events).hasSize(2)
			.values(Question.class)
			.extracting(Question::article)
			.containsExactly("tea", "coffee");
		events.clear();
		assertThat(events).isEmpty();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> events.await(1, Duration.ofMillis(20)))
			.withMessageContaining("com.shop.asked");
	}

	@Test
	void recordsPatterns() {
		RecordedEvents events = this.recorder.record("com.stock.", MatchPolicy.PREFIX);
		this.router.template().newPublication("com.stock.soldout").args("milk").excludeMe(false).publish();
		assertThat(events.await()).hasArguments("milk");
	}

	@Test
	void tellsTheApplication(@Autowired Shop shop) {
		this.router.template().publish("com.stock.soldout", "tea");
		await().untilAsserted(() -> assertThat(shop.soldOut()).contains("tea"));
	}

	@Test
	void assertsResultsAndConnections(@Autowired WampConnection connection) {
		assertThat(connection).isJoined().hasRegistered("com.shop.total").hasSubscribed("com.stock.soldout");
		assertThat(WampResult.of(1, Kwargs.of("two", 2L))).hasArguments(1L, Kwargs.of("two", 2))
			.hasKeywordArgument("two", 2)
			.value(Integer.class)
			.isEqualTo(1);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(WampResult.of(1)).hasKeywordArgument("one", 1));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(WampResult.of(1)).isEmpty());
	}

}

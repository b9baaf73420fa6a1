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
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static io.github.wampspring.test.WampAssertions.assertThatWampExceptionIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureTestWampRouter
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WampStubsTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private WampTestRouter router;

	@Autowired
	private WampStubs stubs;

	@BeforeEach
	void stubEachTime() {
		this.stubs.when("com.each").thenReturn("each");
	}

	@Test
	void answersByArguments() {
		this.stubs.when("com.prices.of").thenReturn(1);
		this.stubs.when("com.prices.of").withArgs("tea", Kwargs.of("grams", 100L)).thenReturn(3.5);
		this.stubs.when("com.prices.of").withArgs(new Question("tea", 2)).thenReturn(7);
		assertThat(this.wamp.call("com.prices.of", Double.class, "tea", Kwargs.of("grams", 100))).isEqualTo(3.5);
		assertThat(this.wamp.call("com.prices.of", Integer.class, new Question("tea", 2))).isEqualTo(7);
		assertThat(this.wamp.call("com.prices.of", Integer.class, "tea")).isEqualTo(1);
	}

	@Test
	void answersOneAfterTheOther() {
		this.stubs.when("com.next").thenReturn(1).thenThrow(new WampException("com.error.two")).thenReturn(3);
		assertThat(this.wamp.call("com.next", Integer.class)).isEqualTo(1);
		assertThatWampExceptionIsThrownBy(() -> this.wamp.call("com.next")).hasUri("com.error.two");
		assertThat(this.wamp.call("com.next", Integer.class)).isEqualTo(3);
		assertThat(this.wamp.call("com.next", Integer.class)).isEqualTo(3);
	}

	@Test
	void throwsExceptionsOfTheApplicationAsTheirErrors() {
		this.stubs.when("com.fail").thenThrow(new ShopException("closed"));
		assertThatExceptionOfType(ShopException.class).isThrownBy(() -> this.wamp.call("com.fail"))
			.withMessage("closed");
		assertThatWampExceptionIsThrownBy(() -> this.router.template().call("com.fail")).hasUri("com.shop.error.failed")
			.hasArguments("closed");
	}

	@Test
	void sendsProgressiveResults() {
		this.stubs.when("com.count").thenProgress(List.of(1, 2), 3);
		List<Integer> progress = new ArrayList<>();
		assertThat(this.wamp.newCall("com.count").progress(Integer.class, progress::add).call(Integer.class))
			.isEqualTo(3);
		assertThat(progress).containsExactly(1, 2);
		assertThat(this.wamp.call("com.count", Integer.class)).isEqualTo(3);
	}

	@Test
	void canBeSilent() {
		this.stubs.when("com.silent").thenNeverAnswer();
		assertThatExceptionOfType(WampTimeoutException.class)
			.isThrownBy(() -> this.wamp.newCall("com.silent").timeout(Duration.ofMillis(50)).call());
		this.stubs.verify("com.silent").once();
	}

	@Test
	void tellsWhatItHasNoAnswerFor() {
		this.stubs.when("com.prices.of").withArgs("tea").thenReturn(3);
		assertThatWampExceptionIsThrownBy(() -> this.wamp.call("com.prices.of", "coffee"))
			.hasUri(ErrorUris.INVALID_ARGUMENT)
			.hasMessageContaining("coffee");
		this.stubs.verify("com.prices.of").withArgs("tea").never();
		this.stubs.verify("com.prices.of").once();
	}

	@Test
	void verifiesCalls() {
		this.stubs.when("com.prices.of").thenReturn(3);
		this.stubs.verify("com.prices.of").never();
		this.router.template().call("com.shop.total", "tea", 4);
		assertThat(this.stubs.verify("com.prices.of").withArgs("tea").once()).hasArguments("tea");
		this.router.template().call("com.shop.total", "tea", 4);
		assertThat(this.stubs.verify("com.prices.of").times(2)).hasSize(2);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.stubs.verify("com.prices.of").once())
			.withMessageContaining("was 2 times");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.stubs.verify("com.prices.of").never());
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.stubs.verify("com.prices.of").within(Duration.ofMillis(20)).times(3));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(
				() -> this.stubs.verify("com.prices.of").withArgs("coffee").within(Duration.ofMillis(20)).once());
	}

	@Test
	void waitsForCallsThatComeLater() {
		this.stubs.when("com.prices.of").thenReturn(3);
		this.router.template().callAsync("com.shop.total", "tea", 4);
		this.stubs.verify("com.prices.of").once();
	}

	@Test
	void refusesWhatTheApplicationRegisters() {
		assertThatIllegalStateException().isThrownBy(() -> this.stubs.when("com.shop.total").thenReturn(0))
			.withMessageContaining("com.shop.total");
	}

	@Test
	@Order(3)
	@DirtiesContext
	void endsByReset() {
		this.stubs.when("com.next").thenReturn(1);
		this.stubs.reset();
		assertThatWampExceptionIsThrownBy(() -> this.wamp.call("com.next")).hasUri(ErrorUris.NO_SUCH_PROCEDURE);
	}

	@Test
	@Order(1)
	void leavesNothingBehind(@Autowired WampRecorder recorder) {
		this.stubs.when("com.leak").thenReturn(1);
		recorder.record("com.leaked");
		this.wamp.call("com.leak");
		assertThat(this.wamp.call("com.start")).hasArguments("start");
		this.router.awaitRegistered("com.leak", "com.shop.total", "com.each");
		this.router.awaitSubscribed("com.leaked", "com.stock.soldout");
	}

	@Test
	@Order(2)
	void findsNothingOfAnotherTest() {
		assertThat(this.wamp.call("com.start")).hasArguments("start");
		assertThat(this.stubs.calls("com.leak")).isEmpty();
		assertThatWampExceptionIsThrownBy(() -> this.wamp.call("com.leak")).hasUri(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(this.wamp.call("com.each")).hasArguments("each");
		assertThat(this.router.getRouter().subscriptions("realm1"))
			.noneMatch((info) -> info.topic().equals("com.leaked"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(WampResult.of(1)).hasArguments(2));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class AtStart {

		@Bean
		ApplicationRunner stub(WampStubs stubs) {
			return (args) -> stubs.when("com.start").thenReturn("start");
		}

	}

}

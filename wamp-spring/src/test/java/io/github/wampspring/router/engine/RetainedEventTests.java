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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.List;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.router.RealmLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each later subscriber gets the retained event that it would have received, and none
 * where there is none any more.
 */
class RetainedEventTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final Dict RETAIN = Dict.of("retain", true);

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient first = TestClient.joined(this.router);

	private final TestClient second = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	private static List<?> retained(TestClient client) {
		client.subscribe(TOPIC, Dict.of("get_retained", true));
		return client.takeAll(Event.class).stream().map((event) -> TestClient.arguments(event).get(0)).toList();
	}

	private static List<?> retained(DefaultWampRouter router) {
		return retained(TestClient.joined(router));
	}

	@Test
	void aPublisherGetsTheLastEventThatWasNotItsOwn() {
		this.first.publish(TOPIC, RETAIN, "of the first");
		this.second.publish(TOPIC, RETAIN, "of the second");
		this.second.publish(TOPIC, RETAIN, "of the second, too");
		assertThat(retained(this.second)).isEqualTo(List.of("of the first"));
		assertThat(retained(this.first)).isEqualTo(List.of("of the second, too"));
		assertThat(retained(this.router)).isEqualTo(List.of("of the second, too"));
		assertThat(this.router.statistics("realm1").retainedEvents()).isEqualTo(2);
	}

	@Test
	void aPublisherThatWantsItsOwnEventGetsIt() {
		this.first.publish(TOPIC, RETAIN, "of the first");
		this.second.publish(TOPIC, RETAIN.with("exclude_me", false), "of the second");
		assertThat(retained(this.second)).isEqualTo(List.of("of the second"));
		assertThat(this.router.statistics("realm1").retainedEvents()).isOne();
	}

	@Test
	void whatSomeGetStaysForAPublisherThatDoesNotGetItsOwn() {
		this.first.publish(TOPIC, RETAIN, "for all");
		this.first.publish(TOPIC, RETAIN.with("eligible", List.of(this.second.id())), "for the second");
		this.second.publish(TOPIC, RETAIN, "of the second");
		assertThat(retained(this.second)).isEqualTo(List.of("for the second"));
		assertThat(retained(this.router)).isEqualTo(List.of("of the second"));
	}

	@Test
	void howManyPublishersTakeTurnsDoesNotMatter() {
		for (int i = 0; i < 10; i++) {
			((i % 2 == 0) ? this.first : this.second).publish(TOPIC, RETAIN, i);
			assertThat(this.router.statistics("realm1").retainedEvents()).isLessThanOrEqualTo(2);
		}
		assertThat(retained(this.first)).isEqualTo(List.of(9));
		assertThat(retained(this.second)).isEqualTo(List.of(8));
	}

	@Test
	void anEventWithoutArgumentsTakesTheRetainedOneAway() {
		this.first.subscribe(TOPIC, Dict.EMPTY);
		this.first.publish(TOPIC, RETAIN.with("eligible", List.of(this.first.id())), "for one");
		this.second.publish(TOPIC, RETAIN, "for all");
		this.first.take(Event.class);
		this.second.publish(TOPIC, RETAIN);
		assertThat(this.first.take(Event.class).payload().isEmpty()).isTrue();
		assertThat(retained(this.router)).isEmpty();
		assertThat(this.router.statistics("realm1").retainedEvents()).isZero();
		assertThat(this.router.statistics("realm1").retainedSize()).isZero();
		assertThat(this.router.statistics("realm1").droppedRetainedEvents()).isZero();
		this.second.publish(TOPIC, RETAIN, "again");
		assertThat(retained(this.router)).isEqualTo(List.of("again"));
	}

	@Test
	void anEventWithoutArgumentsThatIsNotRetainedTakesNothingAway() {
		this.first.publish(TOPIC, RETAIN, "for all");
		this.first.publish(TOPIC, Dict.EMPTY);
		assertThat(retained(this.router)).isEqualTo(List.of("for all"));
	}

	@Test
	void onlyThoseLoseARetainedEventWhoMayHaveTheEmptyOne() {
		this.first.publish(TOPIC, RETAIN, "for all");
		this.first.publish(TOPIC, RETAIN.with("eligible", List.of(this.second.id())));
		assertThat(retained(this.second)).isEmpty();
		assertThat(retained(this.router)).isEqualTo(List.of("for all"));
	}

	@Test
	void aRetainedEventGoesWhenItIsTooOld() {
		DefaultWampRouter router = TestRouters
			.open((realm) -> realm.limits(RealmLimits.builder().retainedAge(Duration.ofMillis(1)).build()));
		TestClient.joined(router).publish(TOPIC, RETAIN, "old");
		Awaitility.await().until(() -> router.statistics("realm1").retainedEvents() == 0);
		assertThat(retained(router)).isEmpty();
		assertThat(router.statistics("realm1").droppedRetainedEvents()).isZero();
		router.close();
	}

}

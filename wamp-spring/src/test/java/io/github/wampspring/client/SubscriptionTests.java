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

package io.github.wampspring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the subscriber's half of {@link ClientSession}.
 */
class SubscriptionTests {

	private final SessionHarness harness = SessionHarness.joined();

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private final List<TopicEvent> first = new ArrayList<>();

	private final List<TopicEvent> second = new ArrayList<>();

	private final EventHandler firstHandler = this.first::add;

	private final EventHandler secondHandler = this.second::add;

	private void event(long subscription) {
		this.harness.receive(new Event(subscription, 4711, Dict.EMPTY, Payload.of("x")));
	}

	private CompletableFuture<Long> subscribe(EventHandler handler) {
		return this.session.subscribe("com.x", Dict.EMPTY, handler);
	}

	@Test
	void eventsArriveFromTheMomentOfTheRoutersAnswer() {
		CompletableFuture<Long> subscribed = subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		event(10);
		assertThat(subscribed).isCompletedWithValue(10L);
		assertThat(this.first)
			.containsExactly(new TopicEvent(this.session, 10, 4711, "com.x", Dict.EMPTY, Payload.of("x")));
	}

	@Test
	void ofAPatternTheTopicPublishedToCounts() {
		this.session.subscribe("com", Dict.of("match", "prefix"), this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		this.harness.receive(new Event(10, 1, Dict.of("topic", "com.y"), Payload.NONE));
		assertThat(this.first).extracting(TopicEvent::topic).containsExactly("com.y");
	}

	@Test
	void aFailingHandlerHarmsNobody() {
		subscribe((event) -> {
			throw new IllegalStateException("test");
		});
		subscribe(this.secondHandler);
		this.harness.receive(new Subscribed(1, 10));
		this.harness.receive(new Subscribed(2, 10));
		event(10);
		assertThat(this.second).hasSize(1);
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void handlersShareTheSubscriptionOfATopicAndTheLastGivesItBack() {
		subscribe(this.firstHandler);
		subscribe(this.secondHandler);
		this.harness.receive(new Subscribed(1, 10));
		this.harness.receive(new Subscribed(2, 10));
		event(10);
		assertThat(this.first).hasSize(1);
		assertThat(this.second).hasSize(1);

		assertThat(this.session.unsubscribe(10, this.firstHandler)).isCompleted();
		assertThat(this.channel.all(Unsubscribe.class)).isEmpty();
		event(10);
		assertThat(this.first).hasSize(1);
		assertThat(this.second).hasSize(2);

		CompletableFuture<Void> done = this.session.unsubscribe(10, this.secondHandler);
		assertThat(this.channel.last(Unsubscribe.class)).isEqualTo(new Unsubscribe(3, 10, Dict.EMPTY));
		assertThat(done).isNotDone();
		this.harness.receive(new Unsubscribed(3, Dict.EMPTY));
		assertThat(done).isCompleted();
		event(10);
		assertThat(this.second).hasSize(2);
	}

	@Test
	void aSubscriptionIsNotGivenBackWhileAnotherForItsTopicIsOnItsWay() {
		subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		subscribe(this.secondHandler);
		assertThat(this.session.unsubscribe(10, this.firstHandler)).isCompleted();
		assertThat(this.channel.all(Unsubscribe.class)).isEmpty();
		this.harness.receive(new Subscribed(2, 10));
		event(10);
		assertThat(this.first).isEmpty();
		assertThat(this.second).hasSize(1);
		assertThat(this.channel.all(Unsubscribe.class)).isEmpty();
	}

	@Test
	void itIsGivenBackWhenTheOtherOneWasRefused() {
		subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		CompletableFuture<Long> refused = subscribe(this.secondHandler);
		this.session.unsubscribe(10, this.firstHandler);
		this.harness.receive(new Error(MessageType.SUBSCRIBE, 2, Dict.EMPTY, ErrorUris.NOT_AUTHORIZED, Payload.NONE));
		assertThat(refused).isCompletedExceptionally();
		assertThat(this.channel.last(Unsubscribe.class).subscription()).isEqualTo(10);
		assertThat(this.channel.isFlushed()).isTrue();
	}

	@Test
	void aSubscribeThatFollowsAnUnsubscribeStandsOnItsOwn() {
		subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		this.session.unsubscribe(10, this.firstHandler);
		subscribe(this.secondHandler);
		assertThat(this.channel.sent).extracting((message) -> (Object) message.getClass())
			.containsExactly(Subscribe.class, Unsubscribe.class, Subscribe.class);
		this.harness.receive(new Subscribed(3, 10));
		this.harness.receive(new Unsubscribed(2, Dict.EMPTY));
		event(10);
		assertThat(this.second).hasSize(1);
	}

	@Test
	void anotherWayOfMatchingIsAnotherTopic() {
		subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		this.session.subscribe("com.x", Dict.of("match", "prefix"), this.secondHandler);
		this.session.unsubscribe(10, this.firstHandler);
		assertThat(this.channel.last(Unsubscribe.class).subscription()).isEqualTo(10);
	}

	@Test
	void onlyAHandlerThatIsSubscribedCanBeTakenAway() {
		subscribe(this.firstHandler);
		this.harness.receive(new Subscribed(1, 10));
		assertThat(this.session.unsubscribe(10, this.secondHandler)).isCompletedExceptionally();
		assertThat(this.session.unsubscribe(11, this.firstHandler)).isCompletedExceptionally();
		event(10);
		assertThat(this.first).hasSize(1);
	}

	@Test
	void aSubscriptionThatNobodyWantsAnyMoreIsGivenBack() {
		subscribe(this.firstHandler).cancel(false);
		this.harness.receive(new Subscribed(1, 10));
		assertThat(this.channel.last(Unsubscribe.class).subscription()).isEqualTo(10);
	}

	@Test
	void aRevocationIsTold() {
		List<String> revoked = new ArrayList<>();
		EventQueue queue = new EventQueue(this.firstHandler, Runnable::run, new ConnectionThreads("test"),
				new EventQueue.QueueLimit(10, 100), (reason) -> revoked.add(String.valueOf(reason)));
		subscribe(queue);
		this.harness.receive(new Subscribed(1, 10));
		this.harness.receive(new Unsubscribed(0, Dict.of("subscription", 10L, "reason", "closed")));
		event(10);
		assertThat(revoked).containsExactly("closed");
		assertThat(this.first).isEmpty();
	}

	@Test
	void anEventOverTheLimitIsCounted() {
		EventQueue queue = new EventQueue(this.firstHandler, Runnable::run, new ConnectionThreads("test"),
				new EventQueue.QueueLimit(10, 100), (reason) -> {
				});
		subscribe(queue);
		this.harness.receive(new Subscribed(1, 10));
		this.session.onOversized(MessageType.EVENT, 10, 1024);
		this.session.onOversized(MessageType.EVENT, 99, 1024);
		assertThat(queue.dropped()).isOne();
		event(10);
		assertThat(this.first).hasSize(1);
	}

}

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

package io.github.wampspring.router.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.Publication.Share;
import io.github.wampspring.router.routing.RetainedEvents.Aged;
import io.github.wampspring.transport.ChannelInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetainedEvents}.
 */
class RetainedEventsTests {

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

	private final RetainedEvents events = new RetainedEvents(
			RealmLimits.builder().retainedAge(Duration.ofNanos(10)).build(), this.clock::get);

	private void put(String topic) {
		this.events.put(event(topic));
	}

	private static Publication event(String topic) {
		return new Publication(1, 7, topic, Dict.EMPTY, Payload.of(1), EventFilter.ALL, new Share("joe", 100, 10_000));
	}

	private int found(String topic) {
		return this.events
			.find(new Subscription(1, topic, MatchPolicy.EXACT),
					new SessionInfo(8, "realm1", new WampIdentity("joe", "user", "ticket", "static"),
							new ChannelInfo("websocket", "json", null, Map.of(), null, false), false, Instant.EPOCH))
			.size();
	}

	@Test
	void eachEventGoesInItsTime() {
		put("com.a");
		this.clock.addAndGet(6);
		put("com.b");
		this.clock.addAndGet(3);
		assertThat(found("com.a")).isOne();
		this.clock.addAndGet(1);
		assertThat(found("com.a")).isZero();
		assertThat(found("com.b")).isOne();
		assertThat(this.events.count()).isOne();
		this.clock.addAndGet(6);
		assertThat(this.events.count()).isZero();
		assertThat(this.events.size()).isZero();
		assertThat(this.events.dropped()).isZero();
	}

	@Test
	void aNewerEventOfTheTopicLivesOn() {
		put("com.a");
		this.clock.addAndGet(9);
		put("com.a");
		this.clock.addAndGet(9);
		assertThat(found("com.a")).isOne();
	}

	@Test
	void anEventOfAnotherInstanceKeepsItsAge() {
		put("com.a");
		this.clock.addAndGet(1);
		this.events.restore(new Aged(event("com.b"), Duration.ofNanos(8)));
		assertThat(this.events.all()).extracting((event) -> event.publication().topic())
			.as("the oldest first")
			.containsExactly("com.b", "com.a");
		assertThat(this.events.all()).extracting(Aged::age).containsExactly(Duration.ofNanos(8), Duration.ofNanos(1));
		this.clock.addAndGet(2);
		assertThat(found("com.b")).isZero();
		assertThat(found("com.a")).isOne();
		this.events.restore(new Aged(event("com.c"), Duration.ofSeconds(Long.MAX_VALUE)));
		this.events.restore(new Aged(event("com.d"), Duration.ofSeconds(Long.MIN_VALUE)));
		assertThat(found("com.c")).isZero();
		assertThat(found("com.d")).isOne();
		this.clock.addAndGet(10);
		assertThat(this.events.count()).isZero();
	}

}

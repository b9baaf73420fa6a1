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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.payload.PayloadCiphers;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.WampConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection} and {@link ClientSession} at a router that is
 * not what it says, or not to be trusted with payloads.
 */
class UntrustedRouterTests extends AbstractConnectionTests {

	private static final Dict RESUMABLE = SessionHarness.ROUTER.with("resumable", true)
		.with("resume-ticket", "t")
		.with("x_received", 0)
		.with("x_resume_within", 60_000);

	private final CountDownLatch making = new CountDownLatch(1);

	private final CountDownLatch made = new CountDownLatch(1);

	/** Makes one HELLO that is not ready before the test says so. */
	private HelloCustomizer slow(int number) {
		AtomicInteger count = new AtomicInteger();
		return (connection, hello) -> {
			if (count.incrementAndGet() == number) {
				this.making.countDown();
				try {
					this.made.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		};
	}

	private void assertRefused(int channel) {
		await().until(() -> !this.router.channels.get(channel).all(Abort.class).isEmpty());
		assertThat(this.router.channels.get(channel).last(Abort.class).reason())
			.isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void nobodyIsJoinedWhoSaysWelcomeBeforeHello() throws Exception {
		DefaultWampConnection connection = connection(
				(settings) -> settings.authenticators(List.of(new Mutual())).customizers(List.of(slow(1))));
		connection.start();
		try {
			this.making.await();
			this.router.last().receive(new Welcome(5, SessionHarness.ROUTER));
			assertRefused(0);
			assertThat(connection.getSession()).isNull();
		}
		finally {
			this.made.countDown();
		}
	}

	@Test
	void noSessionGoesOnAtARouterThatSaysWelcomeBeforeHello() throws Exception {
		this.router.local = false;
		this.router.answers.put(MessageType.HELLO, (channel, hello) -> channel.later(new Welcome(5, RESUMABLE)));
		DefaultWampConnection connection = connection(
				(settings) -> settings.resumeWithin(Duration.ofMinutes(1)).customizers(List.of(slow(2))));
		WampSession session = join(connection);
		this.router.last().loseLater();
		try {
			this.making.await();
			this.router.last().receive(new Welcome(5, RESUMABLE.with("resumed", true)));
			assertRefused(1);
			await().until(() -> !session.isOpen());
		}
		finally {
			this.made.countDown();
		}
	}

	@Test
	void aConnectionThatComesWhenTheSessionHasEndedIsClosed() throws Exception {
		this.router.local = false;
		this.router.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Welcome(5, RESUMABLE.with("x_resume_within", 200))));
		CountDownLatch ended = new CountDownLatch(1);
		AtomicInteger count = new AtomicInteger();
		WampConnector connector = (url, handlers) -> {
			if (count.incrementAndGet() == 2) {
				this.making.countDown();
				ended.await();
			}
			return this.router.connect(url, handlers);
		};
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings("test", List.of(ONE), (url) -> connector, this.executor, new ValuesMapper())
					.resumeWithin(Duration.ofMinutes(1))
					.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS)));
		this.connections.add(connection);
		WampSession session = join(connection);
		this.router.last().loseLater();
		this.making.await();
		// no longer than the router keeps it
		await().until(() -> !session.isOpen());
		ended.countDown();
		awaitChannels(3);
		await().untilAsserted(() -> assertThat(this.router.channels).filteredOn((channel) -> channel.close == null)
			.singleElement()
			.satisfies((channel) -> assertThat(channel.all(Hello.class)).isNotEmpty()));
	}

	private static SessionHarness encrypted() {
		PayloadCodec codec = new PayloadCodec(List
			.of(PayloadCiphers.aes256gcm().uri("com.secret.", MatchPolicy.PREFIX).secret("k", new byte[32]).build()),
				new JacksonPayloadMapper(JsonMapper.shared()));
		return new SessionHarness(CancelMode.KILLNOWAIT, codec).join(SessionHarness.ROUTER);
	}

	private static Dict options(MatchPolicy match) {
		return (match == MatchPolicy.EXACT) ? Dict.EMPTY : Dict.of("match", match.value());
	}

	private static String pattern(MatchPolicy match) {
		return switch (match) {
			case EXACT -> "com.secret.x";
			case PREFIX -> "com.secret.";
			case WILDCARD -> "com.secret..x";
		};
	}

	@ParameterizedTest
	@EnumSource
	void theRouterCannotCallInTheClearUnderAnotherName(MatchPolicy match) {
		SessionHarness harness = encrypted();
		List<Object> invocations = new ArrayList<>();
		harness.session.register(pattern(match), options(match), (invocation) -> {
			invocations.add(invocation);
			invocation.complete(Payload.of("the secret result"));
		});
		harness.receive(new Registered(1, 10));
		harness.receive(new Invocation(500, 10, Dict.of("procedure", "com.clear.x"), Payload.of("forged")));
		assertThat(invocations).isEmpty();
		assertThat(harness.channel.all(Yield.class)).isEmpty();
		assertThat(harness.channel.last(WampMessage.Error.class).error()).isEqualTo(ErrorUris.DECRYPT_ERROR);
	}

	@ParameterizedTest
	@EnumSource
	void theRouterCannotPublishInTheClearUnderAnotherName(MatchPolicy match) {
		SessionHarness harness = encrypted();
		List<TopicEvent> events = new ArrayList<>();
		harness.session.subscribe(pattern(match), options(match), events::add);
		harness.receive(new Subscribed(1, 10));
		harness.receive(new Event(10, 500, Dict.of("topic", "com.clear.x"), Payload.of("forged")));
		assertThat(events).singleElement().satisfies((event) -> {
			assertThat(event.topic()).isEqualTo(pattern(match));
			assertThat(event.payload()).isNotEqualTo(Payload.of("forged"));
		});
	}

	/** Believes nobody. */
	private static final class Mutual implements WampAuthenticator {

		@Override
		public String getMethod() {
			return "mutual";
		}

		@Override
		public String getAuthId() {
			return "joe";
		}

		@Override
		public boolean isMutual() {
			return true;
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			throw new IllegalStateException("not asked");
		}

	}

}

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

package io.github.wampspring.transport.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link InProcessConnector}.
 */
class InProcessConnectorTests {

	private static final URI URL = URI.create("in-process:router");

	private final AtomicReference<WampChannel> routerChannel = new AtomicReference<>();

	private RecordingHandler router = new RecordingHandler();

	private final RecordingHandler client = new RecordingHandler();

	private final InProcessConnector connector = new InProcessConnector((channel) -> {
		this.routerChannel.set(channel);
		return this.router;
	}, TestMessages.MAPPER);

	@AfterEach
	void close() {
		this.connector.close();
	}

	private WampChannel connect() {
		return this.connector.connect(URL, (channel) -> this.client);
	}

	@Test
	void bothEndsKnowThatTheyAreLocal() {
		WampChannel channel = connect();
		for (WampChannel end : List.of(channel, this.routerChannel.get())) {
			assertThat(end.info().local()).isTrue();
			assertThat(end.info().transport()).isEqualTo("in-process");
			assertThat(end.info().serializer()).isEqualTo("none");
		}
	}

	@Test
	void messagesArriveInOrderByOneThreadAtATime() throws Exception {
		WampChannel channel = connect();
		for (int i = 1; i <= 50_000; i++) {
			assertThat(channel.send(publish(i, "x"))).isTrue();
		}
		for (int i = 1; i <= 50_000; i++) {
			assertThat(request(this.router.next())).isEqualTo(i);
		}
		assertThat(this.router.collisions).hasValue(0);
	}

	@Test
	void nothingIsSharedBetweenTheEnds() throws Exception {
		WampChannel channel = connect();
		List<Object> list = new ArrayList<>(List.of("a"));
		Map<String, Object> map = new HashMap<>(Map.of("key", list));
		byte[] bytes = { 1, 2, 3 };
		channel.send(publish(1, list, map, bytes, "text", 5));
		list.add("changed later");
		map.clear();
		bytes[0] = 99;
		List<Object> received = arguments(this.router.next());
		assertThat(received).hasSize(5);
		assertThat(received.get(0)).isEqualTo(List.of("a"));
		assertThat(received.get(1)).isEqualTo(Map.of("key", List.of("a")));
		assertThat((byte[]) received.get(2)).containsExactly(1, 2, 3);
		assertThat(received.subList(3, 5)).containsExactly("text", 5);
	}

	@Test
	void whatIsPreparedIsDetachedAlready() {
		WampChannel channel = connect();
		List<Object> list = new ArrayList<>(List.of("a"));
		Payload prepared = channel.prepare(Payload.of(list));
		list.add("changed later");
		assertThat(TestMessages.MAPPER.arguments(prepared)).isEqualTo(List.of(List.of("a")));
	}

	@Test
	void theHandlerNeverRunsOnTheSendersStack() throws Exception {
		ReentrantLock lock = new ReentrantLock();
		CountDownLatch entered = new CountDownLatch(1);
		this.router = new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				entered.countDown();
				lock.lock();
				lock.unlock();
				super.onMessage(message);
			}

		};
		WampChannel channel = connect();
		lock.lock();
		try {
			channel.send(publish(1, "x"));
			entered.await();
			assertThat(this.router.messages).isEmpty();
		}
		finally {
			lock.unlock();
		}
		assertThat(request(this.router.next())).isEqualTo(1);
	}

	@Test
	void bothEndsMayTalkAtOnceFromTheirHandlers() throws Exception {
		int count = 20_000;
		this.router = new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				InProcessConnectorTests.this.routerChannel.get().send(message);
				super.onMessage(message);
			}

		};
		WampChannel[] channel = new WampChannel[1];
		RecordingHandler echo = new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				if (request(message) < count) {
					channel[0].send(publish(request(message) + 64, "x"));
				}
				super.onMessage(message);
			}

		};
		channel[0] = this.connector.connect(URL, (opened) -> echo);
		for (int i = 0; i < 64; i++) {
			channel[0].send(publish(i, "x"));
		}
		await().untilAsserted(() -> assertThat(echo.messages).hasSizeGreaterThanOrEqualTo(count));
	}

	@Test
	void aCloseComesAfterAllMessages() throws Exception {
		WampChannel channel = connect();
		for (int i = 1; i <= 1000; i++) {
			channel.enqueue(publish(i, "x"));
		}
		channel.close(ChannelClose.normal("done"));
		assertThat(channel.isOpen()).isFalse();
		assertThat(channel.send(publish(1001, "too late"))).isFalse();
		assertThat(this.router.closed().reason()).isEqualTo("done");
		assertThat(this.client.closed().reason()).isEqualTo("done");
		assertThat(this.router.messages).hasSize(1000);
		assertThat(this.routerChannel.get().isOpen()).isFalse();
		assertThat(this.routerChannel.get().send(publish(1, "x"))).isFalse();
		assertThat(this.router.afterClose).hasValue(0);
		assertThat(this.client.afterClose).hasValue(0);
	}

	@Test
	void aClientThatDoesNotTakeItsMessagesIsCutOff() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		RecordingHandler slow = new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
		this.connector.connect(URL, (channel) -> slow);
		String text = "x".repeat(1024 * 1024);
		int sent = 0;
		while (this.routerChannel.get().send(publish(sent, text))) {
			assertThat(++sent).isLessThan(1000);
		}
		assertThat(this.router.closed().reason()).contains("does not take its messages");
		release.countDown();
		assertThat(slow.closed().reason()).contains("does not take its messages");
	}

	@Test
	void theRoutersHandlerThatFailsClosesTheChannel() throws Exception {
		this.router = new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				throw new IllegalStateException("a bug, thrown on purpose by this test");
			}

		};
		connect().send(publish(1, "x"));
		assertThat(this.client.closed().code()).isEqualTo(1011);
	}

	@Test
	void aMessageSentBeforeTheOtherEndIsReadyIsNotLost() throws Exception {
		InProcessConnector eager = new InProcessConnector((channel) -> {
			channel.send(publish(1, "welcome"));
			return this.router;
		}, TestMessages.MAPPER);
		try (eager) {
			eager.connect(URL, (channel) -> {
				channel.send(publish(2, "hello"));
				return this.client;
			});
			assertThat(request(this.client.next())).isEqualTo(1);
			assertThat(request(this.router.next())).isEqualTo(2);
		}
	}

	@Test
	void argumentsMayBeNull() throws Exception {
		connect().send(publish(1, Arrays.asList("a", null).toArray()));
		assertThat(arguments(this.router.next())).containsExactly("a", null);
	}

}

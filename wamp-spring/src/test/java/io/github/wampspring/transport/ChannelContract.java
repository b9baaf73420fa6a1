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

package io.github.wampspring.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What each transport must do, whatever is below it.
 */
public abstract class ChannelContract {

	private static final int MIB = 1024 * 1024;

	private final LinkedBlockingQueue<WampChannel> accepted = new LinkedBlockingQueue<>();

	private final LinkedBlockingQueue<RecordingHandler> handlers = new LinkedBlockingQueue<>();

	private Function<WampChannel, RecordingHandler> behaviour = (channel) -> new RecordingHandler();

	private final RecordingHandler client = new RecordingHandler();

	/** A message of the wire has a number above zero. */
	private static WampMessage numbered(long number, Object... arguments) {
		return publish(number + 1, arguments);
	}

	private static long number(WampMessage message) {
		return request(message) - 1;
	}

	/** Opens a channel to a server that has the acceptor. */
	protected abstract WampChannel connect(ChannelAcceptor acceptor, WampChannelHandler handler) throws Exception;

	/** Ends all that {@link #connect} made. */
	protected abstract void stop();

	@AfterEach
	void end() {
		stop();
	}

	private WampChannelHandler accept(WampChannel channel) {
		channel.established("test");
		RecordingHandler handler = this.behaviour.apply(channel);
		this.handlers.add(handler);
		this.accepted.add(channel);
		return handler;
	}

	private WampChannel connect(WampChannelHandler handler) throws Exception {
		return connect(this::accept, handler);
	}

	private WampChannel served() throws InterruptedException {
		WampChannel channel = this.accepted.poll(30, TimeUnit.SECONDS);
		assertThat(channel).isNotNull();
		return channel;
	}

	private RecordingHandler server() throws InterruptedException {
		RecordingHandler handler = this.handlers.poll(30, TimeUnit.SECONDS);
		assertThat(handler).isNotNull();
		return handler;
	}

	@Test
	void messagesOfAllSizesArriveInTheOrderOfEachSenderAndByOneThreadAtATime() throws Exception {
		WampChannel channel = connect(this.client);
		RecordingHandler server = server();
		int threads = 4;
		int count = 2000;
		List<Thread> senders = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int thread = t;
			senders.add(new Thread(() -> {
				for (int i = 0; i < count; i++) {
					channel.send(numbered(i, thread, "x".repeat((i % 200 == 0) ? 300_000 : i % 50)));
				}
			}));
		}
		senders.forEach(Thread::start);
		int[] next = new int[threads];
		for (int i = 0; i < threads * count; i++) {
			WampMessage message = server.next();
			int thread = ((Number) arguments(message).get(0)).intValue();
			assertThat(number(message)).isEqualTo(next[thread]++);
		}
		assertThat(server.collisions).hasValue(0);
	}

	@Test
	void theSameTheOtherWay() throws Exception {
		connect(this.client);
		WampChannel channel = served();
		for (int i = 0; i < 5000; i++) {
			assertThat(channel.send(numbered(i, "x".repeat((i % 500 == 0) ? 300_000 : i % 50)))).isTrue();
			while (!channel.hasRoom()) {
				channel.room().toCompletableFuture().get(30, TimeUnit.SECONDS);
			}
		}
		for (int i = 0; i < 5000; i++) {
			assertThat(number(this.client.next())).isEqualTo(i);
		}
		assertThat(this.client.collisions).hasValue(0);
	}

	@Test
	void aCloseComesAfterAllMessagesAndOnlyOnce() throws Exception {
		connect(this.client);
		WampChannel channel = served();
		RecordingHandler server = server();
		for (int i = 0; i < 1000; i++) {
			channel.enqueue(numbered(i, "x"));
		}
		channel.close(ChannelClose.normal("done"));
		channel.close(ChannelClose.normal("again"));
		assertThat(channel.isOpen()).isFalse();
		assertThat(channel.send(numbered(1, "too late"))).isFalse();
		assertThat(this.client.closed().reason()).isEqualTo("done");
		assertThat(this.client.messages).hasSize(1000);
		assertThat(server.closed().reason()).isEqualTo("done");
		assertThat(this.client.afterClose).hasValue(0);
		assertThat(server.afterClose).hasValue(0);
	}

	@Test
	void bothEndsMayCloseAtOnce() throws Exception {
		WampChannel channel = connect(this.client);
		WampChannel other = served();
		RecordingHandler server = server();
		channel.close(ChannelClose.normal("one"));
		other.close(ChannelClose.normal("two"));
		assertThat(this.client.closed()).isNotNull();
		assertThat(server.closed()).isNotNull();
	}

	@Test
	void codeAndReasonArriveAtTheOtherEnd() throws Exception {
		WampChannel channel = connect(this.client);
		RecordingHandler server = server();
		channel.close(ChannelClose.violation("nonsense"));
		assertThat(server.closed()).extracting(ChannelClose::code, ChannelClose::reason)
			.containsExactly(1002, "nonsense");
	}

	@Test
	void aHandlerThatFailsClosesItsChannelAndNoOther() throws Exception {
		this.behaviour = (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				if (number(message) == 13) {
					throw new IllegalStateException("a bug, thrown on purpose by this test");
				}
				super.onMessage(message);
			}

		};
		RecordingHandler unlucky = new RecordingHandler();
		connect(unlucky).send(numbered(13, "x"));
		assertThat(unlucky.closed().code()).isEqualTo(1011);
		server();
		connect(this.client).send(numbered(14, "x"));
		assertThat(number(server().next())).isEqualTo(14);
	}

	@Test
	void aClientThatTakesNothingIsCutOffWithinABoundAndNoRefusedMessageArrives() throws Exception {
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
				super.onMessage(message);
			}

		};
		connect(slow);
		WampChannel channel = served();
		String text = "x".repeat(MIB);
		int sent = 0;
		while (channel.send(numbered(sent, text))) {
			assertThat(++sent).isLessThan(1000);
		}
		assertThat(channel.isOpen()).isFalse();
		assertThat(server().closed().code()).isEqualTo(1006);
		release.countDown();
		slow.closed();
		int refused = sent;
		assertThat(slow.messages).noneMatch((message) -> number(message) >= refused);
	}

	@Test
	void sendersOfTheClientWaitForRoom() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.behaviour = (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				super.onMessage(message);
			}

		};
		WampChannel channel = connect(this.client);
		int sent = 0;
		while (channel.awaitRoom(Duration.ofMillis(300))) {
			channel.send(numbered(sent++, "x".repeat(MIB)));
			assertThat(sent).isLessThan(1000);
		}
		assertThat(channel.hasRoom()).isFalse();
		assertThat(channel.room().toCompletableFuture()).isNotDone();
		release.countDown();
		channel.room().toCompletableFuture().get(30, TimeUnit.SECONDS);
		assertThat(channel.awaitRoom(Duration.ofSeconds(30))).isTrue();
		RecordingHandler server = server();
		for (int i = 0; i < sent; i++) {
			assertThat(number(server.next())).isEqualTo(i);
		}
	}

	@Test
	void whoWaitsForRoomIsFreedByTheClose() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.behaviour = (channel) -> new RecordingHandler() {

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
		WampChannel channel = connect(this.client);
		for (int i = 0; channel.awaitRoom(Duration.ofMillis(300)); i++) {
			channel.send(numbered(i, "x".repeat(MIB)));
		}
		channel.close(ChannelClose.broken("given up", null));
		assertThat(channel.awaitRoom(Duration.ofSeconds(60))).isFalse();
		channel.room().toCompletableFuture().get(30, TimeUnit.SECONDS);
		release.countDown();
		this.client.closed();
	}

	@Test
	void whatIsReadWhilePausedWaitsInOrder() throws Exception {
		WampChannel channel = connect(this.client);
		WampChannel other = served();
		RecordingHandler server = server();
		other.pause();
		for (int i = 0; i < 100; i++) {
			channel.send(numbered(i, "x".repeat(10_000)));
		}
		other.resume();
		for (int i = 0; i < 100; i++) {
			assertThat(number(server.next())).isEqualTo(i);
		}
		await().untilAsserted(() -> assertThat(server.collisions).hasValue(0));
	}

	@Test
	void handlersRunOnThreadsThatAreMarked() throws Exception {
		LinkedBlockingQueue<Boolean> marks = new LinkedBlockingQueue<>();
		this.behaviour = (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				marks.add(ReceivingThread.isCurrent());
			}

			@Override
			public void onClose(ChannelClose close) {
				marks.add(ReceivingThread.isCurrent());
			}

		};
		WampChannel channel = connect(this.client);
		channel.send(numbered(1, "x"));
		assertThat(marks.poll(30, TimeUnit.SECONDS)).isTrue();
		channel.close(ChannelClose.normal("done"));
		assertThat(marks.poll(30, TimeUnit.SECONDS)).isTrue();
		assertThat(ReceivingThread.isCurrent()).isFalse();
	}

}

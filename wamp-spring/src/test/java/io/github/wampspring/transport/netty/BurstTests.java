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

package io.github.wampspring.transport.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.NettyTestServer;
import io.github.wampspring.transport.suite.NoLeaks;
import io.github.wampspring.transport.suite.RawPeer;
import io.github.wampspring.transport.suite.TestServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for many who send at once, to one that reads.
 */
@ExtendWith(NoLeaks.class)
class BurstTests {

	/** What comes is sent to the first that came. */
	@ParameterizedTest
	@CsvSource({ "1, 1, 1, 1048576", "1, 16, 1, 1048576", "1, 16, 50000, 1048576", "2, 16, 1, 16777216" })
	void whoReadsIsNotCutOffByABurst(int loops, int senders, int size, int queue) throws Exception {
		int messages = Math.min(50_000, 20_000_000 / size);
		List<WampChannel> channels = new CopyOnWriteArrayList<>();
		AtomicInteger received = new AtomicInteger();
		TestServer.Setup setup = new TestServer.Setup(ChannelSettings.defaults()
			.withSendLimits(queue, Duration.ofSeconds(30))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10)), (channel) -> {
				channels.add(channel);
				return new RecordingHandler() {

					@Override
					public void onMessage(WampMessage message) {
						channels.get(0).send(message);
						received.incrementAndGet();
					}

				};
			});
		ByteArrayOutputStream burst = new ByteArrayOutputStream();
		byte[] frame = RawPeer.frame(0x81,
				("[16,1,{},\"a\",[\"" + "x".repeat(size) + "\"]]").getBytes(StandardCharsets.US_ASCII), 1);
		for (int i = 0; i < messages; i++) {
			burst.writeBytes(frame);
		}
		try (TestServer server = new NettyTestServer(setup, loops);
				RawPeer receiver = RawPeer.client(server.port(), "wamp.2.json", 256 * 1024)) {
			receiver.readHead();
			RecordingHandler handler = server.nextHandler();
			start(() -> receiver.socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
			List<RawPeer> peers = new ArrayList<>();
			for (int i = 0; i < senders; i++) {
				RawPeer sender = RawPeer.client(server.port(), "wamp.2.json", 4096);
				peers.add(sender);
				sender.readHead();
			}
			for (RawPeer peer : peers) {
				start(() -> burst.writeTo(peer.socket.getOutputStream()));
			}
			await().atMost(Duration.ofSeconds(60))
				.until(() -> received.get() == messages * senders || handler.close.isDone());
			assertThat(handler.close).isNotDone();
			for (RawPeer peer : peers) {
				peer.close();
			}
		}
	}

	private static void start(Io io) {
		Thread thread = new Thread(() -> {
			try {
				io.run();
			}
			catch (IOException ex) {
				// the other end is gone
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private interface Io {

		void run() throws IOException;

	}

}

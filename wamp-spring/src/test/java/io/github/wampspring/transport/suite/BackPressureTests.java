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

package io.github.wampspring.transport.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for senders that are faster than those who receive what they send.
 */
@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@EnumSource
class BackPressureTests {

	@Parameter
	private Transport transport;

	private static final Log logger = LogFactory.getLog(BackPressureTests.class);

	private static final int MIB = 1024 * 1024;

	private static final byte[] EVENT = RawPeer.frame(0x81,
			("[16,1,{},\"com.example.topic\",[\"" + "x".repeat(MIB) + "\"]]").getBytes(StandardCharsets.UTF_8), 0);

	/** More than the kernel's buffers and the queue take. */
	private static final int COUNT = 60;

	private final List<WampChannel> receivers = new CopyOnWriteArrayList<>();

	private final List<RawPeer> peers = new ArrayList<>();

	private TestServer server;

	@BeforeEach
	void start() {
		this.server = this.transport.server(ChannelSettings.defaults()
			.withSendLimits(4 * MIB, Duration.ofSeconds(20))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10)), (channel) -> new RecordingHandler() {

				@Override
				public void onMessage(WampMessage message) {
					SharedMessage shared = new SharedMessage(new SharedPayload(message.payload()),
							(payload) -> message);
					for (WampChannel receiver : BackPressureTests.this.receivers) {
						receiver.enqueue(shared);
						receiver.flush();
					}
				}

			});
	}

	@AfterEach
	void stop() throws IOException {
		for (RawPeer peer : this.peers) {
			peer.close();
		}
		this.server.close();
	}

	private RawPeer connect() throws Exception {
		RawPeer peer = RawPeer.client(this.server.port(), "wamp.2.json", 64 * 1024);
		peer.socket.setSoTimeout(30_000);
		peer.readHead();
		this.peers.add(peer);
		return peer;
	}

	private RawPeer receiver() throws Exception {
		RawPeer peer = connect();
		this.receivers.add(this.server.nextChannel());
		return peer;
	}

	/** Reads all events, at no more than a rate. */
	private static CompletableFuture<Integer> read(RawPeer peer, int mibPerSecond) {
		CompletableFuture<Integer> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				long start = System.nanoTime();
				InputStream in = peer.socket.getInputStream();
				byte[] buffer = new byte[64 * 1024];
				int total = 0;
				while (total < COUNT * MIB) {
					int count = in.read(buffer);
					if (count < 0) {
						break;
					}
					total += count;
					long ahead = total * 1000L / (mibPerSecond * MIB) - (System.nanoTime() - start) / 1_000_000;
					if (ahead > 0) {
						Thread.sleep(ahead);
					}
				}
				result.complete(total / MIB);
			}
			catch (Exception ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

	@Test
	void aSenderIsSlowedDownToWhatReceiversRead(CapturedOutput output) throws Exception {
		List<CompletableFuture<Integer>> results = new ArrayList<>();
		for (int rate : new int[] { 20, 25, 30, 100, 1000 }) {
			results.add(read(receiver(), rate));
		}
		RawPeer sender = connect();
		long start = System.nanoTime();
		for (int i = 0; i < COUNT; i++) {
			sender.write(EVENT);
		}
		for (CompletableFuture<Integer> result : results) {
			assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(COUNT);
		}
		logger.info(COUNT + " MiB for five receivers, of which the slowest reads 20 MiB/s, took "
				+ Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
		assertThat(this.receivers).allMatch(WampChannel::isOpen);
		assertThat(output).doesNotContain("Cut off");
	}

	@Test
	void aReceiverThatReadsNothingIsCutOffAndTheSenderAndOthersGoOn(CapturedOutput output) throws Exception {
		receiver();
		CompletableFuture<Integer> other = read(receiver(), 1000);
		RawPeer sender = connect();
		long start = System.nanoTime();
		for (int i = 0; i < COUNT; i++) {
			sender.write(EVENT);
		}
		assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(COUNT);
		logger.info(COUNT + " MiB took " + Duration.ofNanos(System.nanoTime() - start).toMillis()
				+ " ms with a receiver that reads nothing");
		assertThat(this.receivers.get(0).isOpen()).isFalse();
		assertThat(this.receivers.get(1).isOpen()).isTrue();
		await().untilAsserted(
				() -> assertThat(output).contains("The peer does not read fast enough").contains("bytes wait for it"));
	}

}

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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for peers that a server must get rid of, and those that it must bear.
 */
@ExtendWith(NoLeaks.class)
@ParameterizedClass
@EnumSource
class DifficultPeerTests {

	private static final int MIB = 1024 * 1024;

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults()
		.withSendLimits(64 * MIB, Duration.ofMillis(700));

	@Parameter
	private Transport transport;

	private TestServer server;

	private final List<RawPeer> peers = new ArrayList<>();

	@BeforeEach
	void start() {
		this.server = server((channel) -> new RecordingHandler());
	}

	private TestServer server(Function<WampChannel, RecordingHandler> handlers) {
		return this.transport.server(SETTINGS, handlers);
	}

	@AfterEach
	void stop() throws IOException {
		for (RawPeer peer : this.peers) {
			peer.close();
		}
		this.server.close();
	}

	private RawPeer connect() throws IOException {
		return connect(this.server);
	}

	private RawPeer connect(TestServer server) throws IOException {
		RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 4096);
		peer.socket.setSoTimeout(20_000);
		peer.readHead();
		this.peers.add(peer);
		return peer;
	}

	private static List<RawPeer.Received> rest(RawPeer peer) {
		List<RawPeer.Received> frames = new ArrayList<>();
		try {
			while (true) {
				frames.add(peer.read());
			}
		}
		catch (IOException ex) {
			return frames;
		}
	}

	@Test
	void ofManyPingsOnlyTheNewestWaitsForAPeerThatDoesNotRead() throws Exception {
		try (TestServer patient = this.transport.server(ChannelSettings.defaults()
			.withSendLimits(64 * MIB, Duration.ofSeconds(60))
			.withHeartbeat(Duration.ZERO, Duration.ofSeconds(10)))) {
			RawPeer peer = connect(patient);
			patient.nextChannel().send(publish(1, "x".repeat(14 * MIB)));
			int pings = 100_000;
			ByteArrayOutputStream many = new ByteArrayOutputStream();
			for (int i = 1; i <= pings; i++) {
				many.writeBytes(RawPeer.frame(0x89, ("ping " + i).getBytes(), 4711));
			}
			many.writeBytes(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
			peer.write(many.toByteArray());
			// the answers keep nothing from being read
			patient.nextHandler().next();
			int pongs = 0;
			String last = "";
			while (!last.equals("ping " + pings)) {
				RawPeer.Received frame = peer.read();
				if (frame.first() == 0x8A) {
					last = new String(frame.payload());
					pongs++;
				}
			}
			assertThat(pongs).isLessThan(1000);
		}
	}

	@Test
	void aPeerThatNeverAnswersACloseIsLetGo() throws Exception {
		RawPeer peer = connect();
		this.server.nextChannel().close(ChannelClose.normal("bye"));
		assertThat(peer.readClose()).isEqualTo(1000);
		assertThat(rest(peer)).isEmpty();
		assertThat(this.server.channelCount()).isZero();
	}

	@Test
	void whatComesAfterTheCloseIsNotDelivered() throws Exception {
		RawPeer peer = connect();
		this.server.nextChannel().close(ChannelClose.normal("bye"));
		assertThat(peer.readClose()).isEqualTo(1000);
		for (int i = 1; i <= 100; i++) {
			peer.write(RawPeer.frame(0x81, ReadBy.json(i, "x"), 4711));
		}
		peer.write(RawPeer.frame(0x88, new byte[] { 3, (byte) 0xE8 }, 4711));
		assertThat(rest(peer)).isEmpty();
		RecordingHandler handler = this.server.nextHandler();
		assertThat(handler.closed().reason()).isEqualTo("bye");
		assertThat(handler.messages).isEmpty();
	}

	@Test
	void aCloseBehindAWriteThatIsStuckEndsTheConnectionInTime() throws Exception {
		RawPeer peer = connect();
		WampChannel channel = this.server.nextChannel();
		channel.send(publish(1, "x".repeat(14 * MIB)));
		channel.close(ChannelClose.normal("bye"));
		assertThat(this.server.nextHandler().closed()).isNotNull();
		assertThat(rest(peer)).noneMatch((frame) -> frame.first() == 0x88);
		await().untilAsserted(() -> assertThat(this.server.channelCount()).isZero());
	}

	@Test
	void aPeerMayCloseWhileItIsSentALot() throws Exception {
		RawPeer peer = connect();
		this.server.nextChannel().send(publish(1, "x".repeat(14 * MIB)));
		peer.write(RawPeer.frame(0x88, new byte[] { 3, (byte) 0xE8 }, 4711));
		assertThat(this.server.nextHandler().closed().code()).isEqualTo(1000);
		rest(peer);
	}

	@Test
	void aPeerThatViolatesTheProtocolWhileItIsSentALotIsCutOff() throws Exception {
		RawPeer peer = connect();
		this.server.nextChannel().send(publish(1, "x".repeat(14 * MIB)));
		peer.write(new byte[] { (byte) 0xFF, 0 });
		assertThat(this.server.nextHandler().closed().code()).isEqualTo(1002);
		rest(peer);
	}

	@Test
	void aPeerThatSendsNothingMoreIsGone() throws Exception {
		RawPeer peer = connect();
		RecordingHandler handler = this.server.nextHandler();
		peer.write(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
		peer.socket.shutdownOutput();
		assertThat(request(handler.next())).isEqualTo(1);
		assertThat(handler.closed().code()).isEqualTo(1006);
		assertThat(rest(peer)).allMatch((frame) -> frame.first() == 0x88);
	}

	@Test
	void aConnectionMayBeResetInTheMiddleOfAFrame() throws Exception {
		for (int i = 0; i < 20; i++) {
			RawPeer peer = connect();
			this.server.nextChannel().send(publish(1, "x".repeat(MIB)));
			byte[] frame = RawPeer.frame(0x81, ReadBy.json(1, "x".repeat(2000)), 4711);
			peer.socket.getOutputStream().write(frame, 0, 100 * i);
			peer.socket.setSoLinger(true, 0);
			peer.close();
			RecordingHandler handler = this.server.nextHandler();
			assertThat(handler.closed().code()).isEqualTo(1006);
			assertThat(handler.afterClose).hasValue(0);
		}
		await().untilAsserted(() -> assertThat(this.server.channelCount()).isZero());
	}

	@Test
	void aHandlerThatFailsInTheCloseTakesNobodyWithIt() throws Exception {
		try (TestServer failing = server((channel) -> new RecordingHandler() {

			@Override
			public void onClose(ChannelClose close) {
				super.onClose(close);
				throw new IllegalStateException("a bug, thrown on purpose by this test");
			}

			@Override
			public void onMessage(WampMessage message) {
				channel.send(message);
			}

		})) {
			for (int i = 0; i < 4; i++) {
				RawPeer peer = connect(failing);
				peer.write(RawPeer.frame(0x88, new byte[] { 3, (byte) 0xE8 }, 4711));
				assertThat(failing.nextHandler().closed().code()).isEqualTo(1000);
				assertThat(peer.readClose()).isEqualTo(1000);
				assertThat(rest(peer)).isEmpty();
			}
			RawPeer peer = connect(failing);
			peer.write(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
			assertThat(peer.read().first()).isEqualTo(0x81);
			await().untilAsserted(() -> assertThat(failing.channelCount()).isEqualTo(1));
		}
	}

	@Test
	void aServerMayStopWhileThousandsOfMessagesWait() throws Exception {
		int count = 20;
		List<RecordingHandler> clients = new ArrayList<>();
		List<RecordingHandler> served = new ArrayList<>();
		try (TestConnector connector = this.transport.connector(TestMessages.only("cbor"), SETTINGS)) {
			for (int i = 0; i < count; i++) {
				RecordingHandler handler = new RecordingHandler();
				clients.add(handler);
				connector.connect(this.server.url(), (opened) -> handler);
				served.add(this.server.nextHandler());
			}
			// some that read nothing
			for (int i = 0; i < 3; i++) {
				connect();
			}
			for (int i = 0; i < count + 3; i++) {
				WampChannel channel = this.server.nextChannel();
				for (int j = 1; j <= 3000; j++) {
					channel.enqueue(publish(j, "x".repeat(1000)));
				}
				channel.flush();
			}
			this.server.close();
			assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.isAlive() && thread.getName().startsWith("wamp-netty"));
			for (int i = 0; i < count; i++) {
				assertThat(served.get(i).closed().code()).isEqualTo(1001);
				clients.get(i).closed();
				int expected = 1;
				for (WampMessage message : clients.get(i).messages) {
					assertThat(request(message)).isEqualTo(expected++);
				}
				assertThat(clients.get(i).afterClose).hasValue(0);
			}
		}
	}

	@Test
	void manyMayComeAndGoAtOnce() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			threads.add(new Thread(() -> {
				try {
					for (int i = 0; i < 50; i++) {
						RawPeer peer = RawPeer.client(this.server.port(), "wamp.2.json", 4096);
						peer.readHead();
						peer.write(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
						if (i % 2 == 0) {
							peer.socket.setSoLinger(true, 0);
						}
						peer.close();
					}
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}));
		}
		threads.forEach(Thread::start);
		for (int i = 0; i < 200; i++) {
			RecordingHandler handler = this.server.nextHandler();
			handler.closed();
			assertThat(handler.collisions).hasValue(0);
			assertThat(handler.afterClose).hasValue(0);
		}
		await().untilAsserted(() -> assertThat(this.server.channelCount()).isZero());
	}

}

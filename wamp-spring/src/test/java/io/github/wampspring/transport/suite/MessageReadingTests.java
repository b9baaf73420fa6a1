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
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways in which a message may come, byte by byte: what a peer sees must be
 * the same, whoever reads.
 */
class MessageReadingTests {

	private static final String MIXED = "ascii, é, €, \uD83D\uDE00, ascii again";

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int FIN = 0x80;

	private static final int PING = 0x89;

	@AfterAll
	static void close() {
		ReadBy.closeAll();
	}

	@ParameterizedTest
	@EnumSource
	void aMessageMayBeCutIntoFramesAnywhereWithPingsBetween(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("json")) {
			int length = ReadBy.json(1000, MIXED).length;
			for (int cut = 0; cut <= length; cut++) {
				byte[] message = ReadBy.json(1000 + cut, MIXED);
				connection.write(TEXT, Arrays.copyOf(message, cut));
				connection.write(PING, new byte[] { (byte) cut });
				connection.write(FIN, Arrays.copyOfRange(message, cut, length));
				assertThat(connection.peer().read()).extracting(RawPeer.Received::first).isEqualTo(0x8A);
				WampMessage received = connection.handler().next();
				assertThat(request(received)).isEqualTo(1000 + cut);
				assertThat(arguments(received)).containsExactly(MIXED);
			}
			assertThat(connection.handler().violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMessageMayComeByteByByte(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("json")) {
			for (int i = 1; i <= 20; i++) {
				for (byte b : RawPeer.frame(FIN | TEXT, ReadBy.json(i, MIXED), 0xA1B2C3D4 * i)) {
					connection.peer().write(new byte[] { b });
				}
				WampMessage received = connection.handler().next();
				assertThat(request(received)).isEqualTo(i);
				assertThat(arguments(received)).containsExactly(MIXED);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void messagesArriveHoweverTheyAreCutIntoFramesAndWrites(ReadBy reading) throws Exception {
		Random random = new Random(4711);
		try (ReadBy.Connection connection = reading.connect("json")) {
			for (int i = 1; i <= 300; i++) {
				String text = MIXED.repeat(random.nextInt((i % 10 == 0) ? 2000 : 20));
				byte[] message = ReadBy.json(i, text);
				ByteArrayOutputStream wire = new ByteArrayOutputStream();
				int offset = 0;
				boolean first = true;
				while (first || offset < message.length) {
					int length = Math.min(message.length - offset, random.nextInt(message.length));
					boolean last = offset + length == message.length;
					wire.writeBytes(RawPeer.frame((last ? FIN : 0) | (first ? TEXT : 0),
							Arrays.copyOfRange(message, offset, offset + length), random.nextInt()));
					offset += length;
					first = false;
				}
				byte[] bytes = wire.toByteArray();
				for (int written = 0; written < bytes.length;) {
					int length = Math.min(bytes.length - written, 1 + random.nextInt(20_000));
					connection.peer().write(Arrays.copyOfRange(bytes, written, written + length));
					written += length;
				}
				WampMessage received = connection.handler().next();
				assertThat(request(received)).isEqualTo(i);
				assertThat(arguments(received)).containsExactly(text);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void binaryMessagesMayBeCutAnywhere(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("msgpack")) {
			byte[] content = new byte[50];
			for (int i = 0; i < content.length; i++) {
				content[i] = (byte) (7 * i);
			}
			byte[] head = { (byte) 0x95, 16, 1, (byte) 0x80, (byte) 0xA3, 'a', '.', 'b', (byte) 0x91, (byte) 0xC4, 50 };
			byte[] message = Arrays.copyOf(head, head.length + content.length);
			System.arraycopy(content, 0, message, head.length, content.length);
			for (int cut = 0; cut <= message.length; cut++) {
				connection.write(BINARY, Arrays.copyOf(message, cut));
				connection.write(FIN, Arrays.copyOfRange(message, cut, message.length));
				assertThat(arguments(connection.handler().next())).containsExactly((Object) content);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLimitCountsBytesOfText(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("json")) {
			int rest = ReadBy.json(1, "").length;
			String fits = "€".repeat((ReadBy.LIMIT - rest) / 3) + "x".repeat((ReadBy.LIMIT - rest) % 3);
			connection.write(FIN | TEXT, ReadBy.json(1, fits));
			assertThat(arguments(connection.handler().next())).containsExactly(fits);
			connection.write(FIN | TEXT, ReadBy.json(2, fits + "x"));
			assertThat(connection.handler().nextOversized()).isEqualTo("PUBLISH 2 " + ReadBy.LIMIT);
			for (int i = 3; i < 6; i++) {
				byte[] message = ReadBy.json(i, fits.repeat(2));
				connection.write(TEXT, Arrays.copyOf(message, 10));
				connection.write(0, Arrays.copyOfRange(message, 10, 50_000));
				connection.write(PING, new byte[0]);
				connection.write(FIN, Arrays.copyOfRange(message, 50_000, message.length));
				assertThat(connection.handler().nextOversized()).isEqualTo("PUBLISH " + i + " " + ReadBy.LIMIT);
				assertThat(connection.peer().read().first()).isEqualTo(0x8A);
			}
			connection.write(FIN | TEXT, ReadBy.json(7, "small"));
			assertThat(request(connection.handler().next())).isEqualTo(7);
			assertThat(connection.handler().violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLimitCountsBytesOfWhatIsBinary(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("msgpack")) {
			byte[] head = { (byte) 0x95, 16, 9, (byte) 0x80, (byte) 0xA3, 'a', '.', 'b', (byte) 0x91, (byte) 0xC6, 0, 1,
					(byte) 0x86, (byte) 0xA0 };
			connection.write(FIN | BINARY, Arrays.copyOf(head, head.length + 100_000));
			assertThat(connection.handler().nextOversized()).isEqualTo("PUBLISH 9 " + ReadBy.LIMIT);
			assertThat(connection.handler().violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyTextIsAViolationAndEmptyFramesAreNone(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("json")) {
			connection.write(FIN | TEXT, new byte[0]);
			assertThat(connection.handler().nextViolation()).isNotNull();
			connection.write(TEXT, new byte[0]);
			connection.write(0, new byte[0]);
			connection.write(0, ReadBy.json(1, MIXED));
			connection.write(FIN, new byte[0]);
			assertThat(arguments(connection.handler().next())).containsExactly(MIXED);
			assertThat(connection.handler().violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = "TOMCAT", mode = EnumSource.Mode.EXCLUDE)
	void theWrongKindOfMessageIsOneViolationAndNoMessage(ReadBy reading) throws Exception {
		try (ReadBy.Connection connection = reading.connect("json")) {
			connection.write(FIN | TEXT, ReadBy.json(1, "before"));
			connection.write(FIN | BINARY, ReadBy.json(2, "wrong"));
			connection.write(FIN | TEXT, ReadBy.json(3, "after"));
			assertThat(connection.handler().next(2)).extracting(TestMessages::request).containsExactly(1L, 3L);
			assertThat(connection.handler().nextViolation()).hasMessageContaining("binary");
			assertThat(connection.handler().violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatWasReadAlreadyIsNotForgottenWhenReadingGoesOnInTheMomentInWhichItStops(Transport transport)
			throws Exception {
		Queue<Runnable> resumes = new ConcurrentLinkedQueue<>();
		int rounds = 10_000;
		Thread resumer = new Thread(() -> {
			for (int i = 0; i < rounds;) {
				Runnable task = resumes.poll();
				if (task != null) {
					for (int spin = 0; spin < i % 200; spin++) {
						Thread.onSpinWait();
					}
					task.run();
					i++;
				}
			}
		});
		resumer.start();
		try (TestServer server = transport.server(ChannelSettings.defaults(), (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				if (request(message) == 1) {
					channel.pause();
					// twice before the first is taken, if something was read already
					resumes.add(channel::resume);
				}
				super.onMessage(message);
			}

		}); RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			RecordingHandler handler = server.nextHandler();
			ByteArrayOutputStream two = new ByteArrayOutputStream();
			two.writeBytes(RawPeer.frame(FIN | TEXT, ReadBy.json(1, "x"), 4711));
			two.writeBytes(RawPeer.frame(FIN | TEXT, ReadBy.json(2, "x"), 4711));
			for (int i = 0; i < rounds; i++) {
				peer.write(two.toByteArray());
				assertThat(request(handler.next())).as("round " + i).isEqualTo(1);
				assertThat(request(handler.next())).as("round " + i).isEqualTo(2);
			}
		}
	}

}

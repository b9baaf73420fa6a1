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

package io.github.wampspring.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TomcatReader}, byte by byte, and for the way that messages come where
 * it cannot read: what a peer sees must be the same.
 */
class TomcatReaderTests {

	private static final int LIMIT = 100_000;

	private static final String MIXED = "ascii, é, €, \uD83D\uDE00, ascii again";

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int FIN = 0x80;

	private static final int PING = 0x89;

	/** Who reads. */
	enum Reading {

		OURS, CONTAINERS;

		private WampTestServer server;

		synchronized WampTestServer server() {
			if (this.server == null) {
				this.server = new WampTestServer(TestMessages.serializers(),
						WebSocketSettings.defaults().withMaxMessageSize(LIMIT),
						(this == OURS) ? new WampHandshakeHandler() : new DefaultHandshakeHandler(), true,
						(channel) -> new ReaderRecordingHandler());
			}
			return this.server;
		}

		/** A peer, and the server's handler of it. */
		Connection connect(String serializer) throws Exception {
			RawPeer peer = RawPeer.client(server().port(), "wamp.2." + serializer, 65536);
			peer.socket.setSoTimeout(20_000);
			peer.socket.setTcpNoDelay(true);
			peer.readHead();
			server().channels.poll();
			return new Connection(peer, (ReaderRecordingHandler) server().nextHandler());
		}

		private synchronized void close() {
			if (this.server != null) {
				this.server.close();
			}
		}

	}

	@AfterAll
	static void close() {
		for (Reading reading : Reading.values()) {
			reading.close();
		}
	}

	private static byte[] json(long request, String argument) {
		return ("[16," + request + ",{},\"com.example.topic\",[\"" + argument + "\"]]")
			.getBytes(StandardCharsets.UTF_8);
	}

	private static void assertThatOthersAreServed(Reading reading) throws Exception {
		try (Connection other = reading.connect("json")) {
			other.write(FIN | TEXT, json(4711, "x"));
			assertThat(request(other.handler.next())).isEqualTo(4711);
		}
	}

	@Test
	void theReaderIsInUse() throws Exception {
		try (Connection connection = Reading.OURS.connect("json")) {
			connection.write(FIN | TEXT, json(1, "x"));
			connection.handler.next();
			assertThat(connection.handler.byReader).isTrue();
		}
		try (Connection connection = Reading.CONTAINERS.connect("json")) {
			connection.write(FIN | TEXT, json(1, "x"));
			connection.handler.next();
			assertThat(connection.handler.byReader).isFalse();
		}
	}

	@Test
	void allOffsetsLengthsAndStartsAreUnmasked() {
		Random random = new Random(4711);
		byte[] mask = new byte[4];
		byte[] bytes = new byte[64];
		for (int offset = 0; offset < 20; offset++) {
			for (int length = 0; length < 40; length++) {
				for (int start = 0; start < 4; start++) {
					random.nextBytes(mask);
					random.nextBytes(bytes);
					byte[] expected = bytes.clone();
					for (int i = 0; i < length; i++) {
						expected[offset + i] ^= mask[(start + i) & 3];
					}
					TomcatReader.unmask(bytes, offset, length, mask, start);
					assertThat(bytes).isEqualTo(expected);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMessageMayBeCutIntoFramesAnywhereWithPingsBetween(Reading reading) throws Exception {
		try (Connection connection = reading.connect("json")) {
			int length = json(1000, MIXED).length;
			for (int cut = 0; cut <= length; cut++) {
				byte[] message = json(1000 + cut, MIXED);
				connection.write(TEXT, Arrays.copyOf(message, cut));
				connection.write(PING, new byte[] { (byte) cut });
				connection.write(FIN, Arrays.copyOfRange(message, cut, length));
				assertThat(connection.peer.read()).extracting(RawPeer.Received::first).isEqualTo(0x8A);
				WampMessage received = connection.handler.next();
				assertThat(request(received)).isEqualTo(1000 + cut);
				assertThat(arguments(received)).containsExactly(MIXED);
			}
			assertThat(connection.handler.violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMessageMayComeByteByByte(Reading reading) throws Exception {
		try (Connection connection = reading.connect("json")) {
			for (int i = 1; i <= 20; i++) {
				for (byte b : RawPeer.frame(FIN | TEXT, json(i, MIXED), 0xA1B2C3D4 * i)) {
					connection.peer.write(new byte[] { b });
				}
				WampMessage received = connection.handler.next();
				assertThat(request(received)).isEqualTo(i);
				assertThat(arguments(received)).containsExactly(MIXED);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void messagesArriveHoweverTheyAreCutIntoFramesAndWrites(Reading reading) throws Exception {
		Random random = new Random(4711);
		try (Connection connection = reading.connect("json")) {
			for (int i = 1; i <= 300; i++) {
				String text = MIXED.repeat(random.nextInt((i % 10 == 0) ? 2000 : 20));
				byte[] message = json(i, text);
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
					connection.peer.write(Arrays.copyOfRange(bytes, written, written + length));
					written += length;
				}
				WampMessage received = connection.handler.next();
				assertThat(request(received)).isEqualTo(i);
				assertThat(arguments(received)).containsExactly(text);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void binaryMessagesMayBeCutAnywhere(Reading reading) throws Exception {
		try (Connection connection = reading.connect("msgpack")) {
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
				assertThat(arguments(connection.handler.next())).containsExactly((Object) content);
			}
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			OURS,       C0 AF,          overlong
			OURS,       E0 80 AF,       overlong
			OURS,       F0 80 80 AF,    overlong
			OURS,       ED A0 80,       a surrogate
			OURS,       F4 90 80 80,    too high
			OURS,       80,             a continuation
			OURS,       FF,             no first byte
			OURS,       E2 82,          cut off
			OURS,       F0 9F 98,       cut off
			CONTAINERS, ED A0 80,       a surrogate
			CONTAINERS, E2 82,          cut off
			""")
	void malformedTextEndsItsConnectionAndNoOther(Reading reading, String malformed, String why) throws Exception {
		byte[] bytes = new byte[malformed.split(" ").length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) Integer.parseInt(malformed.split(" ")[i], 16);
		}
		try (Connection one = reading.connect("json"); Connection two = reading.connect("json")) {
			one.write(FIN | TEXT, bytes);
			assertThat(one.peer.readClose()).as(why).isEqualTo(1007);
			assertThat(one.handler.closed().code()).isEqualTo(1007);
			two.write(TEXT, new byte[] { '"' });
			for (byte b : bytes) {
				two.write(0, new byte[] { b });
			}
			two.write(FIN, new byte[0]);
			assertThat(two.peer.readClose()).as(why).isEqualTo(1007);
			assertThat(one.handler.messages).isEmpty();
			assertThat(two.handler.messages).isEmpty();
		}
		assertThatOthersAreServed(reading);
	}

	@Test
	void malformedTextIsRefusedBeforeItsEnd() throws Exception {
		try (Connection connection = Reading.OURS.connect("json")) {
			// no characters, as it were, and so below any limit
			byte[] continuations = new byte[8000];
			Arrays.fill(continuations, (byte) 0x80);
			connection.write(TEXT, continuations);
			assertThat(connection.peer.readClose()).isEqualTo(1007);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			89 FE 00 7E 00 00 00 00,             a ping of 126 bytes
			09 80 00 00 00 00,                   a ping in fragments
			08 80 00 00 00 00,                   a close in fragments
			81 01 41,                            not masked
			C1 81 00 00 00 00 41,                the first reserved bit
			A1 81 00 00 00 00 41,                the second reserved bit
			91 81 00 00 00 00 41,                the third reserved bit
			83 81 00 00 00 00 41,                a reserved kind of data
			8B 80 00 00 00 00,                   a reserved kind of control
			80 81 00 00 00 00 41,                a continuation of nothing
			01 80 00 00 00 00 81 80 00 00 00 00, a message within another
			81 FF 80 00 00 00 00 00 00 01 00 00 00 00, a negative length
			88 81 00 00 00 00 03,                a close with half a code
			""")
	void whatIsNoFrameEndsItsConnectionAndNoOther(String hex, String why) throws Exception {
		for (Reading reading : Reading.values()) {
			try (Connection connection = reading.connect("json")) {
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				for (String b : hex.split(" ")) {
					bytes.write(Integer.parseInt(b, 16));
				}
				connection.peer.write(bytes.toByteArray());
				assertThat(connection.peer.readClose()).as(why).isEqualTo(1002);
				assertThat(connection.handler.closed().code()).isEqualTo(1002);
				assertThat(connection.handler.messages).isEmpty();
			}
			assertThatOthersAreServed(reading);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLimitCountsCharactersOfText(Reading reading) throws Exception {
		try (Connection connection = reading.connect("json")) {
			int rest = json(1, "").length;
			String fits = "€".repeat(LIMIT - rest);
			connection.write(FIN | TEXT, json(1, fits));
			assertThat(arguments(connection.handler.next())).containsExactly(fits);
			connection.write(FIN | TEXT, json(2, fits + "€"));
			assertThat(connection.handler.nextOversized()).isEqualTo("PUBLISH 2 " + LIMIT);
			for (int i = 3; i < 6; i++) {
				byte[] message = json(i, fits.repeat(2));
				connection.write(TEXT, Arrays.copyOf(message, 10));
				connection.write(0, Arrays.copyOfRange(message, 10, 400_000));
				connection.write(PING, new byte[0]);
				connection.write(FIN, Arrays.copyOfRange(message, 400_000, message.length));
				assertThat(connection.handler.nextOversized()).isEqualTo("PUBLISH " + i + " " + LIMIT);
				assertThat(connection.peer.read().first()).isEqualTo(0x8A);
			}
			connection.write(FIN | TEXT, json(7, "small"));
			assertThat(request(connection.handler.next())).isEqualTo(7);
			assertThat(connection.handler.violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLimitCountsBytesOfWhatIsBinary(Reading reading) throws Exception {
		try (Connection connection = reading.connect("msgpack")) {
			byte[] head = { (byte) 0x95, 16, 9, (byte) 0x80, (byte) 0xA3, 'a', '.', 'b', (byte) 0x91, (byte) 0xC6, 0, 1,
					(byte) 0x86, (byte) 0xA0 };
			connection.write(FIN | BINARY, Arrays.copyOf(head, head.length + 100_000));
			assertThat(connection.handler.nextOversized()).isEqualTo("PUBLISH 9 " + LIMIT);
			assertThat(connection.handler.violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyTextIsAViolationAndEmptyFramesAreNone(Reading reading) throws Exception {
		try (Connection connection = reading.connect("json")) {
			connection.write(FIN | TEXT, new byte[0]);
			assertThat(connection.handler.nextViolation()).isNotNull();
			connection.write(TEXT, new byte[0]);
			connection.write(0, new byte[0]);
			connection.write(0, json(1, MIXED));
			connection.write(FIN, new byte[0]);
			assertThat(arguments(connection.handler.next())).containsExactly(MIXED);
			assertThat(connection.handler.violations).isEmpty();
		}
	}

	@Test
	void theWrongKindOfMessageIsOneViolationAndNoMessage() throws Exception {
		try (Connection connection = Reading.OURS.connect("json")) {
			connection.write(FIN | TEXT, json(1, "before"));
			connection.write(FIN | BINARY, json(2, "wrong"));
			connection.write(FIN | TEXT, json(3, "after"));
			assertThat(connection.handler.next(2)).extracting(TestMessages::request).containsExactly(1L, 3L);
			assertThat(connection.handler.nextViolation()).hasMessageContaining("binary");
			assertThat(connection.handler.violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCloseMayComeInTheMiddleOfAMessage(Reading reading) throws Exception {
		try (Connection connection = reading.connect("json")) {
			byte[] message = json(1, MIXED);
			connection.write(TEXT, Arrays.copyOf(message, 20));
			connection.write(0x88, ByteBuffer.allocate(5).putShort((short) 3001).put("bye".getBytes()).array());
			assertThat(connection.peer.readClose()).isEqualTo(3001);
			assertThat(connection.handler.closed().code()).isEqualTo(3001);
			assertThat(connection.handler.closed().reason()).isEqualTo("bye");
			assertThat(connection.handler.messages).isEmpty();
			assertThat(connection.handler.violations).isEmpty();
			assertThatExceptionOfType(IOException.class).isThrownBy(connection.peer::read);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aConnectionMayBreakInTheMiddleOfAFrameThatAnnouncedFarMore(Reading reading) throws Exception {
		Connection connection = reading.connect("json");
		ByteBuffer head = ByteBuffer.allocate(14).put((byte) 0x81).put((byte) 0xFF).putLong(1L << 40);
		connection.peer.write(head.array());
		connection.peer.write("x".repeat(1000).getBytes());
		connection.close();
		assertThat(connection.handler.closed().code()).isEqualTo(1006);
		assertThat(connection.handler.messages).isEmpty();
		assertThatOthersAreServed(reading);
	}

	@Test
	void whatWasReadAlreadyIsNotForgottenWhenReadingGoesOnInTheMomentInWhichItStops() throws Exception {
		AtomicReference<Runnable> resume = new AtomicReference<>();
		int rounds = 20_000;
		Thread resumer = new Thread(() -> {
			for (int i = 0; i < rounds;) {
				Runnable task = resume.getAndSet(null);
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
		try (WampTestServer server = new WampTestServer(TestMessages.serializers(), WebSocketSettings.defaults(),
				(channel) -> new RecordingHandler() {

					@Override
					public void onMessage(WampMessage message) {
						if (request(message) == 1) {
							channel.pause();
							resume.set(channel::resume);
						}
						super.onMessage(message);
					}

				}); RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			RecordingHandler handler = server.nextHandler();
			ByteArrayOutputStream two = new ByteArrayOutputStream();
			two.writeBytes(RawPeer.frame(FIN | TEXT, json(1, "x"), 4711));
			two.writeBytes(RawPeer.frame(FIN | TEXT, json(2, "x"), 4711));
			for (int i = 0; i < rounds; i++) {
				peer.write(two.toByteArray());
				assertThat(request(handler.next())).as("round " + i).isEqualTo(1);
				assertThat(request(handler.next())).as("round " + i).isEqualTo(2);
			}
		}
	}

	/** Knows whether it is called by the reader. */
	private static final class ReaderRecordingHandler extends RecordingHandler {

		private volatile boolean byReader;

		@Override
		public void onMessage(WampMessage message) {
			this.byReader = StackWalker.getInstance()
				.walk((frames) -> frames
					.anyMatch((frame) -> frame.getClassName().equals(TomcatReader.class.getName())));
			super.onMessage(message);
		}

	}

	private record Connection(RawPeer peer, ReaderRecordingHandler handler) implements AutoCloseable {

		/** Writes a frame, with a mask of its own. */
		void write(int first, byte[] payload) throws IOException {
			this.peer.write(RawPeer.frame(first, payload, 0x9D3B57F1 + payload.length));
		}

		@Override
		public void close() throws IOException {
			this.peer.close();
		}

	}

}

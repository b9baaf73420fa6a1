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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.FrameChannel;
import io.github.wampspring.transport.framed.NoConnection;
import io.github.wampspring.transport.suite.RawPeer;
import io.github.wampspring.transport.suite.ReadBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketReader}.
 */
class WebSocketReaderTests {

	private static final int LIMIT = 200_000;

	private static final int MASK = 0xA1B2C3D4;

	private final List<String> events = new ArrayList<>();

	private final ChannelGroup group = new ChannelGroup("test", ChannelSettings.defaults().withMaxMessageSize(LIMIT));

	private WebSocketReader reader = reader(false);

	@AfterEach
	void close() {
		this.group.close();
	}

	private WebSocketReader reader(boolean client) {
		FrameChannel channel = new FrameChannel(new NoConnection(),
				new ChannelInfo("websocket", "json", null, Map.of(), null, false), TestMessages.only("json").get(0),
				this.group, !client);
		channel.start(new Recorder());
		channel.established("test");
		this.events.clear();
		return new WebSocketReader(client, channel.receiver(), new Peer());
	}

	/** Brings bytes to the reader, in a buffer of either kind. */
	private void read(byte[] bytes) {
		ByteBuf buffer = ((bytes.length & 1) == 0) ? Unpooled.directBuffer(bytes.length + 1) : Unpooled.buffer();
		try {
			this.reader.read(buffer.writeBytes(bytes));
			assertThat(buffer.isReadable()).isFalse();
		}
		finally {
			buffer.release();
		}
	}

	private static byte[] hex(String hex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (String b : hex.split(" ")) {
			bytes.write(Integer.parseInt(b, 16));
		}
		return bytes.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** All kinds of frames, with control frames between fragments. */
	private static byte[] stream() {
		byte[] message = ReadBy.json(2, "aé€\uD83D\uDE00".repeat(20));
		return join(RawPeer.frame(0x81, ReadBy.json(1, "short"), MASK),
				RawPeer.frame(0x01, Arrays.copyOf(message, 50), ~MASK), RawPeer.frame(0x89, ascii("one"), MASK),
				RawPeer.frame(0x00, Arrays.copyOfRange(message, 50, 70), 1), RawPeer.frame(0x8A, new byte[0], MASK),
				RawPeer.frame(0x00, new byte[0], MASK), RawPeer.frame(0x89, new byte[0], 0),
				RawPeer.frame(0x80, Arrays.copyOfRange(message, 70, message.length), MASK),
				RawPeer.frame(0x81, ReadBy.json(3, "x".repeat(200)), 0x01020304),
				RawPeer.frame(0x88, join(new byte[] { 3, (byte) 0xE8 }, ascii("bye")), MASK),
				RawPeer.frame(0x81, ReadBy.json(4, "after the last word"), MASK));
	}

	private static final List<String> EVENTS = List.of("message 1", "ping one", "ping ", "message 2", "message 3",
			"close 1000 bye");

	@Test
	void aStreamMayBeCutAnywhere() {
		byte[] stream = stream();
		for (int cut = 0; cut <= stream.length; cut++) {
			this.reader = reader(false);
			read(Arrays.copyOf(stream, cut));
			read(Arrays.copyOfRange(stream, cut, stream.length));
			assertThat(this.events).as("cut at " + cut).isEqualTo(EVENTS);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 7, 13, 64 })
	void aStreamMayComeInPartsOfAnySize(int size) {
		byte[] stream = stream();
		for (int at = 0; at < stream.length; at += size) {
			read(Arrays.copyOfRange(stream, at, Math.min(at + size, stream.length)));
		}
		assertThat(this.events).isEqualTo(EVENTS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 124, 125, 126, 127, 128, 65534, 65535, 65536, 65537, 131_072 })
	void allFormsOfALengthAreRead(int length) {
		int rest = ReadBy.json(1, "").length;
		for (boolean client : new boolean[] { false, true }) {
			this.reader = reader(client);
			byte[] payload = ReadBy.json(1, "x".repeat(length - rest));
			read(client ? unmasked(0x81, payload) : RawPeer.frame(0x81, payload, MASK));
			read(client ? unmasked(0x81, ReadBy.json(2, "next")) : RawPeer.frame(0x81, ReadBy.json(2, "next"), MASK));
			assertThat(this.events).containsExactly("message 1", "message 2");
		}
	}

	private static byte[] unmasked(int first, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
		if (payload.length < 126) {
			frame.put((byte) payload.length);
		}
		else if (payload.length < 65536) {
			frame.put((byte) 126).putShort((short) payload.length);
		}
		else {
			frame.put((byte) 127).putLong(payload.length);
		}
		frame.put(payload);
		return Arrays.copyOf(frame.array(), frame.position());
	}

	@Test
	void aLengthMayTakeMoreBytesThanItNeeds() {
		byte[] payload = ReadBy.json(1, "x");
		read(join(new byte[] { (byte) 0x81, (byte) 0xFE, 0, (byte) payload.length, 0, 0, 0, 0 }, payload));
		read(join(new byte[] { (byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0, 0, (byte) payload.length, 0, 0, 0, 0 },
				payload));
		assertThat(this.events).containsExactly("message 1", "message 1");
	}

	@Test
	void theLongestFrameIsSkippedWithoutRoomForIt() {
		read(join(hex("81 FF 7F FF FF FF FF FF FF FF 00 00 00 00"), ascii("[16,4711,{},\"com.example.topic\",[\"")));
		byte[] part = ascii("x".repeat(100_000));
		for (int i = 0; i < 1000; i++) {
			read(part);
		}
		assertThat(this.events).isEmpty();
	}

	@Test
	void aMessageOverTheLimitIsSkippedToItsEnd() {
		byte[] large = ReadBy.json(4711, "x".repeat(3 * LIMIT));
		read(join(RawPeer.frame(0x01, Arrays.copyOf(large, 100), MASK),
				RawPeer.frame(0x80, Arrays.copyOfRange(large, 100, large.length), MASK),
				RawPeer.frame(0x81, ReadBy.json(1, "after"), MASK)));
		assertThat(this.events).containsExactly("oversized PUBLISH 4711", "message 1");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			89 FE 00 7E 00 00 00 00, 1002
			09 80 00 00 00 00, 1002
			08 80 00 00 00 00, 1002
			81 01 41, 1002
			C1 81 00 00 00 00 41, 1002
			A1 81 00 00 00 00 41, 1002
			91 81 00 00 00 00 41, 1002
			83 81 00 00 00 00 41, 1002
			8B 80 00 00 00 00, 1002
			8F 80 00 00 00 00, 1002
			80 81 00 00 00 00 41, 1002
			01 80 00 00 00 00 81 80 00 00 00 00, 1002
			81 FF 80 00 00 00 00 00 00 00 00 00 00 00, 1002
			81 FF FF FF FF FF FF FF FF FF 00 00 00 00, 1002
			88 81 00 00 00 00 03, 1002
			88 82 00 00 00 00 00 00, 1002
			88 82 00 00 00 00 03 E7, 1002
			88 82 00 00 00 00 03 EC, 1002
			88 82 00 00 00 00 03 ED, 1002
			88 82 00 00 00 00 03 EE, 1002
			88 82 00 00 00 00 03 F7, 1002
			88 82 00 00 00 00 07 D0, 1002
			88 82 00 00 00 00 13 88, 1002
			88 83 00 00 00 00 03 E8 FF, 1007
			88 85 00 00 00 00 03 E8 ED A0 80, 1007
			81 83 00 00 00 00 22 C0 AF, 1007
			""")
	void afterAViolationNothingIsDelivered(String frames, int code) {
		byte[] bytes = hex(frames);
		byte[] next = join(RawPeer.frame(0x81, ReadBy.json(1, "x"), MASK), RawPeer.frame(0x89, ascii("p"), MASK),
				RawPeer.frame(0x88, new byte[0], MASK));
		read(join(bytes, next));
		read(next);
		assertThat(this.events).containsExactly("violation " + code);
		this.reader = reader(false);
		for (byte b : join(bytes, next)) {
			read(new byte[] { b });
		}
		assertThat(this.events).containsExactly("violation " + code);
	}

	@ParameterizedTest
	@CsvSource({ "03 E8, 1000", "03 EB, 1003", "03 EF, 1007", "03 F6, 1014", "0B B8, 3000", "13 87, 4999" })
	void aCloseHasACode(String bytes, int code) {
		read(RawPeer.frame(0x88, hex(bytes), MASK));
		read(RawPeer.frame(0x88, hex(bytes), MASK));
		assertThat(this.events).containsExactly("close " + code + " ");
	}

	@Test
	void aCloseMayHaveNoCode() {
		read(RawPeer.frame(0x88, new byte[0], MASK));
		assertThat(this.events).containsExactly("close 1005 ");
	}

	@Test
	void nothingThatComesToAClientIsMasked() {
		this.reader = reader(true);
		read(unmasked(0x81, ReadBy.json(1, "x")));
		read(RawPeer.frame(0x81, ReadBy.json(2, "x"), 0));
		read(unmasked(0x81, ReadBy.json(3, "x")));
		assertThat(this.events).containsExactly("message 1", "violation 1002");
	}

	private final class Peer implements FrameReader.Peer {

		@Override
		public void ping(ByteBuffer content) {
			WebSocketReaderTests.this.events.add("ping " + StandardCharsets.US_ASCII.decode(content));
		}

		@Override
		public void close(ChannelClose close) {
			WebSocketReaderTests.this.events.add("close " + close.code() + " " + close.reason());
		}

		@Override
		public void violation(ChannelClose close) {
			WebSocketReaderTests.this.events.add("violation " + close.code());
		}

	}

	private final class Recorder implements WampChannelHandler {

		@Override
		public void onMessage(WampMessage message) {
			WebSocketReaderTests.this.events.add("message " + TestMessages.request(message));
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
			WebSocketReaderTests.this.events.add("oversized " + type + " " + request);
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
			WebSocketReaderTests.this.events.add("violation of WAMP");
		}

		@Override
		public void onClose(ChannelClose close) {
			// the reader tells its peer, and nobody else
		}

	}

}

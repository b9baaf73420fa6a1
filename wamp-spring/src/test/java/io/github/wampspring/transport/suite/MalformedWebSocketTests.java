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
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is no WebSocket, or ends before it is whole.
 */
@ParameterizedClass
@EnumSource
class MalformedWebSocketTests {

	private static final String MIXED = "ascii, é, €, \uD83D\uDE00, ascii again";

	private static final int TEXT = 0x1;

	private static final int FIN = 0x80;

	@Parameter
	private ReadBy reading;

	@AfterAll
	static void close() {
		ReadBy.closeAll();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			C0 AF,          overlong
			E0 80 AF,       overlong
			F0 80 80 AF,    overlong
			ED A0 80,       a surrogate
			F4 90 80 80,    too high
			80,             a continuation
			FF,             no first byte
			E2 82,          cut off
			F0 9F 98,       cut off
			""")
	void malformedTextEndsItsConnectionAndNoOther(String malformed, String why) throws Exception {
		byte[] bytes = new byte[malformed.split(" ").length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) Integer.parseInt(malformed.split(" ")[i], 16);
		}
		try (ReadBy.Connection one = this.reading.connect("json");
				ReadBy.Connection two = this.reading.connect("json")) {
			one.write(FIN | TEXT, bytes);
			assertThat(one.peer().readClose()).as(why).isEqualTo(1007);
			assertThat(one.handler().closed().code()).isEqualTo(1007);
			ByteArrayOutputStream parts = new ByteArrayOutputStream();
			parts.writeBytes(RawPeer.frame(TEXT, new byte[] { '"' }, 4711));
			for (byte b : bytes) {
				parts.writeBytes(RawPeer.frame(0, new byte[] { b }, 4711));
			}
			parts.writeBytes(RawPeer.frame(FIN, new byte[0], 4711));
			// at once, since the connection may end before the last one
			two.peer().write(parts.toByteArray());
			assertThat(two.peer().readClose()).as(why).isEqualTo(1007);
			assertThat(one.handler().messages).isEmpty();
			assertThat(two.handler().messages).isEmpty();
		}
		this.reading.assertThatOthersAreServed();
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
		try (ReadBy.Connection connection = this.reading.connect("json")) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (String b : hex.split(" ")) {
				bytes.write(Integer.parseInt(b, 16));
			}
			connection.peer().write(bytes.toByteArray());
			assertThat(connection.peer().readClose()).as(why).isEqualTo(1002);
			assertThat(connection.handler().closed().code()).isEqualTo(1002);
			assertThat(connection.handler().messages).isEmpty();
		}
		this.reading.assertThatOthersAreServed();
	}

	@Test
	void aCloseMayComeInTheMiddleOfAMessage() throws Exception {
		try (ReadBy.Connection connection = this.reading.connect("json")) {
			byte[] message = ReadBy.json(1, MIXED);
			connection.write(TEXT, Arrays.copyOf(message, 20));
			connection.write(0x88, ByteBuffer.allocate(5).putShort((short) 3001).put("bye".getBytes()).array());
			assertThat(connection.peer().readClose()).isEqualTo(3001);
			assertThat(connection.handler().closed().code()).isEqualTo(3001);
			assertThat(connection.handler().closed().reason()).isEqualTo("bye");
			assertThat(connection.handler().messages).isEmpty();
			assertThat(connection.handler().violations).isEmpty();
			assertThatExceptionOfType(IOException.class).isThrownBy(connection.peer()::read);
		}
	}

	@Test
	void aConnectionMayBreakInTheMiddleOfAFrameThatAnnouncedFarMore() throws Exception {
		ReadBy.Connection connection = this.reading.connect("json");
		ByteBuffer head = ByteBuffer.allocate(14).put((byte) 0x81).put((byte) 0xFF).putLong(1L << 40);
		connection.peer().write(head.array());
		connection.peer().write("x".repeat(1000).getBytes());
		connection.close();
		assertThat(connection.handler().closed().code()).isEqualTo(1006);
		assertThat(connection.handler().messages).isEmpty();
		this.reading.assertThatOthersAreServed();
	}

}

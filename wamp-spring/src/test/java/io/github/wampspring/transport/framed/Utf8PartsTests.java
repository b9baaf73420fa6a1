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

package io.github.wampspring.transport.framed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.github.wampspring.codec.Utf8;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Utf8Parts}, which are held against the JDK's decoder.
 */
class Utf8PartsTests {

	private static final String TEXT = "plain ascii of more than eight, é, €, \uFFFF, \uD83D\uDE00 and \uDBFF\uDFFF.";

	private static boolean isValid(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private static boolean take(Utf8Parts parts, byte[] bytes, int cut) {
		parts.reset();
		return parts.take(bytes, 0, cut) && parts.take(bytes, cut, bytes.length - cut) && parts.isComplete();
	}

	@Test
	void aTextMayBeCutAnywhere() {
		byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
		Utf8Parts parts = new Utf8Parts();
		for (int first = 0; first <= bytes.length; first++) {
			for (int second = first; second <= bytes.length; second++) {
				parts.reset();
				assertThat(parts.take(bytes, 0, first)).isTrue();
				assertThat(parts.take(bytes, first, second - first)).isTrue();
				assertThat(parts.take(bytes, second, bytes.length - second)).isTrue();
				assertThat(parts.isComplete()).isTrue();
				assertThat(parts.chars()).isEqualTo(TEXT.length());
			}
		}
	}

	@Test
	void allSequencesOfTwoBytesAreTakenAsTheJdkTakesThem() {
		Utf8Parts parts = new Utf8Parts();
		for (int i = 0; i < 65536; i++) {
			byte[] bytes = { (byte) (i >> 8), (byte) i };
			assertThat(take(parts, bytes, i & 1)).as(Integer.toHexString(i)).isEqualTo(isValid(bytes));
		}
	}

	@Test
	void sequencesOfThreeAndFourBytesAreTakenAsTheJdkTakesThem() {
		Utf8Parts parts = new Utf8Parts();
		int[] edges = { 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF };
		for (int first = 0xC0; first < 0x100; first++) {
			for (int second : edges) {
				for (int third : edges) {
					byte[] three = { (byte) first, (byte) second, (byte) third };
					assertThat(take(parts, three, 1)).isEqualTo(isValid(three)).isEqualTo(Utf8.isValid(three, 0, 3));
					for (int fourth : edges) {
						byte[] four = { (byte) first, (byte) second, (byte) third, (byte) fourth };
						assertThat(take(parts, four, 2)).isEqualTo(isValid(four)).isEqualTo(Utf8.isValid(four, 0, 4));
					}
				}
			}
		}
	}

	@Test
	void randomBytesAreTakenAsTheJdkTakesThem() {
		Random random = new Random(4711);
		Utf8Parts parts = new Utf8Parts();
		byte[] valid = TEXT.getBytes(StandardCharsets.UTF_8);
		for (int round = 0; round < 50_000; round++) {
			byte[] bytes = valid.clone();
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			assertThat(take(parts, bytes, random.nextInt(bytes.length))).isEqualTo(isValid(bytes));
		}
	}

	@Test
	void aMalformedByteIsNoticedAtOnce() {
		Utf8Parts parts = new Utf8Parts();
		assertThat(parts.take(new byte[] { (byte) 0xED }, 0, 1)).isTrue();
		assertThat(parts.take(new byte[] { (byte) 0xA0 }, 0, 1)).isFalse();
		parts.reset();
		assertThat(parts.take(new byte[] { (byte) 0x80 }, 0, 1)).isFalse();
	}

}

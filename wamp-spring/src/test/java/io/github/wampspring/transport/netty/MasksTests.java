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

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Masks}.
 */
class MasksTests {

	@Test
	void allOffsetsAndLengthsAreMaskedAndNothingBesideThem() {
		Random random = new Random(4711);
		ByteBuf heap = Unpooled.buffer(64);
		ByteBuf direct = Unpooled.directBuffer(64);
		byte[] bytes = new byte[64];
		for (int offset = 0; offset < 20; offset++) {
			for (int length = 0; length < 40; length++) {
				int mask = random.nextInt();
				random.nextBytes(bytes);
				heap.setBytes(0, bytes);
				direct.setBytes(0, bytes);
				byte[] expected = bytes.clone();
				for (int i = 0; i < length; i++) {
					expected[offset + i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
				}
				Masks.apply(bytes, offset, length, mask);
				Masks.apply(heap, offset, length, mask);
				Masks.apply(direct, offset, length, mask);
				assertThat(bytes).isEqualTo(expected);
				assertThat(content(heap)).isEqualTo(expected);
				assertThat(content(direct)).isEqualTo(expected);
			}
		}
		direct.release();
	}

	private static byte[] content(ByteBuf buffer) {
		byte[] content = new byte[64];
		buffer.getBytes(0, content);
		return content;
	}

}

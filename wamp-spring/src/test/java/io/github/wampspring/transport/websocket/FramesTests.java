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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.Slice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Frames}, which are read back as RFC 6455 says.
 */
class FramesTests {

	private static List<Object> read(List<Frame> frames, List<Integer> writes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Frames source = new Frames(frames);
		for (ByteBuffer[] buffers = source.next(); buffers != null; buffers = source.next()) {
			int before = out.size();
			for (ByteBuffer buffer : buffers) {
				byte[] bytes = new byte[buffer.remaining()];
				buffer.get(bytes);
				out.writeBytes(bytes);
			}
			writes.add(out.size() - before);
		}
		List<Object> messages = new ArrayList<>();
		ByteBuffer in = ByteBuffer.wrap(out.toByteArray());
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		int type = 0;
		while (in.hasRemaining()) {
			int first = in.get() & 0xFF;
			if ((first & 0xF) != 0) {
				assertThat(message.size()).isZero();
				type = first & 0xF;
			}
			long length = in.get();
			length = (length == 126) ? in.getShort() & 0xFFFF : (length == 127) ? in.getLong() : length;
			byte[] payload = new byte[(int) length];
			in.get(payload);
			message.writeBytes(payload);
			if ((first & 0x80) != 0) {
				messages.add((type == 1) ? message.toString(StandardCharsets.UTF_8)
						: ByteBuffer.wrap(message.toByteArray()));
				message.reset();
			}
		}
		return messages;
	}

	@Test
	void allSizesArriveWholeAndInOrder() {
		Random random = new Random(4711);
		for (int round = 0; round < 200; round++) {
			List<Frame> frames = new ArrayList<>();
			List<Object> expected = new ArrayList<>();
			int count = 1 + random.nextInt(40);
			for (int i = 0; i < count; i++) {
				int size = switch (random.nextInt(8)) {
					case 0 -> random.nextInt(400_000);
					case 1 -> 8190 + random.nextInt(6);
					case 2 -> 124 + random.nextInt(4);
					case 3 -> 65_534 + random.nextInt(4);
					default -> random.nextInt(300);
				};
				if (random.nextBoolean()) {
					byte[] bytes = new byte[size];
					random.nextBytes(bytes);
					frames.add(Frame.binary(Slice.of(bytes)));
					expected.add(ByteBuffer.wrap(bytes));
				}
				else {
					String text = (random.nextBoolean() ? "x" : "a\u20ac\uD83D\uDE00").repeat(size / 4);
					frames.add(Frame.text(text));
					expected.add(text);
				}
			}
			List<Integer> writes = new ArrayList<>();
			assertThat(read(frames, writes)).isEqualTo(expected);
			assertThat(writes).allSatisfy((length) -> assertThat(length).isLessThanOrEqualTo(Frames.PART + 10));
		}
	}

	@Test
	void smallFramesAreGathered() {
		List<Frame> frames = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			frames.add(Frame.text("[36,1,2,{},[" + i + "]]"));
		}
		List<Integer> writes = new ArrayList<>();
		assertThat(read(frames, writes)).hasSize(300);
		assertThat(writes).hasSize(1);
	}

}

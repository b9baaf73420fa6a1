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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.codec.Slice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageAssembler}.
 */
class MessageAssemblerTests {

	private final List<String> seen = new ArrayList<>();

	private final MessageAssembler assembler = new MessageAssembler(10, new MessageAssembler.Sink() {

		@Override
		public boolean message(Slice frame) {
			return MessageAssemblerTests.this.seen.add(text(frame));
		}

		@Override
		public void oversized(Slice beginning) {
			MessageAssemblerTests.this.seen.add("over: " + text(beginning));
		}

	});

	private static String text(Slice frame) {
		return new String(frame.toBytes(), StandardCharsets.UTF_8);
	}

	private void bytes(String text, boolean last) {
		ByteBuffer bytes = ByteBuffer.wrap(("##" + text + "##").getBytes(StandardCharsets.UTF_8), 2, text.length());
		this.assembler.bytes(text.length(), last ? 0 : -1, bytes::get);
		if (last) {
			assertThat(this.assembler.end()).isTrue();
		}
	}

	@Test
	void textInParts() {
		this.assembler.text("whole", true);
		this.assembler.text("ab", false);
		this.assembler.text("", false);
		this.assembler.text("cd", false);
		this.assembler.text("", true);
		this.assembler.text("", true);
		this.assembler.text("0123456789", true);
		assertThat(this.seen).containsExactly("whole", "abcd", "", "0123456789");
	}

	@Test
	void bytesInParts() {
		bytes("whole", true);
		bytes("ab", false);
		bytes("cd", true);
		bytes("0123456789", true);
		assertThat(this.seen).containsExactly("whole", "abcd", "0123456789");
	}

	@Test
	void textOverTheLimitIsSkippedToItsEnd() {
		this.assembler.text("01234567890", true);
		this.assembler.text("ab", false);
		this.assembler.text("0123456789", false);
		this.assembler.text("lost", false);
		this.assembler.text("lost", true);
		this.assembler.text("next", true);
		assertThat(this.seen).containsExactly("over: 01234567890", "over: ab0123456789", "next");
	}

	@Test
	void bytesOverTheLimitAreSkippedToTheirEnd() {
		bytes("01234567890", true);
		bytes("ab", false);
		bytes("0123456789", false);
		bytes("lost", true);
		bytes("next", true);
		assertThat(this.seen).containsExactly("over: 01234567890", "over: ab0123456789", "next");
	}

	@Test
	void onlyTheBeginningOfWhatIsSkippedIsKept() {
		this.assembler.text("x".repeat(100_000), true);
		bytes("y".repeat(100_000), true);
		assertThat(this.seen).containsExactly("over: " + "x".repeat(1024), "over: " + "y".repeat(1024));
	}

}

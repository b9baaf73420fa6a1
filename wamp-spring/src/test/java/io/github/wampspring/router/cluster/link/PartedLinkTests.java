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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartedLinkTests {

	private static final int MAX = 100_000;

	private static final NodeId SELF = new NodeId("node", 0x0102030405060708L);

	private final StubLink engine = new StubLink();

	private final RecordingListener listener = new RecordingListener();

	private final PartedLink link = new PartedLink(this.engine, MAX);

	PartedLinkTests() {
		this.link.start("shop", SELF, this.listener);
	}

	private static ByteBuffer frame(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return ByteBuffer.wrap(bytes);
	}

	private static String hex(ByteBuffer frame) {
		byte[] bytes = new byte[frame.remaining()];
		frame.duplicate().get(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private void loop() {
		List<ByteBuffer> sent = new ArrayList<>(this.engine.sent);
		this.engine.sent.clear();
		sent.forEach((part) -> this.engine.listener.received(part.asReadOnlyBuffer()));
	}

	@Test
	void theFormatIsThatOfTheRecordedFrames() {
		this.engine.maxFrame = 25;
		this.link.broadcast(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
		this.link.broadcast(ByteBuffer.wrap("abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8)));
		assertThat(hex(this.engine.sent.get(0))).isEqualTo("0068656c6c6f");
		assertThat(hex(this.engine.sent.get(1)))
			.isEqualTo("01" + "0102030405060708" + "00000000" + "0000001a" + "00000000" + "61626364");
		assertThat(hex(this.engine.sent.get(7)))
			.isEqualTo("01" + "0102030405060708" + "00000000" + "0000001a" + "00000018" + "797a");
		loop();
		assertThat(this.listener.texts()).containsExactly("hello", "abcdefghijklmnopqrstuvwxyz");
	}

	@Test
	void framesOfAllSizesComeAsTheyAre() {
		List<ByteBuffer> frames = new ArrayList<>();
		for (int size : new int[] { 0, 1, 1002, 1003, 1022, 1023, 1024, 1025, 2006, 2007, MAX }) {
			frames.add(frame(size));
			assertThat(this.link.send(SELF, frame(size))).isEqualTo(Sent.QUEUED);
		}
		assertThat(this.engine.sent).allMatch((part) -> part.remaining() <= 1024);
		loop();
		assertThat(this.listener.frames).isEqualTo(frames);
		assertThat(this.link.send(SELF, frame(MAX + 1))).isEqualTo(Sent.TOO_LARGE);
		assertThat(this.link.broadcast(frame(MAX + 1))).isEqualTo(Sent.TOO_LARGE);
		assertThat(this.link.maxFrame()).isEqualTo(MAX);
	}

	@Test
	void thePartsOfAFrameAreSentTogetherOrNotAtAll() {
		this.link.send(SELF, List.of(frame(3000), frame(10)));
		assertThat(this.engine.calls).hasSize(1);
		assertThat(this.engine.calls.get(0)).hasSize(4);
		this.engine.answer = Sent.FULL;
		assertThat(this.link.broadcast(frame(3000))).isEqualTo(Sent.FULL);
		this.engine.answer = Sent.DISCONNECTED;
		assertThat(this.link.broadcast(frame(3000))).isEqualTo(Sent.DISCONNECTED);
	}

	@Test
	void aFrameWithALostPartIsDroppedAndTheNextOneComes() {
		for (int lost = 0; lost < 3; lost++) {
			this.link.broadcast(frame(3000));
			this.engine.sent.remove(lost);
			loop();
			this.link.broadcast(frame(2500));
			this.link.broadcast(frame(7));
			loop();
		}
		assertThat(this.listener.frames).hasSize(6)
			.allMatch((frame) -> frame.remaining() == 2500 || frame.remaining() == 7);
		assertThat(this.listener.refusals).isEmpty();
	}

	@Test
	void partsOfSeveralSendersMayMix() {
		StubLink other = new StubLink();
		PartedLink otherLink = new PartedLink(other, MAX);
		otherLink.start("shop", NodeId.create("other"), new RecordingListener());
		this.link.broadcast(frame(5000));
		otherLink.broadcast(frame(4000));
		for (int i = 0; i < 5; i++) {
			this.engine.listener.received(this.engine.sent.get(i));
			if (i < other.sent.size()) {
				this.engine.listener.received(other.sent.get(i));
			}
		}
		assertThat(this.listener.frames).containsExactlyInAnyOrder(frame(5000), frame(4000));
	}

	@Test
	void whatIsNoFrameIsRefused() {
		for (String hex : List.of("", "02", "01", "0101020304050607080000000000000005000000", "ff00")) {
			this.engine.listener.received(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
		}
		assertThat(this.listener.refusals).hasSize(5);
		assertThat(this.listener.frames).isEmpty();
	}

	@Test
	void theLossOfTheEngineEndsWhatWasNotComplete() {
		this.link.broadcast(frame(3000));
		ByteBuffer last = this.engine.sent.remove(2);
		loop();
		this.engine.listener.disconnected("gone", 0);
		this.engine.listener.received(last);
		assertThat(this.listener.frames).isEmpty();
		assertThat(this.listener.events).containsExactly("disconnected gone 0");
	}

	@Test
	void anEngineThatAllowsLessThanAMomentAgoIsAskedAgain() {
		StubLink shrinking = new StubLink() {

			@Override
			public Sent send(NodeId to, List<ByteBuffer> frames) {
				this.maxFrame = 500;
				return super.send(to, frames);
			}

		};
		PartedLink link = new PartedLink(shrinking, MAX);
		link.start("shop", SELF, this.listener);
		assertThat(link.send(SELF, frame(3000))).isEqualTo(Sent.QUEUED);
		shrinking.sent.forEach(shrinking.listener::received);
		assertThat(this.listener.frames).containsExactly(frame(3000));
	}

}

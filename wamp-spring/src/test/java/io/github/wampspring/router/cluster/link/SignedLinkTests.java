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
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SignedLinkTests {

	private static final String SECRET = "0123456789abcdef";

	private static final String OTHER_SECRET = "fedcba9876543210";

	/** Version 1, HMAC-SHA-256, the cluster "shop", the frame "hello". */
	private static final String RECORDED = "0101af2733d6cb1dcbeb6e25a92f7df659c51e47e6c647b0aaa9a576c970032240fb"
			+ "68656c6c6f";

	private static final NodeId NODE = new NodeId("node", 0x0123456789abcdefL);

	/** The same to NODE alone. */
	private static final String RECORDED_TO_ONE = "0102da407bb3b125b2d3c96cd29e03384efc7973d124fe7bad0b02f6e2b8939a5e25"
			+ "68656c6c6f";

	/** Version 1, unsigned, the frame "hello". */
	private static final String RECORDED_UNSIGNED = "010068656c6c6f";

	private final StubLink engine = new StubLink();

	private final RecordingListener listener = new RecordingListener();

	private SignedLink link(String cluster, String... secrets) {
		SignedLink link = new SignedLink(this.engine, List.of(secrets));
		link.start(cluster, NODE, this.listener);
		return link;
	}

	private String signed(String cluster, String secret) {
		return signed(cluster, secret, null);
	}

	private String signed(String cluster, String secret, NodeId to) {
		StubLink engine = new StubLink();
		SignedLink link = new SignedLink(engine, (secret != null) ? List.of(secret) : List.of());
		link.start(cluster, NodeId.create("other"), new RecordingListener());
		ByteBuffer hello = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
		assertThat((to != null) ? link.send(to, hello) : link.broadcast(hello)).isEqualTo(Sent.QUEUED);
		return hex(engine.sent.get(0));
	}

	private static String hex(ByteBuffer frame) {
		byte[] bytes = new byte[frame.remaining()];
		frame.duplicate().get(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private void receive(String hex) {
		this.engine.listener.received(ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer());
	}

	@Test
	void theFormatIsThatOfTheRecordedFrames() {
		assertThat(signed("shop", SECRET)).isEqualTo(RECORDED);
		assertThat(signed("shop", SECRET, NODE)).isEqualTo(RECORDED_TO_ONE);
		assertThat(signed("shop", null)).isEqualTo(RECORDED_UNSIGNED);
		assertThat(signed("shop", null, NODE)).isEqualTo(RECORDED_UNSIGNED);
		link("shop", SECRET);
		receive(RECORDED);
		receive(RECORDED_TO_ONE);
		assertThat(this.listener.texts()).containsExactly("hello", "hello");
		assertThat(this.listener.refusals).isEmpty();
	}

	@Test
	void framesWithoutASecretAreNotSigned() {
		link("shop");
		receive(RECORDED_UNSIGNED);
		assertThat(this.listener.texts()).containsExactly("hello");
	}

	@Test
	void whatWasChangedIsRefused() {
		link("shop", SECRET);
		byte[] frame = HexFormat.of().parseHex(RECORDED);
		for (int i = 0; i < frame.length; i++) {
			byte[] changed = frame.clone();
			changed[i] ^= 0x40;
			this.engine.listener.received(ByteBuffer.wrap(changed));
		}
		for (int length = 0; length < frame.length; length++) {
			this.engine.listener.received(ByteBuffer.wrap(frame, 0, length));
		}
		assertThat(this.listener.frames).isEmpty();
		assertThat(this.listener.refusals).hasSize(2 * frame.length);
	}

	@Test
	void anotherVersionIsRefusedWithBothNames() {
		link("shop", SECRET);
		receive("02" + RECORDED.substring(2));
		assertThat(this.listener.refusals).singleElement()
			.asString()
			.contains("version 2")
			.contains("speaks version 1");
	}

	@Test
	void otherSecretsAndOtherClustersAreRefused() {
		link("shop", SECRET);
		receive(signed("shop", OTHER_SECRET));
		receive(signed("shop-b", SECRET));
		receive(signed("shop", null));
		assertThat(this.listener.frames).isEmpty();
		assertThat(this.listener.refusals).hasSize(3);
		assertThat(this.listener.refusals)
			.allMatch((refusal) -> refusal.contains("set the same wamp.router.cluster.secret"));
		assertThat(this.listener.refusals.get(0)).contains("another secret");
		assertThat(this.listener.refusals.get(2)).contains("without a signature");
	}

	@Test
	void whatWasSentToAnotherNodeIsRefused() {
		link("shop", SECRET);
		receive(signed("shop", SECRET, new NodeId("other", NODE.incarnation())));
		receive(signed("shop", SECRET, NodeId.create(NODE.name())));
		String toOther = signed("shop", SECRET, NodeId.create("other"));
		receive(toOther.replaceFirst("^0102", "0101"));
		receive(RECORDED.replaceFirst("^0101", "0102"));
		receive(RECORDED_TO_ONE.replaceFirst("^0102", "0101"));
		assertThat(this.listener.frames).isEmpty();
		assertThat(this.listener.refusals).hasSize(5).allMatch((refusal) -> refusal.contains("for another instance"));
	}

	@Test
	void aNodeWithoutASecretRefusesSignedFrames() {
		link("shop");
		receive(RECORDED);
		assertThat(this.listener.frames).isEmpty();
		assertThat(this.listener.refusals).singleElement()
			.asString()
			.contains("no secret")
			.contains("set the same wamp.router.cluster.secret");
	}

	@Test
	void aSecretCanBeReplacedWithoutAGap() {
		SignedLink link = link("shop", OTHER_SECRET, SECRET);
		receive(RECORDED);
		receive(signed("shop", OTHER_SECRET));
		assertThat(this.listener.texts()).containsExactly("hello", "hello");
		link.broadcast(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
		assertThat(hex(this.engine.sent.get(0))).isEqualTo(signed("shop", OTHER_SECRET));
	}

	@Test
	void aShortSecretIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SignedLink(this.engine, List.of("short")))
			.withMessageContaining("16 characters")
			.withMessageNotContaining("short");
	}

	@Test
	void theEnvelopeHasItsPlaceInTheEnginesFrames() {
		assertThat(link("shop", SECRET).maxFrame()).isEqualTo(1024 - 34);
		assertThat(link("shop").maxFrame()).isEqualTo(1024 - 2);
		SignedLink link = link("shop", SECRET);
		assertThat(link.broadcast(ByteBuffer.allocate(link.maxFrame()))).isEqualTo(Sent.QUEUED);
		assertThat(link.broadcast(ByteBuffer.allocate(link.maxFrame() + 1))).isEqualTo(Sent.TOO_LARGE);
	}

	@Test
	void whatElseHappensIsPassedOn() {
		SignedLink link = link("shop", SECRET);
		this.engine.listener.connected();
		this.engine.listener.suspect(NodeId.create("other"));
		this.engine.listener.missed(3);
		this.engine.listener.disconnected("gone", 7);
		assertThat(this.listener.events).containsExactly("connected", "suspect other", "missed 3",
				"disconnected gone 7");
		link.close();
		assertThat(this.engine.closed).isTrue();
	}

}

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

package io.github.wampspring.router.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.wampspring.CancelMode;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.UnreadablePayload;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FrameCodec}. What is recorded holds the format: it must be read, and
 * written the same way, for as long as the version is the same.
 */
class FrameCodecTests {

	private static final long UNICAST = 0x0102030405060708L;

	private static final long BROADCASTS = 9;

	/** The byte before the sender's name, in the envelope. */
	private static final int NAME = 18;

	private static final int BODY = NAME + 1 + SampleFrames.SENDER.name().length() + 8;

	private final FrameCodec codec = new FrameCodec(Codecs.all());

	private ByteBuffer encode(Frame frame) {
		ByteBuffer bytes = this.codec.encode(SampleFrames.SENDER, frame);
		FrameCodec.number(bytes, UNICAST, BROADCASTS);
		return bytes;
	}

	private byte[] bytes(Frame frame) {
		ByteBuffer bytes = encode(frame);
		return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.limit());
	}

	private Frame decode(byte[] bytes) {
		return this.codec.open(ByteBuffer.wrap(bytes).asReadOnlyBuffer()).frame();
	}

	@Test
	void eachFrameIsReadAsItWasWritten() {
		SampleFrames.all().forEach((name, frame) -> {
			FrameCodec.Received received = this.codec.open(encode(frame));
			assertThat(received.sender()).isEqualTo(SampleFrames.SENDER);
			assertThat(received.unicast()).isEqualTo(UNICAST);
			assertThat(received.broadcasts()).isEqualTo(BROADCASTS);
			assertThat(received.isOfNode()).isEqualTo(frame instanceof Frame.OfNode);
			assertThat(SampleFrames.plain(Objects.requireNonNull(received.frame()))).as(name)
				.isEqualTo(SampleFrames.plain(frame));
		});
	}

	@Test
	void whatIsRecordedIsReadAndWrittenTheSame() throws IOException {
		Map<String, String> recorded = recorded();
		Map<String, String> now = new LinkedHashMap<>();
		SampleFrames.all().forEach((name, frame) -> now.put(name, HexFormat.of().formatHex(bytes(frame))));
		recorded.forEach((name, hex) -> {
			Frame frame = SampleFrames.all().get(name);
			assertThat(frame).as("recorded " + name).isNotNull();
			assertThat(SampleFrames.plain(decode(HexFormat.of().parseHex(hex)))).as(name)
				.isEqualTo(SampleFrames.plain(frame));
			assertThat(now.get(name)).as(name).isEqualTo(hex);
		});
		assertThat(now.entrySet().stream().filter((entry) -> !recorded.containsKey(entry.getKey())))
			.as("lines to be added to cluster/frames.txt for what is new")
			.isEmpty();
	}

	private static Map<String, String> recorded() throws IOException {
		try (var stream = Objects.requireNonNull(FrameCodecTests.class.getResourceAsStream("/cluster/frames.txt"),
				"frames.txt")) {
			Map<String, String> recorded = new LinkedHashMap<>();
			new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.forEach((line) -> recorded.put(line.substring(0, line.indexOf('=')),
						line.substring(line.indexOf('=') + 1)));
			return recorded;
		}
	}

	@Test
	void thereIsASampleOfEachKind() {
		Set<Class<?>> kinds = SampleFrames.all().values().stream().map(Object::getClass).collect(Collectors.toSet());
		List<Class<?>> all = new ArrayList<>(List.of(Frame.OfNode.class.getPermittedSubclasses()));
		all.addAll(List.of(Frame.OfRealm.class.getPermittedSubclasses()));
		assertThat(kinds).containsExactlyInAnyOrderElementsOf(all);
		Frame.Put put = (Frame.Put) SampleFrames.all().get("put");
		assertThat(put.entries().stream().map(Object::getClass).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder(Frame.Entry.class.getPermittedSubclasses());
	}

	@Test
	void allValuesHaveNumbers() {
		assertThat(Codes.MATCHES.values()).containsExactlyInAnyOrder(MatchPolicy.values());
		assertThat(Codes.POLICIES.values()).containsExactlyInAnyOrder(InvocationPolicy.values());
		assertThat(Codes.CANCEL_MODES.values()).containsExactlyInAnyOrder(CancelMode.values());
		assertThat(Codes.ENTRIES.values()).containsExactlyInAnyOrder(Frame.Entry.Kind.values());
		assertThat(Codes.FEATURES.values()).containsExactlyInAnyOrder(Feature.values());
		assertThat(Codes.FEATURES.values()).hasSizeLessThan(64);
	}

	@Test
	void numbersOfFeaturesAndPoliciesDoNotChange() {
		assertThat(Codes.FEATURES.code(Feature.PROGRESSIVE_CALL_RESULTS)).isZero();
		assertThat(Codes.FEATURES.code(Feature.TESTAMENT_META_API)).isEqualTo(12);
		assertThat(Codes.FEATURES.code(Feature.PAYLOAD_PASSTHRU_MODE)).isEqualTo(22);
		assertThat(Codes.POLICIES.values()).startsWith(InvocationPolicy.SINGLE, InvocationPolicy.ROUNDROBIN,
				InvocationPolicy.RANDOM, InvocationPolicy.FIRST, InvocationPolicy.LAST);
	}

	@Test
	void argumentsGoAsTheyCameAndValuesInCbor() {
		Frame.Result result = (Frame.Result) decode(
				bytes(new Frame.Result("r", 1, false, Dict.EMPTY, Payload.of("a", 1, new byte[] { 2 }))));
		assertThat(((Payload.Encoded) result.payload()).encoding()).isEqualTo("cbor");
		assertThat(Codecs.MAPPER.arguments(result.payload())).containsExactly("a", 1, new byte[] { 2 });
		Frame.Invoke invoke = (Frame.Invoke) decode(bytes(SampleFrames.all().get("invoke")));
		assertThat(new String(((Payload.Encoded) invoke.payload()).bytes(), StandardCharsets.UTF_8))
			.isEqualTo("[1,\"ä\", null],{\"x\": [true]}");
	}

	@Test
	void argumentsInAnUnknownEncodingFailWhereTheyAreRead() {
		FrameCodec other = new FrameCodec(List.of(Codecs.CBOR));
		Frame.Invoke invoke = (Frame.Invoke) other.open(encode(SampleFrames.all().get("invoke"))).frame();
		assertThat(Objects.requireNonNull(invoke).payload()).isInstanceOf(UnreadablePayload.class);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Codecs.JSON.encode(invoke.payload()))
			.withMessageContaining("json");
		assertThatIllegalArgumentException().isThrownBy(() -> new FrameCodec(List.of(Codecs.JSON)));
	}

	@Test
	void whatCannotBeWrittenIsRefusedByTheSender() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> encode(new Frame.Modify("r", 1, Dict.of("a", new Object()))));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> encode(new Frame.Kill("r", 1, "half a pair \ud800", null, false)));
	}

	@Test
	void anotherVersionIsRefusedByName() {
		byte[] bytes = bytes(new Frame.Resync());
		bytes[0] = 2;
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> decode(bytes))
			.withMessage("its format has version 2, and this instance speaks version 1. "
					+ "Run instances whose versions of the library go together");
	}

	@Test
	void whatALaterVersionAddsIsIgnored() {
		SampleFrames.all().forEach((name, frame) -> {
			byte[] bytes = bytes(frame);
			byte[] longer = Arrays.copyOf(bytes, bytes.length + 5);
			longer[bytes.length + 2] = 99;
			assertThat(SampleFrames.plain(decode(longer))).as(name).isEqualTo(SampleFrames.plain(frame));
		});
		for (int kind : new int[] { 0, 9, 15, 32, 200, 255 }) {
			byte[] bytes = bytes(new Frame.Resync());
			bytes[1] = (byte) kind;
			assertThat(decode(bytes)).isNull();
		}
		byte[] remove = bytes(SampleFrames.all().get("remove-session"));
		remove[BODY + 1 + "realm1".length()] = 100;
		assertThat(decode(remove)).isNull();
	}

	@Test
	void entriesOfUnknownKindsAreSkipped() {
		Frame.Put put = (Frame.Put) SampleFrames.all().get("put");
		byte[] bytes = bytes(put);
		int first = BODY + 1 + "realm1".length() + 1;
		assertThat(bytes[first]).isZero();
		bytes[first] = 100;
		assertThat(SampleFrames.plain(((Frame.Put) decode(bytes)).entries()))
			.isEqualTo(SampleFrames.plain(put.entries().subList(1, put.entries().size())));
	}

	@Test
	void lengthsBeyondTheFrameAreRefusedBeforeAnythingIsAllocated() {
		byte[] put = bytes(new Frame.Put("r", List.of()));
		byte[] endless = Arrays.copyOf(put, put.length + 9);
		System.arraycopy(new byte[] { -1, -1, -1, -1, 7 }, 0, endless, put.length - 1, 5);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> decode(endless))
			.withMessage("a list is longer than its frame");
		byte[] name = bytes(new Frame.Resync());
		name[NAME] = 127;
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> decode(name));
	}

	@Test
	void whateverComesIsReadOrRefusedAndTakesLittleMemory() {
		Random random = new Random(1);
		var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		List<byte[]> samples = SampleFrames.all().values().stream().map(this::bytes).toList();
		Set<String> reasons = new TreeSet<>();
		for (int i = 0; i < 50_000; i++) {
			byte[] bytes = mutate(samples.get(random.nextInt(samples.size())), random);
			long before = threads.getCurrentThreadAllocatedBytes();
			try {
				decode(bytes);
			}
			catch (MalformedFrameException ex) {
				reasons.add(String.valueOf(ex.getMessage()));
			}
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
		}
		assertThat(reasons).hasSizeGreaterThan(5);
	}

	private static byte[] mutate(byte[] sample, Random random) {
		byte[] bytes = sample.clone();
		for (int i = random.nextInt(4); i >= 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(5)) {
				case 0 -> bytes[at] = (byte) random.nextInt(256);
				case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				case 2 -> bytes[at] = (byte) 0xFF;
				case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
				default -> {
					byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
					System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
					bytes = longer;
				}
			}
		}
		return bytes;
	}

}

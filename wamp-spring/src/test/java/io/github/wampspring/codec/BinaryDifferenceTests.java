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

package io.github.wampspring.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.wampspring.PayloadException;
import io.github.wampspring.Trials;
import io.github.wampspring.codec.Walker.Refusal;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.cbor.CBORFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes that are mostly no payload: they are refused if a strict walker refuses them, and
 * only then; what is taken, other implementations of the format take as well; and what
 * these take and is malformed is in the list of {@link Walker.Laxity}. What is
 * well-formed and refused is in the list of {@link Walker.Refusal}.
 */
class BinaryDifferenceTests {

	private static final int TRIES = 100_000;

	private static final CBORFactory CBOR = new CBORFactory();

	@Test
	void cborIsTakenIfAStrictWalkerTakesIt() {
		AtomicInteger taken = new AtomicInteger();
		Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
		Trials.run(TRIES, (random) -> {
			byte[] bytes = bytes(random, Codecs.CBOR, BinaryDifferenceTests::cbor);
			check(Codecs.CBOR, bytes, new Walker.Cbor(bytes), BinaryDifferenceTests::jacksonTakes, taken, refusals);
		});
		assertThat(taken.get()).isBetween(TRIES / 20, TRIES * 19 / 20);
		assertThat(refusals)
			.containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Refusal.DEPTH, Refusal.TIMESTAMP)));
	}

	@Test
	void messagePackIsTakenIfAStrictWalkerTakesIt() {
		AtomicInteger taken = new AtomicInteger();
		Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
		Trials.run(TRIES, (random) -> {
			byte[] bytes = bytes(random, Codecs.MSGPACK, BinaryDifferenceTests::msgpack);
			check(Codecs.MSGPACK, bytes, new Walker.Msgpack(bytes), BinaryDifferenceTests::msgpackCoreTakes, taken,
					refusals);
		});
		assertThat(taken.get()).isBetween(TRIES / 20, TRIES * 19 / 20);
		assertThat(refusals).containsExactlyInAnyOrder(Refusal.UTF8, Refusal.KEY, Refusal.SHAPE, Refusal.TIMESTAMP);
	}

	private static void check(WampSerializer serializer, byte[] bytes, Walker walker, Function<byte[], Boolean> other,
			AtomicInteger taken, Set<Refusal> refusals) {
		String hex = HexFormat.of().formatHex(bytes);
		boolean wellFormed = walker.isWellFormed();
		boolean takes = takes(serializer, bytes);
		assertThat(takes).as("%s, well-formed: %s, refusals: %s", hex, wellFormed, walker.refusals)
			.isEqualTo(wellFormed && walker.refusals.isEmpty());
		if (!wellFormed && other.apply(bytes)) {
			assertThat(walker.laxities).as("another implementation takes %s, which is malformed", hex).isNotEmpty();
		}
		if (wellFormed) {
			refusals.addAll(walker.refusals);
		}
		if (takes) {
			taken.incrementAndGet();
			assertThat(other.apply(bytes) || !walker.strictnesses.isEmpty()).as("another implementation takes " + hex)
				.isTrue();
		}
	}

	private static boolean takes(WampSerializer serializer, byte[] bytes) {
		try {
			Payload payload = serializer.payload(bytes);
			if (payload instanceof Payload.Encoded encoded && encoded.isTransparent()) {
				return false;
			}
			return true;
		}
		catch (PayloadException ex) {
			return false;
		}
	}

	private static boolean jacksonTakes(byte[] bytes) {
		try (JsonParser parser = CBOR.createParser(ObjectReadContext.empty(), bytes)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				switch (token) {
					case VALUE_STRING, PROPERTY_NAME -> parser.getString();
					case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
					case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
					default -> {
					}
				}
			}
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static boolean msgpackCoreTakes(byte[] bytes) {
		try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
			while (unpacker.hasNext()) {
				unpacker.skipValue();
			}
			return true;
		}
		catch (MessagePackException | IOException ex) {
			return false;
		}
	}

	// Bytes that look like a payload

	private static byte[] bytes(Random random, WampSerializer serializer, Function<Random, byte[]> generator) {
		byte[] bytes = generator.apply(random);
		if (random.nextInt(3) == 0 && serializer.encode(Messages.payload(random)) instanceof Payload.Encoded encoded) {
			bytes = encoded.bytes();
		}
		if (random.nextBoolean()) {
			return bytes;
		}
		bytes = bytes.clone();
		for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(4)) {
				case 0 -> bytes[at] = (byte) random.nextInt();
				case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				case 2 -> bytes = Arrays.copyOf(bytes, at);
				default -> {
					byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
					System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
					longer[at] = (byte) random.nextInt();
					bytes = longer;
				}
			}
		}
		return bytes;
	}

	/**
	 * A length or other argument: mostly the right one, now and then one of those where
	 * an implementation may slip.
	 */
	private static long size(Random random, long size) {
		if (random.nextInt(40) > 0) {
			return size;
		}
		long[] wrong = { size + 1, size - 1, size << 32, size | 1L << 31, size | 1L << 32, size | 1L << 62,
				size | 1L << 63, (1L << 31) - 1, (1L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, -2, 1L << 61,
				(1L << 62) + size };
		return wrong[random.nextInt(wrong.length)];
	}

	private static void put(ByteArrayOutputStream out, int head, long value, int width) {
		out.write(head);
		for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
			out.write((int) (value >>> shift));
		}
	}

	private static void text(ByteArrayOutputStream out, Random random, int length) {
		for (int i = 0; i < length; i++) {
			out.write((random.nextInt(60) > 0) ? 'a' + random.nextInt(26) : random.nextInt(256));
		}
	}

	private static byte[] cbor(Random random) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		if (random.nextInt(50) == 0) {
			cborHead(out, random, 6, random.nextInt(6));
		}
		cborContainer(out, random, 4, 3);
		if (random.nextBoolean()) {
			cborContainer(out, random, 5, 2);
		}
		return out.toByteArray();
	}

	private static void cborItem(ByteArrayOutputStream out, Random random, int depth) {
		switch (random.nextInt((depth > 0) ? 12 : 8)) {
			case 0, 1 -> cborHead(out, random, random.nextInt(2), random.nextLong() >>> random.nextInt(64));
			case 2 -> cborString(out, random, 2);
			case 3 -> cborString(out, random, 3);
			case 4 -> {
				long[] tags = { 0, 1, 2, 3, 4, 5, 24, 25, 28, 29, 32, 37, 256, 55799, 1L << 32 };
				cborHead(out, random, 6, tags[random.nextInt(tags.length)]);
				cborItem(out, random, depth - 1);
			}
			case 5 -> out.write(0xF4 + random.nextInt(4));
			case 6 -> put(out, 0xF9 + random.nextInt(3), random.nextLong(), 8);
			case 7 -> {
				switch (random.nextInt(6)) {
					case 0 -> out.write(0xE0 + random.nextInt(32));
					case 1 -> put(out, 0xF8, random.nextInt(256), 1);
					case 2 -> out.write(random.nextInt(256));
					case 3 -> {
						put(out, 0xC4, 0x82, 1);
						cborHead(out, random, random.nextInt(2), random.nextInt(1010));
						cborHead(out, random, random.nextInt(2), random.nextLong() >>> random.nextInt(64));
					}
					case 4 -> {
						out.write(0xC2 + random.nextInt(2));
						cborString(out, random, 2);
					}
					default -> put(out, 0xF9, random.nextInt(), 2);
				}
			}
			case 8, 9 -> cborContainer(out, random, 4, depth - 1);
			default -> cborContainer(out, random, 5, depth - 1);
		}
	}

	private static void cborContainer(ByteArrayOutputStream out, Random random, int major, int depth) {
		int size = random.nextInt(4);
		boolean indefinite = random.nextInt(5) == 0;
		if (indefinite) {
			out.write((major << 5) | 31);
		}
		else {
			cborHead(out, random, major, size(random, size));
		}
		for (int i = 0; i < size; i++) {
			if (major == 5) {
				if (random.nextInt(25) > 0) {
					cborString(out, random, 3);
				}
				else {
					cborItem(out, random, depth);
				}
			}
			cborItem(out, random, depth);
		}
		if (indefinite ? random.nextInt(40) > 0 : random.nextInt(60) == 0) {
			out.write(0xFF);
		}
	}

	private static void cborString(ByteArrayOutputStream out, Random random, int major) {
		int chunks = (random.nextInt(6) == 0) ? random.nextInt(3) : -1;
		if (chunks >= 0) {
			out.write((major << 5) | 31);
		}
		for (int i = 0; i < Math.abs(chunks); i++) {
			int length = random.nextInt(4);
			cborHead(out, random, (random.nextInt(40) > 0) ? major : random.nextInt(8), size(random, length));
			text(out, random, length);
		}
		if (chunks >= 0) {
			out.write(0xFF);
		}
	}

	/** A head in its shortest form, or in a longer one. */
	private static void cborHead(ByteArrayOutputStream out, Random random, int major, long argument) {
		int least = (argument >= 0 && argument < 24) ? 0
				: ((argument >>> 8 == 0) ? 1 : ((argument >>> 16 == 0) ? 2 : ((argument >>> 32 == 0) ? 3 : 4)));
		int form = (random.nextInt(8) == 0) ? least + random.nextInt(5 - least) : least;
		if (form == 0) {
			out.write((major << 5) | (int) argument);
		}
		else {
			put(out, (major << 5) | (23 + form), argument, 1 << (form - 1));
		}
	}

	private static byte[] msgpack(Random random) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		msgpackContainer(out, random, false, 3);
		if (random.nextBoolean()) {
			msgpackContainer(out, random, true, 2);
		}
		return out.toByteArray();
	}

	private static void msgpackItem(ByteArrayOutputStream out, Random random, int depth) {
		switch (random.nextInt((depth > 0) ? 11 : 9)) {
			case 0 -> out.write(random.nextInt(0x80));
			case 1 -> out.write(0xE0 + random.nextInt(0x20));
			case 2 -> msgpackString(out, random);
			case 3 -> {
				int length = random.nextInt(4);
				int form = random.nextInt(3);
				put(out, 0xC4 + form, size(random, length), 1 << form);
				text(out, random, length);
			}
			case 4 -> put(out, 0xCA + random.nextInt(2), random.nextLong(), 8);
			case 5 -> {
				int form = random.nextInt(4);
				put(out, (random.nextBoolean() ? 0xCC : 0xD0) + form, random.nextLong(), 1 << form);
			}
			case 6 -> msgpackExtension(out, random);
			case 7 -> out.write(0xC0 + random.nextInt(4));
			case 8 -> out.write((random.nextInt(4) == 0) ? random.nextInt(256) : 0xC0);
			default -> msgpackContainer(out, random, random.nextBoolean(), depth - 1);
		}
	}

	private static void msgpackExtension(ByteArrayOutputStream out, Random random) {
		int type = (random.nextInt(2) == 0) ? -1 : random.nextInt(256);
		int length = 1 << random.nextInt(5);
		if (random.nextBoolean()) {
			out.write(0xD4 + Integer.numberOfTrailingZeros(length));
		}
		else {
			length = random.nextBoolean() ? 12 : length;
			int form = random.nextInt(3);
			put(out, 0xC7 + form, size(random, length), 1 << form);
		}
		out.write(type);
		for (int i = 0; i < length; i++) {
			out.write(random.nextBoolean() ? 0 : random.nextInt(256));
		}
	}

	private static void msgpackString(ByteArrayOutputStream out, Random random) {
		int length = random.nextInt(5);
		int form = random.nextInt(4);
		if (form == 3) {
			out.write(0xA0 | length);
		}
		else {
			put(out, 0xD9 + form, size(random, length), 1 << form);
		}
		text(out, random, length);
	}

	private static void msgpackContainer(ByteArrayOutputStream out, Random random, boolean dict, int depth) {
		int size = random.nextInt(4);
		switch (random.nextInt(3)) {
			case 0 -> put(out, dict ? 0xDE : 0xDC, size(random, size), 2);
			case 1 -> put(out, dict ? 0xDF : 0xDD, size(random, size), 4);
			default -> out.write((dict ? 0x80 : 0x90) | size);
		}
		for (int i = 0; i < size; i++) {
			if (dict) {
				if (random.nextInt(25) > 0) {
					msgpackString(out, random);
				}
				else {
					msgpackItem(out, random, depth);
				}
			}
			msgpackItem(out, random, depth);
		}
	}

}

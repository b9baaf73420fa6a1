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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;

/**
 * Arbitrary messages of every type, and what is equal after a way over the wire.
 */
public final class Messages {

	private static final List<Object> SPECIAL = List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Ids.MAX,
			Ids.MAX + 1, Long.MAX_VALUE, Long.MIN_VALUE, BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
			BigInteger.TWO.pow(63), 0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, "", "\"\\/\b\f\n\r\t", "a\0b",
			"\u007f\u0080\u07ff\u0800\uffff", "\ud83d\ude00", new byte[0], List.of(), Map.of());

	private static final List<MessageType> REQUESTS = List.of(MessageType.PUBLISH, MessageType.SUBSCRIBE,
			MessageType.UNSUBSCRIBE, MessageType.CALL, MessageType.CANCEL, MessageType.REGISTER, MessageType.UNREGISTER,
			MessageType.INVOCATION, MessageType.INTERRUPT);

	private static final int DEPTH = 4;

	private Messages() {
	}

	static Object value(Random random) {
		return value(random, DEPTH);
	}

	public static WampMessage message(Random random) {
		MessageType type = MessageType.values()[random.nextInt(MessageType.values().length)];
		return type.create(fields(type, random), type.hasPayload() ? payload(random) : Payload.NONE);
	}

	private static List<Object> fields(MessageType type, Random random) {
		return switch (type) {
			case HELLO, CHALLENGE, AUTHENTICATE -> List.of(uri(random), dict(random));
			case WELCOME, CANCEL, RESULT, INTERRUPT, YIELD -> List.of(id(random), dict(random));
			case ABORT, GOODBYE -> List.of(dict(random), uri(random));
			case ERROR ->
				List.of(REQUESTS.get(random.nextInt(REQUESTS.size())).code(), id(random), dict(random), uri(random));
			case PUBLISH, SUBSCRIBE, CALL, REGISTER -> List.of(id(random), dict(random), uri(random));
			case PUBLISHED, SUBSCRIBED, REGISTERED -> List.of(id(random), id(random));
			case UNSUBSCRIBE, UNREGISTER, EVENT, INVOCATION -> List.of(id(random), id(random), dict(random));
			case RECEIVED -> List.of(id(random));
			case UNSUBSCRIBED, UNREGISTERED -> List.of(random.nextBoolean() ? 0 : id(random), dict(random));
		};
	}

	private static long id(Random random) {
		return 1 + ((random.nextLong() & Long.MAX_VALUE) >> (10 + random.nextInt(53)));
	}

	private static String uri(Random random) {
		String[] components = { "com", "myapp", "add2", "_x_", "\u00e9", "\u6f22\u5b57" };
		StringBuilder uri = new StringBuilder("a");
		for (int i = random.nextInt(6); i > 0; i--) {
			uri.append('.').append(components[random.nextInt(components.length)]);
		}
		return uri.toString();
	}

	static Payload payload(Random random) {
		List<Object> arguments = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			arguments.add(value(random, DEPTH));
		}
		return Payload.of(arguments, random.nextBoolean() ? Map.of() : map(random, DEPTH - 1));
	}

	/**
	 * A dictionary of keys that the specification does not define.
	 */
	private static Dict dict(Random random) {
		Dict dict = Dict.EMPTY;
		for (int i = random.nextInt(4); i > 0; i--) {
			dict = dict.with("x_" + string(random), value(random, 2));
		}
		return dict;
	}

	private static Object value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 12 : 9)) {
			case 0 -> null;
			case 1 -> random.nextBoolean();
			case 2 -> random.nextInt() >> random.nextInt(32);
			case 3 -> narrow(new BigInteger(1 + random.nextInt(64), random));
			case 4 -> narrow(BigInteger.valueOf(random.nextLong() >> random.nextInt(64)));
			case 5 -> finite(random);
			case 6 -> string(random);
			case 7 -> bytes(random);
			case 8 -> SPECIAL.get(random.nextInt(SPECIAL.size()));
			case 9 -> map(random, depth - 1);
			default -> list(random, depth - 1);
		};
	}

	private static List<Object> list(Random random, int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = random.nextInt(random.nextInt(10) == 0 ? 70 : 5); i > 0; i--) {
			list.add(value(random, depth));
		}
		return list;
	}

	private static Map<String, Object> map(Random random, int depth) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = random.nextInt(random.nextInt(10) == 0 ? 70 : 5); i > 0; i--) {
			map.put(string(random), value(random, depth));
		}
		return map;
	}

	private static double finite(Random random) {
		double value = Double.longBitsToDouble(random.nextLong());
		return Double.isFinite(value) ? value : random.nextGaussian();
	}

	private static byte[] bytes(Random random) {
		byte[] bytes = new byte[random.nextInt(40)];
		random.nextBytes(bytes);
		return bytes;
	}

	/**
	 * A string of Unicode. None begins with U+0000, which means something else in JSON.
	 */
	private static String string(Random random) {
		int[] ranges = { 0x80, 0x80, 0x100, 0x800, 0xD800, Character.MAX_CODE_POINT + 1 };
		int range = ranges[random.nextInt(ranges.length)];
		StringBuilder string = new StringBuilder();
		for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 12); i > 0; i--) {
			int point = random.nextInt(range);
			boolean usable = (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
					&& (point > 0 || !string.isEmpty());
			string.appendCodePoint(usable ? point : '?');
		}
		return string.toString();
	}

	private static Object narrow(BigInteger value) {
		if (value.bitLength() < Integer.SIZE) {
			return value.intValue();
		}
		return (value.bitLength() < Long.SIZE) ? (Object) value.longValue() : value;
	}

	/**
	 * A form of a value that equals only what is the same, arrays included.
	 */
	public static Object comparable(Object value) {
		if (value instanceof byte[] bytes) {
			return Set.of("bytes", Arrays.toString(bytes));
		}
		if (value instanceof Dict dict) {
			return comparable(dict.asMap());
		}
		if (value instanceof List<?> list) {
			List<Object> copy = new ArrayList<>();
			list.forEach((element) -> copy.add(comparable(element)));
			return copy;
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> copy = new LinkedHashMap<>();
			map.forEach((key, element) -> copy.put(key, comparable(element)));
			return copy;
		}
		return value;
	}

	public static Object comparable(WampMessage message) {
		return List.of(message.type(), comparable(Arrays.asList(message.fields())), comparable(message.payload()));
	}

	public static Object comparable(Payload payload) {
		return List.of(comparable(Codecs.MAPPER.arguments(payload)),
				comparable(Codecs.MAPPER.keywordArguments(payload)));
	}

}

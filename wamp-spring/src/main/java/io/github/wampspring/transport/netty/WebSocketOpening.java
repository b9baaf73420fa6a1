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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a WebSocket (RFC 6455, section 4), as far as both ends need
 * it.
 */
final class WebSocketOpening {

	/** The version of the protocol. */
	static final String VERSION = "13";

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final int KEY_BYTES = 16;

	private WebSocketOpening() {
	}

	static String newKey() {
		byte[] key = new byte[KEY_BYTES];
		ThreadLocalRandom.current().nextBytes(key);
		return Base64.getEncoder().encodeToString(key);
	}

	static boolean isKey(@Nullable String key) {
		try {
			return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * The answer to a key.
	 */
	static String accept(String key) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			return Base64.getEncoder()
				.encodeToString(sha1.digest((key.strip() + GUID).getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The elements of all headers of a name, in their order.
	 * @param values the values of the headers
	 */
	static List<String> elements(List<String> values) {
		List<String> elements = new ArrayList<>();
		for (String value : values) {
			Arrays.stream(value.split(","))
				.map(String::strip)
				.filter((element) -> !element.isEmpty())
				.forEach(elements::add);
		}
		return elements;
	}

	/**
	 * An address that a proxy told may be a name, or hidden; it is not looked up.
	 */
	static @Nullable String describe(@Nullable InetSocketAddress remote) {
		if (remote == null) {
			return null;
		}
		InetAddress address = remote.getAddress();
		return ((address != null) ? address.getHostAddress() : remote.getHostString()) + ":" + remote.getPort();
	}

	static Map<String, List<String>> toMap(HttpHeaders headers) {
		Map<String, List<String>> copy = new TreeMap<>();
		headers.forEach(
				(header) -> copy.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
					.add(header.getValue()));
		return copy;
	}

}

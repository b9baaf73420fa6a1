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

package io.github.wampspring.auth.cryptosign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.github.wampspring.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * What a challenge is XORed with before it is signed, 32 bytes. See the section "TLS
 * Channel Binding" of WAMP-Cryptosign.
 */
final class ChannelId {

	/** Those of the specification. */
	static final List<ChannelBinding> KNOWN = List.of(ChannelBinding.TLS_UNIQUE, ChannelBinding.TLS_EXPORTER);

	/**
	 * An attribute of {@code AUTHENTICATE.Extra}, of our own: a signature that needs no
	 * trust in whoever the challenge came from. A relay that knows the channel IDs of
	 * both its connections can change the challenge so that the XOR comes out right; what
	 * is signed here it cannot make.
	 */
	static final String SEAL = "_channel_binding";

	private static final byte[] LABEL = "io.github.wampspring cryptosign channel binding\0"
		.getBytes(StandardCharsets.US_ASCII);

	private ChannelId() {
	}

	/**
	 * Makes the channel ID. For {@code tls-unique}, it is the SHA-256 hash of the 12
	 * bytes, which the specification leaves open and Autobahn and Crossbar.io do.
	 * @param data the channel binding data
	 */
	static byte[] of(ChannelBinding binding, byte[] data) {
		if (binding != ChannelBinding.TLS_UNIQUE) {
			return data;
		}
		try {
			return MessageDigest.getInstance("SHA-256").digest(data);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

	/**
	 * What is to be signed.
	 * @param challenge 64 hexadecimal digits
	 * @param id the channel ID, {@code null} for none
	 * @return 64 hexadecimal digits
	 */
	static String bind(String challenge, byte @Nullable [] id) {
		byte[] message = CryptosignKey.hex("challenge", challenge);
		if (id != null) {
			for (int i = 0; i < message.length; i++) {
				message[i] ^= id[i];
			}
		}
		return HexFormat.of().formatHex(message);
	}

	/**
	 * What the signature of {@link #SEAL} is of: never 32 bytes, so that it is not one of
	 * a challenge.
	 * @param challenge 64 hexadecimal digits, as received
	 */
	static byte[] sealed(ChannelBinding binding, byte[] id, String challenge) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes(LABEL);
		message.writeBytes((binding.wireName() + "\0").getBytes(StandardCharsets.US_ASCII));
		message.writeBytes(id);
		message.writeBytes(CryptosignKey.hex("challenge", challenge));
		return message.toByteArray();
	}

}

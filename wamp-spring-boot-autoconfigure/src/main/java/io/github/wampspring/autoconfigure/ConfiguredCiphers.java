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

package io.github.wampspring.autoconfigure;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.github.wampspring.autoconfigure.EncryptionProperties.Key;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.payload.PayloadCiphers;
import io.github.wampspring.router.UriPatterns;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes ciphers of properties. What is wrong fails the start, without telling keys.
 *
 * @param prefix the prefix of the connection's properties
 */
record ConfiguredCiphers(String prefix) {

	private static final int HEX_DIGITS = 64;

	List<PayloadCipher> of(List<EncryptionProperties> properties) {
		List<PayloadCipher> ciphers = new ArrayList<>();
		for (int i = 0; i < properties.size(); i++) {
			String name = this.prefix + ".encryption[" + i + "]";
			checkReached(name, i, properties);
			ciphers.add(cipher(name, properties.get(i)));
		}
		return ciphers;
	}

	/** For each URI the first one counts, so what it covers is not for a later one. */
	private static void checkReached(String name, int index, List<EncryptionProperties> properties) {
		EncryptionProperties later = properties.get(index);
		for (int i = 0; i < index; i++) {
			EncryptionProperties first = properties.get(i);
			if (UriPatterns.covers(first.getMatch(), first.getUri(), later.getMatch(), later.getUri())) {
				throw new InvalidConfigurationPropertyValueException(name + ".uri", later.getUri(),
						"encryption[" + i
								+ "] is for all of it, so that this one would never count: let it come first, or"
								+ " leave it out");
			}
		}
	}

	private PayloadCipher cipher(String name, EncryptionProperties properties) {
		PayloadCiphers.Builder builder = builder(name, properties).uri(properties.getUri(), properties.getMatch())
			.acceptClear(properties.isAcceptClear())
			.bindToUri(properties.isBindToUri());
		properties.getKeys().forEach((id, key) -> addKey(builder, name + ".keys." + id, id, key));
		if (properties.getEncryptWith() != null) {
			builder.encryptWith(properties.getEncryptWith());
		}
		try {
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			String property = properties.getKeys().isEmpty() ? ".keys" : ".encrypt-with";
			throw invalid(name + property, properties.getEncryptWith(), ex);
		}
	}

	private static PayloadCiphers.Builder builder(String name, EncryptionProperties properties) {
		try {
			return switch (properties.getCipher()) {
				case AES256GCM -> PayloadCiphers.aes256gcm();
				case XSALSA20POLY1305 -> PayloadCiphers.xsalsa20poly1305();
				case CRYPTOBOX -> PayloadCiphers.cryptobox();
			};
		}
		catch (IllegalStateException ex) {
			throw invalid(name + ".cipher", properties.getCipher(), ex);
		}
	}

	private static void addKey(PayloadCiphers.Builder builder, String name, String id, Key key) {
		String secret = key.getSecret();
		String privateKey = key.getPrivateKey();
		String publicKey = key.getPublicKey();
		try {
			if (secret != null && privateKey == null && publicKey == null) {
				builder.secret(id, bytes(secret));
			}
			else if (secret == null && privateKey != null && publicKey != null) {
				builder.keys(id, bytes(privateKey), bytes(publicKey));
			}
			else {
				throw new IllegalArgumentException("There must be a secret, or a private-key and a public-key");
			}
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, "(not shown)", ex);
		}
	}

	private static byte[] bytes(String key) {
		try {
			return (key.length() == HEX_DIGITS) ? HexFormat.of().parseHex(key) : Base64.getDecoder().decode(key);
		}
		catch (IllegalArgumentException ex) {
			// its message may have parts of the key
			throw new IllegalArgumentException("A key must be 64 hexadecimal digits, or Base64");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value,
			RuntimeException cause) {
		return new InvalidConfigurationPropertyValueException(name, value, String.valueOf(cause.getMessage()));
	}

}

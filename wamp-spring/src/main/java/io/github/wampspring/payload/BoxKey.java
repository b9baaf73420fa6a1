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

package io.github.wampspring.payload;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;

import javax.crypto.KeyAgreement;

import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * The key that two owners of X25519 keys share, as NaCl's {@code box} has it: HSalsa20 of
 * what they agree on.
 */
final class BoxKey {

	/** "expand 32-byte k", in four words. */
	private static final int[] CONSTANTS = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 };

	/** Where the constants stand, and where the nonce. */
	private static final int[] OUTPUT = { 0, 5, 10, 15, 6, 7, 8, 9 };

	private BoxKey() {
	}

	/**
	 * Agrees on a key.
	 * @param privateKey 32 bytes, one's own
	 * @param publicKey 32 bytes, the other's
	 * @return 32 bytes, the same for both
	 * @throws GeneralSecurityException if the public key is none
	 */
	static byte[] of(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
		KeyFactory keys = KeyFactory.getInstance("X25519");
		PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey));
		KeyAgreement agreement = KeyAgreement.getInstance("X25519");
		agreement.init(own);
		agreement.doPhase(publicKey(keys, publicKey), true);
		return hsalsa20(agreement.generateSecret());
	}

	private static PublicKey publicKey(KeyFactory keys, byte[] publicKey) throws GeneralSecurityException {
		byte[] u = publicKey.clone();
		// the specification of X25519 has that bit ignored
		u[31] &= 0x7f;
		for (int i = 0; i < 16; i++) {
			byte low = u[i];
			u[i] = u[31 - i];
			u[31 - i] = low;
		}
		return keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, u)));
	}

	private static byte[] hsalsa20(byte[] key) {
		int[] input = new int[16];
		for (int i = 0; i < 4; i++) {
			input[i * 5] = CONSTANTS[i];
			input[1 + i] = word(key, i * 4);
			input[11 + i] = word(key, 16 + i * 4);
		}
		int[] output = new int[16];
		Salsa20Engine.salsaCore(20, input, output);
		byte[] derived = new byte[32];
		for (int i = 0; i < OUTPUT.length; i++) {
			// without the last step of Salsa20, which adds the input
			int word = output[OUTPUT[i]] - input[OUTPUT[i]];
			for (int shift = 0; shift < 4; shift++) {
				derived[i * 4 + shift] = (byte) (word >>> (8 * shift));
			}
		}
		return derived;
	}

	private static int word(byte[] bytes, int offset) {
		return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8 | (bytes[offset + 2] & 0xff) << 16
				| bytes[offset + 3] << 24;
	}

}

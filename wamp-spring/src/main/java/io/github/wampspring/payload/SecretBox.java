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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's {@code secretbox}: XSalsa20 and Poly1305, the tag before the ciphertext.
 */
final class SecretBox {

	private static final int NONCE = 24;

	private static final int TAG = 16;

	private SecretBox() {
	}

	static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext) {
		byte[] sealed = new byte[NONCE + TAG + plaintext.length];
		System.arraycopy(nonce, 0, sealed, 0, NONCE);
		XSalsa20Engine stream = stream(key, nonce);
		Poly1305 mac = mac(stream);
		stream.processBytes(plaintext, 0, plaintext.length, sealed, NONCE + TAG);
		mac.update(sealed, NONCE + TAG, plaintext.length);
		mac.doFinal(sealed, NONCE);
		return sealed;
	}

	static byte[] open(byte[] key, byte[] sealed) throws GeneralSecurityException {
		int length = sealed.length - NONCE - TAG;
		XSalsa20Engine stream = stream(key, Arrays.copyOf(sealed, NONCE));
		Poly1305 mac = mac(stream);
		mac.update(sealed, NONCE + TAG, length);
		byte[] tag = new byte[TAG];
		mac.doFinal(tag, 0);
		if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(sealed, NONCE, NONCE + TAG))) {
			throw new GeneralSecurityException("the tag does not fit");
		}
		byte[] plaintext = new byte[length];
		stream.processBytes(sealed, NONCE + TAG, length, plaintext, 0);
		return plaintext;
	}

	private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
		XSalsa20Engine stream = new XSalsa20Engine();
		stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
		return stream;
	}

	/** Its key is the beginning of the stream. */
	private static Poly1305 mac(XSalsa20Engine stream) {
		byte[] key = new byte[32];
		stream.processBytes(key, 0, key.length, key, 0);
		Poly1305 mac = new Poly1305();
		mac.init(new KeyParameter(key));
		return mac;
	}

}

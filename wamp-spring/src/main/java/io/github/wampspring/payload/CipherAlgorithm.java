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
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.wampspring.PayloadEncryptionException;

/**
 * An algorithm: encrypts with a key of 32 bytes, and proves that nothing was changed.
 */
enum CipherAlgorithm {

	/** AES in Galois/Counter Mode: nonce of 12 bytes, ciphertext, tag of 16 bytes. */
	AES_256_GCM("aes256gcm", 12) {

		@Override
		byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] context) throws GeneralSecurityException {
			byte[] sealed = new byte[NONCE + plaintext.length + TAG];
			System.arraycopy(nonce, 0, sealed, 0, NONCE);
			cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plaintext, 0, plaintext.length, sealed, NONCE);
			return sealed;
		}

		@Override
		byte[] open(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
			return cipher(Cipher.DECRYPT_MODE, key, sealed, context).doFinal(sealed, NONCE, sealed.length - NONCE);
		}

		private Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context) throws GeneralSecurityException {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce, 0, NONCE));
			cipher.updateAAD(context);
			return cipher;
		}

	},

	/**
	 * As NaCl's {@code secretbox} has it: nonce of 24 bytes, tag of 16 bytes, ciphertext.
	 * It has no place for a context.
	 */
	XSALSA20_POLY1305("xsalsa20poly1305", 24) {

		@Override
		byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] context) {
			return SecretBox.seal(key, nonce, plaintext);
		}

		@Override
		byte[] open(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
			return SecretBox.open(key, sealed);
		}

	};

	static final int KEY = 32;

	private static final int NONCE = 12;

	private static final int TAG = 16;

	private static final SecureRandom random = new SecureRandom();

	private final String word;

	private final int nonceLength;

	CipherAlgorithm(String word, int nonceLength) {
		this.word = word;
		this.nonceLength = nonceLength;
	}

	/**
	 * The word of the protocol.
	 * @return what stands under {@code ppt_cipher}
	 */
	String word() {
		return this.word;
	}

	/**
	 * Encrypts with a random nonce.
	 * @param key the key
	 * @param plaintext what to encrypt
	 * @param context what it is for, which is not sent: additional authenticated data,
	 * where the algorithm has such
	 * @return the nonce and what follows it
	 */
	byte[] seal(byte[] key, byte[] plaintext, byte[] context) {
		byte[] nonce = new byte[this.nonceLength];
		random.nextBytes(nonce);
		try {
			return seal(key, nonce, plaintext, context);
		}
		catch (GeneralSecurityException ex) {
			throw new PayloadEncryptionException("it cannot be encrypted with " + this.word, ex);
		}
	}

	abstract byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] context) throws GeneralSecurityException;

	abstract byte[] open(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException;

	/**
	 * Decrypts.
	 * @param key the key
	 * @param sealed what came, which may be anything
	 * @param context what it should be for
	 * @return what was encrypted
	 * @throws GeneralSecurityException if it was not encrypted with that key, or for
	 * something else
	 */
	byte[] decrypt(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
		if (sealed.length < this.nonceLength + TAG) {
			throw new GeneralSecurityException("it is too short");
		}
		return open(key, sealed, context);
	}

}

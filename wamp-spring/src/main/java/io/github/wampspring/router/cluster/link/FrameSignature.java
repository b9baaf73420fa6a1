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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 with one secret.
 */
final class FrameSignature {

	private static final String ALGORITHM = "HmacSHA256";

	/** How many bytes a signature has. */
	static final int LENGTH = 32;

	private final SecretKeySpec key;

	/** For threads that sign at the same time; making one costs more than signing. */
	private final BlockingQueue<Mac> idle = new ArrayBlockingQueue<>(8);

	FrameSignature(byte[] secret) {
		this.key = new SecretKeySpec(secret, ALGORITHM);
	}

	byte[] sign(ByteBuffer header, byte[] context, ByteBuffer content) {
		Mac mac = this.idle.poll();
		if (mac == null) {
			mac = create();
		}
		mac.update(header);
		mac.update(context);
		mac.update(content);
		byte[] signature = mac.doFinal();
		this.idle.offer(mac);
		return signature;
	}

	private Mac create() {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

	/**
	 * Compares signatures, in a time that tells nothing.
	 * @param a one
	 * @param b another
	 * @return whether they are the same
	 */
	static boolean isEqual(byte[] a, byte[] b) {
		return MessageDigest.isEqual(a, b);
	}

}

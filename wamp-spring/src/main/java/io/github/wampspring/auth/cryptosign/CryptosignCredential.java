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

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

import io.github.wampspring.auth.WampCredential;

/**
 * A public key by which a user may be let in.
 *
 * @param publicKey the Ed25519 key, 64 hexadecimal digits in lower case
 */
public record CryptosignCredential(String publicKey) implements WampCredential {

	/**
	 * Reads a key.
	 * @param publicKey hexadecimal digits, or a line of OpenSSH that begins with
	 * {@code ssh-ed25519}
	 * @throws IllegalArgumentException if it is something else
	 */
	public CryptosignCredential {
		publicKey = CryptosignKey.publicKey(publicKey);
	}

	@Override
	public Set<String> methods() {
		return Set.of(CryptosignAuthenticator.METHOD);
	}

	@Override
	public String shape() {
		return CryptosignAuthenticator.METHOD;
	}

	@Override
	public WampCredential decoy(byte[] seed) {
		return new CryptosignCredential(HexFormat.of().formatHex(Arrays.copyOf(seed, 32)));
	}

	@Override
	public boolean isFor(String publicKey) {
		return this.publicKey.equals(publicKey);
	}

}

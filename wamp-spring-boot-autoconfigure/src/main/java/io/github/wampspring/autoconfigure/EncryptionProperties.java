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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the encryption of some payloads.
 */
public class EncryptionProperties {

	/**
	 * Procedures and topics whose payloads are encrypted, by their URI or a pattern.
	 */
	private String uri = "";

	/**
	 * How the URI matches.
	 */
	private MatchPolicy match = MatchPolicy.PREFIX;

	/**
	 * What encrypts.
	 */
	private Algorithm cipher = Algorithm.AES256GCM;

	/**
	 * Keys, by their ID. All of them decrypt.
	 */
	private Map<String, Key> keys = new LinkedHashMap<>();

	/**
	 * ID of the key that encrypts. Needed where there are several.
	 */
	private @Nullable String encryptWith;

	/**
	 * Whether payloads that come in the clear are taken all the same, such as while
	 * encryption is being introduced.
	 */
	private boolean acceptClear;

	/**
	 * Whether aes256gcm authenticates the URI with the payload, so that a router cannot
	 * put the payload of one in the place of another's. Not for end points of others that
	 * have no such thing.
	 */
	private boolean bindToUri = true;

	public String getUri() {
		return this.uri;
	}

	public void setUri(String uri) {
		this.uri = uri;
	}

	public MatchPolicy getMatch() {
		return this.match;
	}

	public void setMatch(MatchPolicy match) {
		this.match = match;
	}

	public Algorithm getCipher() {
		return this.cipher;
	}

	public void setCipher(Algorithm cipher) {
		this.cipher = cipher;
	}

	public Map<String, Key> getKeys() {
		return this.keys;
	}

	public void setKeys(Map<String, Key> keys) {
		this.keys = keys;
	}

	public @Nullable String getEncryptWith() {
		return this.encryptWith;
	}

	public void setEncryptWith(@Nullable String encryptWith) {
		this.encryptWith = encryptWith;
	}

	public boolean isAcceptClear() {
		return this.acceptClear;
	}

	public void setAcceptClear(boolean acceptClear) {
		this.acceptClear = acceptClear;
	}

	public boolean isBindToUri() {
		return this.bindToUri;
	}

	public void setBindToUri(boolean bindToUri) {
		this.bindToUri = bindToUri;
	}

	/**
	 * What encrypts.
	 */
	public enum Algorithm {

		/** AES-256-GCM, with a secret. */
		AES256GCM,

		/** XSalsa20 and Poly1305, with a secret or a pair of X25519 keys. */
		XSALSA20POLY1305,

		/** The cryptobox of Autobahn and Crossbar.io, with a pair of X25519 keys. */
		CRYPTOBOX

	}

	/**
	 * A key, or a pair of keys. Each has 32 bytes, in hexadecimal digits or Base64.
	 */
	public static class Key {

		/**
		 * Secret that all end points have.
		 */
		private @Nullable String secret;

		/**
		 * Private X25519 key, one's own.
		 */
		private @Nullable String privateKey;

		/**
		 * Public X25519 key of the other end point.
		 */
		private @Nullable String publicKey;

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

		public @Nullable String getPrivateKey() {
			return this.privateKey;
		}

		public void setPrivateKey(@Nullable String privateKey) {
			this.privateKey = privateKey;
		}

		public @Nullable String getPublicKey() {
			return this.publicKey;
		}

		public void setPublicKey(@Nullable String publicKey) {
			this.publicKey = publicKey;
		}

	}

}

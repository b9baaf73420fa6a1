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

package io.github.wampspring;

import org.jspecify.annotations.Nullable;

/**
 * What binds an authentication to the TLS connection that it goes over, so that whoever
 * stands between client and router cannot pass it on. See the sections "TLS Channel
 * Binding" of WAMP-Cryptosign and "Channel Binding" of WAMP-SCRAM of the specification.
 */
public enum ChannelBinding {

	/**
	 * The first Finished message of the TLS handshake (RFC 5929). Not defined for TLS
	 * 1.3.
	 */
	TLS_UNIQUE("tls-unique"),

	/**
	 * Keying material of the TLS connection (RFC 9266), from TLS 1.3 on.
	 */
	TLS_EXPORTER("tls-exporter"),

	/**
	 * The hash of the server's certificate (RFC 5929). For WAMP-SCRAM only.
	 */
	TLS_SERVER_END_POINT("tls-server-end-point");

	private final String wireName;

	ChannelBinding(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * The name in messages.
	 * @return the name, as registered with IANA
	 */
	public String wireName() {
		return this.wireName;
	}

	/**
	 * Finds a channel binding.
	 * @param wireName the name in messages
	 * @return the binding, or {@code null} if the name is not known
	 */
	public static @Nullable ChannelBinding of(@Nullable String wireName) {
		for (ChannelBinding binding : values()) {
			if (binding.wireName.equals(wireName)) {
				return binding;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.wireName;
	}

}

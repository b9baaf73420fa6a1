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

package io.github.wampspring.router.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.RouteIds;

/**
 * IDs of registrations or subscriptions that are the same on all instances: derived from
 * what they are for, with a key, so that nobody without it can look for two that have the
 * same.
 */
final class DerivedIds implements RouteIds {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	private final String scope;

	/**
	 * Creates a source.
	 * @param key the key, not empty
	 * @param kind what the IDs are of
	 * @param realm the realm's name
	 */
	DerivedIds(String key, String kind, String realm) {
		this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
		this.scope = kind + '\n' + realm + '\n';
	}

	@Override
	public long next(MatchPolicy match, String uri) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			byte[] hash = mac.doFinal((this.scope + match.value() + '\n' + uri).getBytes(StandardCharsets.UTF_8));
			// IDs of WAMP have 53 bits, and there is no 0
			return Math.max(1, ByteBuffer.wrap(hash).getLong() >>> 11);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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

package io.github.wampspring.protocol;

import java.util.List;

/**
 * What options and details say of a payload that only its end points understand: a router
 * looks neither at them nor at the payload, and hands both on. See the section "Payload
 * Passthru Mode" of the specification. The attributes that begin with {@code enc_} are
 * those of an older draft, which Autobahn speaks.
 */
public final class PayloadAttributes {

	/** The scheme: that there is one tells that the mode is used. */
	public static final String SCHEME = "ppt_scheme";

	/** What the arguments are serialized with. */
	public static final String SERIALIZER = "ppt_serializer";

	/** What they are encrypted with. */
	public static final String CIPHER = "ppt_cipher";

	/** Which key they are encrypted with. */
	public static final String KEY_ID = "ppt_keyid";

	/** The algorithm, in the older draft. */
	public static final String OLD_ALGORITHM = "enc_algo";

	/** The serializer, in the older draft. */
	public static final String OLD_SERIALIZER = "enc_serializer";

	/** The key, in the older draft. */
	public static final String OLD_KEY = "enc_key";

	private static final List<String> KEYS = List.of(SCHEME, SERIALIZER, CIPHER, KEY_ID, OLD_ALGORITHM, OLD_SERIALIZER,
			OLD_KEY);

	private PayloadAttributes() {
	}

	/**
	 * The attributes of a payload among others.
	 * @param options options or details
	 * @return those that are there; empty if the payload is an ordinary one
	 */
	public static Dict of(Dict options) {
		Dict attributes = Dict.EMPTY;
		if (isUsed(options)) {
			for (String key : KEYS) {
				attributes = attributes.withPresent(key, options.get(key));
			}
		}
		return attributes;
	}

	/**
	 * Whether only the end points understand the payload.
	 * @param options options or details
	 * @return {@code true} for payload passthru mode and for the older draft
	 */
	public static boolean isUsed(Dict options) {
		return !options.isEmpty() && (isPassedThrough(options) || options.has(OLD_ALGORITHM));
	}

	/**
	 * Whether payload passthru mode is used.
	 * @param options options or details
	 * @return {@code true} if there is a scheme
	 */
	public static boolean isPassedThrough(Dict options) {
		if (options.isEmpty()) {
			return false;
		}
		String scheme = options.getString(SCHEME);
		return scheme != null && !scheme.isEmpty();
	}

}

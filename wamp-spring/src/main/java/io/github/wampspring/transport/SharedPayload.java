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

package io.github.wampspring.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;

/**
 * Arguments that go into several messages and are encoded once for each serializer. Where
 * that fails, it fails once.
 */
public final class SharedPayload {

	private final Payload payload;

	/** Payloads, or what was thrown. */
	private final Map<String, Object> encodings = new ConcurrentHashMap<>(4);

	/**
	 * Creates a shared payload.
	 * @param payload the arguments
	 */
	public SharedPayload(Payload payload) {
		this.payload = payload;
	}

	/**
	 * The payload.
	 * @return the payload as it is
	 */
	public Payload payload() {
		return this.payload;
	}

	/**
	 * The payload in an encoding.
	 * @param serializer the serializer
	 * @return the payload, encoded at the first call
	 * @throws PayloadException if an argument cannot be written
	 */
	public Payload encoded(WampSerializer serializer) {
		if (this.payload instanceof Payload.Encoded encoded && encoded.encoding().equals(serializer.name())) {
			return encoded;
		}
		Object encoding = this.encodings.computeIfAbsent(serializer.name(), (name) -> encode(serializer));
		if (encoding instanceof PayloadException failure) {
			throw failure;
		}
		return (Payload) encoding;
	}

	private Object encode(WampSerializer serializer) {
		try {
			return serializer.encode(this.payload);
		}
		catch (PayloadException ex) {
			return ex;
		}
	}

}

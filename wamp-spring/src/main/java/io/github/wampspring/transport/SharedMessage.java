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
import java.util.function.Function;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message that goes to many channels and is encoded once for each serializer. Where
 * that fails, it fails once.
 */
public final class SharedMessage {

	private static final SharedPayload NO_PAYLOAD = new SharedPayload(Payload.NONE);

	private final SharedPayload payload;

	private final Function<Payload, WampMessage> message;

	/** Made at the first call; it does not matter by how many threads. */
	private volatile @Nullable WampMessage whole;

	private final Map<String, Encoding> encodings = new ConcurrentHashMap<>(4);

	/**
	 * Creates a shared message.
	 * @param payload the payload, which other messages may have too
	 * @param message makes the message of the payload, in whatever form that is
	 */
	public SharedMessage(SharedPayload payload, Function<Payload, WampMessage> message) {
		this.payload = payload;
		this.message = message;
	}

	/**
	 * A message that may have to be sent again, and is encoded once then.
	 * @param message the message
	 * @return the message to share
	 */
	public static SharedMessage of(WampMessage message) {
		return new SharedMessage(NO_PAYLOAD, (payload) -> message);
	}

	/**
	 * The message.
	 * @return the message as it is
	 */
	public WampMessage message() {
		WampMessage whole = this.whole;
		if (whole == null) {
			whole = this.message.apply(this.payload.payload());
			this.whole = whole;
		}
		return whole;
	}

	/**
	 * The frame.
	 * @param serializer the channel's serializer
	 * @return the frame, encoded at the first call
	 * @throws PayloadException if an argument cannot be written
	 */
	public Frame frame(WampSerializer serializer) {
		Encoding encoding = this.encodings.get(serializer.name());
		if (encoding == null) {
			encoding = this.encodings.computeIfAbsent(serializer.name(), (name) -> encode(serializer));
		}
		if (encoding.frame == null) {
			throw (encoding.failure != null) ? encoding.failure : new IllegalStateException();
		}
		return encoding.frame;
	}

	/**
	 * The size of the frame.
	 * @param serializer the name of a serializer
	 * @return bytes; 0 if it was not encoded with that serializer
	 */
	public int length(String serializer) {
		Encoding encoding = this.encodings.get(serializer);
		return (encoding != null && encoding.frame != null) ? encoding.frame.length() : 0;
	}

	private Encoding encode(WampSerializer serializer) {
		try {
			return new Encoding(serializer.encode(this.message.apply(this.payload.encoded(serializer))), null);
		}
		catch (PayloadException ex) {
			return new Encoding(null, ex);
		}
	}

	private record Encoding(@Nullable Frame frame, @Nullable PayloadException failure) {
	}

}

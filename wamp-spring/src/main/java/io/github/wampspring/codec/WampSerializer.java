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

package io.github.wampspring.codec;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * From messages to frames and back. Safe for use by many threads. See the section
 * "Serializers" of the specification.
 */
public interface WampSerializer {

	/**
	 * The name.
	 * @return {@code json}, {@code msgpack} or {@code cbor}
	 */
	String name();

	/**
	 * The WebSocket subprotocol.
	 * @return such as {@code wamp.2.json}
	 */
	default String subprotocol() {
		return "wamp.2." + name();
	}

	/**
	 * Whether frames are binary.
	 * @return {@code false} for text
	 */
	boolean isBinary();

	/**
	 * Encodes a message. A payload that is encoded this way already is copied as it
	 * stands, one of another encoding is transcoded.
	 * @param message the message
	 * @return the frame
	 * @throws PayloadException if an argument cannot be written
	 */
	Frame encode(WampMessage message);

	/**
	 * Encodes a payload ahead of its message, so that this costly part needs no lock.
	 * @param payload the payload
	 * @return the payload in this encoding; {@link Payload#NONE} for an empty one
	 * @throws PayloadException if an argument cannot be written
	 */
	Payload encode(Payload payload);

	/**
	 * Makes a payload of what has been kept or sent outside of this JVM. Checked as
	 * strictly as the arguments of a message.
	 * @param bytes what {@link Payload.Encoded#bytes()} gave for a payload of this
	 * encoding; not to be changed any more
	 * @return the payload
	 * @throws PayloadException if the bytes are not one
	 */
	Payload payload(byte[] bytes);

	/**
	 * Decodes a frame. Arguments are checked for syntax and kept as they stand.
	 * @param frame the bytes of a frame of the kind that {@link #isBinary()} tells;
	 * arguments stay where they are, so they must not be changed any more
	 * @return the message
	 * @throws ProtocolViolation for everything that is not a valid message
	 */
	WampMessage decode(Slice frame);

	/**
	 * Decodes a frame that was encoded in this JVM.
	 * @param frame the frame
	 * @return the message
	 * @throws ProtocolViolation for everything that is not a valid message
	 */
	default WampMessage decode(Frame frame) {
		return decode(frame.toSlice());
	}

	/**
	 * Finds out what an incomplete message is about, to refuse it by name.
	 * @param beginning the first part of a frame
	 * @return its type and request, or {@code null} if that cannot be told
	 */
	@Nullable Head decodeHead(Slice beginning);

	/**
	 * The head of a message that was not read to its end.
	 *
	 * @param type the type
	 * @param request the number after it: a request ID or, for EVENT, the subscription
	 */
	record Head(MessageType type, long request) {
	}

}

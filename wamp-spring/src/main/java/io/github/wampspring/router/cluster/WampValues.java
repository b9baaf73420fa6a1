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

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.UnreadablePayload;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * Dictionaries and payloads in frames.
 * <p>
 * A dictionary is the number of its bytes, none for an empty one, and CBOR. A payload is
 * the name of its encoding, an empty one if there are no arguments, the number of its
 * bytes and these as they came.
 */
final class WampValues {

	private static final String CBOR = "cbor";

	/**
	 * What stands before the dictionary in a message that has one and no rules for it:
	 * such a message is how a serializer is asked for a dictionary.
	 */
	private static final byte[] BEFORE_DICT = { (byte) 0x83, 0x05, 0x60 };

	private final Map<String, WampSerializer> serializers = new HashMap<>();

	private final WampSerializer cbor;

	WampValues(Iterable<WampSerializer> serializers) {
		serializers.forEach((serializer) -> this.serializers.put(serializer.name(), serializer));
		WampSerializer cbor = this.serializers.get(CBOR);
		if (cbor == null) {
			throw new IllegalArgumentException("The frames of a cluster need the serializer " + CBOR);
		}
		this.cbor = cbor;
	}

	void writeDict(FrameOutput output, Dict dict) {
		if (dict.isEmpty()) {
			output.number(0);
			return;
		}
		Slice message = this.cbor.encode(new WampMessage.Authenticate("", dict)).toSlice();
		int skipped = BEFORE_DICT.length;
		if (!Arrays.equals(BEFORE_DICT, 0, skipped, message.bytes(), message.offset(), message.offset() + skipped)) {
			throw new IllegalStateException("A message in CBOR does not begin as expected");
		}
		output.bytes(message.bytes(), message.offset() + skipped, message.length() - skipped);
	}

	Dict readDict(FrameInput input) {
		int length = input.elements(1);
		if (length == 0) {
			return Dict.EMPTY;
		}
		byte[] message = input.bytes(BEFORE_DICT, length);
		try {
			return ((WampMessage.Authenticate) this.cbor.decode(Slice.of(message))).extra();
		}
		catch (ProtocolViolation ex) {
			throw new MalformedFrameException("a dictionary is malformed: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Writes a payload.
	 * @throws PayloadException if an argument cannot be written
	 */
	void writePayload(FrameOutput output, Payload payload) {
		Payload.Encoded encoded = encoded(payload);
		if (encoded == null) {
			output.string("");
			return;
		}
		byte[] bytes = encoded.bytes();
		output.string(encoded.encoding());
		output.bytes(bytes);
	}

	private Payload.@Nullable Encoded encoded(Payload payload) {
		if (payload instanceof Payload.Encoded encoded) {
			return encoded;
		}
		return (this.cbor.encode(payload) instanceof Payload.Encoded encoded) ? encoded : null;
	}

	Payload readPayload(FrameInput input) {
		String encoding = input.string();
		if (encoding.isEmpty()) {
			return Payload.NONE;
		}
		byte[] bytes = input.bytes();
		WampSerializer serializer = this.serializers.get(encoding);
		if (serializer == null) {
			return new UnreadablePayload(new PayloadException("another instance of the cluster has passed on arguments"
					+ " in " + Uris.quote(encoding) + ", which this one does not know", null), bytes.length);
		}
		try {
			return serializer.payload(bytes);
		}
		catch (PayloadException ex) {
			throw new MalformedFrameException("a payload is malformed: " + ex.getMessage(), ex);
		}
	}

}

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
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;

/**
 * Whatever the bytes: they are a message, or a violation. And what was taken for a
 * message can be forwarded as it is; reading and translating it works too, or ends in a
 * {@link PayloadException}.
 */
final class FuzzTargets {

	private FuzzTargets() {
	}

	static void check(WampSerializer serializer, Frame frame) {
		serializer.decodeHead(frame.toSlice());
		WampMessage message;
		try {
			message = serializer.decode(frame);
		}
		catch (ProtocolViolation ex) {
			return;
		}
		WampMessage again = serializer.decode(serializer.encode(message));
		if (again.type() != message.type()) {
			throw new AssertionError("another type: " + again.type());
		}
		if (message.payload() instanceof Payload.Encoded payload && !payload.isTransparent()) {
			read(payload);
		}
		for (WampSerializer other : Codecs.all()) {
			translate(message, other);
		}
	}

	private static void read(Payload payload) {
		try {
			Codecs.MAPPER.arguments(payload);
			Codecs.MAPPER.keywordArguments(payload);
			PayloadReader reader = Codecs.MAPPER.reader(payload);
			while (reader.hasNext()) {
				reader.next(Codecs.MAPPER.type(String.class));
			}
		}
		catch (PayloadException ex) {
			if (ex.getMessage().isEmpty()) {
				throw new AssertionError(ex);
			}
		}
	}

	private static void translate(WampMessage message, WampSerializer to) {
		Frame frame;
		try {
			frame = to.encode(message);
		}
		catch (PayloadException ex) {
			return;
		}
		to.decode(frame);
	}

	/** JSON. */
	public static final class Json {

		private Json() {
		}

		public static void fuzzerTestOneInput(byte[] data) {
			check(Codecs.JSON, Frame.text(Slice.of(data)));
		}

	}

	/** MessagePack. */
	public static final class Msgpack {

		private Msgpack() {
		}

		public static void fuzzerTestOneInput(byte[] data) {
			check(Codecs.MSGPACK, Frame.binary(Slice.of(data)));
		}

	}

	/** CBOR. */
	public static final class Cbor {

		private Cbor() {
		}

		public static void fuzzerTestOneInput(byte[] data) {
			check(Codecs.CBOR, Frame.binary(Slice.of(data)));
		}

	}

}

package io.github.wampspring.protocol.codec;

import java.nio.charset.StandardCharsets;

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
		serializer.decodeHead(frame);
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
			check(Codecs.JSON, Codecs.text(new String(data, StandardCharsets.UTF_8)));
		}

	}

	/** MessagePack. */
	public static final class Msgpack {

		private Msgpack() {
		}

		public static void fuzzerTestOneInput(byte[] data) {
			check(Codecs.MSGPACK, new Frame.Binary(data));
		}

	}

	/** CBOR. */
	public static final class Cbor {

		private Cbor() {
		}

		public static void fuzzerTestOneInput(byte[] data) {
			check(Codecs.CBOR, new Frame.Binary(data));
		}

	}

}

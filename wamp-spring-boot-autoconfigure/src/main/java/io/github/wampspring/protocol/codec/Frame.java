package io.github.wampspring.protocol.codec;

/**
 * What a message is on the wire: text for JSON, bytes for the binary serializers.
 */
public sealed interface Frame {

	/**
	 * The size that limits and queues count.
	 * @return bytes or, for text, characters
	 */
	int length();

	/**
	 * A text frame.
	 *
	 * @param text the text
	 */
	record Text(String text) implements Frame {

		@Override
		public int length() {
			return this.text.length();
		}

	}

	/**
	 * A binary frame. The array is never changed once it is here.
	 *
	 * @param bytes the bytes
	 */
	record Binary(byte[] bytes) implements Frame {

		@Override
		public int length() {
			return this.bytes.length;
		}

	}

}

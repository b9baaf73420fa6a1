package io.github.wampspring.protocol.codec;

/**
 * What is refused because it would cost more than it is worth. Sizes are bounded by the
 * frame, which the transport limits.
 */
final class Limits {

	/** How deep lists and dictionaries may be nested, the message itself included. */
	static final int DEPTH = 500;

	/** How deep the arguments of a payload may be nested, their list included. */
	static final int PAYLOAD_DEPTH = DEPTH - 1;

	/** How deep a single argument may be nested. */
	static final int VALUE_DEPTH = PAYLOAD_DEPTH - 1;

	/** Values in all the options or details of one message. */
	static final int FIELD_VALUES = 1 << 16;

	/** Digits of a number. */
	static final int DIGITS = 1000;

	/** Bits that always fit into the digits. */
	static final int BITS = 3321;

	/** Decimal places, or zeros after a number. */
	static final int SCALE = 1000;

	private Limits() {
	}

}

package io.github.wampspring.router;

/**
 * Whether callees and subscribers get to know who calls and publishes. See the sections
 * "Caller Identification" and "Publisher Identification" of the specification.
 */
public enum Disclosure {

	/** Nobody is disclosed; asking for it is an error. */
	NEVER,

	/** Where the caller or publisher, or the callee at its registration, asks for it. */
	ON_REQUEST,

	/** Always. */
	ALWAYS

}

package io.github.wampspring.router;

/**
 * What a session may be allowed to do with a URI. See the section "Authorization" of the
 * specification.
 */
public enum WampAction {

	/** Call a procedure. */
	CALL,

	/** Offer a procedure. */
	REGISTER,

	/** Publish to a topic. */
	PUBLISH,

	/** Receive the events of a topic. */
	SUBSCRIBE

}

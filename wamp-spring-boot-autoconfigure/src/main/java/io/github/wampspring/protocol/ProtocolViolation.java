package io.github.wampspring.protocol;

/**
 * What came over a transport is not a WAMP message, or not one that is allowed here. Ends
 * the session that sent it: ABORT with {@link ErrorUris#PROTOCOL_VIOLATION}, then the
 * transport is closed. See the section "Protocol Violations" of the specification.
 */
public class ProtocolViolation extends RuntimeException {

	/**
	 * Creates a violation.
	 * @param message what is wrong; goes to the peer, so it must not quote secrets
	 */
	public ProtocolViolation(String message) {
		super(message, null, false, false);
	}

}

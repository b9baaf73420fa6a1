package io.github.wampspring.router;

/**
 * What an authorizer decides.
 */
public enum AuthorizationDecision {

	/** It is allowed. */
	ALLOW,

	/** It is allowed, and the caller or publisher is disclosed. */
	ALLOW_AND_DISCLOSE,

	/** It is not allowed. */
	DENY,

	/** Others decide: the next authorizer or, after the last, the permissions. */
	ABSTAIN;

	/**
	 * A decision for a condition.
	 * @param allowed the condition
	 * @return {@link #ALLOW} or {@link #DENY}
	 */
	public static AuthorizationDecision of(boolean allowed) {
		return allowed ? ALLOW : DENY;
	}

}

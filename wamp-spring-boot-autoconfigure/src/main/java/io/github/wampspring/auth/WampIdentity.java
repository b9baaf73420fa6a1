package io.github.wampspring.auth;

import io.github.wampspring.protocol.Dict;

/**
 * Who a session is, once it was let in: what WELCOME tells it and what authorization goes
 * by.
 *
 * @param authId the authid
 * @param authRole the authrole
 * @param authMethod the method by which it was authenticated
 * @param authProvider who vouched for it, such as {@code static}
 * @param authExtra what else WELCOME shall tell the client
 */
public record WampIdentity(String authId, String authRole, String authMethod, String authProvider, Dict authExtra) {

	/**
	 * An identity without extra information.
	 * @param authId the authid
	 * @param authRole the authrole
	 * @param authMethod the method by which it was authenticated
	 * @param authProvider who vouched for it
	 */
	public WampIdentity(String authId, String authRole, String authMethod, String authProvider) {
		this(authId, authRole, authMethod, authProvider, Dict.EMPTY);
	}

}

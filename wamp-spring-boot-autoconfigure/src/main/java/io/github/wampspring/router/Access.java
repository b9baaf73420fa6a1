package io.github.wampspring.router;

import io.github.wampspring.protocol.ErrorUris;

/**
 * What came out of an authorization.
 */
enum Access {

	ALLOWED, DISCLOSED, DENIED, FAILED;

	boolean isRefused() {
		return this == DENIED || this == FAILED;
	}

	String error() {
		return (this == FAILED) ? ErrorUris.AUTHORIZATION_FAILED : ErrorUris.NOT_AUTHORIZED;
	}

}

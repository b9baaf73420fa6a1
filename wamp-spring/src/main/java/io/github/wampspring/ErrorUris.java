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

package io.github.wampspring;

/**
 * The error URIs that the specification defines, and the few that routers agree on.
 */
public final class ErrorUris {

	/** A URI is not well-formed, or reserved. */
	public static final String INVALID_URI = "wamp.error.invalid_uri";

	/** Nothing is registered under the URI called. */
	public static final String NO_SUCH_PROCEDURE = "wamp.error.no_such_procedure";

	/** The URI is registered already. */
	public static final String PROCEDURE_ALREADY_EXISTS = "wamp.error.procedure_already_exists";

	/** A shared registration exists with another invocation policy. */
	public static final String PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT = "wamp.error.procedure_exists_with_different_invocation_policy";

	/** There is no such registration. */
	public static final String NO_SUCH_REGISTRATION = "wamp.error.no_such_registration";

	/** There is no such subscription. */
	public static final String NO_SUCH_SUBSCRIPTION = "wamp.error.no_such_subscription";

	/** There is no such session. */
	public static final String NO_SUCH_SESSION = "wamp.error.no_such_session";

	/** Arguments are not acceptable. */
	public static final String INVALID_ARGUMENT = "wamp.error.invalid_argument";

	/** A call was cancelled. */
	public static final String CANCELED = "wamp.error.canceled";

	/** The spelling of {@link #CANCELED} that some peers send. */
	public static final String CANCELLED = "wamp.error.cancelled";

	/** A call took longer than its timeout. */
	public static final String TIMEOUT = "wamp.error.timeout";

	/** An option is not allowed here. */
	public static final String OPTION_NOT_ALLOWED = "wamp.error.option_not_allowed";

	/** The caller or publisher wants to be disclosed, and the router forbids it. */
	public static final String OPTION_DISALLOWED_DISCLOSE_ME = "wamp.error.option_disallowed.disclose_me";

	/** A peer does not have a feature that the message needs. */
	public static final String FEATURE_NOT_SUPPORTED = "wamp.error.feature_not_supported";

	/** All callees are at their limit. */
	public static final String MAX_CONCURRENCY_REACHED = "wamp.error.max_concurrency_reached";

	/** No callee can take the call. */
	public static final String NO_AVAILABLE_CALLEE = "wamp.error.no_available_callee";

	/** The callee cannot take the call now. */
	public static final String UNAVAILABLE = "wamp.error.unavailable";

	/**
	 * The session, or all of the realm, has as much of something as the router allows.
	 * Not of the specification, which has no URI for this.
	 */
	public static final String LIMIT_EXCEEDED = "wamp.error.limit_exceeded";

	/**
	 * Arguments cannot be decrypted, or came in the clear where they must not. Not of the
	 * specification, which has no URI for this; Autobahn uses it.
	 */
	public static final String DECRYPT_ERROR = "wamp.error.encryption.decrypt_error";

	/** A message exceeds the limit of a transport. */
	public static final String PAYLOAD_SIZE_EXCEEDED = "wamp.error.payload_size_exceeded";

	/** The session may not do that. */
	public static final String NOT_AUTHORIZED = "wamp.error.not_authorized";

	/** Whether the session may do that could not be found out. */
	public static final String AUTHORIZATION_FAILED = "wamp.error.authorization_failed";

	/** The authentication could not be done, for a technical reason. */
	public static final String AUTHENTICATION_FAILED = "wamp.error.authentication_failed";

	/** A proof of identity was refused. */
	public static final String AUTHENTICATION_DENIED = "wamp.error.authentication_denied";

	/** An authentication is needed that the client did not offer enough for. */
	public static final String AUTHENTICATION_REQUIRED = "wamp.error.authentication_required";

	/** The router offers none of the authentication methods. */
	public static final String NO_MATCHING_AUTH_METHOD = "wamp.error.no_matching_auth_method";

	/** Crossbar.io's form of {@link #NO_MATCHING_AUTH_METHOD}. */
	public static final String NO_AUTH_METHOD = "wamp.error.no_auth_method";

	/** There is no such principal. */
	public static final String NO_SUCH_PRINCIPAL = "wamp.error.no_such_principal";

	/** There is no such realm. */
	public static final String NO_SUCH_REALM = "wamp.error.no_such_realm";

	/** There is no such role. */
	public static final String NO_SUCH_ROLE = "wamp.error.no_such_role";

	/** A message breaks the protocol. */
	public static final String PROTOCOL_VIOLATION = "wamp.error.protocol_violation";

	/** The connection was lost. */
	public static final String NETWORK_FAILURE = "wamp.error.network_failure";

	/** An exception of the application that has no URI of its own. */
	public static final String RUNTIME_ERROR = "wamp.error.runtime_error";

	private ErrorUris() {
	}

}

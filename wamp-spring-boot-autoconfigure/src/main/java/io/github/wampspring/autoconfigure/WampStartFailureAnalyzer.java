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

package io.github.wampspring.autoconfigure;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.transport.ConnectFailedException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why an application with {@code fail-fast} does not start.
 */
class WampStartFailureAnalyzer extends AbstractFailureAnalyzer<WampStartException> {

	private static final String LATER = " To let the application start all the same, and join when it can, remove"
			+ " wamp.fail-fast=true.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WampStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				ConnectionNames.withPrefix(cause.getConnection(), action(cause)), cause);
	}

	private static String action(WampStartException failure) {
		WampJoinException refusal = find(failure, WampJoinException.class);
		if (refusal != null) {
			String remedy = remedy(failure.getConnection(), refusal.getUri());
			return (remedy != null) ? remedy
					: "Look for the reason in the router's log, and check wamp.realm and wamp.auth.*." + LATER;
		}
		ConnectFailedException unreachable = find(failure, ConnectFailedException.class);
		if (unreachable != null) {
			return unreachable.isPermanent()
					? "Set wamp.urls to the WebSocket endpoint of a WAMP v2 router, such as ws://localhost:8080/ws."
					: "Start a WAMP router there, or set wamp.urls to the one that is running; or set"
							+ " wamp.router.enabled=true to have one in this application, and no wamp.urls." + LATER;
		}
		WampException error = (failure.getCause() instanceof WampException exception) ? exception : null;
		return (error != null) ? notAccepted(error.getUri()) : "See the log for what the connection tried." + LATER;
	}

	/**
	 * What to do about a refused session.
	 * @param connection the connection's name
	 * @param uri the URI that the router gave
	 * @return what to do, or {@code null} if the URI does not tell
	 */
	static @Nullable String remedy(String connection, String uri) {
		String remedy = remedy(uri);
		return (remedy != null) ? ConnectionNames.withPrefix(connection, remedy) : null;
	}

	private static @Nullable String remedy(String uri) {
		return switch (uri) {
			case ErrorUris.NO_SUCH_REALM -> "Set wamp.realm to a realm that the router has, or add the realm to the"
					+ " router's configuration (wamp.router.realms for the embedded one).";
			case ErrorUris.AUTHENTICATION_DENIED, ErrorUris.NO_SUCH_PRINCIPAL, ErrorUris.NOT_AUTHORIZED,
					ErrorUris.NO_SUCH_ROLE ->
				"Set wamp.auth.authid, and wamp.auth.ticket or wamp.auth.secret, to what the router knows"
						+ " (wamp.router.users for the embedded one).";
			case ErrorUris.AUTHENTICATION_FAILED ->
				"The router's log tells whether it could not find out who the application is, or has got too many"
						+ " wrong answers. Many routers say this of wrong ones too: then set wamp.auth.authid, and"
						+ " wamp.auth.ticket or wamp.auth.secret, to what the router knows.";
			case ErrorUris.NO_MATCHING_AUTH_METHOD, ErrorUris.NO_AUTH_METHOD ->
				"Prove who the application is in a way that the router accepts: set wamp.auth.authid, and"
						+ " wamp.auth.ticket or wamp.auth.secret, or wamp.auth.private-key-file, or add a"
						+ " WampAuthenticator bean. To let anonymous sessions join the embedded router, set"
						+ " wamp.router.anonymous.enabled=true there.";
			case ErrorUris.AUTHENTICATION_REQUIRED ->
				"The router has the method, and needs more for it: wamp.auth.authid; wamp.auth.channel-binding, where"
						+ " it asks for one; for tls a certificate in wamp.ssl.bundle that the router asks for"
						+ " (wamp.router.ssl.client-auth of the embedded one) and trusts.";
			default -> null;
		};
	}

	private static String notAccepted(String uri) {
		return switch (uri) {
			case ErrorUris.PROCEDURE_ALREADY_EXISTS, ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT ->
				"Another session has registered the procedure. Give this one another URI, share it by the same"
						+ " 'invoke' policy on all callees, or replace the other by 'forceReregister'." + LATER;
			case ErrorUris.NOT_AUTHORIZED, ErrorUris.AUTHORIZATION_FAILED ->
				"Allow it to the session's authrole in the router's configuration (wamp.router.permissions for the"
						+ " embedded one), or join by another authid (wamp.auth.authid).";
			case ErrorUris.TIMEOUT, ErrorUris.NETWORK_FAILURE ->
				"Check that a WAMP router runs at wamp.urls, and give it more time by wamp.join-timeout where it needs"
						+ " that." + LATER;
			default -> "Correct the URI or the options of the annotated method, or the router's configuration.";
		};
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}

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

package io.github.wampspring.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Challenge;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is said before a session has joined.
 */
final class Handshake {

	private static final Log logger = LogFactory.getLog(Handshake.class);

	private Handshake() {
	}

	static HelloDetails hello(WampConnection connection, ConnectionSettings settings) {
		HelloDetails hello = new HelloDetails(settings.realm(), ClientFeatures.get());
		hello.setAgent(settings.agent());
		List<String> methods = new ArrayList<>();
		Dict extra = Dict.EMPTY;
		for (WampAuthenticator authenticator : settings.authenticators()) {
			methods.add(authenticator.getMethod());
			extra = extra.withAll(authenticator.getAuthExtra());
			if (hello.getAuthId() == null) {
				hello.setAuthId(authenticator.getAuthId());
			}
		}
		hello.setAuthMethods(methods);
		hello.setAuthExtra(extra);
		for (HelloCustomizer customizer : settings.customizers()) {
			customizer.customize(connection, hello);
		}
		return hello;
	}

	/**
	 * Answers a challenge, or aborts.
	 * @param session the session
	 * @param challenge the challenge
	 * @param authenticators the ways to answer
	 * @return why there is no answer, or {@code null}
	 */
	static @Nullable WampJoinException answer(ClientSession session, Challenge challenge,
			List<? extends WampAuthenticator> authenticators) {
		String method = challenge.method();
		for (WampAuthenticator authenticator : authenticators) {
			if (authenticator.getMethod().equals(method)) {
				try {
					session.authenticate(authenticator.authenticate(challenge));
					return null;
				}
				catch (RuntimeException ex) {
					logger.error("The authentication by " + method + " failed", ex);
					session.abort(ErrorUris.AUTHENTICATION_FAILED, "The client has no answer to the challenge", ex);
					return new WampJoinException(ErrorUris.AUTHENTICATION_FAILED,
							"There is no answer to the challenge by " + method + ": " + ex.getMessage(), false, ex);
				}
			}
		}
		session.abort(ErrorUris.NO_MATCHING_AUTH_METHOD, "The client cannot authenticate by " + method, null);
		return new WampJoinException(ErrorUris.NO_MATCHING_AUTH_METHOD,
				"The router wants an authentication by " + method + ", for which there is no WampAuthenticator", true,
				null);
	}

	/**
	 * Why a session did not join.
	 * @param url where
	 * @param end how it ended
	 * @return the exception
	 */
	static WampException failure(URI url, SessionEnd end) {
		String text = "No session at " + url + ": " + end.text();
		if (end.initiator() == SessionEnd.Initiator.TRANSPORT) {
			return new WampConnectionException(text, end.cause());
		}
		return new WampJoinException(end.reason(), text, WampJoinException.isPermanent(end.reason()), end.cause());
	}

}

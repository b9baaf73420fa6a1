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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What is said before a session has joined.
 */
final class JoinMessages {

	private static final Log logger = LogFactory.getLog(JoinMessages.class);

	private JoinMessages() {
	}

	/**
	 * Makes HELLO. Runs the application's code.
	 * @param connection the connection
	 * @param settings its settings
	 * @param busy told of what is about to run
	 * @return HELLO
	 */
	static Hello hello(WampConnection connection, ConnectionSettings settings, Consumer<Object> busy) {
		HelloDetails hello = new HelloDetails(settings.realm(), ClientFeatures.get());
		hello.setAgent(settings.agent());
		List<String> methods = new ArrayList<>();
		Dict extra = Dict.EMPTY;
		for (WampAuthenticator authenticator : settings.authenticators()) {
			busy.accept(authenticator);
			methods.add(authenticator.getMethod());
			extra = extra.withAll(Dict.copyOf(authenticator.getAuthExtra()));
			if (hello.getAuthId() == null) {
				hello.setAuthId(authenticator.getAuthId());
			}
		}
		hello.setAuthMethods(methods);
		hello.setAuthExtra(extra.asMap());
		for (HelloCustomizer customizer : settings.customizers()) {
			busy.accept(customizer);
			customizer.customize(connection, hello);
		}
		return hello.toMessage();
	}

	/**
	 * Makes the answer to a challenge. Runs the application's code.
	 * @param challenge the challenge
	 * @param settings the connection's settings
	 * @param busy told of what is about to run
	 * @return the answer
	 * @throws WampJoinException if there is none
	 */
	static Authenticate answer(Challenge challenge, ConnectionSettings settings, Consumer<Object> busy) {
		String method = challenge.method();
		for (WampAuthenticator authenticator : settings.authenticators()) {
			if (authenticator.getMethod().equals(method)) {
				busy.accept(authenticator);
				try {
					WampAuthenticator.Answer answer = authenticator
						.authenticate(new WampAuthenticator.Challenge(method, challenge.extra().asMap()));
					return new Authenticate(answer.signature(), Dict.copyOf(answer.extra()));
				}
				catch (Throwable ex) {
					logger.error("The authentication by " + method + " failed", ex);
					throw new WampJoinException(ErrorUris.AUTHENTICATION_FAILED,
							"There is no answer to the challenge by " + method + ": " + ex.getMessage(), false, ex);
				}
			}
		}
		throw new WampJoinException(ErrorUris.NO_MATCHING_AUTH_METHOD,
				"The router wants an authentication by " + method + ", for which there is no WampAuthenticator", true,
				null);
	}

	/**
	 * Why a session did not join.
	 * @param url where
	 * @param end how it ended
	 * @return the exception
	 */
	static WampException failure(String url, SessionEnd end) {
		String text = "No session at " + url + ": " + end.text();
		if (end.initiator() == SessionEnd.Initiator.TRANSPORT) {
			return new WampConnectionException(text, end.cause());
		}
		return new WampJoinException(end.reason(), text, WampJoinException.isPermanent(end.reason()), end.cause());
	}

}

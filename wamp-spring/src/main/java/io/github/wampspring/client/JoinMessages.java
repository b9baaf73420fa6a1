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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelBindings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt says before its session has joined.
 */
final class JoinMessages {

	private static final Log logger = LogFactory.getLog(JoinMessages.class);

	private volatile List<? extends WampAuthenticator> offered = List.of();

	private volatile Hello hello = new Hello("", Dict.EMPTY);

	private volatile ChannelBindings bindings = ChannelBindings.NONE;

	/** Before HELLO nobody is asked. */
	private static final Predicate<Map<String, @Nullable Object>> NOTHING = (details) -> false;

	/** What WELCOME must tell, {@code null} if everything will do. */
	private volatile @Nullable Predicate<Map<String, @Nullable Object>> proof = NOTHING;

	/**
	 * Makes HELLO. Runs the application's code.
	 * @param connection the connection
	 * @param settings its settings
	 * @param bindings what is known about the TLS of the transport
	 * @param busy told of what is about to run
	 * @return HELLO
	 */
	Hello hello(WampConnection connection, ConnectionSettings settings, ChannelBindings bindings,
			Consumer<Object> busy) {
		this.bindings = bindings;
		HelloDetails hello = new HelloDetails(settings.realm(), ClientFeatures.get());
		hello.setAgent(settings.agent());
		List<String> methods = new ArrayList<>();
		Dict extra = Dict.EMPTY;
		this.offered = settings.authenticators();
		for (WampAuthenticator authenticator : this.offered) {
			busy.accept(authenticator);
			methods.add(authenticator.getMethod());
			extra = extra.withAll(Dict.copyOf(authenticator.getAuthExtra(bindings)));
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
		this.hello = hello.toMessage();
		this.proof = isMutual() ? NOTHING : null;
		return this.hello;
	}

	/**
	 * Whether the router has proved who it is, where the methods ask for it.
	 * @param welcome what it says
	 * @return {@code false} if the client must not join
	 */
	boolean isProved(Welcome welcome) {
		Predicate<Map<String, @Nullable Object>> proof = this.proof;
		try {
			return proof == null || proof.test(welcome.details().toMap());
		}
		catch (RuntimeException ex) {
			logger.error("The router's proof could not be checked", ex);
			return false;
		}
	}

	/** Whether all methods that are offered make sure of the router. */
	private boolean isMutual() {
		List<String> methods = this.hello.details().getStrings("authmethods");
		return methods != null && !methods.isEmpty()
				&& methods.stream()
					.allMatch((method) -> this.offered.stream()
						.anyMatch((known) -> known.getMethod().equals(method) && known.isMutual()));
	}

	/**
	 * Makes the answer to a challenge. Runs the application's code.
	 * @param challenge the challenge
	 * @param busy told of what is about to run
	 * @return the answer
	 * @throws WampJoinException if there is none
	 */
	Authenticate answer(Challenge challenge, Consumer<Object> busy) {
		String method = challenge.method();
		for (WampAuthenticator authenticator : this.offered) {
			if (authenticator.getMethod().equals(method)) {
				busy.accept(authenticator);
				try {
					WampAuthenticator.Answer answer = authenticator.authenticate(new WampAuthenticator.Challenge(method,
							challenge.extra().toMap(), this.hello.details().toMap(), this.bindings));
					this.proof = answer.welcome();
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

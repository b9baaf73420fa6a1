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

package io.github.wampspring.auth;

import java.util.concurrent.CompletionStage;

/**
 * The router's half of an authentication method. See the section "Authentication Methods"
 * of the specification.
 */
public interface WampAuthenticationProvider {

	/**
	 * The method.
	 * @return the name that clients ask for in {@code HELLO.Details.authmethods}
	 */
	String getMethod();

	/**
	 * Whether there is enough in HELLO to begin with. If not, the next method that the
	 * client offers is tried. Called by the thread that received HELLO, or by the one
	 * that has found out that a method before this one is to be passed over: it must not
	 * block. What has to be looked up to know it, {@link #authenticate} does, and leads
	 * to {@link AuthenticationStep.PassedOver}.
	 * @param request what the client says, and what is known about its channel
	 * @return {@code true} by default
	 */
	default boolean canAuthenticate(AuthenticationRequest request) {
		return true;
	}

	/**
	 * Whether a client that offers no method at all may be authenticated by this one,
	 * since its channel tells who it is. Where several may, they are tried in their
	 * order. Called by the thread that received HELLO: it must not block.
	 * @param request what the client says, and what is known about its channel
	 * @return {@code false} by default
	 */
	default boolean isImplied(AuthenticationRequest request) {
		return false;
	}

	/**
	 * Whether many attempts may come upon the right proof, as with a password. Of other
	 * methods, failures do not count against the authid, and are no reason to keep its
	 * owner out; see {@code RouterSettings.maxFailedAttemptsPerAuthid}.
	 * @return {@code true} by default
	 */
	default boolean isGuessable() {
		return true;
	}

	/**
	 * Begins to authenticate a client. Called by one of the few threads that the router
	 * has for authentication, as is what follows on the answer to a challenge: it may
	 * look users up and compute, but others wait for that thread.
	 * @param request what the client says, and what is known about its channel
	 * @return completes with the first step, by any thread; completing it exceptionally
	 * or with {@code null} refuses the client with
	 * {@code wamp.error.authentication_failed}
	 */
	CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request);

}

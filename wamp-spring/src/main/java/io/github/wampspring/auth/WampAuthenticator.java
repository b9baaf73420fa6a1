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

import java.util.Map;
import java.util.function.Predicate;

import io.github.wampspring.transport.ChannelBindings;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of an authentication method. Beans of this type are offered to the
 * router in their order. See the section "Authentication Methods" of the specification.
 */
public interface WampAuthenticator {

	/**
	 * The method.
	 * @return the name that HELLO offers and CHALLENGE comes with, such as
	 * {@code wampcra}
	 */
	String getMethod();

	/**
	 * Who asks to be let in.
	 * @return the authid for HELLO, or {@code null} to leave it to the router
	 */
	@Nullable String getAuthId();

	/**
	 * What HELLO carries as {@code authextra}.
	 * @return the entries, none by default
	 */
	default Map<String, @Nullable Object> getAuthExtra() {
		return Map.of();
	}

	/**
	 * What HELLO carries as {@code authextra} over a connection.
	 * @param bindings what the connection tells about its TLS, for authentication that is
	 * bound to it
	 * @return the entries, by default those of {@link #getAuthExtra()}
	 * @throws RuntimeException if this client must not authenticate over that connection;
	 * it then does not join
	 */
	default Map<String, @Nullable Object> getAuthExtra(ChannelBindings bindings) {
		return getAuthExtra();
	}

	/**
	 * Answers a challenge. May block, for no longer than the connection attempt may take.
	 * @param challenge the challenge
	 * @return the answer
	 * @throws RuntimeException if there is no answer; the client then aborts the join
	 */
	Answer authenticate(Challenge challenge);

	/**
	 * Whether this method makes sure of the router, too. A client that offers only such
	 * methods does not join a router that lets it in without having proved itself.
	 * @return {@code false} by default
	 */
	default boolean isMutual() {
		return false;
	}

	/**
	 * What the router asks ({@code CHALLENGE}).
	 *
	 * @param method the method chosen
	 * @param extra what belongs to the method, unmodifiable
	 * @param hello what the client has sent as {@code HELLO.Details}, unmodifiable
	 * @param bindings what the connection tells about its TLS, for authentication that is
	 * bound to it
	 */
	record Challenge(String method, Map<String, @Nullable Object> extra, Map<String, @Nullable Object> hello,
			ChannelBindings bindings) {

		/**
		 * A challenge that has nothing to do with the connection that it came over.
		 * @param method the method chosen
		 * @param extra what belongs to the method
		 * @param hello what the client has sent as {@code HELLO.Details}
		 */
		public Challenge(String method, Map<String, @Nullable Object> extra, Map<String, @Nullable Object> hello) {
			this(method, extra, hello, ChannelBindings.NONE);
		}

		/**
		 * A challenge that does not depend on HELLO.
		 * @param method the method chosen
		 * @param extra what belongs to the method
		 */
		public Challenge(String method, Map<String, @Nullable Object> extra) {
			this(method, extra, Map.of());
		}

	}

	/**
	 * What the client answers ({@code AUTHENTICATE}).
	 *
	 * @param signature the proof: a ticket, a signature
	 * @param extra what belongs to the method
	 * @param welcome looks for the router's own proof in {@code WELCOME.Details}; where
	 * it says {@code false}, the client does not join. {@code null} if there is nothing
	 * to look for. Called by the thread that receives: it must not block
	 */
	record Answer(String signature, Map<String, @Nullable Object> extra,
			@Nullable Predicate<Map<String, @Nullable Object>> welcome) {

		/**
		 * An answer that the router's own proof does not depend on.
		 * @param signature the proof
		 * @param extra what belongs to the method
		 */
		public Answer(String signature, Map<String, @Nullable Object> extra) {
			this(signature, extra, null);
		}

		/**
		 * An answer with nothing beside the proof.
		 * @param signature the proof
		 */
		public Answer(String signature) {
			this(signature, Map.of());
		}

		@Override
		public String toString() {
			return "an answer that is not shown";
		}

	}

}

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

import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;

/**
 * Watches over one session, on the receiving thread: nothing here may block.
 */
interface SessionObserver {

	/**
	 * Whether the router has proved who it is, as far as it has to.
	 * @param welcome what it says
	 * @return {@code false} if the session must not be joined
	 */
	default boolean isProved(Welcome welcome) {
		return true;
	}

	/**
	 * The router asks for a proof of identity.
	 * @param challenge answered by {@link ClientSession#authenticate} or
	 * {@link ClientSession#abort}
	 */
	void onChallenge(Challenge challenge);

	/**
	 * The router accepts the session; nothing has been sent or received after that.
	 * @param welcome what it says
	 */
	default void onAccepted(Welcome welcome) {
	}

	/** The router has accepted the session. */
	void onWelcome();

	/**
	 * The session has ended, or was never accepted. Called once.
	 * @param end how
	 * @param joined whether it had been accepted before
	 */
	void onEnd(SessionEnd end, boolean joined);

	/**
	 * The channel is closed. Called once, after {@link #onEnd}.
	 * @param close why
	 */
	void onClose(ChannelClose close);

}

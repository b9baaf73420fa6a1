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

import java.util.function.BooleanSupplier;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks to be let into a realm.
 *
 * @param realm the realm
 * @param session the ID that the session will have
 * @param authId who the client says it is, if it does
 * @param details {@code HELLO.Details}
 * @param channel what is known about the other end of the channel
 * @param open whether the client still waits; asked by any thread
 */
public record AuthenticationRequest(String realm, long session, @Nullable String authId, Dict details,
		ChannelInfo channel, BooleanSupplier open) {

	/**
	 * A request of a client that waits as long as it takes.
	 * @param realm the realm
	 * @param session the ID that the session will have
	 * @param authId who the client says it is, if it does
	 * @param details {@code HELLO.Details}
	 * @param channel what is known about the other end of the channel
	 */
	public AuthenticationRequest(String realm, long session, @Nullable String authId, Dict details,
			ChannelInfo channel) {
		this(realm, session, authId, details, channel, () -> true);
	}

	/**
	 * Whether the client still waits. What takes long need not be begun for one that has
	 * left.
	 * @return {@code false} if it has left, or its time is over
	 */
	public boolean isOpen() {
		return this.open.getAsBoolean();
	}

}

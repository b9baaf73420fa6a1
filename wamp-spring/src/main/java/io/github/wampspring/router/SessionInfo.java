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

package io.github.wampspring.router;

import java.time.Instant;

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the router knows about a session.
 *
 * @param id the session's ID
 * @param realm the realm that it joined
 * @param identity who it is
 * @param channel the channel that it came by
 * @param trusted whether it is in the same JVM and did not ask to be authenticated; such
 * a session may do everything
 * @param joined when it joined
 * @param attributes what else is known of it
 */
public record SessionInfo(long id, String realm, WampIdentity identity, ChannelInfo channel, boolean trusted,
		Instant joined, SessionAttributes attributes) {

	/**
	 * A session without attributes.
	 * @param id the session's ID
	 * @param realm the realm that it joined
	 * @param identity who it is
	 * @param channel the channel that it came by
	 * @param trusted whether it may do everything
	 * @param joined when it joined
	 */
	public SessionInfo(long id, String realm, WampIdentity identity, ChannelInfo channel, boolean trusted,
			Instant joined) {
		this(id, realm, identity, channel, trusted, joined, SessionAttributes.none());
	}

	public String authId() {
		return this.identity.authId();
	}

	public String authRole() {
		return this.identity.authRole();
	}

	/**
	 * Something that the session can be told by.
	 * @param name {@code authid}, {@code authrole}, {@code authmethod},
	 * {@code authprovider}, or the name of one of its attributes
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable String attribute(String name) {
		return switch (name) {
			case "authid" -> authId();
			case "authrole" -> authRole();
			case "authmethod" -> this.identity.authMethod();
			case "authprovider" -> this.identity.authProvider();
			default -> this.attributes.get(name);
		};
	}

}

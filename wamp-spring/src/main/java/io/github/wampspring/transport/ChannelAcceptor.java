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

package io.github.wampspring.transport;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The router's side of new channels.
 */
public interface ChannelAcceptor {

	/**
	 * A channel was opened.
	 * @param channel the channel
	 * @return who takes what comes over it
	 */
	WampChannelHandler accept(WampChannel channel);

	/**
	 * The cookies of handshakes that channels shall tell while their clients are being
	 * authenticated, see {@link ChannelInfo#cookies()}.
	 * @return their names, maybe none; {@code null} (the default) if handshakes do not
	 * tell who clients are
	 */
	default @Nullable Set<String> handshakeCookies() {
		return null;
	}

}

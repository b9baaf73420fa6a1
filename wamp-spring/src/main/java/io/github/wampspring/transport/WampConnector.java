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

import java.net.URI;
import java.util.function.Function;

/**
 * The client's side of new channels.
 */
public interface WampConnector {

	/**
	 * Opens a channel. Blocks until the transport's handshake is done.
	 * @param url where to connect to
	 * @param handlers makes the handler for the open channel; called once, before the
	 * first message
	 * @return the open channel
	 * @throws ConnectFailedException if it cannot be opened; the message says what was
	 * tried and what the other side answered
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers) throws InterruptedException;

}

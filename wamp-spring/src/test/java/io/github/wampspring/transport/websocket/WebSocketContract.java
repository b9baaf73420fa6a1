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

package io.github.wampspring.transport.websocket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelContract;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/** The contract over a WebSocket. */
abstract class WebSocketContract extends ChannelContract {

	private static final WebSocketSettings SETTINGS = WebSocketSettings.defaults()
		.withSendLimits(8 * 1024 * 1024, Duration.ofSeconds(60));

	private final AtomicReference<@Nullable ChannelAcceptor> acceptor = new AtomicReference<>();

	private final WampTestServer server;

	private final WebSocketConnector connector;

	WebSocketContract(String serializer) {
		this.server = WampTestServer.accepting(TestMessages.only(serializer), SETTINGS,
				(channel) -> this.acceptor.get().accept(channel));
		this.connector = new WebSocketConnector(TestMessages.only(serializer), SETTINGS, null,
				HandshakeCustomizer.NONE);
	}

	@Override
	protected WampChannel connect(ChannelAcceptor acceptor, WampChannelHandler handler) throws Exception {
		this.acceptor.set(acceptor);
		return this.connector.connect(this.server.url(), (opened) -> handler);
	}

	@Override
	protected void stop() {
		this.connector.close();
		this.server.close();
	}

}

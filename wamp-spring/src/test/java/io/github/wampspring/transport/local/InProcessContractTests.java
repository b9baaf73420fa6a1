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

package io.github.wampspring.transport.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelContract;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;

/**
 * Holds in-process channels to the contract.
 */
class InProcessContractTests extends ChannelContract {

	private final List<InProcessConnector> connectors = new ArrayList<>();

	@Override
	protected WampChannel connect(ChannelAcceptor acceptor, WampChannelHandler handler) {
		InProcessConnector connector = new InProcessConnector(acceptor, TestMessages.MAPPER);
		this.connectors.add(connector);
		return connector.connect(URI.create("in-process:router"), (opened) -> handler);
	}

	@Override
	protected void stop() {
		this.connectors.forEach(InProcessConnector::close);
	}

}

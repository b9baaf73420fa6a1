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

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Inbound}. */
class InboundTests {

	private final List<ChannelClose> closes = new ArrayList<>();

	private final WampChannelHandler handler = new WampChannelHandler() {

		@Override
		public void onMessage(WampMessage message) {
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
		}

		@Override
		public void onClose(ChannelClose close) {
			InboundTests.this.closes.add(close);
		}

	};

	@Test
	void aHandlerThatComesLateIsToldTheFirstReasonOnce() {
		Inbound inbound = new Inbound((close) -> {
		});
		inbound.close(ChannelClose.normal("first"));
		inbound.close(ChannelClose.normal("second"));
		inbound.start(this.handler);
		inbound.close(ChannelClose.normal("third"));
		assertThat(this.closes).containsExactly(ChannelClose.normal("first"));
	}

}

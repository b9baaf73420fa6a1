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

package io.github.wampspring.autoconfigure.router;

import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.transport.framed.ChannelSettings;

/**
 * Limits of WebSocket channels from properties.
 */
final class WebSocketLimits {

	private WebSocketLimits() {
	}

	static ChannelSettings of(WampRouterProperties properties) {
		PropertyRules rules = new PropertyRules("wamp.router");
		return ChannelSettings.defaults()
			.withMaxMessageSize(rules.messageBytes("max-message-size", properties.getMaxMessageSize()))
			.withMaxHelloSize(rules.messageBytes("max-hello-size", properties.getMaxHelloSize()))
			.withSendLimits(rules.messageBytes("send-queue-size", properties.getSendQueueSize()),
					rules.positive("send-timeout", properties.getSendTimeout()))
			.withHeartbeat(rules.notNegative("heartbeat.interval", properties.getHeartbeat().getInterval()),
					rules.positive("heartbeat.timeout", properties.getHeartbeat().getTimeout()));
	}

}

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

package io.github.wampspring.autoconfigure;

import io.github.wampspring.transport.websocket.WebSocketSettings;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Limits of WebSocket channels from properties.
 */
final class WebSocketLimits {

	private static final DataSize SMALLEST = DataSize.ofKilobytes(1);

	private static final DataSize LARGEST = DataSize.ofMegabytes(1024);

	private WebSocketLimits() {
	}

	static WebSocketSettings of(String prefix, WampConnectionProperties properties) {
		PropertyRules rules = new PropertyRules(prefix);
		return WebSocketSettings.defaults()
			.withMaxMessageSize(bytes(prefix + ".max-message-size", properties.getMaxMessageSize()))
			.withSendLimits(bytes(prefix + ".send-queue-size", properties.getSendQueueSize()),
					rules.positive("send-timeout", properties.getSendTimeout()))
			.withConnectTimeout(rules.positive("connect-timeout", properties.getConnectTimeout()))
			.withHeartbeat(rules.notNegative("heartbeat.interval", properties.getHeartbeat().getInterval()),
					rules.positive("heartbeat.timeout", properties.getHeartbeat().getTimeout()));
	}

	static WebSocketSettings of(WampRouterProperties properties) {
		PropertyRules rules = new PropertyRules("wamp.router");
		return WebSocketSettings.defaults()
			.withMaxMessageSize(bytes("wamp.router.max-message-size", properties.getMaxMessageSize()))
			.withMaxHelloSize(bytes("wamp.router.max-hello-size", properties.getMaxHelloSize()))
			.withSendLimits(bytes("wamp.router.send-queue-size", properties.getSendQueueSize()),
					rules.positive("send-timeout", properties.getSendTimeout()))
			.withHeartbeat(rules.notNegative("heartbeat.interval", properties.getHeartbeat().getInterval()),
					rules.positive("heartbeat.timeout", properties.getHeartbeat().getTimeout()));
	}

	private static int bytes(String property, DataSize size) {
		if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
			throw new InvalidConfigurationPropertyValueException(property, size, "it must be between 1KB and 1024MB");
		}
		return (int) size.toBytes();
	}

}

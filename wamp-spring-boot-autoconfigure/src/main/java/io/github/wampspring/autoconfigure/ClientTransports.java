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

import java.util.List;

import javax.net.ssl.SSLContext;

import io.github.wampspring.autoconfigure.common.NettyPresence;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ClassUtils;

/**
 * Chooses what opens WebSockets, of what is on the class path.
 */
final class ClientTransports {

	private static final String TOMCAT_DEPENDENCY = "org.apache.tomcat.embed:tomcat-embed-websocket";

	private static final List<String> TOMCAT = List.of("org.apache.tomcat.websocket.WsWebSocketContainer");

	private final boolean netty;

	private final boolean tomcat;

	ClientTransports(@Nullable ClassLoader classLoader) {
		this.netty = NettyPresence.test(classLoader);
		this.tomcat = arePresent(TOMCAT, classLoader);
	}

	private static boolean arePresent(List<String> classes, @Nullable ClassLoader classLoader) {
		return classes.stream().allMatch((name) -> ClassUtils.isPresent(name, classLoader));
	}

	/**
	 * Makes the connector for URLs.
	 * @param property the name of the property that chooses
	 * @param wanted its value
	 * @return the connector, or {@code null} if there is nothing to make it of, and
	 * nothing that was asked for
	 * @throws InvalidConfigurationPropertyValueException if what was asked for is missing
	 */
	@Nullable WampConnector connector(String property, WampConnectionProperties.Transport wanted,
			List<WampSerializer> serializers, ChannelSettings settings, @Nullable SSLContext ssl,
			HandshakeCustomizer customizer) {
		if (wanted == WampConnectionProperties.Transport.NETTY && !this.netty) {
			throw missing(property, wanted,
					"Netty is not on the class path: add the dependency " + NettyPresence.DEPENDENCY);
		}
		if (wanted == WampConnectionProperties.Transport.TOMCAT && !this.tomcat) {
			throw missing(property, wanted,
					"Tomcat's WebSocket client is not on the class path: add the dependency " + TOMCAT_DEPENDENCY);
		}
		boolean useNetty = this.netty && wanted != WampConnectionProperties.Transport.TOMCAT;
		return useNetty ? new NettyWebSocketConnector(serializers, settings, ssl, customizer)
				: this.tomcat ? new WebSocketConnector(serializers, settings, ssl, customizer) : null;
	}

	/**
	 * There is nothing that could open a WebSocket.
	 */
	static InvalidConfigurationPropertyValueException nothing(String property,
			WampConnectionProperties.Transport wanted) {
		return missing(property, wanted, "there is no WebSocket client on the class path: add the dependency "
				+ TOMCAT_DEPENDENCY + " or " + NettyPresence.DEPENDENCY);
	}

	private static InvalidConfigurationPropertyValueException missing(String property,
			WampConnectionProperties.Transport wanted, String reason) {
		return new InvalidConfigurationPropertyValueException(property, wanted, reason);
	}

	/** What is asked for by name must be known to a native image. */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			new NettyPresence.Hints().registerHints(hints, classLoader);
			TOMCAT.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		}

	}

}

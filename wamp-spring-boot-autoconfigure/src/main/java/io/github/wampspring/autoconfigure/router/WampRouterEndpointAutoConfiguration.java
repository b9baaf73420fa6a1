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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.websocket.WampHandshakeHandler;
import io.github.wampspring.transport.websocket.WampHandshakeInterceptor;
import io.github.wampspring.transport.websocket.WampWebSocketHandler;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Auto-configuration for the router's WebSocket endpoint in a servlet web application.
 */
@AutoConfiguration(after = WampRouterAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ ServletContext.class, DispatcherServlet.class, ServerContainer.class })
@ConditionalOnBean(WampRouter.class)
@EnableConfigurationProperties(WampRouterProperties.class)
public final class WampRouterEndpointAutoConfiguration {

	@Bean
	RouterEndpoint wampRouterEndpoint(WampRouterProperties properties, Environment environment) {
		String servletPath = environment.getProperty("spring.mvc.servlet.path", "");
		return new RouterEndpoint(environment.getProperty("server.servlet.context-path", "")
				+ StringUtils.trimTrailingCharacter(servletPath, '/') + RouterEndpoint.path(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	WampWebSocketHandler wampWebSocketHandler(WampRouter router, WampSerializers serializers,
			WampRouterProperties properties) {
		return new WampWebSocketHandler(router, serializers.all(), WebSocketLimits.of(properties));
	}

	@Bean
	@ConditionalOnMissingBean(name = "wampWebSocketHandlerMapping")
	WebSocketHandlerMapping wampWebSocketHandlerMapping(WampWebSocketHandler handler, WampRouterProperties properties,
			ObjectProvider<HandshakeHandler> handshakeHandler, ObjectProvider<HandshakeGuard> guards,
			ObjectProvider<HandshakeInterceptor> interceptors) {
		WebSocketHttpRequestHandler requestHandler = new WebSocketHttpRequestHandler(handler,
				handshakeHandler.getIfUnique(WampHandshakeHandler::new));
		List<HandshakeInterceptor> all = new ArrayList<>();
		all.add(new WampHandshakeInterceptor(RouterEndpoint.guard(properties, guards)));
		interceptors.orderedStream().forEach(all::add);
		requestHandler.setHandshakeInterceptors(all);
		WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
		mapping.setUrlMap(Map.of(properties.getPath(), requestHandler));
		// before the application's mappings, one of which may take every path
		mapping.setOrder(-1);
		return mapping;
	}

}

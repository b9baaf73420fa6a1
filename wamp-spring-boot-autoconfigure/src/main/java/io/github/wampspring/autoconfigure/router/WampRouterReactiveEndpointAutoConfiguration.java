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

import java.util.Map;

import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.netty.ReactorNettyHandler;
import reactor.netty.http.server.HttpServer;

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
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/**
 * Auto-configuration for the router's WebSocket endpoint in a WebFlux application on
 * Reactor Netty. On other reactive servers {@code wamp.router.listen} is the way.
 */
@AutoConfiguration(after = WampRouterAutoConfiguration.class,
		afterName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, HttpServer.class })
@ConditionalOnBean(value = WampRouter.class,
		type = "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory")
@EnableConfigurationProperties(WampRouterProperties.class)
public final class WampRouterReactiveEndpointAutoConfiguration {

	@Bean
	RouterEndpoint wampRouterEndpoint(WampRouterProperties properties, Environment environment) {
		String basePath = StringUtils
			.trimTrailingCharacter(environment.getProperty("spring.webflux.base-path", "").strip(), '/');
		return new RouterEndpoint((basePath.isEmpty() || basePath.startsWith("/") ? basePath : "/" + basePath)
				+ RouterEndpoint.path(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	ReactorNettyHandler wampReactorNettyHandler(WampRouter router, WampSerializers serializers,
			WampRouterProperties properties, ObjectProvider<HandshakeGuard> guards) {
		return new ReactorNettyHandler(router, serializers.all(), WebSocketLimits.of(properties),
				RouterEndpoint.guard(properties, guards));
	}

	@Bean
	@ConditionalOnMissingBean(name = "wampWebSocketHandlerMapping")
	SimpleUrlHandlerMapping wampWebSocketHandlerMapping(ReactorNettyHandler handler, WampRouterProperties properties) {
		// before the application's mappings, one of which may take every path
		return new SimpleUrlHandlerMapping(Map.of(properties.getPath(), handler), -1);
	}

}

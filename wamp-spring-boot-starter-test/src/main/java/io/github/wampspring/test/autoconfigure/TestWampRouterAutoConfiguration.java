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

package io.github.wampspring.test.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.autoconfigure.router.RouterEndpoint;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter.Transport;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for {@link AutoConfigureTestWampRouter}.
 */
@AutoConfiguration
@ConditionalOnProperty(TestRouterContextCustomizer.TRANSPORT)
public final class TestWampRouterAutoConfiguration {

	@Bean
	static RouterProperties wampTestRouterProperties(Environment environment) {
		return new RouterProperties(environment);
	}

	@Bean
	static RoutedConnectors wampTestRoutedConnectors(Environment environment,
			ObjectProvider<InProcessConnector> inProcess, ObjectProvider<LocalRouter> local) {
		Transport transport = Transport.valueOf(environment.getRequiredProperty(TestRouterContextCustomizer.TRANSPORT));
		return new RoutedConnectors(transport, inProcess, local);
	}

	/** Credentials are for other routers. */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ConnectionSettingsCustomizer wampTestCredentials() {
		return (settings) -> settings.authenticators(List.of());
	}

	@Bean
	WampTestRouter wampTestRouter(WampRouter router, InProcessConnector connector, PayloadMapper mapper,
			ObjectProvider<ProcedureErrors> errors, ObjectProvider<WampProperties> properties,
			ObjectProvider<RouterEndpoint> endpoint) {
		int client = (endpoint.getIfAvailable() != null) ? RouterEndpoint.CLIENT_PHASE : ConnectionSettings.PHASE;
		ErrorTranslator none = new ErrorTranslator(new ErrorMappings(), List::of, true);
		return new WampTestRouter(router, connector, mapper,
				ProcedureErrors.late(() -> errors.getIfAvailable(() -> none)),
				RouterProperties.realms(properties.getIfAvailable(WampProperties::new)).iterator().next(),
				client - 128);
	}

	@Bean
	WampStubs wampStubs(WampTestRouter router) {
		return new WampStubs(router);
	}

	@Bean
	WampRecorder wampRecorder(WampTestRouter router) {
		return new WampRecorder(router);
	}

	/** The connections start before the web server does. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	@ConditionalOnProperty(name = TestRouterContextCustomizer.TRANSPORT, havingValue = "WEB_SERVER")
	static class WebServerConfiguration {

		@Bean
		LocalRouter wampLocalRouter(ApplicationContext context) {
			return new LocalRouter(context, new CompletableFuture<>());
		}

		@Bean
		ApplicationListener<WebServerInitializedEvent> wampLocalRouterListener(LocalRouter router) {
			return (event) -> {
				if (!WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
					router.started().complete(null);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = TestRouterContextCustomizer.TRANSPORT, havingValue = "LISTENER")
	static class ListenerConfiguration {

		@Bean
		LocalRouter wampLocalRouter(ApplicationContext context) {
			return new LocalRouter(context, CompletableFuture.completedFuture(null));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = TestRouterContextCustomizer.TRANSPORT, havingValue = "IN_PROCESS")
	static class InProcessConfiguration {

		/**
		 * So that nothing is made that opens WebSockets, with keys that may be missing.
		 */
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WampConnector wampTestConnector(ObjectProvider<InProcessConnector> inProcess) {
			return (url, handlers) -> inProcess.getObject().connect(url, handlers);
		}

	}

}

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

import java.net.URI;
import java.util.List;

import io.github.wampspring.autoconfigure.WampConnectionProperties;
import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter.Transport;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes all connectors connect to the router of the test, wherever they are told to, and
 * takes the URLs of other routers away, with the keys and credentials for them.
 *
 * @param transport the way to the router
 * @param inProcess connects within the JVM
 * @param local connects by WebSocket
 */
record RoutedConnectors(Transport transport, ObjectProvider<InProcessConnector> inProcess,
		ObjectProvider<LocalRouter> local) implements BeanPostProcessor {

	/** Stands for the port, which is not known yet. */
	private static final URI URL = URI.create("ws://localhost/test");

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WampProperties properties) {
			route(properties);
			properties.getConnections().values().forEach(this::route);
		}
		if (bean instanceof WampConnector connector && !(bean instanceof InProcessConnector)) {
			return routed(connector);
		}
		return bean;
	}

	private void route(WampConnectionProperties properties) {
		properties.setUrl(null);
		properties.setUrls((this.transport == Transport.IN_PROCESS) ? List.of() : List.of(URL));
		properties.getSsl().setBundle(null);
		properties.getAuth().setTicket(null);
		properties.getAuth().setSecret(null);
		properties.getAuth().setOauth2Registration(null);
		if (this.transport == Transport.WEB_SERVER) {
			// the web server starts after the connections
			properties.setFailFast(false);
		}
	}

	private WampConnector routed(WampConnector connector) {
		return (this.transport == Transport.IN_PROCESS)
				? (url, handlers) -> this.inProcess.getObject().connect(url, handlers)
				: (url, handlers) -> this.local.getObject().connect(connector, handlers);
	}

}

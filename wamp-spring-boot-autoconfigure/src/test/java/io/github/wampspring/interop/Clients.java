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

package io.github.wampspring.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.core.WampTemplate;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * Clients in this JVM, each with a connection of its own.
 *
 * @param application has the connections
 */
record Clients(Application application) implements AutoCloseable {

	/**
	 * Connects clients and waits for their sessions.
	 * @param urls the routers' URLs, with commas, by the client's name
	 * @return the clients
	 */
	static Clients join(Map<String, String> urls) {
		Application.Builder builder = Application.client();
		urls.forEach((name, url) -> builder.with("wamp.connections." + name + ".urls", url)
			.with("wamp.connections." + name + ".reconnect.initial-interval", "50ms")
			.with("wamp.connections." + name + ".reconnect.max-interval", "500ms"));
		Clients clients = new Clients(builder.start());
		try {
			RouterProcesses.await().until(() -> clients.connections().stream().allMatch(Clients::isJoined));
			return clients;
		}
		catch (RuntimeException ex) {
			clients.close();
			throw ex;
		}
	}

	static Clients join(String name, String url, String... more) {
		Map<String, String> urls = new LinkedHashMap<>(Map.of(name, url));
		for (int i = 0; i < more.length; i += 2) {
			urls.put(more[i], more[i + 1]);
		}
		return join(urls);
	}

	private static boolean isJoined(WampConnection connection) {
		return connection.getState().status() == ConnectionState.Status.JOINED;
	}

	/**
	 * Whether all are joined, and all that they have registered and subscribed is there.
	 * @return {@code true} if nothing is missing
	 */
	boolean areComplete() {
		return connections().stream()
			.allMatch((connection) -> isJoined(connection)
					&& connection.getRegistrations().stream().allMatch(WampHandle::isActive)
					&& connection.getSubscriptions().stream().allMatch(WampHandle::isActive));
	}

	private List<WampConnection> connections() {
		return new ArrayList<>(this.application.context().getBeansOfType(WampConnection.class).values());
	}

	WampTemplate wamp(String name) {
		return bean(WampTemplate.class, name);
	}

	/**
	 * The ID of a client's session.
	 * @param name the client's name
	 * @return the ID
	 */
	long session(String name) {
		return bean(WampConnection.class, name).session(RouterProcesses.TIME).join().getId();
	}

	private <T> T bean(Class<T> type, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.application.context().getBeanFactory(), type, name);
	}

	@Override
	public void close() {
		this.application.close();
	}

}

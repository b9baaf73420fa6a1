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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application of ours, with or without the embedded router.
 *
 * @param context its context
 */
record Application(ConfigurableApplicationContext context) implements AutoCloseable {

	/**
	 * Starts and closes one application at a time, since they all set up the JVM's
	 * logging.
	 */
	private static final Lock LOGGING = new ReentrantLock();

	/**
	 * Begins an application that connects to a router.
	 * @param url the router's URL
	 * @return the application, not yet started
	 */
	static Builder client(String url) {
		return client().with("wamp.urls", url);
	}

	/**
	 * Begins an application without a web server, whose connections are named ones.
	 * @return the application, not yet started
	 */
	static Builder client() {
		return new Builder(WebApplicationType.NONE);
	}

	/**
	 * Begins an application with a router, which lets anonymous sessions in, on a free
	 * port.
	 * @return the application, not yet started
	 */
	static Builder router() {
		return router(WebApplicationType.SERVLET);
	}

	/**
	 * Begins an application with a router, which lets anonymous sessions in, on a free
	 * port.
	 * @param type of which kind its web server is
	 * @return the application, not yet started
	 */
	static Builder router(WebApplicationType type) {
		return new Builder(type).with("server.port", "0")
			.with("wamp.router.enabled", "true")
			.with("wamp.router.anonymous.enabled", "true")
			.with("wamp.router.reregister", "anybody");
	}

	WampTemplate wamp() {
		return this.context.getBean(WampTemplate.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	WampConnection connection() {
		return this.context.getBean(WampConnection.class);
	}

	ConnectionState state() {
		return connection().getState();
	}

	/**
	 * Waits until the session is joined and all that was registered and subscribed is
	 * accepted.
	 * @return this application
	 */
	Application awaitJoined() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isJoined);
		return this;
	}

	private boolean isJoined() {
		return state().status() == ConnectionState.Status.JOINED
				&& connection().getRegistrations().stream().allMatch(WampRegistration::isActive)
				&& connection().getSubscriptions().stream().allMatch(WampSubscription::isActive);
	}

	/**
	 * Where its own router is found.
	 * @return the URL
	 */
	String routerUrl() {
		return "ws://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + "/ws";
	}

	@Override
	public void close() {
		LOGGING.lock();
		try {
			this.context.close();
		}
		finally {
			LOGGING.unlock();
		}
	}

	static final class Builder {

		private final WebApplicationType type;

		private final Map<String, Object> properties = new LinkedHashMap<>();

		private Class<?>[] beans = {};

		private Builder(WebApplicationType type) {
			this.type = type;
		}

		Builder with(String property, Object value) {
			this.properties.put(property, value);
			return this;
		}

		Builder with(Map<String, Object> properties) {
			this.properties.putAll(properties);
			return this;
		}

		Builder with(Class<?>... beans) {
			this.beans = beans;
			return this;
		}

		/**
		 * Starts the application, without waiting for its session.
		 * @return the running application
		 */
		Application start() {
			LOGGING.lock();
			try {
				return new Application(new SpringApplicationBuilder(Base.class).sources(this.beans)
					.web(this.type)
					.bannerMode(org.springframework.boot.Banner.Mode.OFF)
					.properties(this.properties)
					.properties("logging.level.root=warn")
					.run());
			}
			finally {
				LOGGING.unlock();
			}
		}

		/**
		 * Starts the application and waits for its session.
		 * @return the running application
		 */
		Application join() {
			Application application = start();
			try {
				return application.awaitJoined();
			}
			catch (RuntimeException ex) {
				ConnectionState state = application.state();
				application.close();
				throw new IllegalStateException("Not joined: " + state, ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Base {

	}

}

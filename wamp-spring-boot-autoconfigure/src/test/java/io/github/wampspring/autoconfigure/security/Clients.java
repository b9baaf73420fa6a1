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

package io.github.wampspring.autoconfigure.security;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients over the network.
 */
final class Clients {

	private Clients() {
	}

	static ApplicationContextRunner client(String url, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.join-timeout=10s", "wamp.reconnect.max-retries=0")
			.withPropertyValues(properties);
	}

	static WampSession session(ConfigurableApplicationContext context) {
		try {
			return context.getBean(WampConnection.class).session(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Tries to join.
	 * @return why that was refused, a URI and a sentence
	 */
	static String refusal(String url, String... properties) {
		AtomicReference<@Nullable String> message = new AtomicReference<>();
		client(url, properties).run((context) -> {
			assertThat(context).hasFailed();
			message.set(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()).getMessage());
		});
		return String.valueOf(message.get());
	}

}

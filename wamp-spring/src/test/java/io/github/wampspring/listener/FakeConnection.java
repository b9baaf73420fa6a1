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

package io.github.wampspring.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampOperation;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import static org.mockito.Mockito.mock;

/**
 * Keeps what is registered and subscribed.
 */
class FakeConnection implements WampConnection {

	final Map<String, InvocationHandler> procedures = new LinkedHashMap<>();

	final Map<String, EventHandler> topics = new LinkedHashMap<>();

	final Map<String, Dict> options = new LinkedHashMap<>();

	final List<WampRegistration> registrations = new ArrayList<>();

	private final String name;

	FakeConnection(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public ConnectionState getState() {
		return new ConnectionState(ConnectionState.Status.IDLE, Instant.EPOCH, null, 0, null);
	}

	@Override
	public WampSession getSession() {
		return null;
	}

	@Override
	public CompletableFuture<WampSession> session(Duration timeout) {
		return new CompletableFuture<>();
	}

	@Override
	public <R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> submit(
			WampOperation<R, T> operation) {
		return new CompletableFuture<>();
	}

	@Override
	public void reconnect() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Executor getExecutor() {
		return Runnable::run;
	}

	@Override
	public WampRegistration register(String procedure, Dict options, InvocationHandler handler) {
		this.procedures.put(procedure, handler);
		this.options.put(procedure, options);
		WampRegistration registration = mock(WampRegistration.class);
		this.registrations.add(registration);
		return registration;
	}

	@Override
	public WampSubscription subscribe(String topic, Dict options, EventHandler handler) {
		this.topics.put(topic, handler);
		this.options.put(topic, options);
		return mock(WampSubscription.class);
	}

	@Override
	public List<WampRegistration> getRegistrations() {
		return List.of();
	}

	@Override
	public List<WampSubscription> getSubscriptions() {
		return List.of();
	}

}

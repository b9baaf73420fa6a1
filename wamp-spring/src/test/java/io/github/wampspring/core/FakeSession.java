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

package io.github.wampspring.core;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session whose router is the test.
 */
class FakeSession implements WampSession {

	final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

	final BlockingQueue<Publication> publications = new LinkedBlockingQueue<>();

	/** What publications complete with; not at all if {@code null}. */
	@Nullable CompletableFuture<@Nullable Long> published = CompletableFuture.completedFuture(null);

	volatile boolean open = true;

	@Override
	public CompletableFuture<CallResult> call(String procedure, Dict options, Payload payload,
			@Nullable Consumer<CallResult> progress) {
		Call call = new Call(procedure, options, payload, progress, new CompletableFuture<>());
		this.calls.add(call);
		return call.result;
	}

	@Override
	public CompletableFuture<@Nullable Long> publish(String topic, Dict options, Payload payload) {
		CompletableFuture<@Nullable Long> result = (this.published != null) ? this.published
				: new CompletableFuture<>();
		this.publications.add(new Publication(topic, options, payload, result));
		return result;
	}

	Call nextCall() throws InterruptedException {
		Call call = this.calls.poll(10, TimeUnit.SECONDS);
		assertThat(call).as("a call").isNotNull();
		return call;
	}

	@Override
	public CompletableFuture<Long> register(String procedure, Dict options, InvocationHandler handler) {
		throw new AssertionError("Registrations belong to the connection");
	}

	@Override
	public CompletableFuture<Void> unregister(long registration) {
		throw new AssertionError("Registrations belong to the connection");
	}

	@Override
	public CompletableFuture<Long> subscribe(String topic, Dict options, EventHandler handler) {
		throw new AssertionError("Subscriptions belong to the connection");
	}

	@Override
	public CompletableFuture<Void> unsubscribe(long subscription, EventHandler handler) {
		throw new AssertionError("Subscriptions belong to the connection");
	}

	@Override
	public CompletableFuture<Void> leave(String reason) {
		throw new AssertionError("A template never leaves");
	}

	@Override
	public long getId() {
		return 1;
	}

	@Override
	public String getRealm() {
		return "realm1";
	}

	@Override
	public @Nullable String getAuthId() {
		return null;
	}

	@Override
	public @Nullable String getAuthRole() {
		return null;
	}

	@Override
	public @Nullable String getAuthMethod() {
		return null;
	}

	@Override
	public Map<String, @Nullable Object> getDetails() {
		return Map.of();
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	record Call(String procedure, Dict options, Payload payload, @Nullable Consumer<CallResult> progress,
			CompletableFuture<CallResult> result) {

		void succeed(@Nullable Object... arguments) {
			this.result.complete(new CallResult(Dict.EMPTY, Payload.of(arguments)));
		}

		void progress(@Nullable Object... arguments) {
			assertThat(this.progress).isNotNull();
			this.progress.accept(new CallResult(Dict.of("progress", true), Payload.of(arguments)));
		}

	}

	record Publication(String topic, Dict options, Payload payload, CompletableFuture<@Nullable Long> result) {
	}

}

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

package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.WampException;
import io.github.wampspring.client.stream.ArgumentQueue;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An invocation as its handler sees it behind interceptors: with what these made of it,
 * and with an end that goes back through them.
 */
final class InterceptedInvocation implements Invocation {

	private final Invocation invocation;

	private final IncomingRequest request;

	private final CompletableFuture<Payload> outcome = new CompletableFuture<>();

	InterceptedInvocation(Invocation invocation, IncomingRequest request) {
		this.invocation = invocation;
		this.request = request;
	}

	CompletableFuture<Payload> outcome() {
		return this.outcome;
	}

	@Override
	public WampSession session() {
		return this.invocation.session();
	}

	@Override
	public long request() {
		return this.invocation.request();
	}

	@Override
	public String procedure() {
		return this.invocation.procedure();
	}

	@Override
	public Dict details() {
		return this.request.options();
	}

	@Override
	public Payload payload() {
		return this.request.payload();
	}

	@Override
	public @Nullable ArgumentQueue following() {
		return this.invocation.following();
	}

	@Override
	public boolean isProgressWanted() {
		return this.invocation.isProgressWanted();
	}

	@Override
	public void progress(Payload payload) {
		if (!this.outcome.isDone()) {
			this.invocation.progress(payload);
		}
	}

	@Override
	public void complete(Payload payload) {
		this.outcome.complete(payload);
	}

	@Override
	public void fail(String error, Payload payload) {
		WampException failure;
		try {
			failure = (payload instanceof Payload.Values values)
					? new WampException(error, values.arguments(), values.keywordArguments(), null)
					: new WampException(error, this.request.mapper().arguments(payload),
							this.request.mapper().keywordArguments(payload), null);
		}
		catch (RuntimeException ex) {
			failure = new WampException(error);
		}
		this.outcome.completeExceptionally(failure);
	}

	@Override
	public boolean isInterrupted() {
		return this.invocation.isInterrupted();
	}

	@Override
	public void onInterrupt(Runnable action) {
		this.invocation.onInterrupt(action);
	}

}

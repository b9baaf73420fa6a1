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

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.stream.ArgumentSink;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call that follow the first ones, on their way to the router.
 */
final class CallArguments implements ArgumentSink {

	/** All other options, but those of the payload, are those of the first message. */
	private static final Dict MORE = Dict.of("progress", true);

	private final PendingRequest.OfCall call;

	private final RequestTable requests;

	private final WampChannel channel;

	private final Dict attributes;

	private final BiFunction<Dict, Payload, PayloadCodec.@Nullable Outgoing> seal;

	CallArguments(PendingRequest.OfCall call, RequestTable requests, WampChannel channel, Dict attributes,
			BiFunction<Dict, Payload, PayloadCodec.@Nullable Outgoing> seal) {
		this.attributes = attributes;
		this.seal = seal;
		this.call = call;
		this.requests = requests;
		this.channel = channel;
	}

	@Override
	public boolean next(Payload payload) {
		return send(this.attributes.withAll(MORE), payload);
	}

	@Override
	public void complete() {
		try {
			send(this.attributes, Payload.NONE);
		}
		catch (WampException | PayloadException ex) {
			fail(ex);
		}
	}

	private boolean send(Dict options, Payload payload) {
		if (this.call.isDone()) {
			return false;
		}
		PayloadCodec.Outgoing sealed = this.seal.apply(options, payload);
		return this.requests.follow(this.call, new Call(this.call.id(), (sealed != null) ? sealed.options() : options,
				this.call.subject(), this.channel.prepare((sealed != null) ? sealed.payload() : payload)));
	}

	@Override
	public void fail(Throwable failure) {
		this.call.completeExceptionally(failure);
	}

	@Override
	public boolean hasRoom() {
		return this.channel.hasRoom();
	}

	@Override
	public CompletionStage<?> room() {
		return this.channel.room();
	}

	@Override
	public void onEnd(Runnable action) {
		this.call.whenComplete((result, failure) -> action.run());
	}

}

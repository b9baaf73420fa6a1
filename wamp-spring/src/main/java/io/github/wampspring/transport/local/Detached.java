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

package io.github.wampspring.transport.local;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;

/**
 * Messages whose arguments are shared with nobody.
 */
final class Detached {

	private Detached() {
	}

	/**
	 * Detaches a message.
	 * @return the message itself where its arguments are detached already
	 */
	static WampMessage of(WampMessage message, PayloadMapper mapper) {
		Payload payload = message.payload();
		if (payload == Payload.NONE) {
			return message;
		}
		Payload detached = mapper.detach(payload);
		return (detached == payload) ? message : with(message, detached);
	}

	private static WampMessage with(WampMessage message, Payload payload) {
		if (message instanceof Call call) {
			return new Call(call.request(), call.options(), call.procedure(), payload);
		}
		if (message instanceof Invocation invocation) {
			return new Invocation(invocation.request(), invocation.registration(), invocation.details(), payload);
		}
		if (message instanceof Yield yielded) {
			return new Yield(yielded.request(), yielded.options(), payload);
		}
		if (message instanceof Result result) {
			return new Result(result.request(), result.details(), payload);
		}
		if (message instanceof Publish publish) {
			return new Publish(publish.request(), publish.options(), publish.topic(), payload);
		}
		if (message instanceof Event event) {
			return new Event(event.subscription(), event.publication(), event.details(), payload);
		}
		if (message instanceof Error error) {
			return new Error(error.requestType(), error.request(), error.details(), error.error(), payload);
		}
		if (message instanceof Abort abort) {
			return new Abort(abort.details(), abort.reason(), payload);
		}
		if (message instanceof Goodbye goodbye) {
			return new Goodbye(goodbye.details(), goodbye.reason(), payload);
		}
		throw new IllegalStateException(message.type() + " has no arguments");
	}

}

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

package io.github.wampspring.observation;

import java.util.Set;

import io.github.wampspring.interceptor.IncomingRequest;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * The observation of an invocation or event at a handler of this application.
 */
public final class WampIncomingContext extends ReceiverContext<IncomingRequest> {

	private final IncomingRequest request;

	WampIncomingContext(IncomingRequest request, Set<TracePropagation> ways) {
		super((carrier, key) -> TracePropagation.read(ways, carrier, key),
				(request.kind() == IncomingRequest.Kind.INVOCATION) ? Kind.SERVER : Kind.CONSUMER);
		this.request = request;
		setCarrier(request);
	}

	/**
	 * The invocation or event.
	 * @return the request as it came
	 */
	public IncomingRequest getRequest() {
		return this.request;
	}

}

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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.router.RouterRequest;
import io.github.wampspring.router.WampAction;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * The observation of what a session asks the embedded router for.
 */
public final class WampRouterContext extends ReceiverContext<RouterRequest> {

	private static final Set<TracePropagation> WAYS = Set.of(TracePropagation.ATTRIBUTES);

	private final RouterRequest request;

	private final Map<String, String> forwarded = new LinkedHashMap<>(4);

	WampRouterContext(RouterRequest request) {
		super((carrier, key) -> TracePropagation.read(WAYS, carrier, key),
				(request.action() == WampAction.PUBLISH) ? Kind.CONSUMER : Kind.SERVER);
		this.request = request;
		setCarrier(request);
	}

	/**
	 * What the session asks for.
	 * @return the request as it came
	 */
	public RouterRequest getRequest() {
		return this.request;
	}

	/**
	 * The fields of the trace that travel on, in place of those that came.
	 * @return the fields, by the names of W3C; to be filled
	 */
	public Map<String, String> getForwarded() {
		return this.forwarded;
	}

}

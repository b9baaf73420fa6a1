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
import java.util.Objects;

import io.github.wampspring.interceptor.OutgoingRequest;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

/**
 * The observation of a call or publication of this application. The carrier takes the
 * fields that are to travel.
 */
public final class WampOutgoingContext extends SenderContext<Map<String, String>> {

	private final OutgoingRequest request;

	private final Map<String, String> fields = new LinkedHashMap<>(4);

	WampOutgoingContext(OutgoingRequest request) {
		super((carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value),
				(request.kind() == OutgoingRequest.Kind.CALL) ? Kind.CLIENT : Kind.PRODUCER);
		this.request = request;
		setCarrier(this.fields);
	}

	/** What the trace's handlers have written. */
	Map<String, String> getFields() {
		return this.fields;
	}

	/**
	 * The operation.
	 * @return the request as the application made it
	 */
	public OutgoingRequest getRequest() {
		return this.request;
	}

}

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

import java.util.Map;
import java.util.Objects;

import io.micrometer.observation.Observation.Context;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/**
 * Makes the router's own span of an observation of the router, and lets the trace go on
 * from that span. It has to come before the handler of other receivers.
 */
public final class RouterTracingObservationHandler
		extends PropagatingReceiverTracingObservationHandler<WampRouterContext> {

	private final Propagator propagator;

	/**
	 * Creates a handler.
	 * @param tracer makes spans
	 * @param propagator reads and writes the fields of a trace
	 */
	public RouterTracingObservationHandler(Tracer tracer, Propagator propagator) {
		super(tracer, propagator);
		this.propagator = propagator;
	}

	@Override
	public void onStart(WampRouterContext context) {
		super.onStart(context);
		Span span = getRequiredSpan(context);
		Map<String, String> fields = context.getForwarded();
		this.propagator.inject(span.context(), fields,
				(carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value));
	}

	@Override
	public boolean supportsContext(Context context) {
		return context instanceof WampRouterContext;
	}

}
